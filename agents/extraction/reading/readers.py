from collections.abc import Callable, Sequence
from typing import Any

from agents.extraction.reading.addresses import read_email, read_phone, read_url
from agents.extraction.reading.choices import read_choice, read_choices
from agents.extraction.reading.days import read_birthday, read_day
from agents.extraction.reading.flags import read_flag
from agents.extraction.reading.heard import Found, Heard
from agents.extraction.reading.moments import read_moment
from agents.extraction.reading.names import read_name
from agents.extraction.reading.numbers import read_number
from agents.extraction.reading.texts import read_text
from agents.extraction.types import Kind, Rule

READERS: dict[Kind, Callable[[Rule, Heard], Sequence[Found[Any]]]] = {
    Kind.TEXT: read_text,
    Kind.NAME: read_name,
    Kind.NUMBER: read_number,
    Kind.MONEY: read_number,
    Kind.CHOICE: read_choice,
    Kind.CHOICES: read_choices,
    Kind.FLAG: read_flag,
    Kind.PHONE: read_phone,
    Kind.EMAIL: read_email,
    Kind.URL: read_url,
    Kind.DAY: read_day,
    Kind.BIRTHDAY: read_birthday,
    Kind.MOMENT: read_moment,
}


def read(rule: Rule, heard: Heard) -> list[Found[Any]]:
    """What a message says about a field, the surest first."""
    return sorted(READERS[rule.spec.kind](rule, heard), key=lambda one: -one.confidence)

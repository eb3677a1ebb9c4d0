"""What a customer says of themselves in so many words, read without a model."""

import re
from collections.abc import Iterator, Sequence

from agents.extraction.literal import read_literally
from agents.extraction.reading import Heard
from agents.extraction.types import EXPLICIT
from agents.remembering.rules import rule_for
from agents.remembering.types import Remembered
from agents.words import folded
from chat.models import ContactFact

Kind = ContactFact.Kind
# After these a place is named, in four languages; it is written with a capital.
_CITY = re.compile(
    r"(?i:\bi live in|\bi'm from|\bi am from|\bwe are in|\bя из|\bживу в|\bмы из|\bнахожусь в|\bmoro em|\bsou de|"
    r"\bvivo en|\bsoy de)\s+(?P<said>[A-ZÀ-ÖØ-ÞА-ЯЁ][\w'’-]+(?:[ -][A-ZÀ-ÖØ-ÞА-ЯЁ][\w'’-]+){0,2})"
)
_REST = r"(?P<said>[^.,;!?\n]{3,80})"
_PREFERENCE = re.compile(
    r"\b(?:i prefer|i'd prefer|i would prefer|i am allergic to|i'm allergic to|i don't eat|i do not eat|i don't like|"
    r"я предпочитаю|мне больше нравится|предпочитаю|у меня аллергия на|я не ем|мне не нравится|мне не нравятся|"
    r"prefiero|soy al[ée]rgic[oa] a|no como|no me gusta|no me gustan|"
    rf"prefiro|sou al[ée]rgic[oa] a|n[ãa]o como|n[ãa]o gosto de)\s+{_REST}"
)


def facts_by_words(heard: Sequence[Heard]) -> Iterator[Remembered]:
    """Every fact with the words that prove it; of one kind and subject the one said last comes last."""
    for kind in (Kind.NAME, Kind.PHONE, Kind.EMAIL):
        for one in reversed(read_literally(rule_for(kind), heard)):
            if one.confidence >= EXPLICIT:
                yield _remembered(kind, "", str(one.value), one.quote, one.message_id)
    for message in heard:
        for found in _CITY.finditer(message.text):
            if not message.is_asking(found.start()):
                yield _remembered(Kind.CITY, "", found["said"], found.group(), message.said.message_id)
        for found in _PREFERENCE.finditer(message.folded):
            if not message.is_asking(found.start()):
                quote = message.text[found.start() : found.end()].strip()
                yield _remembered(Kind.PREFERENCE, _subject(found["said"]), quote, quote, message.said.message_id)


def _subject(said: str) -> str:
    return folded(said).strip()[:60]


def _remembered(kind: str, subject: str, text: str, quote: str, message_id: str) -> Remembered:
    return Remembered(kind=kind, subject=subject, text=text, quote=quote, message_id=message_id)

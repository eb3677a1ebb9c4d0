"""Phones, e-mail addresses and links: shapes that nothing else has."""

import re

import phonenumbers

from agents.extraction.reading.heard import Found, Heard, once_each, one_meant
from agents.extraction.types import Rule

CERTAIN, SEVERAL = 0.95, 0.75
EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}(?![\w@])")
_URL = re.compile(
    r"(?<![\w@.])(?:https?://[^\s<>\"']{3,1000}|(?:www\.)?[a-z0-9-]{2,63}(?:\.[a-z0-9-]{2,63}){0,3}"
    r"\.(?:com|ru|org|net|io|es|pt|br|mx|shop|store|online|me)(?![\w@.-])(?:/[^\s<>\"']*)?)",
    re.IGNORECASE,
)
_TRAILING = ".,;:!?)»”"


def read_phone(_rule: Rule, heard: Heard) -> list[Found[str]]:
    return one_meant(heard, phones_in(heard), unsure=SEVERAL)


@once_each
def phones_in(heard: Heard) -> list[Found[str]]:
    matcher = phonenumbers.PhoneNumberMatcher(heard.text, heard.place.region or None)
    as_e164 = phonenumbers.PhoneNumberFormat.E164
    return [
        Found(phonenumbers.format_number(match.number, as_e164), match.start, match.end, CERTAIN) for match in matcher
    ]


def read_email(_rule: Rule, heard: Heard) -> list[Found[str]]:
    found = [Found(one.group().lower(), *one.span(), CERTAIN) for one in EMAIL.finditer(heard.text)]
    return one_meant(heard, found, unsure=SEVERAL)


def read_url(_rule: Rule, heard: Heard) -> list[Found[str]]:
    emails = [one.span() for one in EMAIL.finditer(heard.text)]
    found = []
    for one in _URL.finditer(heard.text):
        text = one.group().rstrip(_TRAILING)
        if not any(start <= one.start() < end for start, end in emails):
            value = text if text.lower().startswith("http") else f"https://{text}"
            found.append(Found(value, one.start(), one.start() + len(text), CERTAIN))
    return one_meant(heard, found, unsure=SEVERAL)


def shapes_in(heard: Heard) -> list[tuple[int, int]]:
    """Where digits belong to a phone, an address or a link."""
    found = [(one.start, one.end) for one in phones_in(heard)]
    return found + [one.span() for pattern in (EMAIL, _URL) for one in pattern.finditer(heard.text)]

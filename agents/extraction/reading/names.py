"""What somebody is called, when they say so."""

import re

from agents.extraction.hints import asks_for
from agents.extraction.reading.heard import Found, Heard
from agents.extraction.types import Rule
from agents.words import word_set

SAID, HINTED, ANSWERED = 0.95, 0.8, 0.85
_NAME = r"[^\W\d_][\w'’-]*"
_CAPITAL = r"[A-ZÀ-ÖØ-ÞА-ЯЁ][\w'’-]*"
_CAPITALS = rf"{_CAPITAL}(?: +(?:(?:de|da|do|dos|del|la|van|von) +)?{_CAPITAL}){{0,2}}"
# After these any words are a name, also in small letters; then only the first one counts.
_STRONG = re.compile(
    r"(?i:\bменя зовут|\bмо[её] имя[ :—-]|\bзовите меня|\bmy name is|\bmy name's|\bcall me|\bme llamo|\bmi nombre es|"
    r"\bmeu nome é|\bmeu nome e|\bme chamo|\bchamo-me)\s+(?:(?:o|a)\s+)?"
    rf"(?P<name>{_CAPITALS}|{_NAME})"
)
# After these only what is written like a name.
_WEAK = re.compile(
    r"(?:\b[Ээ]то|\b[Яя](?: —| -)?|\bI'm|\bI am|\b[Tt]his is|\b[Ss]oy|\b[Ss]ou(?: [oa])?|\b[Aa]qui é(?: [oa])?)\s+"
    rf"(?P<name>{_CAPITALS})(?=\s*(?:[.,!;—-]|$|\bиз\b|\bfrom\b|\bde\b))"
)
_NO_NAMES = word_set(
    "не как not important is the a of no el la um uma interested sorry fine ok да нет yes и из from de"
)
_ALONE = re.compile(rf"\s*(?P<name>{_CAPITALS})\s*[.!)]*\s*")


def read_name(rule: Rule, heard: Heard) -> list[Found[str]]:
    patterns = [(_STRONG, SAID), (_WEAK, HINTED)]
    for pattern, confidence in patterns:
        named = pattern.search(heard.text.replace("’", "'"))
        if named and named["name"].lower() not in _NO_NAMES:
            return [_found(named, confidence)]
    alone = _ALONE.fullmatch(heard.text) if asks_for(heard.asked, rule) else None
    return [_found(alone, ANSWERED)] if alone and alone["name"].lower() not in _NO_NAMES else []


def _found(named: re.Match[str], confidence: float) -> Found[str]:
    name = named["name"]
    written = name if any(letter.isupper() for letter in name) else name.title()
    return Found(written, *named.span("name"), confidence)

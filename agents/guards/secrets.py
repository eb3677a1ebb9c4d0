"""What the company's orders keep for the agent: such sentences prove nothing, and their codes are not said."""

import re

from agents.guards.heard import one_form, sentence_spans
from agents.words import folded

_KEPT = re.compile(
    r"\b(?:(?:never|do not|don't|must not|not to) (?:\w+ )?(?:tell|say|reveal|mention|disclose|share|name|give|"
    r"show|quote)|"
    r"secret|confidential|internal(?:ly)?|for you only|"
    r"(?:не|никогда не|никому не|нельзя) (?:\w+ )?(?:говор\w+|сообща\w+|раскрыва\w+|называ\w+|разглаша\w+|"
    r"показыва\w+|"
    r"упомина\w+|выдава\w+)|секрет\w*|конфиденциальн\w*|внутренн\w+|только для тебя|"
    r"(?:no|nunca) (?:\w+ )?(?:digas?|reveles?|menciones?|compartas?|comentes?|des)|secret[oa]|"
    r"confidencial(?:es)?|intern[oa]|"
    r"(?:não|nao|nunca) (?:\w+ )?(?:diga|revele|mencione|conte|compartilhe|mostre))\b"
)
# “Never tell it.” is about the sentence before.
_SHORT = 6
# A code, a password, an account: digits or capitals that are no common word.
_CODE = re.compile(r"(?<!\w)(?=[\w-]*\d|[A-ZА-Я-]{4,}(?!\w))[\w][\w-]{2,}(?!\w)")


def parted(text: str) -> tuple[str, str]:
    """The text in two: what may be told, and what is to be kept."""
    sentences = [text[start:end] for start, end in sentence_spans(text)]
    kept: set[int] = set()
    for place, sentence in enumerate(sentences):
        if _KEPT.search(folded(one_form(sentence))):
            kept.add(place)
            if place and len(sentence.split()) <= _SHORT:
                kept.add(place - 1)
    return (
        "".join(one for place, one in enumerate(sentences) if place not in kept),
        "".join(one for place, one in enumerate(sentences) if place in kept),
    )


def codes_in(kept: str) -> set[str]:
    """What of it must not be said, in any letters."""
    return {folded(one_form(one)) for one in _CODE.findall(kept)}

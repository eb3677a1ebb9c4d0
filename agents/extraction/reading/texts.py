"""Free text is read without a model only where its shape is known, its words are listed, or it was just asked for."""

import regex

from agents.extraction.hints import asks_for
from agents.extraction.patterns import SECONDS, among_words, is_particular
from agents.extraction.reading.choices import read_choice
from agents.extraction.reading.flags import NO, YES
from agents.extraction.reading.heard import Found, Heard, one_meant
from agents.extraction.types import Rule

SHAPED, ANSWERED, SEVERAL = 0.85, 0.75, 0.5
_LONGEST_ANSWER = 80


def read_text(rule: Rule, heard: Heard) -> list[Found[str]]:
    listed = read_choice(rule, heard)
    if listed:
        return listed
    if is_particular(rule.options.pattern):
        return one_meant(heard, _shaped(rule.options.pattern, heard.text), unsure=SEVERAL)
    answer = heard.text.strip()
    says_something = any(word.plain not in YES | NO for word in heard.words)
    if asks_for(heard.asked, rule) and says_something and len(answer) <= _LONGEST_ANSWER and "?" not in answer:
        start = heard.text.index(answer)
        kept = answer.rstrip(" .!")
        return [Found(kept, start, start + len(kept), ANSWERED)]
    return []


def _shaped(pattern: str, text: str) -> list[Found[str]]:
    try:
        found = [
            Found(one.group(), one.start(), one.end(), SHAPED)
            for one in regex.finditer(among_words(pattern), text, timeout=SECONDS)
        ]
    except (regex.error, TimeoutError):
        return []
    return [one for one in found if str(one.value).strip()]

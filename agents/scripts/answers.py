"""What a customer's answer says for a field, as the text that Kommo's own forms would hold; None: it does not fit."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from agents.scripts.questions import Said
from agents.scripts.words import folded
from knowledge.languages import language_detect
from knowledge.lexicon.terms import terms

_NUMBER = re.compile(r"(?<![\w.,])-?\d{1,3}(?:[\s\u00a0]\d{3})+(?:[.,]\d+)?(?![\w])|(?<![\w.,])-?\d+(?:[.,]\d+)?(?!\w)")
_PHONE = re.compile(r"\+?\d[\d\s()\u00a0-]{5,18}\d")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_URL = re.compile(r"(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)+/?\S*")
_DAY = re.compile(r"\b(\d{1,2})[./-](\d{1,2})[./-](\d{4})\b")
_ISO_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
_YES = {"да", "ага", "конечно", "yes", "yep", "sure", "ok", "si", "sí", "claro", "sim"}
_NO = {"нет", "не", "no", "nope", "não", "nao"}
YES, NO = "yes", "no"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """The field a question is about. `type` is Kommo's word; `code` tells phones from e-mails."""

    type: str
    code: str = ""
    choices: tuple[str, ...] = ()


def answer_of(asked: Asked, text: str, said: Said) -> str | None:
    """`said`: the same text in what it tells and what it asks; of a field that takes any words a question is none."""
    reader = _READERS.get(asked.type)
    if reader is None:
        return said.told or None
    return reader(asked, text)


def _number(_asked: Asked, text: str) -> str | None:
    """Of several numbers nobody knows which is meant."""
    found = {re.sub(r"[\s\u00a0]", "", one).replace(",", ".") for one in _NUMBER.findall(text)}
    return format(Decimal(found.pop()), "f") if len(found) == 1 else None


def _choice(asked: Asked, text: str) -> str | None:
    named = _named(asked.choices, text)
    return named[0] if len(named) == 1 else None


def _choices(asked: Asked, text: str) -> str | None:
    return "\n".join(_named(asked.choices, text)) or None


def _named(choices: Sequence[str], text: str) -> list[str]:
    """The choices that the text names: one that is the whole of it, else those whose every word it has."""
    whole = [choice for choice in choices if folded(choice) == folded(text).strip(".!? ")]
    if whole:
        return whole
    heard = _words(text)
    return [choice for choice in choices if (wanted := _words(choice)) and wanted <= heard]


def _words(text: str) -> set[str]:
    plain = set(re.findall(r"\w+", folded(text)))
    return plain | set(terms(text, language=language_detect(text))) if len(plain) > 1 else plain


def _yes_or_no(_asked: Asked, text: str) -> str | None:
    first = re.findall(r"\w+", folded(text))[:1]
    return YES if first and first[0] in _YES else NO if first and first[0] in _NO else None


def _labelled(asked: Asked, text: str) -> str | None:
    found = (_EMAIL if asked.code == "EMAIL" else _PHONE).search(text)
    return found.group().strip() if found else None


def _url(_asked: Asked, text: str) -> str | None:
    found = _URL.search(text)
    return found.group() if found else None


def _day(_asked: Asked, text: str) -> str | None:
    try:
        if found := _ISO_DAY.search(text):
            return date.fromisoformat(found.group()).isoformat()
        if found := _DAY.search(text):
            day, month, year = map(int, found.groups())
            return date(year, month, day).isoformat()
    except ValueError:
        pass
    return None


_READERS: dict[str, Callable[[Asked, str], str | None]] = {
    **dict.fromkeys(("numeric", "monetary", "price"), _number),
    **dict.fromkeys(("select", "radiobutton", "category"), _choice),
    **dict.fromkeys(("date", "birthday"), _day),
    "multiselect": _choices,
    "checkbox": _yes_or_no,
    "multitext": _labelled,
    "url": _url,
}

"""Whether what is left of an answer still answers."""

import re
from collections.abc import Collection

from agents.guards.heard import one_form, sentence_spans
from agents.guards.types import FaultKind
from agents.words import folded, words_of

# What a customer asks for by these words, and the claims that answer it.
_ASKED = [
    (r"сколько стоит|сколько|цен\w+|стоимость|почем|how much|price|cost|cuánto|precio|cuesta|quanto|preço|custa|valor",
     {FaultKind.PRICE, FaultKind.FREE, FaultKind.NUMBER}),
    (r"скидк\w+|discount|descuento|desconto", {FaultKind.PERCENT, FaultKind.PRICE, FaultKind.FREE}),
    (r"когда|во сколько|до скольки|график|часы|when|what time|hours|cuándo|horario|a qué hora|quando|que horas",
     {FaultKind.DAY, FaultKind.TIME, FaultKind.WEEKDAY, FaultKind.DURATION}),
    (r"где|адрес|where|address|dónde|dirección|onde|endereço", {FaultKind.ADDRESS, FaultKind.LINK}),
    (r"телефон|номер|позвонить|phone|number|call you|teléfono|número|telefone", {FaultKind.PHONE}),
    (r"почт\w+|e-?mail|correo", {FaultKind.EMAIL}),
    (r"сайт|ссылк\w+|website|link|enlace|página|site", {FaultKind.LINK}),
]  # fmt: skip
_WANTED = [(re.compile(rf"\b(?:{words})\b"), kinds) for words, kinds in _ASKED]
# Shorter sentences greet, thank, or are sorry.
_WORDS_LEAST = 4


def says_enough(left: str, *, asked: str, lost: Collection[FaultKind]) -> bool:
    """Not when nothing but greetings and questions is left, nor when what was lost is what the customer asked for."""
    question = folded(asked)
    if any(kinds & set(lost) and pattern.search(question) for pattern, kinds in _WANTED):
        return False
    return any(_tells(left[start:end]) for start, end in sentence_spans(one_form(left)))


def _tells(sentence: str) -> bool:
    return len(words_of(sentence)) >= _WORDS_LEAST and not sentence.rstrip().endswith("?")

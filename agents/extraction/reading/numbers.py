"""Amounts as people write them: 15 тыс, 50k, 1.200,50, 1 500 ₽."""

import re
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from agents.extraction.hints import asks_for, hints
from agents.extraction.reading.addresses import shapes_in
from agents.extraction.reading.days import days_in
from agents.extraction.reading.heard import EACH_MOST, Found, Heard, once_each, one_meant
from agents.extraction.reading.moments import clocks_in
from agents.extraction.types import Kind, Rule

POINTED, PRICED, ALONE, UNSURE = 0.9, 0.85, 0.6, 0.5
# The figures of a number, and what multiplies them.
WRITTEN = (
    r"(?P<digits>\d{1,3}(?:[ .,']\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d+)?)"
    r"(?:\s?(?P<times>тысяч[аи]?|тыс\.?|т\.?р\.?|к|k|mil|thousand|млн\.?|миллион\w*|million|millones|milhões|milhão)\b\.?)?"
)
_NUMBER = re.compile(rf"(?<![\w.,/-]){WRITTEN}(?![\w/-]|[.,]\d)")
_MONEY_BEFORE = re.compile(r"(?:[$€£₽]|r\$|usd|eur|us\$)\s?$")
_MONEY_AFTER = re.compile(
    r"^\s?(?:[$€£₽]|руб\w*|р\b|долл\w*|евро\b|usd\b|eur\b|rub\b|dollars?\b|euros?\b|roubles?\b|pesos?\b|reais\b|real\b)"
)
# The words that tell what an amount is stand within so many characters of it.
_BESIDE = 20
# “10–15 thousand” is a span, not an amount.
_SPAN = re.compile(r"\d\s?(?:[-–—]|до|to|a|até)\s?$")
_WORDS = {
    word: Decimal(number)
    for number, words in enumerate(
        [
            "два две двое two dos dois duas", "три трое three tres três", "четыре четверо four cuatro quatro",
            "пять пятеро five cinco", "шесть six seis", "семь seven siete sete", "восемь eight ocho oito",
            "девять nine nueve nove", "десять ten diez dez", "одиннадцать eleven once onze",
            "двенадцать twelve doce doze",
        ],
        start=2,
    )
    for word in words.split()
}  # fmt: skip


@dataclass(frozen=True)
class Amount:
    value: Decimal
    start: int
    end: int
    is_money: bool
    is_word: bool = False


def read_number(rule: Rule, heard: Heard) -> list[Found[Decimal]]:
    """The one that the field's own words point to; without them, none is sure but a sum of money for a sum of money."""
    amounts = [one for one in amounts_in(heard) if rule.spec.kind is Kind.MONEY or not one.is_money] or [
        one for one in amounts_in(heard) if not one.is_word
    ]
    pointing = hints(rule)
    near = [(step, one) for one in amounts if (step := heard.near(one.start, one.end, pointing)) is not None]
    if near:
        nearest = min(step for step, _one in near)
        return one_meant(heard, [_found(one, POINTED) for step, one in near if step == nearest], unsure=UNSURE)
    if asks_for(heard.asked, rule):
        return one_meant(heard, [_found(one, POINTED) for one in amounts], unsure=UNSURE)
    priced = [one for one in amounts if one.is_money]
    if rule.spec.kind is Kind.MONEY and priced:
        sure = UNSURE if heard.is_asking(priced[0].start) else PRICED
        return one_meant(heard, [_found(one, sure) for one in priced], unsure=UNSURE)
    return one_meant(heard, [_found(one, ALONE) for one in amounts if not one.is_word], unsure=UNSURE)


@once_each
def amounts_in(heard: Heard) -> list[Amount]:
    """Every number that is not part of a phone, a day, a time or an address."""
    taken = shapes_in(heard) + clocks_in(heard) + [(one.start, one.end) for one in days_in(heard)]
    text = heard.folded
    found = []
    for one in islice(_NUMBER.finditer(text), EACH_MOST):
        before, after = text[max(0, one.start() - _BESIDE) : one.start()], text[one.end() : one.end() + _BESIDE]
        if any(start < one.end() and one.start() < end for start, end in taken) or _SPAN.search(before):
            continue
        if re.match(r"\s?(?:[-–—]|до|to|até)\s?\d", after):
            continue
        is_money = bool(_MONEY_BEFORE.search(before) or _MONEY_AFTER.search(after))
        found.append(Amount(value_of(one), *one.span(), is_money or one["times"] in ("т.р", "т.р.", "тр")))
    named = [word for word in heard.words if word.plain in _WORDS][:EACH_MOST]
    return found + [Amount(_WORDS[word.plain], word.start, word.end, False, True) for word in named]


def value_of(one: re.Match[str]) -> Decimal:
    """What a match of WRITTEN is worth, in its shortest form: 1200.50 is 1200.5."""
    digits, times = one["digits"].replace(" ", "").replace("'", ""), one["times"] or ""
    factor = 1_000_000 if times.startswith(("мл", "ми", "milli", "milh")) else 1_000 if times else 1
    return (Decimal(_with_point(digits)) * factor).normalize()


def _with_point(digits: str) -> str:
    """Three digits after the only kind of mark are thousands; what comes last of two kinds is the fraction."""
    marks = [mark for mark in digits if mark in ".,"]
    if not marks:
        return digits
    whole, _mark, rest = digits.rpartition(marks[-1])
    is_fraction = len(rest) != 3 or (len(set(marks)) == 2)
    plain = whole.replace(".", "").replace(",", "")
    return f"{plain}.{rest}" if is_fraction else plain + rest


def _found(one: Amount, confidence: float) -> Found[Decimal]:
    return Found(one.value, one.start, one.end, confidence)

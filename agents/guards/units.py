"""What numbers count, in the words of four languages. Texts are folded (agents.words)."""

import re
from decimal import Decimal

PERCENT = re.compile(r"\s?(?:%|процент\w*|percent\b|per cent\b|por ?cien(?:to)?\b|por cento\b)")
# Each sign or word with the currencies it may mean: a dollar sign stands for pesos too.
_CURRENCIES: list[tuple[str, frozenset[str]]] = [
    (r"r\$|reais\b|real\b|brl\b", frozenset({"BRL"})),
    (r"₽|руб\w*\.?|р\.|р\b|рублей|rub\b|roubles?\b|rubles?\b|rublos?\b", frozenset({"RUB"})),
    (r"€|eur\b|евро\b|euros?\b", frozenset({"EUR"})),
    (r"£|gbp\b|фунт\w*|libras?\b", frozenset({"GBP"})),
    (r"₸|kzt\b|тенге\b|tenges?\b", frozenset({"KZT"})),
    (r"₴|uah\b|грн\.?|гривен\w*|гривн\w*|hryvnias?\b", frozenset({"UAH"})),
    (r"mxn\b|ars\b|clp\b|cop\b|pesos?\b|песо\b", frozenset({"PESO"})),
    (r"us\$|usd\b|долл\w*|бакс\w*|dollars?\b|dólar(?:es)?\b", frozenset({"USD"})),
    (r"\$", frozenset({"USD", "PESO"})),
]
_AFTER = [(re.compile(rf"\s?(?:{words})"), money) for words, money in _CURRENCIES]
_BEFORE = [(re.compile(rf"(?:{words})\s?$"), money) for words, money in _CURRENCIES]

MINUTE = Decimal(1)
DAY = 24 * 60 * MINUTE
MONTH = Decimal(-1)  # of no fixed number of days: counted apart, in months below nought
YEAR = 12 * MONTH
_DURATIONS = [
    (re.compile(rf"\s?-?(?:{words})\b"), length)
    for words, length in [
        (r"мин\w*|minutes?|mins?|minutos?", MINUTE),
        (r"час\w*|ч\.?|hours?|hrs?|h|horas?", 60 * MINUTE),
        (r"(?:рабочих |календарных |business |working )?(?:дня|дней|день|дн\.?|сут\w+|days?)|d[ií]as?", DAY),
        (r"недел\w+|weeks?|semanas?", 7 * DAY),
        (r"месяц\w*|мес\.?|months?|mes(?:es)?|mês", MONTH),
        (r"год\w*|лет|years?|años?|anos?", YEAR),
    ]
]
# Below ten a number without a unit is said in passing; one with such a unit is a claim.
MEASURE = re.compile(
    r"\s?(?:шт\w*|кг|гр?|см|мм|км|м2|м²|литр\w*|мл|человек\w*|гост\w+|мест\w*|комнат\w*|номер(?:а|ов)|этаж\w*|"
    r"pieces?|pcs|items?|units?|kg|g|cm|mm|km|m2|m²|lit(?:er|re)s?|ml|people|persons?|guests?|seats?|rooms?|floors?|"
    r"piezas?|unidades?|litros?|personas?|asientos?|habitaci[oó]n(?:es)?|plazas?|"
    r"peças?|pessoas?|lugares?|quartos?|vagas?)\b"
)


def currency_at(before: str, after: str) -> frozenset[str]:
    """Which money stands just before or just after a number; empty where none does."""
    for pattern, money in _AFTER:
        if pattern.match(after):
            return money
    return next((money for pattern, money in _BEFORE if pattern.search(before)), frozenset())


def duration_at(after: str) -> Decimal | None:
    """How long one of what stands after a number lasts: minutes, or months below nought."""
    return next((length for pattern, length in _DURATIONS if pattern.match(after)), None)

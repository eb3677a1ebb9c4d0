"""Numbers in words, in four languages: «тысяча девятьсот девяносто», twenty-five, quinientos."""

import re
from collections.abc import Iterator
from decimal import Decimal

_ONES = """
    0 zero ноль cero
    1 one один одна одно одного одной одну uno
    2 two два две двух двум dos dois duas
    3 three три трех трем tres três
    4 four четыре четырех cuatro quatro
    5 five пять пяти cinco
    6 six шесть шести seis
    7 seven семь семи siete sete
    8 eight восемь восьми ocho oito
    9 nine девять девяти nueve nove
    10 ten десять десяти diez dez
    11 eleven одиннадцать одиннадцати once onze
    12 twelve двенадцать двенадцати doce doze
    13 thirteen тринадцать тринадцати trece treze
    14 fourteen четырнадцать четырнадцати catorce quatorze
    15 fifteen пятнадцать пятнадцати quince quinze
    16 sixteen шестнадцать шестнадцати dieciséis dezesseis
    17 seventeen семнадцать семнадцати diecisiete dezessete
    18 eighteen восемнадцать восемнадцати dieciocho dezoito
    19 nineteen девятнадцать девятнадцати diecinueve dezenove
    20 twenty двадцать двадцати veinte vinte
    30 thirty тридцать тридцати treinta trinta
    40 forty сорок сорока cuarenta quarenta
    50 fifty пятьдесят пятидесяти cincuenta cinquenta
    60 sixty шестьдесят шестидесяти sesenta sessenta
    70 seventy семьдесят семидесяти setenta
    80 eighty восемьдесят восьмидесяти ochenta oitenta
    90 ninety девяносто девяноста noventa
    100 сто ста cien ciento cem cento
    200 двести двухсот doscientos doscientas duzentos duzentas
    300 триста трехсот trescientos trescientas trezentos trezentas
    400 четыреста четырехсот cuatrocientos cuatrocientas quatrocentos quatrocentas
    500 пятьсот пятисот quinientos quinientas quinhentos quinhentas
    600 шестьсот шестисот seiscientos seiscientas seiscentos seiscentas
    700 семьсот семисот setecientos setecientas setecentos setecentas
    800 восемьсот восьмисот ochocientos ochocientas oitocentos oitocentas
    900 девятьсот девятисот novecientos novecientas novecentos novecentas
    1.5 полтора полторы полутора
"""
_TIMES = """
    100 hundred
    1000 thousand тысяча тысячи тысяч тысячу mil
    1000000 million millions миллион миллиона миллионов millón millones milhão milhões
"""


def _values(rows: str) -> dict[str, Decimal]:
    lines = [row.split() for row in rows.strip().splitlines()]
    return {word: Decimal(value) for value, *words in lines for word in words}


ADDED, MULTIPLIED = _values(_ONES), _values(_TIMES)
_ANY = "|".join(sorted({*ADDED, *MULTIPLIED}, key=len, reverse=True))
_ROW = re.compile(rf"(?<!\w)(?:{_ANY})(?:(?:[ -]| and | y | e )(?:{_ANY}))*(?!\w)")
_WORD = re.compile(r"[^\W\d_]+")
_HUNDRED = MULTIPLIED["hundred"]


def numbers_in_words(folded: str) -> Iterator[tuple[Decimal, int, int]]:
    """Each with where it stands; `folded` as agents.words makes it."""
    for row in _ROW.finditer(folded):
        yield _worth(word.group() for word in _WORD.finditer(row.group())), *row.span()


def _worth(words: Iterator[str]) -> Decimal:
    whole = part = Decimal(0)
    for word in words:
        if word in ADDED:
            part += ADDED[word]
        elif (times := MULTIPLIED.get(word)) == _HUNDRED:
            part = max(part, Decimal(1)) * _HUNDRED
        elif times is not None:
            whole, part = whole + max(part, Decimal(1)) * times, Decimal(0)
    return (whole + part).normalize()

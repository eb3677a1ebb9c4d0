"""That something costs nothing, or is given on top."""

import re
from collections.abc import Iterator

from agents.guards.types import Claim, FaultKind

FREE = re.compile(
    r"\b(?:бесплатн\w*|в подарок|даром|за счет (?:компании|магазина|заведения)|"
    r"(?:is|are|for|totally|completely) free(?! (?:to|of (?:sugar|gluten|lactose)|tomorrow|today|on|at|from))|"
    r"free (?:of charge|shipping|delivery|returns?|trial|gift|installation|consultation|month|of cost)|"
    r"at no (?:extra |additional )?(?:cost|charge)|no charge|complimentary|on the house|"
    r"gratis|gratuit[oa]s?|gratuitamente|sin (?:costo|coste|cargo)|de regalo|"
    r"grátis|sem (?:custo|taxa|cobrança)|de graça|de brinde)\b"
)
HALF = re.compile(
    r"\b(?:полцены|вдвое дешевле|половин\w+ (?:цены|стоимости)|half[ -]price|half off|half the price|"
    r"mitad de(?:l)? precio|metade do preço|pela metade)\b"
)


def gifts_in(folded: str) -> Iterator[Claim]:
    for one in FREE.finditer(folded):
        yield Claim(FaultKind.FREE, "free", *one.span())
    for one in HALF.finditer(folded):
        yield Claim(FaultKind.FREE, "half", *one.span())

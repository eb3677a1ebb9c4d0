"""Days of the week in every form, as sets of them: «с понедельника по пятницу» is five."""

import re
from collections.abc import Iterator

from agents.guards.types import Claim, FaultKind

# The full names in their forms, and the short ones that mean nothing else.
_NAMES = [
    r"понедельник\w*|пн|mondays?|lunes|segundas?-feiras?",
    r"вторник\w*|вт|tuesdays?|martes|ter[cç]as?-feiras?",
    r"сред(?:а|ы|у|е|ам|ой)|ср|wednesdays?|mi[eé]rcoles|quartas?-feiras?",
    r"четверг\w*|чт|thursdays?|jueves|quintas?-feiras?",
    r"пятниц\w*|пт|fridays?|viernes|sextas?-feiras?",
    r"суббот\w*|сб|saturdays?|s[aá]bados?",
    r"воскресень\w*|вс|sundays?|domingos?",
]
# Names that are words of another meaning where they do not stand in a span.
_IN_SPANS = ["mon|lun|segunda|seg", "tue|mar|terça|ter", "wed|mi[eé]|quarta|qua", "thu|jue|quinta|qui",
             "fri|vie|sexta|sex", "sat|s[aá]b", "sun|dom"]  # fmt: skip
_SEVERAL = [
    (r"ежедневно|кажд(?:ый|ого) д(?:ень|ня)|без выходных|every ?day|daily|seven days a week|24/7|"
     r"todos los d[ií]as|a diario|diariamente|todos os dias", range(7)),
    (r"(?:по )?будн\w+|рабочи[емх]+ дн\w+|weekdays?|working days|entre semana|d[ií]as (?:laborables|h[aá]biles)|"
     r"dias [uú]teis", range(5)),
    (r"выходн\w+|weekends?|fin(?:es)? de semana|fim de semana|fins de semana", range(5, 7)),
]  # fmt: skip


def _one_of(names: list[str], group: str) -> str:
    return "|".join(f"(?P<{group}{number}>{name})" for number, name in enumerate(names))


_WIDE = [f"{full}|{short}" for full, short in zip(_NAMES, _IN_SPANS, strict=True)]
_SPAN = re.compile(
    rf"\b(?:{_one_of(_WIDE, 'a')})\.?\s?(?:[-–—]|to|through|till|until|по|до|a|à|al?|até)\s?(?:la |las |el |à )?"
    rf"(?:{_one_of(_WIDE, 'b')})\b"
)
_SINGLE = re.compile(rf"\b(?:{_one_of(_NAMES, 'a')})\b")
_MANY = [(re.compile(rf"\b(?:{words})\b"), frozenset(days)) for words, days in _SEVERAL]


def weekdays_in(folded: str) -> Iterator[Claim]:
    """Claims whose value is a set of days, Monday 0."""
    taken: list[tuple[int, int]] = []
    for pattern, days in _MANY:
        for several in pattern.finditer(folded):
            # “3 working days” is a length.
            if not re.search(r"\d\s?$", folded[: several.start()]):
                taken.append(several.span())
                yield Claim(FaultKind.WEEKDAY, days, *several.span())
    for span in _SPAN.finditer(folded):
        first, last = _number(span, "a"), _number(span, "b")
        taken.append(span.span())
        between = frozenset((first + step) % 7 for step in range((last - first) % 7 + 1))
        yield Claim(FaultKind.WEEKDAY, between, *span.span())
    for single in _SINGLE.finditer(folded):
        if not any(start <= single.start() < end for start, end in taken):
            yield Claim(FaultKind.WEEKDAY, frozenset({_number(single, "a")}), *single.span())


def _number(found: re.Match[str], group: str) -> int:
    return next(number for number in range(7) if found[f"{group}{number}"] is not None)

"""Links, e-mail addresses and phones in a text."""

import re
from collections.abc import Iterator

from agents.extraction.reading import Heard
from agents.extraction.reading.addresses import EMAIL, phones_in
from agents.guards.types import Claim, FaultKind

# Endings after which a bare name is an address; with a path or a scheme any ending will do.
_ENDINGS = (
    "com|net|org|info|biz|io|ai|app|dev|ru|su|рф|ua|by|kz|es|pt|br|mx|ar|cl|pe|us|uk|eu|de|fr|shop|store|online|site|"
    "pro|ly|me|gg|cc|xyz|club|link|click|top|tv|page"
)
_HOST = r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+"
_LINK = re.compile(
    rf"(?<![\w@])(?:[a-z][a-z0-9+.-]{{1,20}}://[^\s<>\"']+|www\.[^\s<>\"']+|{_HOST}(?:{_ENDINGS})(?![\w@])(?:[/?#:][^\s<>\"']*)?|"
    rf"{_HOST}[^\W\d_]{{2,24}}/[^\s<>\"']+|(?:data|javascript|mailto|tel|tg|sms):[^\s<>\"']+)",
    re.IGNORECASE,
)
_TRAILING = ".,;:!?)]»”*_"
# So long a row of digits is a phone or an account, whichever its country.
_LONG = re.compile(r"\+?\d(?:[ ().-]{0,2}\d){6,}")
_NOT_DIGITS = re.compile(r"\D+")
# Of a phone that no country knows so many digits tell.
_TELLING = 10


def shapes_in(heard: Heard) -> list[Claim]:
    """In this order of strength: what lies in a link is no phone."""
    found: list[Claim] = []
    for one in (*links_in(heard.text), *_emails(heard.text), *_phones(heard)):
        if not any(one.start < other.end and other.start < one.end for other in found):
            found.append(one)
    return found


def link_value(link: str) -> str:
    """One way to write an address: without scheme, www and the last slash, its host in small letters."""
    bare = re.sub(r"^(?:https?://)?(?:www\.)?", "", link.strip(), flags=re.IGNORECASE).rstrip(_TRAILING + "/")
    host, slash, path = bare.partition("/")
    return f"{host.lower()}{slash}{path}"


def links_in(text: str) -> Iterator[Claim]:
    """Also those without a scheme; an e-mail address is none."""
    mails = [one.span() for one in EMAIL.finditer(text)]
    for one in _LINK.finditer(text):
        words = one.group().rstrip(_TRAILING)
        if not any(start <= one.start() < end for start, end in mails):
            yield Claim(FaultKind.LINK, link_value(words), one.start(), one.start() + len(words))


def _emails(text: str) -> Iterator[Claim]:
    for one in EMAIL.finditer(text):
        yield Claim(FaultKind.EMAIL, one.group().lower(), *one.span())


def _phones(heard: Heard) -> Iterator[Claim]:
    for one in phones_in(heard):
        yield Claim(FaultKind.PHONE, _tail(one.value), one.start, one.end)
    for row in _LONG.finditer(heard.text):
        if len(_tail(row.group())) >= 7 and not _is_amount(row.group()):
            yield Claim(FaultKind.PHONE, _tail(row.group()), *row.span())


def _tail(phone: str) -> str:
    return _NOT_DIGITS.sub("", phone)[-_TELLING:]


def _is_amount(row: str) -> bool:
    """1 990 000, 12.500.000, and a day with its hours."""
    return bool(re.fullmatch(r"\d{1,3}(?:[ .]\d{3})+|\d+(?:\.\d{1,2})?|\d{4}-\d\d-\d\d.*|\d\d?\.\d\d?\.\d{4}.*", row))

"""Small shapes that several parts of the settings share."""

from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints

from agents.settings.base import Within


def _plain(text: str) -> str:
    """Browsers send two characters for a line break and count one."""
    return text.replace("\r\n", "\n")


def _unique(values: list) -> list:
    first_repeated(repr(value) for value in values)
    return values


def first_repeated(names: Iterable[object], *, below: str = "{}", code: str = "repeated") -> None:
    """Raises Within at the first name that was there before; `below` says where, with {} for its row."""
    seen = set()
    for row, name in enumerate(names):
        if name in seen:
            raise Within(below.format(row), code)
        seen.add(name)


def _id_as_name(key: object) -> object:
    """One way to write an id, so that two names never mean one pipeline."""
    if isinstance(key, str) and not (key.isascii() and key.isdigit() and not key.startswith("0")):
        raise ValueError("not_an_id")
    return key


_FIELD = r"(cf_[1-9]\d{0,18}|[a-z][a-z_]{0,59})"
# A field of a card: a standard one by its name, one of the company's own as cf_<id>.
FieldKey = Annotated[str, StringConstraints(pattern=rf"^{_FIELD}$")]
# The same with its card in front: lead.cf_12, contact.name.
CardFieldKey = Annotated[str, StringConstraints(pattern=rf"^(lead|contact)\.{_FIELD}$")]
KommoId = Annotated[int, Field(ge=1, le=2**63 - 1, strict=True)]
# JSON knows only texts as keys of an object.
KommoIdKey = Annotated[int, BeforeValidator(_id_as_name), Field(ge=1, le=2**63 - 1)]
# Yes or no, and nothing that could be taken for it: what is read back is what was sent.
Switch = Annotated[bool, Field(strict=True)]
Line = Annotated[str, StringConstraints(max_length=300, strip_whitespace=True), AfterValidator(_plain)]
Text = Annotated[str, StringConstraints(max_length=4000), AfterValidator(_plain)]
LongText = Annotated[str, StringConstraints(max_length=8000), AfterValidator(_plain)]
Unique = AfterValidator(_unique)
LanguageCode = Literal["en", "ru", "es", "pt"]

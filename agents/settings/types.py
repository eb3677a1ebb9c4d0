"""Small shapes that several parts of the settings share."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints


def _plain(text: str) -> str:
    """Browsers send two characters for a line break and count one; PostgreSQL keeps no NUL."""
    return text.replace("\r\n", "\n").replace("\x00", "")


def _unique(values: list) -> list:
    if len(values) != len({repr(value) for value in values}):
        raise ValueError("repeated")
    return values


# A field of a card: a standard one by its name, one of the company's own as cf_<id>.
FieldKey = Annotated[str, StringConstraints(pattern=r"^(cf_[1-9]\d{0,18}|[a-z][a-z_]{0,59})$")]
# The same with its card in front: lead.cf_12, contact.name.
CardFieldKey = Annotated[str, StringConstraints(pattern=r"^(lead|contact)\.(cf_[1-9]\d{0,18}|[a-z][a-z_]{0,59})$")]
KommoId = Annotated[int, Field(ge=1, le=2**63 - 1, strict=True)]
# JSON knows only texts as keys of an object.
KommoIdKey = Annotated[int, Field(ge=1, le=2**63 - 1)]
Line = Annotated[str, StringConstraints(max_length=300, strip_whitespace=True), AfterValidator(_plain)]
Text = Annotated[str, StringConstraints(max_length=4000), AfterValidator(_plain)]
LongText = Annotated[str, StringConstraints(max_length=8000), AfterValidator(_plain)]
Unique = AfterValidator(_unique)
LanguageCode = Literal["en", "ru", "es", "pt"]

"""The passages of an article as a page shows them: each with its place, and in the text that it was cut from."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from knowledge.models import Article, Chunk

AROUND = 240  # characters before and after a passage


@dataclass(frozen=True)
class ShownPassage:
    """`number` counts from 1. `before` and `after`: the text around it, empty where the text is not kept or has changed
    since it was cut."""

    ordinal: int
    number: int
    heading: str
    place: str
    text: str
    is_on: bool
    before: str
    after: str


def passages_of(article: Article) -> QuerySet[Chunk]:
    """In their order."""
    return article.chunks.order_by("ordinal")


def passage_shown(passage: Chunk, *, body: str) -> ShownPassage:
    """`body`: the text of its article as it is now."""
    start, end = passage.start_char, passage.end_char
    is_there = body[start:end] == passage.text
    return ShownPassage(
        ordinal=passage.ordinal,
        number=passage.ordinal + 1,
        heading=passage.heading,
        place=place_words(passage.place),
        text=passage.text,
        is_on=passage.is_on,
        before=body[max(0, start - AROUND) : start].lstrip() if is_there else "",
        after=body[end : end + AROUND].rstrip() if is_there else "",
    )


def place_words(place: dict[str, object]) -> str:
    """Where a passage of a file stands: "Page 12", "Prices, row 40"; "" for one of a written text."""
    if "page" in place:
        return _("Page %(page)s") % place
    if "sheet" in place and "row" in place:
        return _("%(sheet)s, row %(row)s") % place
    if "row" in place:
        return _("Row %(row)s") % place
    return ""

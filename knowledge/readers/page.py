"""A web page: what it is about, without what surrounds it on every page of the site; and where it leads."""

from collections.abc import Iterator
from pathlib import Path

from knowledge.readers.blocks import Block, Item, PageFacts
from knowledge.readers.markup import MarkupParser
from knowledge.readers.texts import text_open

_PIECE = 1 << 16
_MOST_LINKS = 2_000
_LONGEST_ADDRESS = 2_000
# Left out where they surround the text; within it they belong to it.
_AROUND = frozenset({"header", "footer", "aside", "dialog"})
# Their ends are always written; where that of another is not, all of the page would be left out.
_CONTAINERS = frozenset({"div", "section", "ul", "ol", "article", *_AROUND})
_ROLES_AROUND = frozenset({"navigation", "banner", "contentinfo", "search", "complementary", "dialog", "menu"})
_NOTICES = ("cookie", "consent", "gdpr")
# Texts are those of <main> or, where there is none, of the <article>s, unless these hold less than this part of all.
_LEAST_PART = {"main": 0.1, "article": 0.5}


def read(path: Path) -> Iterator[Item]:
    parser = _PageParser()
    with text_open(path) as file:
        while text := file.read(_PIECE):
            parser.feed(text)
    parser.close()
    parser.end_block()
    yield parser.facts()
    yield from parser.main_blocks()


class _PageParser(MarkupParser):
    def __init__(self) -> None:
        super().__init__()
        self._links: dict[str, None] = {}
        self._canonical = self._base = ""
        self._wants_login = False
        self._title: list[str] = []
        self._in_title = False
        # What is read at the moment stands in so many of each.
        self._inside = dict.fromkeys(_LEAST_PART, 0)
        self._within: list[frozenset[str]] = []  # of each block
        self._skipped, self._skipped_depth = "", 0

    def facts(self) -> PageFacts:
        title = " ".join("".join(self._title).split())
        return PageFacts(title[:500], self._canonical, self._base, list(self._links), self._wants_login)

    def main_blocks(self) -> list[Block]:
        blocks = self.taken()
        whole = sum(len(block.text) for block in blocks)
        for tag, least in _LEAST_PART.items():
            those = [block for block, within in zip(blocks, self._within, strict=True) if tag in within]
            if those and sum(len(block.text) for block in those) >= whole * least:
                return those
        return blocks

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        self._note(tag, named)
        if self._skipped:
            self._skipped_depth += tag == self._skipped
        elif self._is_around(tag, named):
            self.end_block()
            self._skipped, self._skipped_depth = tag, 1
        else:
            if tag in self._inside:
                self.end_block()
                self._inside[tag] += 1
            super().handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self._in_title = self._in_title and tag != "title"
        if self._skipped:
            self._skipped_depth -= tag == self._skipped
            if not self._skipped_depth:
                self._skipped = ""
            return
        super().handle_endtag(tag)
        if self._inside.get(tag):
            self.end_block()
            self._inside[tag] -= 1

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self._title.append(data[:500])
        if not self._skipped:
            super().handle_data(data)

    def end_block(self) -> None:
        super().end_block()
        self._place_blocks()

    def _place_blocks(self) -> None:
        """Blocks that came since are of where the reading stands."""
        within = frozenset(tag for tag, depth in self._inside.items() if depth)
        self._within += [within] * (len(self.blocks) - len(self._within))

    def _note(self, tag: str, named: dict[str, str]) -> None:
        address = named.get("href", "")[:_LONGEST_ADDRESS]
        if tag in ("a", "area") and address and "nofollow" not in named.get("rel", "").lower():
            if len(self._links) < _MOST_LINKS:
                self._links[address] = None
        elif tag == "link" and "canonical" in named.get("rel", "").lower().split():
            self._canonical = self._canonical or address
        elif tag == "base":
            self._base = self._base or address
        elif tag == "input" and named.get("type", "").lower() == "password":
            self._wants_login = True
        elif tag == "title" and not self._title:
            self._in_title = True

    def _is_around(self, tag: str, named: dict[str, str]) -> bool:
        if tag not in _CONTAINERS:
            return False
        if "hidden" in named or named.get("aria-hidden") == "true" or named.get("role", "").lower() in _ROLES_AROUND:
            return True
        if any(self._inside.values()):
            return False
        marks = f"{named.get('id', '')} {named.get('class', '')}".lower()
        return tag in _AROUND or any(word in marks for word in _NOTICES)

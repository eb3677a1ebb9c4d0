"""Which styles of a DOCX are headings: their ids are in the language of the program, their names and levels are not."""

import re
from zipfile import ZipFile

from knowledge.readers.xml import parsed

_STYLES = "word/styles.xml"
_HEADING = re.compile(r"heading ([1-6])", re.IGNORECASE)


def heading_styles(archive: ZipFile) -> dict[str, int]:
    """Map the ids of heading styles to their levels, 1 … 6; the title of the document is of level 1."""
    if _STYLES not in archive.namelist():
        return {}
    with archive.open(_STYLES) as stream:
        return dict(parsed(stream, _Styles()))


class _Styles:
    def __init__(self) -> None:
        self.out: list[tuple[str, int]] = []
        self._id = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        value = attributes.get("val", "")
        if name == "style":
            self._id = attributes.get("styleId", "")
        elif name == "name" and self._id:
            if value.lower() == "title":
                self.out.append((self._id, 1))
            elif match := _HEADING.fullmatch(value):
                self.out.append((self._id, int(match[1])))

    def end(self, name: str) -> None:
        if name == "style":
            self._id = ""

    def text(self, data: str) -> None:
        """Styles have none."""

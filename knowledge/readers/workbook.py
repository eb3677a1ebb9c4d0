"""What a workbook consists of: its visible sheets, and where their texts are."""

from dataclasses import dataclass
from posixpath import join, normpath
from zipfile import ZipFile

from knowledge.readers.troubles import ReadingFailed
from knowledge.readers.xml import parsed

_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"


@dataclass(frozen=True)
class Sheet:
    """`member`: its path in the archive."""

    name: str
    member: str


@dataclass(frozen=True)
class Workbook:
    """`strings`: the member that holds the texts of all sheets, "" for none; `is_1904`: days count from that year."""

    sheets: tuple[Sheet, ...]
    strings: str
    is_1904: bool


def workbook_of(archive: ZipFile) -> Workbook:
    """Raises ReadingFailed when the workbook's parts do not fit together."""
    members = set(archive.namelist())
    if _RELATIONS not in members:
        raise ReadingFailed("broken")
    with archive.open(_RELATIONS) as stream:
        targets = {identifier: (kind, member) for identifier, kind, member in parsed(stream, _Relations())}
    head = _Head()
    with archive.open(_WORKBOOK) as stream:
        named = list(parsed(stream, head))
    sheets = [Sheet(name, targets[key][1]) for name, key in named if key in targets and targets[key][0] == "worksheet"]
    strings = next((member for kind, member in targets.values() if kind == "sharedStrings"), "")
    return Workbook(
        sheets=tuple(sheet for sheet in sheets if sheet.member in members),
        strings=strings if strings in members else "",
        is_1904=head.is_1904,
    )


class _Relations:
    """Gives id, kind and member of each part."""

    def __init__(self) -> None:
        self.out: list[tuple[str, str, str]] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship":
            target = attributes.get("Target", "")
            member = target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
            self.out.append((attributes.get("Id", ""), attributes.get("Type", "").rpartition("/")[2], member))

    def end(self, name: str) -> None:
        """Nothing ends that was begun."""

    def text(self, data: str) -> None:
        """There is none."""


class _Head:
    """Gives name and relation id of each sheet that is shown."""

    def __init__(self) -> None:
        self.out: list[tuple[str, str]] = []
        self.is_1904 = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "sheet" and attributes.get("state", "visible") == "visible":
            self.out.append((attributes.get("name", ""), attributes.get("id", "")))
        elif name == "workbookPr":
            self.is_1904 = attributes.get("date1904") in ("1", "true")

    def end(self, name: str) -> None:
        """Nothing ends that was begun."""

    def text(self, data: str) -> None:
        """There is none."""

"""Numbers of a workbook as a person sees them: the day, not 45292; 20%, not 0.2."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from enum import Enum, auto
from zipfile import ZipFile

from knowledge.readers.xml import parsed

_STYLES = "xl/styles.xml"
# Quoted text, colours and conditions in brackets, escaped letters: no letter of them stands for a part of a day.
_NO_SIGN = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.')
_LAST_DAY = 2_958_465  # 31 December 9999


class Shape(Enum):
    PLAIN = auto()
    DAY = auto()
    MOMENT = auto()
    TIME = auto()
    PERCENT = auto()


# The formats that every program knows without their being written down (ECMA-376, 18.8.30).
_BUILT_IN: Mapping[int, Shape] = {
    **dict.fromkeys((9, 10), Shape.PERCENT),
    **dict.fromkeys((14, 15, 16, 17, *range(27, 32), 36, *range(50, 55), 57, 58), Shape.DAY),
    **dict.fromkeys((18, 19, 20, 21, *range(32, 36), 45, 46, 47, 55, 56), Shape.TIME),
    22: Shape.MOMENT,
}


class CellFormats:
    """`shapes`: by the number of a cell's style."""

    def __init__(self, shapes: Sequence[Shape], *, is_1904: bool) -> None:
        self._shapes = shapes
        # Day 60 is 29 February 1900, which never was: counting from 30 December 1899 is right from March 1900 on.
        self._epoch = datetime(1904, 1, 1) if is_1904 else datetime(1899, 12, 30)  # noqa: DTZ001  a day on paper

    def shown(self, value: str, *, style: str) -> str:
        """The number as it is seen; what is no number as it stands."""
        try:
            number = float(value)
        except ValueError:
            return value
        shape = self._shapes[int(style)] if style.isdecimal() and int(style) < len(self._shapes) else Shape.PLAIN
        if shape is Shape.PERCENT:
            return f"{_plain(round(number * 100, 10))}%"
        if shape is Shape.PLAIN or not 0 <= number <= _LAST_DAY:
            return _plain(number)
        moment = self._epoch + timedelta(seconds=round(number * 86_400))
        if shape is Shape.TIME or number < 1:
            return moment.strftime("%H:%M")
        return moment.strftime("%Y-%m-%d" if shape is Shape.DAY else "%Y-%m-%d %H:%M")


def cell_formats(archive: ZipFile, *, is_1904: bool) -> CellFormats:
    if _STYLES not in archive.namelist():
        return CellFormats([], is_1904=is_1904)
    with archive.open(_STYLES) as stream:
        return CellFormats(list(parsed(stream, _Styles())), is_1904=is_1904)


def _plain(number: float) -> str:
    """With the 15 digits that such programs count with: 0.3 and not 0.30000000000000004."""
    return format(number, ".15g")


def _shape_of(code: str) -> Shape:
    signs = _NO_SIGN.sub("", code.lower())
    if "%" in signs:
        return Shape.PERCENT
    has_day = "y" in signs or "d" in signs
    has_time = "h" in signs or "s" in signs
    if has_day:
        return Shape.MOMENT if has_time else Shape.DAY
    return Shape.TIME if has_time else Shape.PLAIN


class _Styles:
    """Gives the shape of each cell style, in order; their formats stand before them."""

    def __init__(self) -> None:
        self.out: list[Shape] = []
        self._own: dict[int, Shape] = {}
        self._in_cell_styles = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "cellXfs":
            self._in_cell_styles = True
        elif name == "numFmt" and attributes.get("numFmtId", "").isdecimal():
            self._own[int(attributes["numFmtId"])] = _shape_of(attributes.get("formatCode", ""))
        elif name == "xf" and self._in_cell_styles:
            digits = attributes.get("numFmtId", "0")
            number = int(digits) if digits.isdecimal() else 0
            self.out.append(self._own.get(number) or _BUILT_IN.get(number, Shape.PLAIN))

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._in_cell_styles = False

    def text(self, data: str) -> None:
        """Styles have none."""

"""A page's form as a browser would send it untouched."""

from html.parser import HTMLParser


class FormReader(HTMLParser):
    """`sent`: name → values, of the controls outside of templates."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: dict[str, list[str]] = {}
        self._in_templates = 0
        self._text: str | None = None
        self._typed = ""
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "template":
            self._in_templates += 1
        elif tag == "select":
            self._select = given.get("name") or ""
        elif tag == "option" and "selected" in given:
            self._say(self._select, given.get("value"))
        elif tag == "textarea":
            self._text, self._typed = given.get("name"), ""
        elif tag == "input" and (given.get("type") not in ("checkbox", "radio") or "checked" in given):
            self._say(given.get("name"), given.get("value"))

    def handle_endtag(self, tag: str) -> None:
        if tag == "template":
            self._in_templates -= 1
        elif tag == "textarea":
            self._say(self._text, self._typed.removeprefix("\n"))
            self._text = None

    def handle_data(self, data: str) -> None:
        if self._text:
            self._typed += data

    def _say(self, name: str | None, value: str | None) -> None:
        if name and not self._in_templates:
            self.sent.setdefault(name, []).append(value or "")


def form_of(page: str) -> dict[str, list[str]]:
    reader = FormReader()
    reader.feed(page)
    return reader.sent

"""Texts as long as Kommo takes them."""

SHORT = 255
LONG = 65_000


def cut(text: str, *, longest: int) -> str:
    """At most `longest` units of UTF-16, in which an emoji counts as two: never half of a character.

    Whether Kommo counts characters or units is not documented; the smaller number fits both.
    """
    if len(text) * 2 <= longest:
        return text
    units = text.encode("utf-16-le", "replace")
    return units[: longest * 2].decode("utf-16-le", "ignore") if len(units) > longest * 2 else text

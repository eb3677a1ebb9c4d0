"""robots.txt, as RFC 9309 has it: the longest rule that fits decides. Pure."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

_LONGEST_FILE = 500_000
_MOST_RULES = 2_000
_LONGEST_RULE = 200
_MOST_STARS = 5
_SECONDS = re.compile(r"\d{1,4}(\.\d+)?")


@dataclass(frozen=True)
class Robots:
    """`rules`: a path pattern and whether it allows, the first that fits decides; `delay` in seconds between two
    requests; `sitemaps`: addresses.
    """

    rules: tuple[tuple[str, bool], ...] = ()
    delay: float = 0.0
    sitemaps: tuple[str, ...] = ()

    def allows(self, address: str) -> bool:
        """Whether the site lets this page be read."""
        parts = urlsplit(address)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        return next((is_allowed for pattern, is_allowed in self.rules if _fits(pattern, path)), True)


def robots_parsed(text: str, *, product: str) -> Robots:
    """What a robots.txt says to `product`: the groups with its name, or else those for everybody."""
    groups: dict[str, list[tuple[str, str]]] = {}
    sitemaps: list[str] = []
    names: list[str] = []
    is_naming = False
    for line in text[:_LONGEST_FILE].splitlines():
        field, colon, value = line.partition("#")[0].partition(":")
        field, value = field.strip().lower(), value.strip()
        if not colon:
            continue
        if field == "user-agent":
            names = [*names, value.lower()] if is_naming else [value.lower()]
            is_naming = True
        elif field == "sitemap":
            sitemaps.append(value)
        else:
            is_naming = False
            for name in names:
                groups.setdefault(name, []).append((field, value))
    said = groups.get(product.lower(), groups.get("*", []))
    rules = [(value, field == "allow") for field, value in said if field in ("allow", "disallow") and _is_rule(value)]
    delays = [
        float(value) for field, value in said if field == "crawl-delay" and re.fullmatch(r"\d{1,4}(\.\d+)?", value)
    ]
    # The longest decides; of two equally long ones the friendlier.
    rules = sorted(rules[:_MOST_RULES], key=lambda rule: (-len(rule[0]), not rule[1]))
    return Robots(tuple(rules), max(delays, default=0.0), tuple(sitemaps[:50]))


def _is_rule(pattern: str) -> bool:
    """An empty one says nothing; one of many stars is written to make the reader slow."""
    return 0 < len(pattern) <= _LONGEST_RULE and pattern.count("*") <= _MOST_STARS


def _fits(pattern: str, path: str) -> bool:
    """Each part between two stars is looked for from where the one before it ended: that decides in one pass."""
    is_anchored = pattern.endswith("$")
    first, *others = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    if is_anchored:
        if not others:
            return at == len(path)
        last = others.pop()
        if not path.endswith(last):
            return False
        path, ends = path[: len(path) - len(last)], len(path) - len(last)
        if at > ends:
            return False
    for part in others:
        found = path.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return True

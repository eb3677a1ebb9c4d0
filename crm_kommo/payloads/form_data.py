"""PHP's bracket form (`leads[add][0][id]=7`) as nested dicts.

Every container is a dict, lists too: Kommo uses sparse numbers and real keys in the same
places, and a dense list built from `leads[add][999999999]` would be an attack on memory.
"""

import hashlib
from collections.abc import Iterator
from typing import TypeAlias
from urllib.parse import unquote_to_bytes

Node: TypeAlias = str | dict[str, "Node"]

MAX_BYTES = 4 * 1024 * 1024
MAX_FIELDS = 20_000
MAX_DEPTH = 20
MAX_DIGITS = 18


class UnreadableBody(ValueError):
    """The body is beyond the limits above; its message says which one."""


def read_form(body: bytes, *, most_fields: int = MAX_FIELDS) -> dict[str, Node]:
    """Nested fields of a form body. Bad UTF-8 is replaced, NUL removed, the last of equal keys wins.

    Raises UnreadableBody.
    """
    if len(body) > MAX_BYTES:
        raise UnreadableBody(f"The body has {len(body)} bytes; at most {MAX_BYTES} are read.")
    if has_more_fields(body, than=most_fields):
        raise UnreadableBody(f"The body has more than {most_fields} fields.")

    root: dict[str, Node] = {}
    indexes = _Indexes()
    for key, value in _pairs(body):
        _put(root, path=_path(_text(key)), value=_text(value), indexes=indexes)
    return root


def has_more_fields(body: bytes, *, than: int = MAX_FIELDS) -> bool:
    """Cheap: it only counts what stands between fields."""
    return body.count(b"&") >= than


def body_digest(body: bytes) -> bytes:
    """32 bytes that are equal for equal bodies whatever the order of their keys.

    Kommo gives its hooks no id, so this is how a repeated one is known.
    """
    digest = hashlib.blake2b(digest_size=32)
    for key, value in sorted(_pairs(body), key=lambda pair: pair[0]):
        digest.update(b"%d:%b%d:%b" % (len(key), key, len(value), value))
    return digest.digest()


def children(node: Node | None) -> list[Node]:
    """The members of a list-like node in the order they came; a bare scalar is its own only member."""
    if isinstance(node, dict):
        return list(node.values())
    return [node] if node else []


def _pairs(body: bytes) -> Iterator[tuple[bytes, bytes]]:
    for field in body.replace(b"+", b" ").split(b"&"):
        key, _equals, value = field.partition(b"=")
        if key:
            yield unquote_to_bytes(key), unquote_to_bytes(value)


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "replace").replace("\x00", "")


def _path(key: str) -> list[str]:
    """`a[b][][c]` as `["a", "b", "", "c"]`. A bracket that never closes belongs to the name.

    What lies deeper than MAX_DEPTH stays together as the last name.
    """
    head, bracket, rest = key.partition("[")
    if not head or not bracket:
        return [key]
    path = [head]
    while len(path) < MAX_DEPTH - 1:
        name, closed, rest = rest.partition("]")
        if not closed:
            return [key] if len(path) == 1 else path
        path.append(name)
        if not rest.startswith("["):
            return path
        rest = rest[1:]
    return [*path, rest]


class _Indexes:
    """What `[]` means in each container: as in PHP, the number after the highest one there.

    It is kept beside the containers, since looking for it in a large one at each field would take forever.
    """

    def __init__(self) -> None:
        self._next: dict[int, int] = {}

    def name(self, container: dict[str, Node], given: str) -> str:
        """The name `given`, or for "" the next number; it is taken from now on."""
        free = self._next.get(id(container), 0)
        name = given or str(free)
        if name.isascii() and name.isdigit() and len(name) <= MAX_DIGITS:
            self._next[id(container)] = max(free, int(name) + 1)
        return name


def _put(container: dict[str, Node], *, path: list[str], value: str, indexes: _Indexes) -> None:
    for given in path[:-1]:
        name = indexes.name(container, given)
        child = container.get(name)
        if not isinstance(child, dict):
            # The same path as a scalar and as a container: seen in notes about files. The container says more.
            child = container[name] = {}
        container = child
    name = indexes.name(container, path[-1])
    if not isinstance(container.get(name), dict):
        container[name] = value

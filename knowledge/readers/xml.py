"""XML as a stream of elements, without anything that could define or fetch more text than is there."""

from collections.abc import Iterator
from typing import IO, Any, Protocol
from xml.parsers import expat
from zipfile import BadZipFile
from zlib import error as ZlibError

from knowledge.readers.troubles import ReadingFailed

_PIECE = 1 << 16
_NO_MEMORY = expat.errors.codes[expat.errors.XML_ERROR_NO_MEMORY]


class Sink(Protocol):
    """Takes elements by their local names, whatever prefix a program writes, and gathers in `out` what they give."""

    out: list[Any]

    def start(self, name: str, attributes: dict[str, str]) -> None: ...
    def end(self, name: str) -> None: ...
    def text(self, data: str) -> None: ...


def parsed(stream: IO[bytes], sink: Sink) -> Iterator[Any]:
    """What `sink` gives, as the stream is read. Raises ReadingFailed: broken, or "unsafe" for a DTD with entities."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, attributes: sink.start(
        _local(name), {_local(key): value for key, value in attributes.items()}
    )
    parser.EndElementHandler = lambda name: sink.end(_local(name))
    parser.CharacterDataHandler = sink.text
    # The formats read here never have one; "a billion laughs" and every fetch of a file of ours begin with one.
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    try:
        while piece := stream.read(_PIECE):
            parser.Parse(piece, False)
            yield from _taken(sink)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise MemoryError if error.code == _NO_MEMORY else ReadingFailed("broken") from error
    except (BadZipFile, EOFError, ZlibError) as error:
        raise ReadingFailed("broken") from error
    yield from _taken(sink)


def _taken(sink: Sink) -> list[Any]:
    out, sink.out = sink.out, []
    return out


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def _refuse(*_declaration: object) -> None:
    raise ReadingFailed("unsafe")

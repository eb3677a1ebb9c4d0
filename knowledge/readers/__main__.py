"""`python -m knowledge.readers <format the name speaks of, or -> <path>`: the file's text as lines of JSON.

{"kind": "pdf"} first, then {"text": …, "path": […], "place": {…}}, {"done": n, "steps": n} and
{"warning": …, "facts": {…}}, of a web page {"page": {…}} too; at the end {"end": true} or {"trouble": …, "facts": {…}}.
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from knowledge.readers.blocks import Block, Item, PageFacts, Step
from knowledge.readers.choice import kind_of, read
from knowledge.readers.limits import limits_set
from knowledge.readers.troubles import ReadingFailed


def _messages(named: str | None, path: Path) -> Iterator[dict[str, Any]]:
    try:
        kind = kind_of(path, named=named)
        yield {"kind": kind}
        yield from map(_message, read(path, kind=kind))
        yield {"end": True}
    except ReadingFailed as failed:
        yield {"trouble": failed.code, "facts": failed.facts}
    except MemoryError:
        yield {"trouble": "too_much_memory", "facts": {}}
    except RecursionError:
        yield {"trouble": "too_deep", "facts": {}}
    except BrokenPipeError:
        raise
    except Exception as error:  # a damaged file makes a reader trip in ways that nobody can list
        yield {"trouble": "broken", "facts": {"error": type(error).__name__}}


def _message(item: Item) -> dict[str, Any]:
    if isinstance(item, Block):
        return {"text": item.text, "path": item.path, "place": item.place}
    if isinstance(item, Step):
        return {"done": item.done, "steps": item.steps}
    if isinstance(item, PageFacts):
        return {"page": asdict(item)}
    return {"warning": item.code, "facts": item.facts}


def main() -> None:
    limits_set()
    named, path = sys.argv[1:]
    for message in _messages(None if named == "-" else named, Path(path)):
        sys.stdout.write(json.dumps(message) + "\n")


main()

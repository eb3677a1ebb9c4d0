"""What reading large files takes: the worker that learns, and the process that reads beside it."""

import argparse
import tempfile
import time
from collections import Counter
from pathlib import Path
from resource import RUSAGE_SELF, getrusage

import numpy as np

from benchmarks.own_workspace import workspace_enter
from benchmarks.reading.made import document, workbook
from knowledge import services
from knowledge.embeddings import Embedder, Vector
from knowledge.embeddings.bundled import BundledEmbedder
from knowledge.files import file_read
from knowledge.models import Chunk, Source

LIMIT_MB = 300


class Generated:
    """Vectors of a size without a meaning, in no time; the bundled model is loaded as in a worker."""

    name = "generated"

    def __init__(self) -> None:
        self._size = len(BundledEmbedder().query("one"))
        self._numbers = np.random.default_rng(7)

    def passages(self, texts: list[str]) -> list[Vector]:
        vectors = self._numbers.normal(size=(len(texts), self._size))
        return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).tolist()

    def query(self, text: str) -> Vector:
        return self.passages([text])[0]


class Watch:
    """A report that keeps how long each state took, and how much memory the process beside this one."""

    def __init__(self) -> None:
        self.seconds: Counter[str] = Counter()
        self.reader_mb = 0
        self._since = time.monotonic()

    def __call__(self, state: str, done: int, steps: int) -> None:
        at = time.monotonic()
        self.seconds[str(state)] += at - self._since
        self._since = at
        self.reader_mb = max([self.reader_mb, *map(_peak_mb, _readers())])


def run(options: argparse.Namespace) -> int:
    """Print a line a file; 1 when one of them took too much memory."""
    workspace_enter("reading")
    embedder: Embedder = BundledEmbedder() if options.bundled else Generated()
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        made = [
            document(Path(folder, f"{options.pages}-pages.pdf"), pages=options.pages),
            workbook(Path(folder, "stock.xlsx"), megabytes=options.megabytes),
        ]
        print(f"worker at rest with the model loaded: {_rest_mb(embedder)} MB")
        for path in made:
            failed |= _measure(path, embedder)
    return int(failed)


def _measure(path: Path, embedder: Embedder) -> bool:
    with path.open("rb") as file:
        source = services.source_file_add(file=file, name=path.name)
    watch, began = Watch(), time.monotonic()
    file_read(source, watch, embedder=embedder)
    took = time.monotonic() - began
    source.refresh_from_db()
    worker_mb = getrusage(RUSAGE_SELF).ru_maxrss >> 10
    states = ", ".join(f"{state} {seconds:.0f} s" for state, seconds in watch.seconds.items())
    passages = Chunk.objects.filter(article__source=source).count()
    print(
        f"{path.name}: {path.stat().st_size / 1e6:.1f} MB, {source.state} {source.trouble} {source.trouble_facts}, "
        f"{passages} passages in {took:.0f} s ({states}); peak of the worker {worker_mb} MB, "
        f"of the reading process {watch.reader_mb} MB (limit {LIMIT_MB} MB each)"
    )
    return worker_mb > LIMIT_MB or watch.reader_mb > LIMIT_MB or source.state == Source.State.FAILED


def _rest_mb(embedder: Embedder) -> int:
    embedder.passages(["one"])
    return getrusage(RUSAGE_SELF).ru_maxrss >> 10


def _readers() -> list[Path]:
    children = Path("/proc/self/task", str(_own_thread()), "children").read_text().split()
    processes = [Path("/proc", child) for child in children]
    return [process for process in processes if b"knowledge.readers" in (process / "cmdline").read_bytes()]


def _own_thread() -> int:
    return int(Path("/proc/self").resolve().name)


def _peak_mb(process: Path) -> int:
    for line in (process / "status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) >> 10
    return 0

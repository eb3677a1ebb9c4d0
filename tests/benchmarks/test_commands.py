"""The commands of the benchmarks, whole, in small: on the suite's own server, in databases of their own."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from config.paths import ROOT

TEXTS = {
    "en": [
        ("Tents", "The Polar tent weighs three kilograms and sleeps two.", "How heavy is the Polar tent?"),
        ("Stoves", "A gas stove boils a litre of water in four minutes.", "How fast does a stove boil water?"),
        ("Returns", "Goods come back within thirty days with the receipt.", "Until when may goods come back?"),
    ],
    "ru": [
        ("Палатки", "Палатка «Полюс» весит три килограмма и вмещает двоих.", "Сколько весит палатка «Полюс»?"),
        ("Горелки", "Газовая горелка кипятит литр воды за четыре минуты.", "За сколько горелка кипятит воду?"),
        ("Возврат", "Товар можно вернуть за тридцать дней с чеком.", "Сколько дней можно возвращать товар?"),
    ],
}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder with a file in SQuAD's form for each language, and one in another form."""
    for language, rows in TEXTS.items():
        entries = [
            {"title": title, "paragraphs": [{"context": text, "qas": [{"question": question, "answers": []}]}]}
            for title, text, question in rows
        ]
        (tmp_path / f"small.{language}.json").write_text(json.dumps({"data": entries}))
    (tmp_path / "other.json").write_text("[1, 2]")
    return tmp_path


@pytest.fixture
def run(db: None) -> Callable[..., subprocess.CompletedProcess]:
    def command(module: str, *arguments: str) -> subprocess.CompletedProcess:
        environment = {**os.environ, "BENCHMARK_DATABASE_URL": _server()}
        return subprocess.run(
            [sys.executable, "-m", module, *arguments],
            cwd=ROOT, env=environment, capture_output=True, text=True, timeout=500, check=False,
        )  # fmt: skip

    return command


def _server() -> str:
    return os.environ["DATABASE_URL"].rsplit("/", 1)[0] + "/postgres"


def rows(output: str, name: str) -> list[list[float]]:
    """The figures of the lines that begin with a name."""
    lines = [line[len(name) :] for line in output.splitlines() if line.startswith(name)]
    return [[float(figure) for figure in re.findall(r"\d+(?:\.\d+)?", line)] for line in lines]


class TestRetrieval:
    def test_it_prints_a_row_for_each_file_and_each_mode(self, run, data):
        done = run("benchmarks.retrieval", "--data", str(data))
        assert done.returncode == 0, done.stderr
        for mode in ("words only", "meaning only", "both"):
            assert len(rows(done.stdout, mode)) == len(TEXTS)
        assert [hit_1 for hit_1, *_rest in rows(done.stdout, "both")] == [100, 100]

    def test_without_data_it_says_what_it_wants(self, run, tmp_path):
        for arguments in ([], ["--data", str(tmp_path)]):
            done = run("benchmarks.retrieval", *arguments)
            assert done.returncode == 2
            assert "SQuAD" in done.stderr


class TestScale:
    def test_an_index_loses_next_to_nothing_and_a_filter_nothing(self, run):
        arguments = ["--chunks", "3000", "--questions", "10", "--index-from", "2000", "--exact-at-most", "200"]
        done = run("benchmarks.scale", *arguments)
        assert done.returncode == 0, done.stderr
        assert "Index Scan using knowledge_near_" in done.stdout
        for filter_name in ("none", "1 %", "3 %", "10 %", "40 %"):
            ((*_, recall, _p50, _p95),) = rows(done.stdout, filter_name)
            assert recall >= 0.98, (filter_name, done.stdout)

    def test_a_small_base_pays_for_no_index(self, run):
        done = run("benchmarks.scale", "--chunks", "50", "--questions", "2")
        assert done.returncode == 0, done.stderr
        assert "index: none" in done.stdout
        assert "knowledge_near_" not in done.stdout

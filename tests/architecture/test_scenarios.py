"""docs/kommo-scenarios.md names a test for each known way in which Kommo integrations broke, or the reason why not."""

import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "kommo-scenarios.md"
ROW = re.compile(r"^\| ([A-Z]{2}-\d\d) \| [^|]+ \| ([^|]+) \|$", re.MULTILINE)
FILE = re.compile(r"`(tests/[\w/]+\.py)`")
TEST = re.compile(r"def test_([a-z]{2})_(\d\d)_")
FAMILIES = {"OA": 21, "RL": 14, "LS": 14, "CF": 12, "WH": 20, "CH": 17, "SB": 8, "AJ": 5, "TN": 8}
NO_TEST = "No test: "


def rows() -> list[tuple[str, str]]:
    return ROW.findall(PAGE.read_text())


def files_by_scenario() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for path in (ROOT / "tests").rglob("test_*.py"):
        for family, number in TEST.findall(path.read_text()):
            found.setdefault(f"{family.upper()}-{number}", set()).add(str(path.relative_to(ROOT)))
    return found


def test_every_scenario_has_one_row():
    ids = [id_ for id_, _where in rows()]

    assert Counter(id_[:2] for id_ in ids) == FAMILIES
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize(("id_", "where"), rows(), ids=lambda value: value[:5])
def test_a_row_names_the_tests_that_there_are_or_a_reason(id_, where):
    named = set(FILE.findall(where))

    assert named == files_by_scenario().get(id_, set())
    assert named or (where.startswith(NO_TEST) and len(where) > len(NO_TEST) + 30)

"""The largest files that may be added, with the memory that both sides of a reading take."""

import os
import subprocess
import sys

import pytest

from benchmarks.own_database import SERVER
from config.paths import ROOT


@pytest.mark.heavy
def test_a_long_document_and_a_large_workbook_stay_within_their_memory():
    ran = subprocess.run(
        [sys.executable, "-m", "benchmarks.reading"],
        cwd=ROOT,
        env={**os.environ, SERVER: os.environ["DATABASE_URL"]},
        capture_output=True,
        text=True,
        timeout=3_600,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "stock.xlsx" in ran.stdout

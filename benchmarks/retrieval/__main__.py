"""The command: a database of its own, and in it a workspace for each file of the folder."""

import argparse
import sys
from pathlib import Path

from benchmarks.own_database import database, environment
from benchmarks.retrieval.squad import question_sets

FORM = """Say where the questions are: --data DIR, a folder of JSON files in SQuAD's form, in any language:
  {"data": [{"title": "…", "paragraphs": [{"context": "…", "qas": [{"question": "…"}]}]}]}
Such as: make bench-retrieval ARGS="--data path/to/folder --questions 500"
"""


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench-retrieval")
    parser.add_argument("--data", type=Path, help="folder of JSON files in SQuAD's form")
    parser.add_argument("--questions", type=int, help="ask only so many of each file, taken at random")
    parser.add_argument("--seed", type=int, default=7, help="of that choice")
    options = parser.parse_args()
    sets = question_sets(options.data) if options.data and options.data.is_dir() else []
    if not sets:
        sys.stderr.write(FORM)
        return 2
    with database() as url:
        environment(url)
        # Imported late: Django is set up on a database that is only made now.
        from benchmarks.retrieval.run import run

        run(sets, most=options.questions, seed=options.seed)
    return 0


if __name__ == "__main__":
    sys.exit(main())

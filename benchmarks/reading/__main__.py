"""`make bench-reading`: large files are made, added, read and learnt in a database of their own, and measured."""

import argparse
import sys

from benchmarks.own_database import database, environment


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench-reading")
    parser.add_argument("--megabytes", type=int, default=48, help="of the workbook")
    parser.add_argument("--pages", type=int, default=300, help="of the PDF")
    parser.add_argument("--bundled", action="store_true", help="learn with the bundled model, which takes minutes")
    options = parser.parse_args()
    with database() as url:
        environment(url)
        # Imported late: Django is set up on a database that is only made now.
        from benchmarks.reading.run import run

        return run(options)


if __name__ == "__main__":
    sys.exit(main())

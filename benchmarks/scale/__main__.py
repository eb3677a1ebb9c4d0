"""The command: a base is made in a database of its own, searched with and without its index, and compared."""

import argparse
import sys

from benchmarks.own_database import database, environment


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench-scale")
    parser.add_argument("--chunks", type=int, default=100_000, help="passages of the base")
    parser.add_argument("--questions", type=int, default=100, help="asked with each filter")
    parser.add_argument("--index-from", type=int, help="passages from which an index is made, if not the product's own")
    parser.add_argument("--exact-at-most", type=int, help="passages a filter leaves that are all compared, likewise")
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    with database() as url:
        environment(url)
        # Imported late: Django is set up on a database that is only made now.
        from benchmarks.scale.run import run

        run(options)
    return 0


if __name__ == "__main__":
    sys.exit(main())

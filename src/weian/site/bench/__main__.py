"""Measure Wei'an in a throw-away installation of its own, and print one table."""

import argparse
import sys
from importlib import import_module

import django

from weian.site.bench.house import opened


def main() -> int:
    """Django's modules can be imported once the house stands, which settings look at."""
    parser = argparse.ArgumentParser(prog="python -m weian.site.bench", description=__doc__)
    parser.add_argument(
        "--small", action="store_true", help="fewer units and 10 thousand cases only: a minute"
    )
    small: bool = parser.parse_args().small
    with opened() as cluster:
        django.setup()
        import_module("weian.site.bench.course").run(cluster, small=small)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Measure Wei'an in a throw-away installation of its own, and print one table."""

import argparse
import os
import sys
from importlib import import_module

import django

from weian.base import bounds
from weian.site.bench.house import opened


def main() -> int:
    """Django's modules can be imported once the house stands, which settings look at."""
    parser = argparse.ArgumentParser(prog="python -m weian.site.bench", description=__doc__)
    parser.add_argument(
        "--small", action="store_true", help="fewer units and 10 thousand cases only: a minute"
    )
    parser.add_argument(
        "--consolidate",
        action="store_true",
        help="only this: the quarterly lists of 3,000 units with 100,000 rows put together",
    )
    parser.add_argument(
        "--guards",
        action="store_true",
        help="only this: hashing, wrong names beside wrong passwords, writes with their event",
    )
    parser.add_argument(
        "--letters", action="store_true", help="only this: an official letter as Word and as PDF"
    )
    asked = parser.parse_args()
    with opened() as cluster:
        if asked.guards:
            os.environ["WEIAN_LOGIN_FAILURES"] = "1000000"  # nobody is locked while it is measured
            os.environ["WEIAN_POOL"] = "6"
        django.setup()
        bounds.process_sees_everything("the bench fills tables; its requests see what is theirs")
        if asked.guards:
            import_module("weian.site.bench.guards").run(cluster, small=asked.small)
        elif asked.letters:
            import_module("weian.site.bench.letters").run(cluster, small=asked.small)
        elif asked.consolidate:
            import_module("weian.site.bench.returns").run(cluster, small=asked.small)
        else:
            import_module("weian.site.bench.course").run(cluster, small=asked.small)
    return 0


if __name__ == "__main__":
    sys.exit(main())

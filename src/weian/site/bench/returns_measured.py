"""The part of ``returns`` that is measured: a process with nothing else in it."""

import json
import sys
from importlib import import_module

import django


def main(city: str, period: str) -> int:
    """Django's modules can be imported once it is set up."""
    django.setup()
    units = import_module("weian.org.queries")
    told = import_module("weian.site.bench.returns").measure(units.unit_by_id(int(city)), period)
    sys.stdout.write(json.dumps(told))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))

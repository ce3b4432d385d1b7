"""The part of ``returns`` that is measured: a process with nothing else in it."""

import json
import sys
from importlib import import_module

import django


def main(number: str) -> int:
    """Django's modules can be imported once it is set up."""
    django.setup()
    told = import_module("weian.site.bench.returns").measure(number)
    sys.stdout.write(json.dumps(told))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))

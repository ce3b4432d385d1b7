"""Make the sample papers, as PDF and as pictures, in a throw-away installation of its own."""

import argparse
import sys
from importlib import import_module
from pathlib import Path

import django

from weian.base import bounds
from weian.site.bench.house import opened


def main() -> int:
    """Django's modules can be imported once the house stands, which settings look at."""
    parser = argparse.ArgumentParser(prog="python -m weian.site.samples", description=__doc__)
    parser.add_argument("folder", type=Path, help="where to, such as docs/samples")
    folder = parser.parse_args().folder
    with opened():
        django.setup()
        bounds.process_sees_everything("sample papers are made in a house of their own")
        for path in import_module("weian.site.samples.making").make(folder):
            sys.stdout.write(f"{path}  {path.stat().st_size / 1000:.0f} kB\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Print every duty of a scenario file as JSON; asks no database."""

import argparse
import json
import sys
from pathlib import Path

from weian.policy.scenario import evaluate, load_scenario
from weian.policy.source import BrokenPack
from weian.policy.vocabulary import UNIT_GROUPS, titles
from weian.site import vocabulary


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The file."""
    parser.add_argument("file", type=Path, help="a scenario (YAML)")


def run(args: argparse.Namespace) -> int:
    """Print the duties; exit with 1 and file:line: reason when the file or a pack is broken."""
    vocabulary.install()
    try:
        found = evaluate(load_scenario(args.file), UNIT_GROUPS, titles())
    except BrokenPack as broken:
        sys.stderr.writelines(f"{error}\n" for error in broken.errors)
        return 1
    json.dump(found, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")
    return 0

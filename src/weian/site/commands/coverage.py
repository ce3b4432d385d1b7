"""Say where each requirement of the five documents lives; exit 1 when one has no home.

With --file: check parts while they are written; only documents that they name must be whole.
"""

import argparse
import json
import sys
from pathlib import Path

from weian.policy.source import PackError
from weian.site.commands.packs import PACKS
from weian.site.coverage.checks import check, unplaced
from weian.site.coverage.entries import Entry, read_entries
from weian.site.coverage.house import built
from weian.site.coverage.register import (
    LIST,
    ROOT,
    Marks,
    differences,
    known_ids,
    register_folder,
    source_ids,
)
from weian.site.coverage.scenarios import expected, untouched
from weian.site.coverage.telling import told
from weian.site.vocabulary import gather

COVERAGE = ROOT / "docs" / "coverage.yaml"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """--file PATH (repeatable), --json."""
    parser.add_argument("--file", type=Path, action="append", help="instead of docs/coverage.yaml")
    parser.add_argument("--json", action="store_true", help="id to targets, for programs")
    parser.add_argument("--packs", type=Path, default=PACKS, help="the folder of packs")


def run(args: argparse.Namespace) -> int:
    """Print faults, then figures (or JSON); 1 when there is a fault or an entry without a home."""
    files = args.file or [COVERAGE]
    entries, errors = read_entries(files)
    ids = _wanted(known_ids(), entries, whole=not args.file)
    errors = sorted({*errors, *check(entries, ids, built(args.packs)), *_source()})
    errors += [PackError(str(files[0]), 1, f"{i}：没有写。") for i in unplaced(entries, ids)]
    names = expected(args.packs, gather())
    if not args.file:
        errors += unspoken(entries, ids, names)
    out = sys.stderr if args.json else sys.stdout
    out.writelines(f"{error}\n" for error in errors)
    if args.json:
        json.dump({e.id: e.targets for e in entries}, sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
    else:
        sys.stdout.writelines(f"{line}\n" for line in told(entries, ids, names))
        sys.stdout.write(f"错误 {len(errors)} 处。\n")
    return 1 if errors else 0


def _wanted(ids: dict[str, Marks], entries: list[Entry], *, whole: bool) -> dict[str, Marks]:
    """All ids, or those of the documents that the parts name."""
    if whole:
        return ids
    named = {entry.document for entry in entries}
    return {i: marks for i, marks in ids.items() if i.partition("-")[0] in named}


def unspoken(entries: list[Entry], ids: dict[str, Marks], names: set[str]) -> list[PackError]:
    """The entries with a recurrence or a number that no scenario touches."""
    without = {*untouched(entries, ids, names)[0]}
    return [e.complain("有频次或数字，但没有情景。") for e in entries if e.id in without]


def _source() -> list[PackError]:
    """Where the list of ids differs from its source, if that is at hand."""
    folder = register_folder()
    if folder is None:
        return []
    found = differences(known_ids(), source_ids(folder))
    return [PackError(str(LIST.relative_to(ROOT)), 1, why) for why in found]

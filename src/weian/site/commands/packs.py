"""Check the policy packs, load them into the database, adopt one."""

import argparse
import sys
from pathlib import Path

from weian.policy.shelf import check_shelf
from weian.policy.vocabulary import vocabulary as known
from weian.site import vocabulary

PACKS = Path(__file__).resolve().parents[4] / "packs"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """check | load | adopt."""
    verbs = parser.add_subparsers(dest="verb", required=True)
    check = verbs.add_parser(
        "check", help="check packs and scenarios; exit 1 with a list of faults"
    )
    check.add_argument("path", nargs="?", type=Path, default=PACKS)


def run(args: argparse.Namespace) -> int:
    """Run the verb."""
    vocabulary.install()
    return {"check": _check}[args.verb](args)


def _check(args: argparse.Namespace) -> int:
    shelf = check_shelf(_near(args.path), known())
    sys.stdout.writelines(f"{error}\n" for error in shelf.errors)
    duties = sum(len(p.pack.obligations) for p in shelf.packs)
    sys.stdout.write(
        f"制度包 {len(shelf.packs)} 个，要求 {duties} 项，情景 {shelf.scenarios} 个，"
        f"错误 {len(shelf.errors)} 处。\n"
    )
    return 1 if shelf.errors else 0


def _near(path: Path) -> Path:
    """Shown relative to here when it lies here."""
    path = path.resolve()
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path

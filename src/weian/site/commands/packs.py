"""Check the policy packs, load them into the database, adopt one for a unit."""

import argparse
import sys
from datetime import date
from pathlib import Path

from weian.base import clock
from weian.base.errors import Conflict, Refusal
from weian.org import queries as org
from weian.policy import actions, queries
from weian.policy.explaining import STATUS_WORDS
from weian.policy.loading import LoadedPack
from weian.policy.shelf import Shelf, check_shelf, read_shelf
from weian.policy.vocabulary import vocabulary as known
from weian.site import loaded, vocabulary

PACKS = Path(__file__).resolve().parents[4] / "packs"
_OUTCOMES = {"new": "新载入", "same": "没有变化", "changed": "已更新"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """check | load | adopt."""
    verbs = parser.add_subparsers(dest="verb", required=True)
    check = verbs.add_parser(
        "check", help="check packs and scenarios; exit 1 with a list of faults"
    )
    load = verbs.add_parser("load", help="store the packs as editions")
    for verb in (check, load):
        verb.add_argument("path", nargs="?", type=Path, default=PACKS)
    load.add_argument(
        "--if-changed", action="store_true", help="not when nothing has changed since the last time"
    )
    adopt = verbs.add_parser("adopt", help="bind a unit and all below it")
    adopt.add_argument("--pack", required=True, help="the pack's id")
    adopt.add_argument("--version", type=int, help="the newest unless given")
    adopt.add_argument("--unit", required=True, help="credit code, number or name")
    adopt.add_argument("--since", required=True, type=date.fromisoformat)
    adopt.add_argument("--reissue", type=int, default=0, help="move every date by so many years")
    adopt.add_argument("--answer", action="append", default=[], metavar="QUESTION=CHOICE")


def run(args: argparse.Namespace) -> int:
    """Run the verb; 1 when something is refused, with the reasons."""
    vocabulary.install()
    try:
        return {"check": _check, "load": _load, "adopt": _adopt}[args.verb](args)
    except Refusal as refusal:
        sys.stderr.write(f"{refusal.message}\n")
        return 1


def _check(args: argparse.Namespace) -> int:
    shelf = check_shelf(args.path, known())
    return _told(shelf)


def _told(shelf: Shelf) -> int:
    sys.stdout.writelines(f"{error}\n" for error in shelf.errors)
    duties = sum(len(p.pack.obligations) for p in shelf.packs)
    sys.stdout.write(
        f"制度包 {len(shelf.packs)} 个，要求 {duties} 项，情景 {shelf.scenarios} 个，"
        f"错误 {len(shelf.errors)} 处。\n"
    )
    if shelf.statuses:
        counts = (f"{w} {shelf.statuses[s]}" for s, w in STATUS_WORDS.items())
        sys.stdout.write(f"按预期状态分（一个情景可有几种）：{'，'.join(counts)}。\n")
    return 1 if shelf.errors else 0


def _load(args: argparse.Namespace) -> int:
    if args.if_changed and loaded.is_kept(loaded.mark_of(args.path)):
        sys.stdout.write("制度包没有变化。\n")
        return 0
    shelf = read_shelf(args.path, known())
    if shelf.errors:
        return _told(shelf)
    stored = [_stored(pack) for pack in shelf.packs]
    if all(stored):
        loaded.keep(loaded.mark_of(args.path))
    return 0


def _stored(pack: LoadedPack) -> bool:
    """An adopted version that would change is left as it is and said so: False."""
    try:
        edition, outcome = actions.load_edition(pack, at=clock.now())
    except Conflict as conflict:
        sys.stdout.write(f"{pack.pack.pack}：{conflict.message}\n")
        return False
    sys.stdout.write(f"{edition.pack} 第 {edition.version} 版：{_OUTCOMES[outcome]}\n")
    return True


def _adopt(args: argparse.Namespace) -> int:
    edition = queries.edition_named(args.pack, args.version)
    unit = org.unit_by_code(args.unit)
    if edition is None or unit is None:
        what = f"制度包 {args.pack}" if edition is None else f"单位 {args.unit}"
        sys.stderr.write(f"没有找到{what}。\n")
        return 1
    at = clock.now()
    answers = dict(pair.split("=", 1) for pair in args.answer if "=" in pair)
    adoption = actions.adopt_shifted(
        None,
        edition=edition,
        unit=unit,
        since=args.since,
        answers=answers,
        years=args.reissue,
        at=at,
    )
    sys.stdout.write(f"“{unit}”自 {adoption.since} 起采用《{adoption.edition.title}》。\n")
    return 0

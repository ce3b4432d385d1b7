"""Fill an empty installation with a demonstration; a filled one is left as it is."""

import argparse
import sys

from django.conf import settings
from django.db import connection, transaction

from weian.base import uploads
from weian.site import followers
from weian.site.demo import build as demonstration
from weian.site.demo.accounts import PASSWORD, accounts_of
from weian.site.demo.scenes import SCENES, VARIABLE, Scene, UnknownScene, asked, chosen


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """--place NAME: which demonstration."""
    known = "; ".join(f"{s.key} {s.title}" for s in SCENES.values())
    parser.add_argument("--place", default="", help=f"{known} ({VARIABLE})")


def run(args: argparse.Namespace) -> int:
    """Build once, and print the accounts; 1 if there is no such place or another one is there."""
    try:
        wanted = chosen(args.place)
    except UnknownScene as error:
        sys.stderr.write(f"{error}\n")
        return 1
    if not demonstration.exists():
        # All or nothing; the photographs are six in all.
        with followers.silent(), uploads.remembering(), transaction.atomic():
            _take_time()
            demonstration.build(wanted, _say)
        _tell(wanted)
        return 0
    held = SCENES.get(demonstration.held())
    if held is None or (asked(args.place) and held.key != wanted.key):
        return _other(held, wanted, bool(asked(args.place)))
    _tell(held)
    return 0


def _take_time() -> None:
    """A slow machine reckons for minutes between two statements of this transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")


def _other(held: Scene | None, wanted: Scene, named: bool) -> int:
    """The folder has something else: it is never overwritten."""
    there = f"“{held.title}”的演示数据" if held else "别的数据（不是演示数据）"
    sys.stderr.write(f"数据文件夹 {settings.DATA} 里已经有{there}，没有改动。\n")
    if not named:
        return 0
    sys.stderr.write(
        f"要看“{wanted.title}”，请换一个数据文件夹，例如：\n"
        f"  WEIAN_DATA=./data-{wanted.key} make run DEMO={wanted.key}\n"
        "或者不带 DEMO 运行，继续用现有的数据。\n"
    )
    return 1


def _tell(scene: Scene) -> None:
    accounts = accounts_of(scene)
    width = max(len(a.login) for a in accounts)
    sys.stdout.write(f"\n演示：{scene.title}\n演示账号（密码都是 {PASSWORD}）：\n")
    sys.stdout.writelines(f"  {a.login:<{width}}  {a.title}\n" for a in accounts)


def _say(text: str) -> None:
    sys.stdout.write(f"  {text}\n")
    sys.stdout.flush()

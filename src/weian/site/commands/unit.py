"""The first unit of an installation; all others are made on the pages or from a list."""

import argparse
import sys

from weian.base import clock
from weian.base.errors import Refusal
from weian.org import actions
from weian.org import queries as org
from weian.org.kinds import UNIT_KINDS

_COMMISSIONS = [kind.key for kind in UNIT_KINDS.values() if kind.group == "commission"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """create."""
    verbs = parser.add_subparsers(dest="verb", required=True)
    create = verbs.add_parser("create", help="make a commission, the first one or below another")
    create.add_argument("--kind", required=True, choices=_COMMISSIONS)
    create.add_argument("--name", required=True, help="full name, e.g. 清河县卫生健康局")
    create.add_argument("--short", default="", help="as lists call it, e.g. 县卫健局")
    create.add_argument("--code", default="", help="credit code of 18 places")
    create.add_argument(
        "--since", default="2000-01-01",
        help="from which day it stands; nothing below it can be older (default %(default)s)",
    )  # fmt: skip
    create.add_argument("--parent", default="", help="code, number or name of the commission above")


def run(args: argparse.Namespace) -> int:
    """Make it and say what comes next; 1 with the reason when it is refused."""
    try:
        _create(args)
    except Refusal as refusal:
        sys.stderr.write("\n".join(refusal.fields.values()) or refusal.message)
        sys.stderr.write("\n")
        return 1
    sys.stdout.write(
        f"已登记 {args.name}。\n"
        f"下一步开通管理员：weian user create --unit {args.name} --name 姓名 --login 登录名 --role platform_admin\n"
    )
    return 0


def _create(args: argparse.Namespace) -> None:
    parent = org.unit_by_code(args.parent) if args.parent else None
    if args.parent and parent is None:
        raise Refusal(
            "unit.unknown", f"没有找到单位 {args.parent}，请写统一社会信用代码、编号或全称。"
        )
    given = {"kind": args.kind, "name": args.name, "short_name": args.short, "code": args.code,
             "since": args.since}  # fmt: skip
    actions.keep_unit(None, at=clock.now(), parent=parent, **{k: v for k, v in given.items() if v})

"""Accounts from the command line: the first administrator, and a forgotten password."""

import argparse
import sys

from weian.base import clock
from weian.base.errors import Refusal
from weian.org import actions
from weian.org import queries as org
from weian.org.kinds import EMPLOYMENT, ROLES


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """create | reset."""
    verbs = parser.add_subparsers(dest="verb", required=True)
    create = verbs.add_parser("create", help="appoint a person of a unit and open an account")
    create.add_argument("--unit", required=True, help="credit code, number or name")
    create.add_argument("--name", required=True)
    create.add_argument("--login", required=True)
    create.add_argument("--role", required=True, choices=sorted(ROLES))
    create.add_argument("--post", action="append", default=[])
    create.add_argument("--employment", default="staff", choices=sorted(EMPLOYMENT))
    reset = verbs.add_parser("reset", help="set a new first password and end all sessions")
    reset.add_argument("--login", required=True)


def run(args: argparse.Namespace) -> int:
    """Do it and print the first password once; 1 with the reason when it is refused."""
    try:
        password = _create(args) if args.verb == "create" else _reset(args)
    except Refusal as refusal:
        sys.stderr.write(f"{refusal.message}\n")
        return 1
    sys.stdout.write(f"账号 {args.login}，初始密码 {password}（首次登录必须修改）\n")
    return 0


def _create(args: argparse.Namespace) -> str:
    at = clock.now()
    unit = org.unit_by_code(args.unit)
    if unit is None:
        raise Refusal(
            "unit.unknown", f"没有找到单位 {args.unit}，请写统一社会信用代码、编号或全称。"
        )
    person = actions.appoint(
        None, at=at, unit=unit, name=args.name, employment=args.employment, posts=args.post,
        roles=[args.role], since=at.date(),
    )  # fmt: skip
    return actions.create_login(None, at=at, person=person, login=args.login)


def _reset(args: argparse.Namespace) -> str:
    person = org.person_by_login(args.login)
    if person is None:
        raise Refusal("account.unknown", f"没有账号 {args.login}。")
    return actions.reset_password(None, at=clock.now(), person=person)

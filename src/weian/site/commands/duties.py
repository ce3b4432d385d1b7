"""Print the duties of a unit as of a day, with why and evidence."""

import argparse
import json
import sys
from datetime import date, datetime
from typing import Any

from weian.base import clock
from weian.core.cadence import FOREVER
from weian.core.duty import Duty
from weian.duty import queries
from weian.org import queries as org
from weian.policy.explaining import explain
from weian.policy.vocabulary import titles


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """--unit CODE [--on DAY] [--all] [--json]."""
    parser.add_argument("--unit", required=True, help="credit code, number or exact name")
    parser.add_argument("--on", type=date.fromisoformat, help="as of the end of this day")
    parser.add_argument("--all", action="store_true", help="settled windows too")
    parser.add_argument("--json", action="store_true", help="for programs")


def run(args: argparse.Namespace) -> int:
    """Exit 1 if there is no such unit."""
    unit = org.unit_by_code(args.unit)
    if unit is None:
        sys.stderr.write(f"没有找到单位“{args.unit}”，请用统一社会信用代码、编号或全称。\n")
        return 1
    at, past = queries.moment_of(args.on, clock.now())
    wall = at.astimezone(clock.TZ).replace(tzinfo=None)
    found = [d for d in queries.duties_of(unit, at, past=past) if args.all or not d.settled(wall)]
    if args.json:
        json.dump([told(duty) for duty in found], sys.stdout, ensure_ascii=False, indent=2)
        sys.stdout.write("\n")
        return 0
    for duty in found:
        sys.stdout.write(f"{duty.obligation.title} {duty.bearer.name} [{duty.window.key}]\n")
        sys.stdout.writelines(f"  {line}\n" for line in explain(duty, titles()))
    sys.stdout.write(f"“{unit}”{at:%Y-%m-%d}：{len(found)} 项。\n")
    return 0


def told(duty: Duty) -> dict[str, Any]:
    """One duty ready for JSON; moments are Chinese wall time, ``due`` exclusive."""
    return {
        "key": duty.key,
        "obligation": duty.obligation.key,
        "title": duty.obligation.title,
        "clause": duty.obligation.clause.id,
        "place": duty.obligation.clause.place,
        "for": duty.bearer.key,
        "window": duty.window.key,
        "status": duty.status,
        "opens": _moment(duty.window.opens),
        "due": _moment(duty.due),
        "value": duty.value,
        "target": duty.target,
        "met_at": _moment(duty.met_at),
        "next_change": _moment(duty.next_change),
        "reason": duty.reason,
        "evidence": [record.id for record in duty.records],
        "why": explain(duty, titles()),
    }


def _moment(at: datetime | None) -> str | None:
    return None if at is None or at >= FOREVER else at.isoformat(sep=" ", timespec="minutes")

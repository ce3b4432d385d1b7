"""What stands still: the list that a head signs, and what a worker has confirmed to know."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from weian.base.clock import day_of
from weian.modules.risk import lists, marks
from weian.org.queries import Unit
from weian.subject import queries as subjects
from weian.subject.envelope.hooks import Answers
from weian.subject.queries import Subject

#: The answers of a sign-off that nobody types.
FROZEN: Final = ("points", "major", "orange", "yellow", "blue", "frozen", "digest")
_SHOWN: Final = 5


def points_in(unit: Unit, at: datetime, scope: Mapping[str, object]) -> list[Subject]:
    """The points of a list, red first: of a unit, of one or all departments, of a post."""
    rows = subjects.of_unit(unit, "risk_point", day_of(at)).select_related("department")
    if scope.get("scope") == "department":
        one = scope.get("listed_department")
        rows = rows.filter(department=int(str(one))) if one else rows.exclude(department=None)
    found = lists.sorted_points(rows)
    if scope.get("scope") == "post" and (post := str(scope.get("post") or "")):
        found = lists.of_post(found, post)
    return found


def freeze(answers: Answers) -> Mapping[str, object]:
    """The list as it stands when it is signed: its numbers by colour, a line for each point."""
    found = points_in(answers.unit, answers.moment, answers.data)
    lines, number = [marks.line(p) for p in found], lists.counts(found)
    return {
        "points": number.total, "major": number.red, "orange": number.orange,
        "yellow": number.yellow, "blue": number.blue, "frozen": lines, "digest": marks.digest(lines),
    }  # fmt: skip


def problem(points: Sequence[Subject]) -> str:
    """Why a list cannot be signed; "" if it can: it has points, and every one of them has been judged
    (乌审旗 四（三）)."""
    if not points:
        return "这份清单里还没有风险点，请先登记风险点再签发。"
    if left := [p.name for p in points if not p.level]:
        named = "、".join(left[:_SHOWN]) + ("等" if len(left) > _SHOWN else "")
        return f"有 {len(left)} 个风险点还没有评估等级（{named}），评估后才能签发。"
    return ""


def seen(answers: Answers) -> Mapping[str, object]:
    """What each confirmed point said at that moment."""
    named = answers.data.get("risk_points")
    keys = [UUID(str(key)) for key in named] if isinstance(named, list) else []
    found = subjects.by_ids(keys) if keys else {}
    return {"seen": [marks.line(found[key]) for key in keys if key in found]}

"""What a risk point says of itself once it is scored: its colour, its stage, what it still lacks."""

from collections.abc import Mapping
from datetime import date
from typing import Final
from uuid import UUID

from weian.base.clock import day_of
from weian.modules.risk.scoring import FACTORS, LIMITS, Limits, colour, missing, score
from weian.org.queries import Unit
from weian.record.queries import Record
from weian.subject import queries as subjects
from weian.subject.envelope.hooks import Answers

_MEASURES: Final = ("organisation", "rules", "technique", "emergency")
_PEOPLE: Final = ("leader", "manager", "keeper")
#: The lowest level at which a risk of a colour may be controlled.
_CONTROLLED: Final = {"red": ("unit",), "orange": ("unit", "department")}
NAMES: Final = {
    "score_l": "可能性 L",
    "score_e": "暴露频次 E",
    "score_c": "后果 C",
    "score_s": "后果严重性 S",
    "score_m": "控制措施状态 M",
}


def judge(answers: Answers) -> Mapping[str, object]:
    """Score, level, stage and gaps of a risk point, by the standard of its unit."""
    data = answers.data
    value, level = _graded(answers)
    gaps = [m for m in _MEASURES if not data.get(f"{m}_measures")]
    gaps += [p for p in _PEOPLE if not data.get(p)]
    return {"score": value, "level": level, "stage": _stage(data, level, gaps), "gaps": gaps}


def _graded(answers: Answers) -> tuple[object, str | None]:
    """By its scores; a level once given stays until an assessment gives another."""
    old = _before(answers)
    if old.get("level") and not _rescored(old, answers.data) and not _assessed(answers):
        return old.get("score"), str(old["level"])
    method = str(answers.data.get("method") or "")
    return grade(answers.unit, day_of(answers.moment), method, answers.data)


def grade(
    unit: Unit, day: date, method: str, data: Mapping[str, object]
) -> tuple[float | None, str | None]:
    """The risk value and the colour by the standard of a unit; None while a score is missing."""
    value = score(method, data) if method else None
    return value, colour(value, limits_of(unit, day, method)) if value is not None else None


def limits_of(unit: Unit, day: date, method: str) -> Limits:
    """The limits of the unit's own standard for a method, else the default ones."""
    rows = subjects.of_unit(unit, "risk_standard", day).filter(data__method=method)
    for row in rows.order_by("-since", "-id")[:1]:
        return Limits(*(float(row.data[key]) for key in Limits._fields))
    return LIMITS[method]


def _before(answers: Answers) -> Mapping[str, object]:
    """What the point said until now; nothing for a new one."""
    if answers.itself is None:
        return {}
    old = subjects.by_ids([answers.itself]).get(answers.itself)
    return old.data if old is not None else {}


def _rescored(old: Mapping[str, object], data: Mapping[str, object]) -> bool:
    method = old.get("method")
    keys = FACTORS.get(str(method), ())
    return method != data.get("method") or any(old.get(k) != data.get(k) for k in keys)


def _assessed(answers: Answers) -> bool:
    """Whether the same act left the assessment on which the new level stands."""
    about = {"risk_point": str(answers.itself)}
    rows = Record.objects.filter(unit=answers.unit, kind="risk_assessment", superseded_by=None)
    return rows.filter(recorded_at=answers.moment, data__contains=about).exists()


def _stage(data: Mapping[str, object], level: str | None, gaps: list[str]) -> str:
    if level is not None:
        under = data.get("control_level") and not {"keeper"} & set(gaps)
        return "controlled" if under and len(set(gaps) & set(_MEASURES)) < 4 else "assessed"
    return "classified" if data.get("category") else "identified"


def check_point(answers: Answers) -> Mapping[str, str]:
    """A method wants all its scores; the graver the risk, the higher who controls it."""
    data = answers.data
    method = str(data.get("method") or "")
    if method and (left := missing(method, data)):
        return {k: f"用这种评价方法要填写{NAMES[k]}。" for k in left}
    if not method and any(data.get(k) is not None for keys in FACTORS.values() for k in keys):
        return {"method": "填了评分，请选择评价方法。"}
    old = _before(answers)
    if old.get("level") and _rescored(old, data) and not _assessed(answers):
        why = "等级已经评定。要改评分，请到风险点页面点“重新评估”，写明原因，等级变化才有据可查。"
        return {"method": why}
    level, control = str(data.get("level") or ""), data.get("control_level")
    if control and level in _CONTROLLED and control not in _CONTROLLED[level]:
        what = "单位级" if level == "red" else "单位级或科室级"
        return {"control_level": f"评出的等级较高，要由{what}管控。"}
    return {}


def check_assessment(answers: Answers) -> Mapping[str, str]:
    """A typed assessment of one point says the level it has: another is given by its scores alone."""
    key = answers.data.get("risk_point")
    if not key or answers.data.get("scores"):
        return {}
    point = subjects.by_ids([UUID(str(key))]).get(UUID(str(key)))
    if point is None or not point.level or point.level == answers.data.get("result"):
        return {}
    return {"result": f"“{point.name}”现在不是这个等级。要改等级，请到风险点页面点“重新评估”。"}


def check_standard(answers: Answers) -> Mapping[str, str]:
    """Red begins above orange, orange above yellow."""
    limits = Limits(*(float(str(answers.data[key])) for key in Limits._fields))
    if limits.red > limits.orange > limits.yellow:
        return {}
    return {"red": "三个界限要从大到小：红色最大，黄色最小。"}


def check_round(answers: Answers) -> Mapping[str, str]:
    """佛坪 二（三）1: no round ends before every aspect has risks or is said to have none."""
    found = set(_listed(answers.data, "aspects"))
    none = set(_listed(answers.data, "none_found"))
    if found & none:
        return {"none_found": "同一方面不能既发现风险又没有发现风险。"}
    four = {
        "equipment": "设备设施",
        "environment": "作业环境",
        "person": "人员行为",
        "management": "管理体系",
    }
    if left := [title for key, title in four.items() if key not in found | none]:
        return {"aspects": f"还没有说明{'、'.join(left)}有没有风险。"}
    return {}


def check_known(answers: Answers) -> Mapping[str, str]:
    """A confirmation says yes."""
    return {} if answers.data.get("known") else {"known": "请看完本岗位的风险和措施，再确认。"}


def _listed(data: Mapping[str, object], key: str) -> list[str]:
    value = data.get(key)
    return [str(v) for v in value] if isinstance(value, list) else []

"""What a risk point says of itself once it is scored: its colour, its stage, what it still lacks."""

from collections.abc import Mapping
from typing import Final

from weian.base.clock import day_of
from weian.modules.risk.scoring import FACTORS, LIMITS, Limits, colour, missing, score
from weian.subject import queries as subjects
from weian.subject.envelope.hooks import Answers

_MEASURES: Final = ("organisation", "rules", "technique", "emergency")
_PEOPLE: Final = ("leader", "manager", "keeper")
#: The lowest level at which a risk of a colour may be controlled.
_CONTROLLED: Final = {"red": ("unit",), "orange": ("unit", "department")}
_NAMES: Final = {
    "score_l": "可能性 L",
    "score_e": "暴露频次 E",
    "score_c": "后果 C",
    "score_s": "后果严重性 S",
    "score_m": "控制措施状态 M",
}


def judge(answers: Answers) -> Mapping[str, object]:
    """Score, level, stage and gaps of a risk point, by the standard of its unit."""
    data = answers.data
    method = str(data.get("method") or "")
    value = score(method, data) if method else None
    level = colour(value, limits_of(answers, method)) if value is not None else None
    gaps = [m for m in _MEASURES if not data.get(f"{m}_measures")]
    gaps += [p for p in _PEOPLE if not data.get(p)]
    return {"score": value, "level": level, "stage": _stage(data, level, gaps), "gaps": gaps}


def limits_of(answers: Answers, method: str) -> Limits:
    """The limits of the unit's own standard for a method, else the default ones."""
    rows = subjects.of_unit(answers.unit, "risk_standard", day_of(answers.moment))
    for row in rows.filter(data__method=method).order_by("-since", "-id"):
        return Limits(*(float(row.data[key]) for key in Limits._fields))
    return LIMITS[method]


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
        return {k: f"用这种评价方法要填写{_NAMES[k]}。" for k in left}
    if not method and any(data.get(k) is not None for keys in FACTORS.values() for k in keys):
        return {"method": "填了评分，请选择评价方法。"}
    level, control = str(data.get("level") or ""), data.get("control_level")
    if control and level in _CONTROLLED and control not in _CONTROLLED[level]:
        what = "单位级" if level == "red" else "单位级或科室级"
        return {"control_level": f"评出的等级较高，要由{what}管控。"}
    return {}


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

"""What was read of a sentence as first answers for the reviewer; what is not known stays open."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from weian.core.cadence import After, Always, Before, Cadence, Every, Once
from weian.policy.drafting.answers import missing
from weian.policy.reading.compiler import Finding
from weian.policy.reading.fitting import fit

Answers = dict[str, Any]

#: For each kind of ask the area and what usually proves it; "" where that cannot be told.
_KINDS: Final[Mapping[str, tuple[str, str]]] = {
    "report": ("report", ""), "setup": ("rules", "document"), "inspection": ("inspection", "inspection"),
    "patrol": ("inspection", "patrol"), "record": ("rules", ""), "training": ("training", "training"),
    "drill": ("drill", "drill"), "meeting": ("meeting", "meeting"), "prohibition": ("inspection", ""),
    "staffing": ("responsibility", "designation"), "rectify": ("hazard", "hazard.rectify"),
    "supervision": ("assessment", "notice"), "emergency": ("emergency", ""), "plan": ("rules", "document"),
    "maintenance": ("equipment", "maintenance"), "filing": ("report", ""), "test": ("equipment", "maintenance"),
    "disclosure": ("responsibility", "responsibility_display"), "signage": ("risk", "risk_notice"),
    "campaign": ("inspection", "special_action"), "assessment": ("assessment", "assessment_result"),
    "retention": ("rules", ""), "storage": ("chemicals", ""), "disposal": ("chemicals", "chemical_disposal"),
    "target": ("assessment", ""), "qualification": ("training", "certificate"),
    "health_check": ("occupational", "health_examination"), "decision": ("permits", ""),
    "funding": ("funding", "funding"), "insurance": ("medical", "insurance"),
    "publicity": ("publicity", "publicity"), "letter": ("responsibility", "responsibility_letter"),
}  # fmt: skip
#: Words that tell more exactly what proves it: (words, area, record, conditions). First wins.
_EXACTLY: Final = tuple(
    (re.compile(words), kinds, area, record, where)
    for words, kinds, area, record, where in (
        ("风险.{0,8}评估|风险.{0,4}辨识", ("assessment", "inspection"), "risk", "risk_assessment", ()),
        ("简讯", ("report",), "report", "report.brief", ()),
        ("经验做法|典型经验", ("report",), "report", "report.good_practice", ()),
        ("隐患.{0,12}清单|两个清单|清单", ("report",), "report", "report.hazard_list", ()),
        ("总结|年度工作|工作情况", ("report",), "report", "report.yearly_work", ()),
        ("突发|事件|事故", ("report",), "report", "event_report", ()),
        ("领导小组", ("setup",), "responsibility", "leading_group", ()),
        ("机构|专班|安全管理员|队伍|队", ("setup",), "responsibility", "designation", ()),
        ("值班|值守|带班", ("staffing",), "emergency", "duty_roster", ()),
        ("动员", ("meeting",), "meeting", "meeting", ("topic=mobilization",)),
        ("领导小组", ("meeting",), "meeting", "meeting", ("topic=leading_group",)),
        ("党委|党组", ("meeting",), "meeting", "meeting", ("topic=party_committee",)),
        ("消防|灭火|火灾", ("drill",), "drill", "drill", ("kind_of=fire",)),
        ("疏散", ("drill",), "drill", "drill", ("kind_of=evacuation",)),
        ("停电", ("drill",), "drill", "drill", ("kind_of=power_failure",)),
        ("消防|火灾", ("training",), "training", "training", ("topic=fire",)),
        ("消防|火灾", ("inspection",), "fire", "inspection", ("topic=fire",)),
        ("自查", ("inspection",), "inspection", "inspection", ("mode=self_check",)),
        ("危险化学品|危化品", ("inspection",), "chemicals", "inspection", ("topic=chemicals",)),
        ("四不两直|暗查|暗访", ("inspection",), "inspection", "inspection", ("mode=unannounced",)),
        ("带队", ("inspection",), "inspection", "inspection", ("mode=led",)),
        ("盘点", ("inspection", "record"), "chemicals", "stock_count", ()),
        ("排查", ("inspection",), "hazard", "inspection", ()),
        ("消防|防火", ("patrol",), "fire", "patrol", ("kind_of=fire",)),
        ("安全生产月", ("publicity", "campaign"), "publicity", "publicity", ("topic=safety_month",)),
        ("预案", ("plan", "emergency", "setup"), "rules", "document", ("category=emergency_plan",)),
    )
)  # fmt: skip
_UNITS: Final = (
    (re.compile("乡镇卫生院|卫生院"), "township_clinic"), (re.compile("社区卫生"), "community_center"),
    (re.compile("疾控|疾病预防"), "cdc"), (re.compile("监督所|监督机构|监督大队"), "supervision"),
    (re.compile("妇幼"), "maternal_hospital"), (re.compile("中医"), "tcm_hospital"),
    (re.compile("血站|采供血"), "blood_station"), (re.compile("急救中心"), "emergency_center"),
    (re.compile("用人单位|企业"), "employer"), (re.compile("(?<!公立)(?<!各)(?:县|市|区)?医院$"), "hospital"),
)  # fmt: skip
_COMMISSION: Final = re.compile(
    "卫生健康(?:局|委|行政)|卫健(?:局|委)|卫生局|^(?:我|本|县|市|区|旗)?局|局机关|委机关"
)
_POSTS: Final = (
    (re.compile("局主要领导|局长|委主任"), "leader", True),
    (re.compile("局分管领导|分管局长|副局长"), "deputy_leader", True),
    (re.compile("主要负责人|院长|第一责任人|主要领导|单位负责人"), "head", False),
    (re.compile("分管(?:负责人|领导|副院长|同志)|班子成员"), "deputy", False),
    (re.compile("党(?:委|组织|总支|支部)书记"), "party_head", False),
    (re.compile("消防安全管理人"), "fire_safety_manager", False),
    (re.compile("安全(?:生产)?(?:管理)?(?:人员|员)"), "safety_manager", False),
    (re.compile("护士长"), "head_nurse", False),
    (re.compile("科(?:室|主任|长)(?:负责人)?$|科室(?:负责人|主任)"), "department_head", False),
    (re.compile("保安"), "security_guard", False), (re.compile("消防控制室"), "control_room_operator", False),
    (re.compile("驾驶员|司机"), "driver", False), (re.compile("网格员"), "grid_member", False),
)  # fmt: skip
_FACTS: Final = tuple(
    (re.compile(f"(?:设有|设置|拥有|存在|使用|有)[^，。；]{{0,6}}(?:{words})[^，。；]{{0,6}}的"), fact)
    for words, fact in (
        ("电梯", "lift"), ("锅炉", "boiler"), ("压力容器|氧气站|氧气瓶", "pressure_vessel"),
        ("消防控制室", "control_room"), ("放射", "radiation"), ("病原微生物|实验室生物", "pathogen_lab"),
        ("职业病危害", "occupational_hazards"), ("食堂", "canteen"), ("集体宿舍", "dormitory"),
        ("在建|施工", "construction_site"), ("危险化学品|危化品", "dangerous_goods"), ("微型消防站", "micro_station"),
    )
)  # fmt: skip
_STANDING: Final = frozenset(
    {"setup", "plan", "staffing", "letter", "signage", "disclosure", "qualification", "insurance"}
)
_JUDGED: Final[Mapping[str, str]] = {
    "prohibition": "ban", "retention": "span", "storage": "limit", "target": "open", "decision": "site",
}  # fmt: skip
_PERIOD_LESS: Final = {
    "periodic": "month",
    "prompt": "",
    "weekday": "week",
    "day_of_period": "month",
}
_HAPPENINGS: Final = (
    (re.compile("重大.{0,4}隐患"), "hazard.grade"), (re.compile("隐患|发现问题"), "hazard.report"),
    (re.compile("事故|突发|事件|伤亡"), "incident.report"), (re.compile("投诉"), "complaint.open"),
    (re.compile("会议"), "meeting"), (re.compile("检查"), "inspection"), (re.compile("演练"), "drill"),
)  # fmt: skip
_SPAN: Final = {"h": "h", "d": "d", "wd": "wd", "w": "d", "m": "d", "y": "d", "min": "h"}
_DAYS: Final = {"w": 7, "m": 30, "y": 365}
_LEADING: Final = re.compile(r"^(?:应当|应该|必须|要|须|需|请|并|同时|以及|且|均|都)+")
_LONGEST: Final = 60


def propose(found: Finding, unit_kind: str, evidence: Iterable[str]) -> Answers:
    """First answers for a finding, for a document of a unit of this kind. ``evidence`` are the
    kinds of records and steps that exist; nothing else is proposed."""
    known = frozenset(evidence)
    area, record, where = _evidence(found)
    out: Answers = {
        "title": title_of(found.action or found.sentence),
        "area": area,
        **_who(found.actor or "", unit_kind),
        "applies": _applies(found),
        "each": "unit",
        "record": record if record in known else "",
        "where": list(where) if record in known else [],
        "measure": "count",
        **_time(found, known),
        **_threshold(found, known),
        "question": f"是否做到：{title_of(found.action or found.sentence)}？"[:200],
        "reason": _JUDGED.get(found.kind, "site"),
    }
    return {k: v for k, v in out.items() if v not in (None, "", [])}


def title_of(action: str) -> str:
    """The act without the modal words at its head, at most one clause too long cut at a comma."""
    text = _LEADING.sub("", action.strip("，。；： "))
    if len(text) > _LONGEST:
        cut = text.rfind("，", 12, _LONGEST)
        text = text[: cut if cut > 0 else _LONGEST]
    return text or action[:_LONGEST]


def suggested(kind: str, recurrence: Mapping[str, Any] | None, answers: Answers) -> str:
    """ "judged" for what only a person can tell, "accept" for what is whole, else "" (correct it)."""
    fitted = fit(recurrence) if recurrence else None
    if kind in _JUDGED or fitted in ("retain_at_least", "max_duration", "continuous", "hours"):
        return "judged"
    return "" if missing(answers) else "accept"


def _evidence(found: Finding) -> tuple[str, str, tuple[str, ...]]:
    said = found.action or found.sentence
    for words, kinds, area, record, where in _EXACTLY:
        if found.kind in kinds and words.search(said):
            return area, record, where
    area, record = _KINDS.get(found.kind, ("inspection", ""))
    return area, record, ()


def _who(actor: str, unit_kind: str) -> Answers:
    post, of_commission = next(
        ((key, above) for words, key, above in _POSTS if words.search(actor)), ("", False)
    )
    if of_commission or _COMMISSION.search(actor):
        return {"units": [_commission(actor, unit_kind)], "post": post if of_commission else ""}
    units = [key for words, key in _UNITS if words.search(actor)]
    if not units:
        units = ["institution"] if unit_kind.startswith("commission") else [unit_kind]
    return {"units": units, "post": post}


def _commission(actor: str, unit_kind: str) -> str:
    """县局 of a county's document is the county; 各县（区）卫生健康局 of a city's are counties."""
    levels = (
        ("省", "province"),
        ("各县|各区|县（区）|区（县）|旗", "county"),
        ("市", "city"),
        ("县|区", "county"),
    )
    for words, level in levels:
        if re.search(words, actor):
            return f"commission_{level}"
    return unit_kind if unit_kind.startswith("commission") else "commission"


def _applies(found: Finding) -> list[str]:
    """Only a condition said as such: 设有电梯的, 使用放射源的."""
    said = (found.actor or "") + "，" + found.sentence
    return [f"{fact}=true" for words, fact in _FACTS if words.search(said)][:1]


def _time(found: Finding, known: frozenset[str]) -> Answers:
    form = found.recurrence
    fitted = fit(form)
    if fitted is None or form is None:
        return {"form": "always"} if found.kind in _STANDING else {}
    if isinstance(fitted, str):
        return _needed(fitted, form, found, known)
    out = _cadence(fitted)
    if int(form.get("at_least") or 1) > 1:
        out["count"] = int(form["at_least"])
    if form.get("at_most"):
        out["at_most"] = int(form["at_most"])
    return out


def _needed(need: str, form: Mapping[str, Any], found: Finding, known: frozenset[str]) -> Answers:
    """What can be said already of a form that no cadence holds by itself."""
    if need in ("within", "immediate", "after", "each"):
        out: Answers = {"form": "after", "after": _happening(found, form, known)}
        if need == "within":
            n, unit = re.fullmatch(r"(\d+)\s*([a-z]+)", str(form["within"])).groups()  # type: ignore[union-attr]
            number = max(1, -(-int(n) // 60)) if unit == "min" else int(n) * _DAYS.get(unit, 1)
            out |= {"within": number, "within_unit": _SPAN.get(unit, "d")}
        return out
    if need in ("periodic", "weekday", "day_of_period"):
        per = str(form.get("every") or _PERIOD_LESS[need])
        return {"form": "ask" if need == "periodic" else "every", "period": per}
    if need == "during":
        inner = {k: v for k, v in form.items() if k != "during"}
        fitted = fit(inner)
        return _cadence(fitted) if not isinstance(fitted, str) and fitted is not None else {}
    return {}


def _happening(found: Finding, form: Mapping[str, Any], known: frozenset[str]) -> str:
    said = str(form.get("after") or form.get("each") or "") or found.sentence
    matches = (key for words, key in _HAPPENINGS if words.search(said))
    return next((key for key in matches if key in known), "")


def _cadence(when: Cadence) -> Answers:
    if isinstance(when, Every):
        if when.by or when.month:
            month, day = when.by or (when.month, None)
            return {"form": "yearly", "month": month, "day": day}
        last = {None: "", 0: "week"}.get(when.last, "days")
        return {"form": "every", "period": when.period, "every": when.n if when.n > 1 else None,
                "last": last, "last_days": when.last or None}  # fmt: skip
    if isinstance(when, Once):
        since = when.since.isoformat() if when.since else None
        return {"form": "once", "by": when.by.isoformat(), "since": since}
    if isinstance(when, Before):
        return {"form": "before", "before": when.happening, "each": "person"}
    if isinstance(when, Always):
        for n, unit in ((when.years, "y"), (when.months, "m"), (when.days, "d")):
            if n:
                return {"form": "max_age", "age": n, "age_unit": unit}
        return {"form": "always"}
    assert isinstance(when, After), when
    return {"form": "after", "after": when.happening}


#: What a figure under which an ask applies is said of.
_FIGURES: Final = (
    (re.compile("床位"), "beds"),
    (re.compile("从业人员|在岗|职工|员工"), "staff_count"),
)
#: 确保不发生重特大事故, 全年无责任事故: it must not happen.
_ABSENT: Final = re.compile(
    "(?:不发生|不出现|无|零|杜绝)[^，。；]{0,14}(?:事故|事件|伤亡)(?!隐患|的)"
)
_OPS: Final = {">=": "gte", ">": "gt", "<=": "lte", "<": "lt", "=": "is"}


def _threshold(found: Finding, known: frozenset[str]) -> Answers:
    said = found.threshold or {}
    fact = next((k for w, k in _FIGURES if w.search(str(said.get("metric", "")))), "")
    if said.get("role") == "condition" and fact and said.get("unit") in ("张", "人", "名"):
        return {"fact": fact, "fact_how": _OPS[said["op"]], "fact_number": int(said["value"])}
    if (said.get("op") == "=" and said.get("value") == 0) or _ABSENT.search(found.action):
        record = next((k for w, k in _HAPPENINGS if w.search(found.action) and k in known), "")
        open_ended = {"form": "every", "period": "year"} if found.recurrence is None else {}
        return {"measure": "none", "record": record, "where": [], "count": None, **open_ended}
    if (
        found.kind == "training"
        and said.get("unit") in ("学时", "小时", "课时")
        and said.get("value")
    ):
        return {"measure": "sum", "summed": "hours", "amount": said["value"], "count": None}
    return {}

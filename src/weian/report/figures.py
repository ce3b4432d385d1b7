"""The catalogue of named figures: what returns and templates may count, each told once.

A figure is a question over the ledgers, for one unit and a stretch of days. Nobody types it; whoever
doubts it opens the list behind it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from weian.case.kinds import KINDS as CASES

Where = tuple[tuple[str, frozenset[str]], ...]
#: Which of the things of a kind are meant, seen from the period: those found, those ended, found
#: and ended before its end, still open at its end, open and past their deadline, standing.
Span = Literal["opened", "closed", "settled", "open", "overdue", "happened", "standing", "due"]


@dataclass(frozen=True)
class Figure:
    """One named number.

    ``noun`` and ``kind`` say what is counted, ``span`` which of it, ``where`` which answers it has
    (column or field of the data, and the values). ``add`` names an answer that is added up; a list
    counts as long as it is. ``part`` and ``whole`` (keys of figures) make it a rate.
    """

    key: str
    title: str
    group: str
    noun: Literal["case", "record", "subject", "duty", "rate", "head"] = "case"
    kind: str = ""
    span: Span = "opened"
    where: Where = ()
    add: str = ""
    unit: str = "项"
    part: str = ""
    whole: str = ""


GROUPS: Final = ("表头", "隐患", "风险", "事故", "检查和培训", "责任事项")
_MAJOR: Final[Where] = (("grade", frozenset({"major"})),)
_ORDINARY: Final[Where] = (("grade", frozenset({"ordinary"})),)
_MISS: Final = "near_miss"
_DECIDED: Final = frozenset({"met", "met_late", "overdue", "undetermined"})


def _hazards() -> Iterator[Figure]:
    spans: tuple[tuple[str, str, Span], ...] = (
        ("found", "发现隐患", "opened"), ("rectified", "已整改销号", "settled"),
        ("open", "期末未销号", "open"), ("overdue", "期末超期未整改", "overdue"),
        ("closed", "期内销号", "closed"),
    )  # fmt: skip
    grades = (("", "", ()), (".major", "重大", _MAJOR), (".ordinary", "一般", _ORDINARY))
    for span, title, meant in spans:
        for end, word, where in grades:
            yield Figure(
                f"hazards.{span}{end}", f"{word}{title}" if word else title, "隐患",
                kind="hazard", span=meant, where=where,
            )  # fmt: skip
    for end, word, _ in grades:
        yield _rate(f"hazards.rate{end}", f"{word}隐患整改率", "隐患", f"hazards.rectified{end}",
                    f"hazards.found{end}")  # fmt: skip
    for category, title in _choices("hazard", "category"):
        where = (("category", frozenset({category})),)
        for span, word, meant in spans[:2]:
            yield Figure(
                f"hazards.{span}.{category}", f"{title}：{word}", "隐患", kind="hazard",
                span=meant, where=where,
            )  # fmt: skip


def _incidents() -> Iterator[Figure]:
    grades = _choices("incident", "grade")
    real = frozenset(key for key, _ in grades if key != _MISS)
    graded: Where = (("grade", real),)
    yield Figure("incidents", "事故起数", "事故", kind="incident", where=graded, unit="起")
    yield Figure(
        "incidents.near_miss", "未遂事件", "事故", kind="incident",
        where=(("grade", frozenset({_MISS})),), unit="起",
    )  # fmt: skip
    for key, title in grades:
        if key != _MISS:
            where: Where = (("grade", frozenset({key})),)
            name = f"{title}事故"
            yield Figure(f"incidents.{key}", name, "事故", kind="incident", where=where, unit="起")
    for key, title, unit in (("deaths", "死亡人数", "人"), ("injured", "受伤人数", "人"),
                             ("loss", "直接经济损失", "元")):  # fmt: skip
        yield Figure(key, title, "事故", kind="incident", where=graded, add=key, unit=unit)


def _records() -> Iterator[Figure]:
    group: Final = "检查和培训"
    told = (
        ("inspections", "检查次数", "inspection", "", "次"), ("patrols", "巡查次数", "patrol", "", "次"),
        ("training", "培训场次", "training", "", "场"),
        ("training.people", "培训人次", "training", "people", "人次"),
        ("drills", "演练次数", "drill", "", "次"), ("drills.people", "参演人次", "drill", "people", "人次"),
        ("meetings", "会议次数", "meeting", "", "次"), ("publicity", "宣传活动", "publicity", "", "次"),
        ("funding", "安全投入", "funding", "amount", "元"),
    )  # fmt: skip
    for key, title, kind, add, unit in told:
        yield Figure(key, title, group, "record", kind, "happened", add=add, unit=unit)


def _risks() -> Iterator[Figure]:
    yield Figure("risks", "风险点总数", "风险", "subject", "risk_point", "standing", unit="个")
    for key, title in (("red", "重大风险"), ("orange", "较大风险"), ("yellow", "一般风险"),
                       ("blue", "低风险")):  # fmt: skip
        where = (("level", frozenset({key})),)
        yield Figure(
            f"risks.{key}", title, "风险", "subject", "risk_point", "standing", where, unit="个"
        )


def _duties() -> Iterator[Figure]:
    told = (
        ("due", "应完成责任事项", _DECIDED), ("met", "已完成责任事项", frozenset({"met", "met_late"})),
        ("late", "迟完成责任事项", frozenset({"met_late"})), ("overdue", "逾期责任事项", frozenset({"overdue"})),
    )  # fmt: skip
    for key, title, statuses in told:
        where = (("status", statuses),)
        yield Figure(f"duties.{key}", title, "责任事项", "duty", span="due", where=where)
    yield _rate("duties.rate", "责任事项完成率", "责任事项", "duties.met", "duties.due")


def _heads() -> Iterator[Figure]:
    for key, title in (("unit", "单位名称"), ("period", "所属期"), ("day", "填报日期"),
                       ("year", "年度"), ("head", "主要负责人"), ("manager", "安全管理员")):  # fmt: skip
        yield Figure(f"head.{key}", title, "表头", "head", unit="")


def _rate(key: str, title: str, group: str, part: str, whole: str) -> Figure:
    return Figure(key, title, group, "rate", unit="", part=part, whole=whole)


def _choices(kind: str, column: str) -> list[tuple[str, str]]:
    return list(CASES[kind].choices(column).items()) if kind in CASES else []


@lru_cache(maxsize=1)
def catalogue() -> Mapping[str, Figure]:
    """Every figure by its key; asked for only once all kinds are registered."""
    sources = (_heads, _hazards, _risks, _incidents, _records, _duties)
    return {figure.key: figure for source in sources for figure in source()}


def grouped() -> list[tuple[str, list[Figure]]]:
    """The catalogue under its headings, for choosing from."""
    found = catalogue().values()
    return [(group, [f for f in found if f.group == group]) for group in GROUPS]

"""What the system fills into a return: lists drawn from the ledgers, and sheets of figures."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from weian.case.kinds import KINDS as CASES
from weian.case.queries import Case
from weian.report.counting import Period, Told, tell
from weian.report.figures import catalogue
from weian.report.kinds import ReportKind
from weian.report.table import NUMBER, Column, Table
from weian.subject.kinds import KINDS as SUBJECTS
from weian.subject.queries import Subject
from weian.subject.queries import standing as standing_on

_SHEET: Final = (
    Column("group", "类别", 12), Column("figure", "指标", 26), Column(f"{NUMBER}value", "数值", 18),
    Column("unit", "单位", 8),
)  # fmt: skip


@dataclass(frozen=True)
class Trouble:
    """Something missing or contradictory: where, what, and the page on which it is put right."""

    place: str
    text: str
    url: str = ""


@dataclass(frozen=True)
class Filled:
    """A table with what is wrong with it."""

    table: Table
    troubles: tuple[Trouble, ...] = ()


def figure_sheet(kind: ReportKind, title: str, period: Period) -> Filled:
    """One row per figure."""
    known, told = catalogue(), tell(kind.figures, period)
    rows = tuple((known[k].group, known[k].title, t.text, known[k].unit) for k, t in told.items())
    behind = {f"{i}:2": t.behind for i, t in enumerate(told.values()) if t.behind}
    table = Table(title, _SHEET, rows, tuple(told), behind)
    return Filled(table, tuple(_ungraded(period)))


def hazard_stats(title: str, period: Period) -> Filled:
    """Found, rectified and the rate, by category and by grade."""
    heads = [
        (f"hazards.{span}{grade}", f"{word}{name}")
        for grade, word in (("", ""), (".major", "重大"), (".ordinary", "一般"))
        for span, name in (("found", "发现"), ("rectified", "已整改"), ("rate", "整改率"))
    ]
    columns = [(key, name) for key, name in heads]
    table = _matrix(title, period, "hazard", "隐患类别", columns)
    return Filled(table, tuple(_ungraded(period)))


def incident_stats(title: str, period: Period) -> Filled:
    """How many of each grade, and what they cost in people and money, by category."""
    grades = CASES["incident"].choices("grade") if "incident" in CASES else {}
    columns = [("incidents", "事故起数")]
    columns += [(f"incidents.{key}", name) for key, name in grades.items()]
    columns += [("deaths", "死亡（人）"), ("injured", "受伤（人）"), ("loss", "直接经济损失（元）")]
    table = _matrix(title, period, "incident", "事故类别", columns)
    return Filled(table, tuple(_unclear_incidents(period)))


def _matrix(
    title: str, period: Period, kind: str, head: str, columns: Sequence[tuple[str, str]]
) -> Table:
    """A row for every category and one for all; each cell a figure narrowed to its row."""
    categories = CASES[kind].choices("category") if kind in CASES else {}
    rows: list[tuple[str, ...]] = []
    behind: dict[str, tuple[str, ...]] = {}
    ledger = tell_matrix([key for key, _ in columns], list(categories), period)
    for number, (category, name) in enumerate([("", "合计"), *categories.items()]):
        cells = [ledger[key, category] for key, _ in columns]
        rows.append((name, *(cell.text for cell in cells)))
        behind |= {f"{number}:{at}": c.behind for at, c in enumerate(cells, start=1) if c.behind}
    shown = (
        Column("row", head, 16), *(Column(f"{NUMBER}{key}", name, 13) for key, name in columns),
    )  # fmt: skip
    return Table(title, shown, tuple(rows), ("", *categories), behind)


def tell_matrix(
    keys: Sequence[str], categories: Sequence[str], period: Period
) -> Mapping[tuple[str, str], Told]:
    """Each figure for all categories ("") and for each of them, reading the ledger once."""
    told = tell(keys, period, categories=("", *categories))
    return {(key, category): told[f"{key}@{category}" if category else key]
            for key in keys for category in ("", *categories)}  # fmt: skip


_RISKS: Final = (
    Column("number", "序号", 6), Column("unit", "单位", 16), Column("name", "风险点", 22),
    Column("place", "位置", 16), Column("aspect", "辨识方面", 12), Column("level", "风险等级", 10),
    Column("consequence", "可能的后果", 18), Column("measures", "管控措施", 32),
    Column("control", "管控层级", 10), Column("keeper", "责任人", 10),
)  # fmt: skip
_COLOURS: Final = {"red": 0, "orange": 1, "yellow": 2, "blue": 3}


def risk_list(title: str, period: Period) -> Filled:
    """The points of risk that stand at the end of the period, the gravest first."""
    if "risk_point" not in SUBJECTS:
        return Filled(Table(title, _RISKS, ()))
    found = list(
        Subject.objects.filter(standing_on(period.last), **period.place, kind="risk_point")
        .select_related("unit", "keeper").order_by("unit__sort_key", "name", "id")
    )  # fmt: skip
    found.sort(key=lambda s: _COLOURS.get(s.level or "", 4))
    rows = tuple(_risk(n, s) for n, s in enumerate(found, start=1))
    troubles = [
        Trouble(f"第 {n} 行“{row[2]}”", f"还没有{'、'.join(missing)}", f"/subjects/{s.pk}/")
        for n, (s, row) in enumerate(zip(found, rows, strict=True), start=1)
        if (missing := [_RISKS[i].title for i in (5, 7, 9) if not row[i]])
    ]  # fmt: skip
    return Filled(Table(title, _RISKS, rows, tuple(f"subject:{s.pk}" for s in found)), tuple(troubles))  # fmt: skip


def _risk(number: int, point: Subject) -> tuple[str, ...]:
    data = point.data
    choices = {f.key: dict(f.choices) for f in SUBJECTS["risk_point"].fields}
    measures = [str(data[k]) for k in data if k.endswith("_measures") and data[k]]

    def chosen(key: str, value: object) -> str:
        return choices.get(key, {}).get(str(value or ""), "")

    return (
        str(number), str(point.unit), point.name, str(data.get("place") or ""),
        chosen("aspect", data.get("aspect")), chosen("level", point.level),
        str(data.get("consequence") or ""), "；".join(measures),
        chosen("control_level", data.get("control_level")), point.keeper.name if point.keeper else "",
    )  # fmt: skip


def _ungraded(period: Period) -> list[Trouble]:
    """Hazards that stand in the total and under no grade: the columns would not add up."""
    rows = Case.objects.filter(**period.place, kind="hazard", grade="")
    rows = rows.filter(opened_on__gte=period.first, opened_on__lt=period.end)
    found = (
        rows.exclude(state="voided")
        .order_by("opened_on", "id")
        .values_list("pk", "number", "title")
    )
    return [
        Trouble(f"{number} {title}", "还没有定级，重大与一般相加会少于合计", f"/cases/{pk}/")
        for pk, number, title in found[:_MOST_TOLD]
    ]


def _unclear_incidents(period: Period) -> list[Trouble]:
    """Accidents whose numbers contradict one another or are not told."""
    rows = Case.objects.filter(**period.place, kind="incident")
    rows = rows.filter(opened_on__gte=period.first, opened_on__lt=period.end).order_by("opened_on")
    out = []
    for pk, number, grade, data in rows.values_list("pk", "number", "grade", "data"):
        if grade == "near_miss" and (data.get("deaths") or data.get("injured")):
            out.append(Trouble(number, "登记为未遂，却有伤亡人数，请核定等级", f"/cases/{pk}/"))
        elif grade != "near_miss" and data.get("deaths") is None and data.get("injured") is None:
            out.append(Trouble(number, "还没有填写伤亡人数，没有伤亡请填 0", f"/cases/{pk}/"))
    return out[:_MOST_TOLD]


_MOST_TOLD: Final = 200
SHEETS: Final[Mapping[str, Callable[[str, Period], Filled]]] = {
    "hazard_stats": hazard_stats, "incident_stats": incident_stats, "risk_list": risk_list,
}  # fmt: skip

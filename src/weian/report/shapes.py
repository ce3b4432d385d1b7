"""Reports as pages lay them out."""

from datetime import datetime, timedelta
from typing import Any

from weian.base.clock import TZ
from weian.case.queries import Case
from weian.report.due import Due
from weian.report.kinds import FLOW
from weian.report.queries import Collection, Line
from weian.report.table import Table
from weian.ui.shapes import (
    Action,
    Cell,
    Column,
    Empty,
    Figure,
    Ledger,
    Row,
    StepDot,
)  # fmt: skip

LINE = ("drafted", "signed", "submitted", "accepted")
TONES: dict[str, Any] = {
    "missing": "overdue", "drafted": "soon", "signed": "soon", "submitted": "ok",
    "returned": "late", "accepted": "ok",
}  # fmt: skip


def last_day(due: datetime) -> str:
    """An exclusive end as people say it: the last day on which it is in time."""
    return f"{due - timedelta(microseconds=1):%m月%d日}"


def window_words(due: Due) -> str:
    """``9月24日—9月30日``."""
    return f"{due.opens:%m月%d日}—{last_day(due.due)}"


def state_words(case: Case | None, due: Due, moment: datetime) -> tuple[str, str]:
    """State and tone of a unit's own report at wall time."""
    if case is not None and case.state in ("submitted", "accepted"):
        return FLOW.states[case.state], "ok"
    if moment >= due.due:
        return ("已逾期" if case is None else f"已逾期（{FLOW.states[case.state]}）"), "overdue"
    if case is not None:
        return FLOW.states[case.state], "soon"
    return ("待报送", "soon") if moment >= due.opens else ("未到时间", "muted")


def own_row(due: Due, case: Case | None, unit: int, moment: datetime) -> Row:
    """One report of the unit in its list."""
    state, tone = state_words(case, due, moment)
    href = f"/reports/{case.pk}/" if case else f"/reports/{due.kind.key}/{due.period}/?unit={unit}"
    return Row(
        id=f"{due.kind.key}-{due.period}",
        href=href,
        cells=(
            Cell(due.title),
            Cell(window_words(due), title=f"{due.opens:%Y-%m-%d} 至 {due.due:%Y-%m-%d %H:%M} 前"),
            Cell(state, tone=tone),  # type: ignore[arg-type]
            Cell(str(case.data.get("rows", "")) if case else ""),
        ),
    )


def own_ledger(rows: list[Row]) -> Ledger:
    """What the unit reports upward."""
    return Ledger(
        title="上报",
        subtitle="内容由平日的记录和台账生成，核对、签字后报送，不重复填数。",
        key="returns",
        columns=(
            Column("title", "报送内容"), Column("window", "报送时间", "date"),
            Column("state", "状态", "status"), Column("rows", "条数", "number"),
        ),
        rows=rows,
        empty=Empty("没有要报送的内容", "上级启用含有报送要求的制度包后，这里会按期列出。"),
    )  # fmt: skip


def collection_row(found: Collection, moment: datetime) -> Row:
    """One collection in the commission's list."""
    expected, received = len(found.lines), len(found.received)
    missing = len(found.of("missing"))
    late = bool(missing) and moment >= found.due.due
    awaited = moment >= found.due.opens
    return Row(
        id=f"{found.kind.key}-{found.due.period}",
        href=f"/reports/collect/{found.kind.key}/{found.due.period}/",
        cells=(
            Cell(found.due.title),
            Cell(window_words(found.due)),
            Cell(f"{received}/{expected}"),
            Cell(str(len(found.late))),
            Cell(str(len(found.of("returned")))),
            Cell(str(len(found.of("accepted")))),
            Cell(
                str(missing) if awaited else "未到时间",
                tone="overdue" if late else "" if awaited else "muted",
            ),
        ),
    )


def in_order(due: Due, done: bool, moment: datetime) -> tuple[int, float]:
    """What waits comes first, the most urgent on top; then what is done, the latest on top; then
    what has not opened yet."""
    if moment < due.opens:
        return 2, due.opens.timestamp()
    return (1, -due.due.timestamp()) if done else (0, due.due.timestamp())


def collections_ledger(rows: list[Row]) -> Ledger:
    """What comes up from below."""
    return Ledger(
        title="下级报送",
        key="collections",
        columns=(
            Column("title", "报送内容"), Column("window", "报送时间", "date"),
            Column("received", "已收 / 应收", "rate"), Column("late", "迟报", "number"),
            Column("returned", "已退回", "number"), Column("accepted", "已接收", "number"),
            Column("missing", "未报", "number"),
        ),
        rows=rows,
        empty=Empty("还没有收报任务", "启用含有报送要求的制度包后，这里会按期列出各单位的报送情况。"),
    )  # fmt: skip


def collection_ledger(found: Collection, commission: int, moment: datetime) -> Ledger:
    """Unit by unit, the missing first, with the buttons that act on them."""
    order = {"missing": 0, "returned": 1, "submitted": 2, "accepted": 3}
    lines = sorted(found.lines, key=lambda line: (order[line.state], line.unit.sort_key))
    base = f"/reports/collect/{found.kind.key}/{found.due.period}"
    actions = [
        Action("导出汇总（Excel）", f"{base}/xlsx?unit={commission}", icon="download"),
        Action("导出汇总（Word）", f"{base}/docx?unit={commission}", icon="download"),
    ]
    if found.of("missing") and moment >= found.due.opens:
        actions.append(
            Action(
                "催办全部未报单位",
                f"{base}/urge",
                method="post",
                hidden=(("unit", str(commission)),),
            )
        )
    return Ledger(
        title=found.due.title,
        subtitle=f"报送时间 {window_words(found.due)}",
        key="collection",
        actions=tuple(actions),
        figures=figures_of(found),
        columns=(
            Column("unit", "单位"), Column("state", "状态", "status"), Column("sent", "报送时间", "date"),
            Column("rows", "条数", "number"),
        ),
        rows=[_line_row(line, found, moment) for line in lines],
        count=str(len(lines)),
    )  # fmt: skip


def figures_of(found: Collection) -> tuple[Figure, ...]:
    """Expected, received, on time, late, missing: with both parts of each rate."""
    expected, received = len(found.lines), len(found.received)
    in_time = received - len(found.late)
    return (
        Figure("应收", str(expected)),
        Figure("已收", str(received), parts=f"{received}/{expected}"),
        Figure("按时", str(in_time), parts=f"{in_time}/{expected}"),
        Figure("迟报", str(len(found.late)), tone="late" if found.late else ""),
        Figure("已接收", str(len(found.of("accepted")))),
        Figure(
            "未报", str(len(found.of("missing"))), tone="overdue" if found.of("missing") else ""
        ),
    )


def _line_row(line: Line, found: Collection, moment: datetime) -> Row:
    sent = line.sent_at
    word = "未报送" if line.state == "missing" else FLOW.states[line.state]
    if line.late:
        word += "（迟报）"
    case = line.case if line.state != "missing" else None
    return Row(
        id=str(line.unit.pk),
        href=f"/reports/{case.pk}/" if case else f"/units/{line.unit.pk}/",
        cells=(
            Cell(line.unit.name),
            Cell(word, tone="late" if line.late else TONES[line.state]),
            Cell(f"{sent.astimezone(TZ):%m月%d日 %H:%M}" if sent else ""),
            Cell(str(case.data.get("rows", "")) if case else ""),
        ),
    )


def content_ledger(table: Table, empty: str) -> Ledger:
    """The rows of a list; each opens the case behind it."""
    rows = [
        Row(id=str(index), href=f"/cases/{source}/", cells=[Cell(text) for text in row])
        for index, (row, source) in enumerate(zip(table.rows, table.sources, strict=True))
    ]
    return Ledger(
        title=table.title,
        key="report-content",
        columns=tuple(
            Column(
                c.key,
                c.title,
                kind="date" if c.key.endswith("_on") else "text",
                width="wide" if c.width > 20 else "",
            )
            for c in table.columns
        ),
        rows=rows,
        count=str(len(rows)),
        empty=Empty(empty, "这一期没有需要列入的隐患。没有隐患也要按期报送（零报告）。"),
    )


def dots(case: Case | None) -> tuple[StepDot, ...]:
    """Where the report stands."""
    state = case.state if case else ""
    place = LINE.index("drafted" if state == "returned" else state) if state else -1
    return tuple(
        StepDot(
            FLOW.states[key],
            "done" if index < place or state == "accepted" else "now" if index == place else "todo",
        )
        for index, key in enumerate(LINE)
    )

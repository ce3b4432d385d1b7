"""Reports as lists lay them out: the unit's own, what a commission collects, a list's rows."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Literal

from weian.base.clock import TZ
from weian.report.collecting import Collection, Line, Tally
from weian.report.consolidating import RETURN
from weian.report.due import Due
from weian.report.kinds import FLOW
from weian.report.queries import SENT, Case, was_sent
from weian.report.table import NUMBER, Table
from weian.ui import humane
from weian.ui.shapes import (
    Action,
    Cell,
    Chip,
    Column,
    Crumb,
    Empty,
    Figure,
    Ledger,
    Row,
    StepDot,
)  # fmt: skip
from weian.ui.shapes.common import Tone

LINE = ("drafted", "signed", "submitted", "accepted")
TONES: dict[str, Tone] = {
    "drafted": "soon", "signed": "soon", "submitted": "ok", "returned": "soon", "accepted": "ok",
    "missing": "soon", "waived": "muted", "noted": "muted",
}  # fmt: skip
_INSTANT = timedelta(microseconds=1)


def window_words(due: Due) -> str:
    """``9月24日—30日``: the first and the last day on which it is in time."""
    return humane.span(due.opens.date(), (due.due - _INSTANT).date())


def _exactly(due: Due) -> str:
    return f"{humane.exact(due.opens)} 至 {humane.exact(due.due - _INSTANT)}"


def state_words(case: Case | None, due: Due, moment: datetime) -> tuple[str, Tone]:
    """State and tone of a unit's own report at wall time."""
    if case is not None and case.state in ("submitted", "accepted"):
        return FLOW.states[case.state], "ok"
    if case is not None and case.data.get("standing"):
        return f"更正中（{FLOW.states[case.state]}）", "soon"
    if case is not None and was_sent(case):
        return f"退回后{FLOW.states[case.state]}" if case.state != "returned" else "已退回", "soon"
    if due.waived:
        return "已豁免", "muted"
    if moment >= due.due:
        return ("已逾期" if case is None else f"已逾期（{FLOW.states[case.state]}）"), "overdue"
    if case is not None:
        return FLOW.states[case.state], "soon"
    return ("待报送", "soon") if moment >= due.opens else ("未到时间", "muted")


def in_order(due: Due, done: bool, moment: datetime) -> tuple[int, float]:
    """What waits comes first, the most urgent on top; then what is done, the latest on top; then
    what has not opened yet."""
    if moment < due.opens:
        return 2, due.opens.timestamp()
    return (1, -due.due.timestamp()) if done else (0, due.due.timestamp())


def own_row(due: Due, case: Case | None, unit: int, moment: datetime) -> Row:
    """One report of the unit in its list."""
    state, tone = state_words(case, due, moment)
    href = f"/reports/{case.pk}/" if case else f"/reports/{due.kind.key}/{due.period}/?unit={unit}"
    left = humane.due((due.due - _INSTANT).date(), moment.date())
    return Row(
        id=f"{due.kind.key}-{due.period}",
        href=href,
        cells=(
            Cell(due.title),
            Cell(window_words(due), sub=left if tone == "soon" else "", title=_exactly(due)),
            Cell(state, tone=tone),
            Cell(str(case.data.get("rows", "")) if case else ""),
        ),
    )  # fmt: skip


def own_ledger(rows: Sequence[Row], views: tuple[Chip, ...] = ()) -> Ledger:
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
        views=views,
        empty=Empty("没有要报送的内容", "上级启用含有报送要求的制度包后，这里会按期列出。"),
    )  # fmt: skip


def collection_row(found: Tally, moment: datetime) -> Row:
    """One collection in the commission's list."""
    late = bool(found.missing) and moment >= found.due.due
    awaited = moment >= found.due.opens
    missing = Cell(str(found.missing), tone="overdue" if late else "")
    return Row(
        id=f"{found.kind.key}-{found.due.period}",
        href=f"/reports/collect/{found.kind.key}/{found.due.period}/",
        cells=(
            Cell(found.due.title),
            Cell(window_words(found.due)),
            Cell(f"{found.received}/{found.expected}"),
            Cell(str(found.late), tone="late" if found.late else ""),
            Cell(str(found.returned)),
            Cell(str(found.accepted)),
            missing if awaited else Cell("未到时间", tone="muted"),
        ),
    )


def collections_ledger(rows: Sequence[Row], views: tuple[Chip, ...] = ()) -> Ledger:
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
        views=views,
        empty=Empty("还没有收报任务", "启用含有报送要求的制度包后，这里会按期列出各单位的报送情况。"),
    )  # fmt: skip


def collection_ledger(found: Collection, commission: int, moment: datetime) -> Ledger:
    """One report and period, unit by unit: missing ones first, then the late."""
    order = {"missing": 0, "returned": 1, "submitted": 2, "accepted": 3, "waived": 4}
    lines = sorted(found.lines, key=lambda line: (order[line.state], not line.late))
    base = f"/reports/collect/{found.kind.key}/{found.due.period}"
    actions = [
        Action("查看汇总", f"{base}/together/?unit={commission}"),
        Action("导出汇总（Excel）", f"{base}/xlsx?unit={commission}", icon="download"),
        Action("导出汇总（Word）", f"{base}/docx?unit={commission}", icon="download"),
    ]
    if found.of("missing") and moment >= found.due.opens:
        hidden = (("unit", str(commission)),)
        actions.append(Action("催办全部未报单位", f"{base}/urge", method="post", hidden=hidden))
    return Ledger(
        title=found.due.title,
        subtitle=f"报送时间 {window_words(found.due)}",
        crumbs=(Crumb("下级报送", "/reports/"),),
        key="collection",
        actions=tuple(actions) if found.received or len(actions) > 3 else (),
        figures=figures_of(found.tally, moment),
        columns=(
            Column("unit", "单位"), Column("state", "状态", "status"), Column("sent", "报送时间", "date"),
            Column("rows", "条数", "number"), Column("act", "操作"),
        ),
        rows=[_line_row(line, moment) for line in lines],
        count=str(len(lines)),
    )  # fmt: skip


def figures_of(found: Tally, moment: datetime) -> tuple[Figure, ...]:
    """Expected, received, on time, late, missing: with both parts of each rate."""
    expected, overdue = found.expected, moment >= found.due.due and found.missing
    return (
        Figure("应收", str(expected)),
        Figure("已收", str(found.received), parts=f"{found.received}/{expected}"),
        Figure("按时", str(found.in_time), parts=f"{found.in_time}/{expected}"),
        Figure("迟报", str(found.late), tone="late" if found.late else ""),
        Figure("已接收", str(found.accepted)),
        Figure("已退回", str(found.returned)),
        Figure("未报", str(found.missing), tone="overdue" if overdue else ""),
    )


def _line_row(line: Line, moment: datetime) -> Row:
    word, tone = _line_state(line, moment)
    case, sent = line.case if line.sent_at else None, line.sent_at
    return Row(
        id=str(line.unit.pk),
        href=f"/reports/{case.pk}/" if case else f"/units/{line.unit.pk}/",
        cells=(
            Cell(line.unit.name),
            Cell(word, tone=tone),
            Cell(f"{humane.day(sent)} {sent.astimezone(TZ):%H:%M}" if sent else ""),
            Cell(str(case.data.get("rows", "")) if case else ""),
            Cell(""),
        ),
    )


def _line_state(line: Line, moment: datetime) -> tuple[str, Tone]:
    if line.noted and line.state == "missing":
        return f"缺报：{line.noted}", TONES["noted"]
    if line.state == "missing":
        return ("逾期未报", "overdue") if moment >= line.due else ("未报送", TONES["missing"])
    word = "已豁免" if line.state == "waived" else FLOW.states[line.state]
    if line.case is not None and line.case.state not in SENT and line.state == "accepted":
        word = "已接收，更正中"
    return (f"{word}（迟报）", "late") if line.late else (word, TONES[line.state])


def content_ledger(table: Table, empty: str, base: str = "") -> Ledger:
    """The rows of a report, headed by what each is about; each opens what stands behind it.

    ``base`` is the address of the list behind a figure with a {} for its place, "" where there is none.
    """
    order = _columns_in_order([column.key for column in table.columns])
    sources = table.sources or ("",) * len(table.rows)
    shown = zip(table.rows[:MOST_SHOWN], sources, strict=False)
    rows = [
        Row(
            id=str(at),
            href=source_url(source),
            cells=[_cell(table, row, at, i, base) for i in order],
        )
        for at, (row, source) in enumerate(shown)
    ]
    columns = [table.columns[i] for i in order]
    more = len(table.rows) > MOST_SHOWN
    return Ledger(
        title=table.title,
        subtitle=f"这里只列前 {MOST_SHOWN} 行，全部内容请导出查看。" if more else "",
        key="report-content",
        columns=tuple(
            Column(c.key, c.title, kind=_kind_of(c.key), width="wide" if c.width > 20 else "")
            for c in columns
        ),
        rows=rows,
        count=str(len(table.rows)),
        empty=Empty(empty, "这一期没有需要列入的内容。没有也要按期报送（零报告）。"),
    )


MOST_SHOWN = 300  # rows of a report on the screen


def _kind_of(key: str) -> Literal["text", "number", "date"]:
    if key.startswith(NUMBER):
        return "number"
    return "date" if key.endswith("_on") else "text"


def _cell(table: Table, row: Sequence[str], at: int, column: int, base: str) -> Cell:
    place = f"{at}:{column}"
    refs = table.behind.get(place, ())
    if base and refs and refs[0].startswith(RETURN):
        case, _, there = refs[0].removeprefix(RETURN).partition("/")
        opened = f"/reports/{case}/behind/{there}/"
        return Cell(row[column], href=opened, title="打开这个数字背后的清单")
    if base and refs:
        return Cell(row[column], href=base.format(f"{at}-{column}"), title="打开这个数字背后的清单")
    return Cell(row[column])


def together_ledger(table: Table, found: Collection, commission: int, place: str) -> Ledger:
    """The consolidation: its table, and how much of what is expected has come into it."""
    tally = found.tally
    shape = content_ledger(table, "没有内容", f"{place}behind/{{}}/?unit={commission}")
    return replace(
        shape,
        title=table.title,
        subtitle=shape.subtitle or f"已接收的 {tally.accepted} 个单位，应收 {tally.expected} 个。",
        crumbs=(
            Crumb("下级报送", "/reports/"),
            Crumb(found.due.title, f"{place}?unit={commission}"),
        ),
        key="report-together",
        actions=(
            Action("导出 Excel", f"{place}xlsx?unit={commission}", icon="download"),
            Action("导出 Word", f"{place}docx?unit={commission}", icon="download"),
            Action("导出 PDF", f"{place}pdf?unit={commission}", icon="download"),
        ),
    )


def source_url(source: str) -> str:
    """The page of what stands behind a row; "" where it is a figure."""
    noun, _, number = source.partition(":")
    pages = {"case": "cases", "subject": "subjects", "record": "records", "unit": "units"}
    if noun in pages and number:
        return f"/{pages[noun]}/{number}/"
    return f"/cases/{source}/" if len(source) == 36 else ""


def _columns_in_order(keys: Sequence[str]) -> list[int]:
    """The number is of no use on a screen, the hazard heads the row; the files keep their order."""
    first = [i for i, key in enumerate(keys) if key in ("hazard", "name", "figure")]
    return first + [i for i, key in enumerate(keys) if i not in first and key != "number"]


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

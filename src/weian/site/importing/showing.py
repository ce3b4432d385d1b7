"""An import as its pages show it."""

from datetime import datetime

from weian.org.queries import Person
from weian.site.importing.plan import Plan
from weian.site.models import Import
from weian.ui.humane import ago
from weian.ui.shapes import Cell, Column, Empty, Figure, Ledger, Row
from weian.ui.shapes.common import Tone

_PAST = 20
_WENT: dict[str, Tone] = {"done": "ok", "failed": "overdue"}


def figures_of(row: Import) -> tuple[Figure, ...]:
    """How many rows are good, known already, bad; afterwards what became of them."""
    if row.state in (Import.State.CHECKING, Import.State.FAILED):
        return ()
    bad = Figure("有错", str(row.bad), "行", tone="overdue" if row.bad else "")
    same = Figure("已有相同的", str(row.same), "行，不重复登记")
    if row.state == Import.State.DONE:
        changed = (
            (Figure("更新", str(row.changed), "行"),) if row.noun in ("subjects", "org") else ()
        )
        return Figure("新登记", str(row.made), "行", tone="ok"), *changed, same, bad
    return Figure("可以导入", str(row.good - row.same), "行", tone="ok"), same, bad


def problems_of(row: Import) -> Ledger:
    """The first bad rows; the marked file has them all."""
    rows = [
        Row(str(number), (Cell(f"第 {number} 行"), Cell("；".join(reasons))))
        for number, reasons in row.problems
    ]
    title = "有错的行" + (f"（前 {len(rows)} 行）" if row.bad > len(rows) else "")
    columns = (Column("number", "行"), Column("why", "原因", width="wide"))
    return Ledger(title=title, columns=columns, rows=rows)


def past_of(person: Person, plan: Plan, at: datetime) -> Ledger:
    """What the person imported of a kind before."""
    rows = Import.objects.visible_to(person).filter(noun=plan.noun, kind=plan.kind.key)
    shown = [
        Row(
            str(row.pk),
            (
                Cell(row.name), Cell(row.get_state_display(), tone=_WENT.get(row.state, "")),
                Cell(str(row.made + row.changed)), Cell(str(row.bad)), Cell(ago(row.at, at)),
            ),
            href=f"/imports/{row.pk}",
        )
        for row in rows.order_by("-at")[:_PAST]
    ]  # fmt: skip
    columns = (
        Column("name", "文件", width="wide"), Column("state", "进展"), Column("made", "已登记（行）"),
        Column("bad", "有错（行）"), Column("at", "上传"),
    )  # fmt: skip
    empty = Empty("还没有导入过", "先下载模板，填好后上传；系统先检查，确认后才登记。")
    return Ledger(title="以前的导入", columns=columns, rows=shown, empty=empty)

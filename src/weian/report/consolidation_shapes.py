"""The pages of a large consolidation: offered, under way, failed, done."""

from dataclasses import dataclass, replace
from datetime import datetime

from weian.base.clock import TZ
from weian.report.collecting import Collection
from weian.report.consolidations import is_busy, is_stuck, table_of
from weian.report.due import period_title
from weian.report.models import Consolidation
from weian.report.shapes import content_ledger
from weian.report.shelf import kind_or_404
from weian.ui import humane
from weian.ui.shapes import Action, Crumb, Ledger, Page

_STUCK = "很久没有进展，可能服务器中断过。可以重新汇总。"


@dataclass(frozen=True, kw_only=True)
class Waiting(Page):
    """``told`` is what goes on, ``busy`` whether the page asks again, ``looked`` of ``total`` how far
    it has come, ``begin`` the button that has it done, ``wrong`` why it was not."""

    told: str = ""
    busy: bool = False
    looked: int = 0
    total: int = 0
    wrong: str = ""
    begin: Action | None = None

    @property
    def share(self) -> int:
        """How far, in percent."""
        return 100 * self.looked // self.total if self.total else 0


def _crumbs(title: str, unit: int, place: str) -> tuple[Crumb, ...]:
    return Crumb("下级报送", "/reports/"), Crumb(title, f"{place}?unit={unit}")


def _begin(words: str, unit: int, place: str, *, primary: bool = True) -> Action:
    hidden = (("unit", str(unit)),)
    return Action(words, f"{place}together/begin", method="post", primary=primary, hidden=hidden)


def offer(found: Collection, unit: int, place: str) -> Waiting:
    """Nothing has been made yet."""
    told = (
        f"已接收 {found.tally.accepted} 个单位的报送，应收 {found.tally.expected} 个。内容较多，"
        "由服务器在后台汇总，约需一分钟，做好以后在这里查看和导出。"
    )
    return Waiting(
        title=f"{found.due.title}（汇总）", crumbs=_crumbs(found.due.title, unit, place), told=told,
        begin=_begin("开始汇总", unit, place),
    )  # fmt: skip


def waiting(row: Consolidation, unit: int, place: str, at: datetime) -> Waiting:
    """Under way, or what went wrong."""
    kind = kind_or_404(row.kind)
    about = f"{period_title(row.period)}{kind.title.removeprefix('年度')}"
    shape = Waiting(title=f"{about}（汇总）", crumbs=_crumbs(about, unit, place))
    again = _begin("重新汇总", unit, place)
    if not is_busy(row):
        return replace(shape, wrong=row.why, begin=again)
    if is_stuck(row, at):
        return replace(shape, wrong=_STUCK, begin=again)
    told = row.get_state_display()
    if row.total:
        what = "个单位" if row.state == Consolidation.State.READING else "行"
        told = f"{told}：{row.looked} / {row.total} {what}"
    return replace(shape, told=told, busy=True, looked=row.looked, total=row.total)


def done_ledger(
    row: Consolidation, found: Collection, unit: int, place: str, *, current: bool
) -> Ledger:
    """What was made, and whether more has been accepted since."""
    moment = row.at.astimezone(TZ)
    table = table_of(row)
    when = f"{humane.day(row.at)} {moment:%H:%M}"
    said = [f"{when} 汇总。", "" if current else "此后接收情况有变化，可以重新汇总。"]
    if row.rows > len(table.rows):
        said.append(f"这里只列前 {len(table.rows)} 行，全部内容请导出查看。")
    files = [
        Action(f"导出 {name}", f"{place}{form}?unit={unit}", icon="download")
        for form, name in (("xlsx", "Excel"), ("docx", "Word"), ("pdf", "PDF"))
    ]
    again = () if current else (_begin("重新汇总", unit, place),)
    return replace(
        content_ledger(table, "没有内容", f"{place}behind/{{}}/?unit={unit}"),
        title=table.title, subtitle="".join(said), crumbs=_crumbs(found.due.title, unit, place),
        key="report-together", actions=(*again, *files), count=str(row.rows),
    )  # fmt: skip

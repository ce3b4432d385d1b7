"""The worker's part of a consolidation: read what was accepted, make the table and its files."""

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any, Final

from weian.base import clock, store
from weian.base.errors import Conflict, NotVisible, Refusal
from weian.org import queries as org
from weian.report import documents
from weian.report.collecting import collection, consolidated
from weian.report.consolidations import basis_of, for_the_screen, packed, title_of
from weian.report.models import Consolidation
from weian.report.shelf import kind_or_404
from weian.report.table import Table

State = Consolidation.State
_STEP: Final = 100  # units read between two words about it
_GONE: Final = "这一期的报送要求已经不在了，没有可以汇总的内容。"
_NOTHING: Final = "现在没有已接收的报送，没有可以汇总的内容。请先接收各单位的报送。"
_NEWER: Final = "开始汇总以后，接收情况有变化，已有按新情况做的汇总。请回到汇总页面查看。"
_BROKEN: Final = (
    "汇总时出了意外，没有做成，原因已写入服务器日志。请重新汇总；再次不成，请联系系统管理员。"
)


def put_together(row: Consolidation, at: datetime) -> None:
    """Read, make and keep; what goes wrong stands in the row, in words for whoever asked for it."""
    try:
        _put_together(row, at)
    except Refusal as refusal:
        why = _GONE if isinstance(refusal, NotVisible) else refusal.message
        _set(row, at, state=State.FAILED, why=why[:500])
    except Exception:
        _set(row, at, state=State.FAILED, why=_BROKEN)
        raise


def _put_together(row: Consolidation, at: datetime) -> None:
    org.require(row.person, "report.review", row.unit, at)
    found = collection(row.unit, kind_or_404(row.kind), row.period, row.person, at)
    title = title_of(row.unit, found)
    basis = basis_of(found, title)
    others = Consolidation.objects.filter(unit=row.unit, kind=row.kind, period=row.period)
    if others.filter(basis=basis).exclude(pk=row.pk).exists():
        raise Conflict("consolidation.newer", _NEWER)
    accepted = len(found.of("accepted"))
    _set(row, at, state=State.READING, basis=basis, looked=0, total=accepted)
    table = consolidated(found, title, _Told(row, at, _STEP))
    if table is None:
        raise Conflict("consolidation.nothing", _NOTHING)
    _set(row, at, state=State.WRITING, looked=0, total=len(table.rows))
    files = _files(row, table, at)
    _set(row, at, state=State.DONE, rows=len(table.rows), content=for_the_screen(table), **files)
    others.filter(person=row.person, state__in=(State.DONE, State.FAILED)).exclude(
        pk=row.pk
    ).delete()


def _files(row: Consolidation, table: Table, at: datetime) -> dict[str, str]:
    """Made once and kept, by their hashes."""
    given: dict[str, Any] = {
        "unit": row.unit.name, "day": at.astimezone(clock.TZ).date(), "signer": "",
    }  # fmt: skip
    excel = documents.to_xlsx(table, **given, told=_Told(row, at, 1))
    files = {"xlsx": store.put(BytesIO(excel))[0]}
    del excel
    with packed(table) as file:
        files["whole"] = store.put(file)[0]
    for form in ("docx", "pdf"):
        files[form] = store.put(BytesIO(documents.WRITERS[form](table, **given)))[0]
    return files


@dataclass(frozen=True)
class _Told:
    """Writes down how far it has come, at every ``step``."""

    row: Consolidation
    at: datetime
    step: int

    def __call__(self, done: int) -> None:
        if done % self.step == 0:
            _set(self.row, self.at, looked=done)


def _set(row: Consolidation, at: datetime, **changed: Any) -> None:
    for name, value in changed.items():
        setattr(row, name, value)
    row.seen_at = at
    row.save(update_fields=[*changed, "seen_at"])

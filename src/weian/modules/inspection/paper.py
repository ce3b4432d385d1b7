"""The written report of an inspection, made from its record and the hazards that it opened."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from weian.base.clock import day_of
from weian.base.errors import NotVisible
from weian.base.fields import Field, present, references
from weian.case import queries as cases
from weian.case.kinds import kind as case_kind
from weian.case.queries import Case
from weian.modules import printing
from weian.modules.inspection.actions import HAZARD
from weian.modules.inspection.kinds import INSPECTION
from weian.org.queries import Person
from weian.record import queries as records
from weian.record.queries import Record
from weian.subject.envelope import web
from weian.subject.envelope.known import names_of

_LONG = ("longtext",)
_KEPT = ("photos", "files", "hazards")  # shown on screen only, or as lines of their own
_SIGNED = (
    "检查人员（签字）：　　　　　　　　　　　　被检查单位负责人（签字）：　　　　　　　　　　"
    "　　　年　　月　　日"
)


@require_GET
def report(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The report on A4, with lines to sign; 404 for whoever may not see the record."""
    viewer, at = web.asking(request)
    record = records.record_or_404(viewer, pk, at)
    if record.kind != INSPECTION.key:
        raise NotVisible
    tables = [*_texts(record), _findings(viewer, record, at)]
    return printing.printed(
        "安全生产检查情况报告", tables, subtitle=record.title, facts=list(_facts(record)),
        foot=f"{_SIGNED}\n\n{day_of(at)} 由检查登记自动生成，隐患情况为当日情况。",
    )  # fmt: skip


def _facts(record: Record) -> Iterator[tuple[str, str]]:
    yield "检查单位", record.unit.name
    yield "检查日期", f"{record.happened_on:%Y年%m月%d日}"
    if record.department is not None:
        yield "科室", record.department.name
    names = names_of(references(INSPECTION.fields, record.data))
    for field in _answered(record, long=False):
        yield field.title, present(field, record.data[field.key], names)


def _texts(record: Record) -> Iterator[printing.Table]:
    for field in _answered(record, long=True):
        value = record.data[field.key]
        lines = [str(v) for v in value] if field.is_list else [str(value)]
        yield printing.Table(field.title, (), (1,), [[line] for line in lines])


def _answered(record: Record, *, long: bool) -> Iterator[Field]:
    """The answers that are there: texts that want room, or the short ones."""
    for field in INSPECTION.fields:
        roomy = field.type in _LONG or (field.is_list and field.item == "text")
        if (
            field.key not in _KEPT
            and roomy == long
            and record.data.get(field.key) not in (None, "", [])
        ):
            yield field


def _findings(viewer: Person, record: Record, at: datetime) -> printing.Table:
    numbers = [str(n) for n in record.data.get("hazards") or ()]
    found = cases.visible(viewer, at).filter(kind=HAZARD, number__in=numbers).order_by("number")
    columns = ("编号", "单位和地点", "隐患", "级别", "整改期限", "当前情况")
    rows = [_line(case) for case in found]
    return printing.Table("查出的隐患", columns, (3, 4, 6, 2, 3, 3), rows, "没有查出隐患。")


def _line(case: Case) -> Sequence[str]:
    flow = case_kind(HAZARD).flow
    grade = next(f for f in case_kind(HAZARD).fields if f.key == "grade")
    return (
        case.number, f"{case.unit.name} {case.place}".strip(), case.title,
        present(grade, case.data.get("grade")) or "未定级", str(case.due_on or "—"), flow.states[case.state],
    )  # fmt: skip

"""Rows of a case ledger for Excel: one statement, no objects, so that ten thousand take no wait."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from typing import Any

from django.db.models import F, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce, NullIf
from pydantic_core import from_json

from weian.base.fields import Field, Names, references
from weian.case.kinds import CaseKind
from weian.case.models import Case
from weian.subject.envelope import showing
from weian.subject.envelope.known import names_of

_OPENED = "发现日期"
_HEAD = (
    "编号", "内容", "单位", "科室", "状态", "级别", "类别", "来源", "地点", _OPENED, "期限",
    "办结日期", "责任人", "上报人", "轮次",
)  # fmt: skip

#: The place of each field among the kind's own columns, and how its answers are written.
Writers = Mapping[str, tuple[int, Callable[[object], object]]]


def titles(declared: CaseKind) -> list[str]:
    """The heads of the columns, all different."""
    out = [declared.day_title if title == _OPENED else title for title in _HEAD]
    for field in _own(declared):
        title = field.title if field.title not in out else f"{field.title}（填报）"
        while title in out:
            title += "＊"
        out.append(title)
    return out


def _own(declared: CaseKind) -> list[Field]:
    taken = set(declared.fills.values())
    return [
        f
        for f in declared.facts
        if f.noun != "file" and f.key not in taken and declared.summary != "{" + f.key + "}"
    ]


def lines(declared: CaseKind, rows: QuerySet[Case], most: int) -> Iterator[list[object]]:
    """The cells of each row, in the order of ``titles``."""
    fields = _own(declared)
    short = Coalesce(NullIf(F("unit__short_name"), Value("")), F("unit__name"))
    found = list(
        rows.order_by("-opened_on", "-id")
        .annotate(unit_shown=short)
        .values_list(
            "number", "title", "unit_shown", "department__name", "state", "grade", "category",
            "source", "place", "opened_on", "due_on", "closed_on", "assignee__name",
            "reporter__name", "round", Cast("data", TextField()),
        )[:most]
    )  # fmt: skip
    answers: list[dict[str, Any]] = [from_json(row[15]) for row in found]
    pointing = [f for f in fields if f.noun]
    names: Names = {}
    if pointing:
        names = names_of(chain.from_iterable(references(pointing, data) for data in answers))
    writers = {f.key: (n, showing.exporter(f, names)) for n, f in enumerate(fields)}
    blank = [write(None) for _, write in writers.values()]
    states = declared.flow.states
    columns = [declared.choices(c) for c in ("grade", "category", "source")]
    for row, data in zip(found, answers, strict=True):
        own = _answers(data, writers, blank)
        grade, category, source = columns
        yield [
            *row[:4], states.get(row[4], row[4]), grade.get(row[5], row[5]),
            category.get(row[6], row[6]), source.get(row[7], row[7]), *row[8:15], *own,
        ]  # fmt: skip


def _answers(data: dict[str, Any], writers: Writers, blank: list[object]) -> list[object]:
    """The cells of the kind's own fields, in their order; most are left blank in most rows."""
    own = blank.copy()
    for key, value in data.items():
        if value is not None and key in writers:
            place, write = writers[key]
            own[place] = write(value)
    return own

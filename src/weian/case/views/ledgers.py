"""All ledgers by area: subjects, records, cases."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from weian.base.areas import AREAS
from weian.case.kinds import KINDS as CASES
from weian.org import queries as org
from weian.record.kinds import KINDS as RECORDS
from weian.subject.envelope import web
from weian.subject.kinds import KINDS as SUBJECTS
from weian.ui.places import PLACES, Place
from weian.ui.shapes import Cell, Column, Empty, Filter, Ledger, Option, Row


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Every ledger, in the order of the areas; ``?area=`` narrows to one."""
    wanted, text = request.GET.get("area", ""), request.GET.get("q", "").strip()
    person, at = web.asking(request)
    grants = org.grants_of(person, at)
    places = tuple(p for p in PLACES.values() if org.reach_of(grants, p.right))
    rows = [
        row
        for area, title in AREAS.items()
        if not wanted or wanted == area
        for row in _rows(area, title, places)
        if text in row.cells[0].text or text in title
    ]
    page = Ledger(
        title="台账",
        key="ledgers",
        columns=(
            Column("title", "台账", width="wide"),
            Column("area", "板块"),
            Column("sort", "类别", phone=False),
            Column("help", "说明", phone=False),
        ),
        rows=rows,
        count=str(len(rows)),
        search=text,
        search_hint="搜索台账名称",
        filters=(Filter("area", "板块", tuple(Option(k, t) for k, t in AREAS.items()), wanted),),
        empty=Empty("没有这样的台账", "换一个词试试。"),
    )
    return render(request, "ui/ledger.html", {"page": page})


def _rows(area: str, title: str, places: Sequence[Place]) -> list[Row]:
    found = [
        *((p.title, "页面", p.help, p.url) for p in places if p.area == area),
        *((k.title, "事项", k.help, f"/cases/{k.key}/") for k in CASES.values() if k.area == area),
        *(
            (k.title, "记录", k.help, f"/records/{k.key}/")
            for k in RECORDS.values()
            if k.area == area
        ),
        *(
            (k.title, "对象", k.help, f"/subjects/{k.key}/")
            for k in SUBJECTS.values()
            if k.area == area
        ),
    ]
    return [
        Row(url, (Cell(name), Cell(title), Cell(sort), Cell(help_)), href=url)
        for name, sort, help_, url in found
    ]

"""One box for units, people and hazards: Chinese words, or pinyin initials for names."""

import re
from datetime import datetime
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from weian.base import clock
from weian.base.search import matching
from weian.case import kinds as case_kinds
from weian.case import queries as cases
from weian.case.queries import Case, Filters
from weian.org import queries as org
from weian.ui.shapes import Cell, Column, Empty, Ledger, Row

MOST = 20  # of each sort


@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """What is found within the person's scope, unit by unit kind."""
    person, at = cast(org.Person, request.user), clock.now()
    text = request.GET.get("q", "").strip()[:60]
    if one := _numbered(person, text, at):
        return redirect(f"/cases/{one.pk}/")
    rows = (
        [*_units(person, text, at), *_people(person, text, at), *_hazards(person, text, at)]
        if text
        else []
    )
    page = Ledger(
        title="搜索",
        subtitle=f"“{text}”的结果" if text else "",
        key="search",
        columns=(Column("sort", "类型", width="narrow"), Column("what", "名称", width="wide"), Column("where", "单位")),
        rows=rows,
        search=text,
        search_hint="单位、人员、隐患；姓名可输拼音首字母",
        empty=Empty("没有找到", "换一个词再试。姓名和单位可以输拼音首字母，例如 qsz。")
        if text else Empty("想找什么？", "输入单位、人员或隐患的名称；姓名和单位可以输拼音首字母。"),
    )  # fmt: skip
    return render(request, "ui/ledger.html", {"page": page})


def _row(sort: str, name: str, where: str, href: str) -> Row:
    return Row(id=href, href=href, cells=(Cell(sort), Cell(name, href=href), Cell(where)))


def _units(person: org.Person, text: str, at: datetime) -> list[Row]:
    found = matching(
        org.units_visible(person, at), text, recheck=("name", "short_name", "pinyin", "code")
    )
    return [
        _row(u.kind_title, u.name, u.township, f"/units/{u.pk}/")
        for u in found.order_by("sort_key", "pk")[:MOST]
    ]


def _people(person: org.Person, text: str, at: datetime) -> list[Row]:
    found = matching(org.people_visible(person, at), text, recheck=("name", "pinyin"))
    return [
        _row("人员", p.name, str(p.unit), f"/people/{p.pk}/")
        for p in found.select_related("unit").order_by("sort_key", "pk")[:MOST]
    ]


def _hazards(person: org.Person, text: str, at: datetime) -> list[Row]:
    kind = case_kinds.kind("hazard")
    asked = Filters("hazard", text=text)
    found = cases.ledger(person, at, kind, asked).order_by("-opened_on", "-id")[:MOST]
    return [_row(kind.title, c.title, str(c.unit), f"/cases/{c.pk}/") for c in found]


def _numbered(person: org.Person, text: str, at: datetime) -> Case | None:
    """The one case under a number, of whatever kind; none where the words are no number, or where
    several counties gave it."""
    prefix = re.match(r"[A-Z]+(?=20\d\d-\d{5}$)", text)
    kind = case_kinds.numbered(prefix[0]) if prefix else None
    if kind is None:
        return None
    found = cases.ledger(person, at, kind, Filters(kind.key)).filter(number=text)[:2]
    return found[0] if len(found) == 1 else None

"""Forms about a unit: making or changing it, and declaring its facts."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from weian.base import merging
from weian.base.clock import day_of
from weian.base.errors import Forbidden, NotVisible, Refusal
from weian.base.fields import Field
from weian.org import actions, queries
from weian.org.facts import FactKind, by_topic, clauses_asking, facts_asked
from weian.org.kinds import PARENTS, UNIT_KINDS
from weian.org.models import Fact, Person, Unit
from weian.org.questions import UNIT_FIELDS
from weian.org.scope import may_stand_below
from weian.org.views.common import asking, unit_crumbs
from weian.ui.forms import AnswerForm, form_class, to_form_errors
from weian.ui.shapes import Action, Cell, Column, Empty, FormShape, Ledger, Row

_SINCE = Field(
    "fact_since", "这些情况从哪一天起是这样", "date", help="填写的日期只影响有改动的项目"
)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new unit below ``?parent=``; without it, choose where."""
    person, at = asking(request)
    if not request.GET.get("parent"):
        return _choose_parent(request, person, at)
    parent = queries.unit_or_404(person, request.GET["parent"], at)
    queries.require(person, "unit.keep", parent, at)
    asked = _fields_below(parent)
    form = form_class(asked)(
        request.POST or None, initial={"since": str(day_of(at)), "is_login": True}
    )
    if request.method == "POST" and form.is_valid():
        try:
            unit = actions.keep_unit(person, at=at, parent=parent, **form.answers)
        except Refusal as refusal:
            to_form_errors(form, refusal)
        else:
            messages.success(request, f"已新建“{unit}”。")
            return redirect(f"/units/{unit.pk}/")
    crumbs = (*unit_crumbs(person, parent, at),)
    shape = FormShape(
        title=f"在“{parent}”之下新建",
        form=form,
        crumbs=crumbs,
        cancel_url=f"/units/{parent.pk}/",
        draft=f"unit-new-{parent.pk}",
    )
    return render(request, "ui/form.html", {"page": shape})


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what is known of a unit."""
    person, at = asking(request)
    unit = queries.unit_or_404(person, pk, at)
    queries.require(person, "unit.keep", unit, at)
    asked = [field for field in UNIT_FIELDS if field.key != "kind"]
    initial = {field.key: getattr(unit, field.key) for field in asked}
    form = form_class(asked)(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            was = merging.was_of(request.POST)
            actions.keep_unit(person, at=at, unit=unit, was=was, **_all(asked, form))
        except Refusal as refusal:
            to_form_errors(form, refusal)
        else:
            messages.success(request, "已保存。")
            return redirect(f"/units/{unit.pk}/")
    shape = FormShape(
        title=f"修改“{unit}”",
        form=form,
        crumbs=unit_crumbs(person, unit, at),
        cancel_url=f"/units/{unit.pk}/",
        seen=merging.opened_with(initial),
    )
    return render(request, "ui/form.html", {"page": shape})


@require_http_methods(["GET", "POST"])
def facts(request: HttpRequest, pk: int) -> HttpResponse:
    """One calm form of all questions; what stays open stays 待核实."""
    person, at = asking(request)
    unit = queries.unit_or_404(person, pk, at)
    queries.require(person, "fact.declare", unit, at)
    declared = queries.facts_of(unit, at)
    grouped = _questions(unit, declared, at)
    asked = [field for _, found in grouped for field in found]
    if not asked:
        raise NotVisible
    initial: dict[str, Any] = {key: row.value for key, row in declared.items()}
    form = form_class([*asked, _SINCE])(
        request.POST or None, initial={**initial, _SINCE.key: str(day_of(at))}
    )
    if request.method == "POST" and form.is_valid():
        try:
            rows = _declare(person, unit, asked, form, at, merging.was_of(request.POST))
        except Refusal as refusal:
            to_form_errors(form, refusal)
        else:
            done = f"已申报 {len(rows)} 项。" if rows else "没有改动。"
            messages.success(request, done)
            return redirect(f"/units/{unit.pk}/")
    missing = sum(field.key not in declared for field in asked)
    shape = FormShape(
        title=f"“{unit}”的情况",
        subtitle=f"共 {len(asked)} 项，{missing} 项待核实。不确定的可以先空着，它会一直列为待核实。",
        form=form,
        crumbs=unit_crumbs(person, unit, at),
        submit="申报",
        cancel_url=f"/units/{unit.pk}/",
        draft=f"facts-{unit.pk}-{person.pk}",
        seen=merging.opened_with({field.key: initial.get(field.key) for field in asked}),
        headings={found[0].key: title for title, found in grouped},
    )
    return render(request, "ui/form.html", {"page": shape})


def _declare(
    person: Person,
    unit: Unit,
    asked: Sequence[Field],
    form: AnswerForm,
    at: datetime,
    was: dict[str, object],
) -> list[Fact]:
    given = form.answers
    since = given.get(_SINCE.key)
    return actions.declare_facts(
        person,
        at=at,
        unit=unit,
        answers={field.key: given.get(field.key) for field in asked},
        since=datetime.fromisoformat(since).date() if since else None,
        was=was,
    )


def _questions(
    unit: Unit, declared: dict[str, Fact], at: datetime
) -> list[tuple[str, list[Field]]]:
    """The questions in their groups, each with who answered it last and which clause asks."""
    clauses = clauses_asking(unit, at)

    def question(kind: FactKind) -> Field:
        row = declared.get(kind.key)
        who = row.declared_by.name if row and row.declared_by else "系统"
        stands = f"{who}申报，{row.since} 起" if row else "待核实"
        told = " · ".join(filter(None, (kind.title, stands, clauses.get(kind.key))))
        return replace(kind.field, title=kind.question, help=told)

    topics = by_topic(facts_asked(unit.group))
    return [(title, [question(kind) for kind in kinds]) for title, kinds in topics]


def _all(asked: Sequence[Field], form: AnswerForm) -> dict[str, Any]:
    """With None for what was emptied."""
    return {field.key: form.answers.get(field.key) for field in asked}


def _fields_below(parent: Unit) -> list[Field]:
    kinds = tuple(
        (kind.key, kind.title)
        for kind in UNIT_KINDS.values()
        if parent.group in PARENTS[kind.group] and may_stand_below(kind.key, parent.kind)
    )
    if not kinds:
        raise Forbidden("unit.no_place", f"“{parent}”之下不能再设单位。")
    return [replace(UNIT_FIELDS[0], choices=kinds), *UNIT_FIELDS[1:]]


def _choose_parent(request: HttpRequest, person: Person, at: datetime) -> HttpResponse:
    places = [
        unit
        for unit in queries.acting_units(person, at)
        if queries.can(person, "unit.keep", unit, at)
    ]
    if len(places) == 1:
        return redirect(f"/units/new?parent={places[0].pk}")
    shape = Ledger(
        title="新建在哪个单位之下",
        subtitle="要在更下一级新建，请打开那个单位的页面。",
        key="parents",
        columns=(Column("name", "单位"), Column("kind", "类别")),
        rows=[
            Row(str(unit.pk), (Cell(unit.name), Cell(unit.kind_title)), f"/units/new?parent={unit.pk}")
            for unit in places
        ],
        empty=Empty("您没有可以新建单位的地方", "请联系上级管理员。", Action("返回", "/units/")),
    )  # fmt: skip
    return render(request, "ui/ledger.html", {"page": shape})

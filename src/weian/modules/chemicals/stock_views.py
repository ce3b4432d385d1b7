"""Two people move or count goods and enter it on the spot, from a phone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from weian.base.errors import BadInput, Forbidden, NotVisible, Refusal
from weian.base.fields import Field
from weian.modules.chemicals import books, stocktaking
from weian.modules.chemicals.books import Book
from weian.modules.chemicals.ledger import STOCK_COUNT, STOCK_MOVEMENT
from weian.modules.chemicals.running import plain
from weian.org.queries import Person, Unit
from weian.subject.envelope import web
from weian.subject.envelope.asking import Asked, ask
from weian.subject.envelope.pages import form_page
from weian.subject.queries import Subject
from weian.ui.shapes import Crumb

_BOOKS = "/chemicals/ledger/"
_TWO = ("handler", "checker")


@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, pk: UUID) -> HttpResponse:
    """In or out of one substance, now."""
    person, at = web.asking(request)
    unit, thing = books.substance_or_404(person, pk, at)
    right = _right(person, unit, [thing], at)
    book = books.books([thing])[0]
    fields = [f for f in STOCK_MOVEMENT.asked if f.key != "quantity"]
    fields.insert(1, _quantity(book))
    asked = ask(request, fields, person=person, unit=unit, at=at, initial={"handler": person.pk})
    status = 200
    if request.method == "POST":
        status = 422
        if asked.form.is_valid():
            try:
                _one_of_two(person, right, asked.answers)
                stocktaking.move(
                    person, unit=unit, thing=thing, department=_department(person, right, thing),
                    answers=asked.answers, right=right, key=asked.once, at=at,
                )  # fmt: skip
            except NotVisible:
                raise
            except Refusal as refusal:
                asked.refuse(refusal)
                status = refusal.status
            else:
                messages.success(request, _told(thing))
                return redirect(_back(unit, thing.data.get("store")))
    return form_page(
        request, asked, title=f"{thing.name}出入库", subtitle=f"{unit} · 账面结存 {plain(book.balance)} {thing.data.get('measure', '')}",
        crumbs=(Crumb("出入库总账", _back(unit, thing.data.get("store"))),), submit="登记",
        cancel=_back(unit, thing.data.get("store")), draft="",
        hint="两个人当面核对数量，登记时间就是现在。以前漏登的，在“出入库登记”台账里补录。",
        status=status,
    )  # fmt: skip


def _told(thing: Subject) -> str:
    book = books.books([thing])[0]
    left = f"结存 {plain(book.balance)} {thing.data.get('measure', '')}"
    if book.waiting:
        return f"{thing.name}已登记。另一人用自己的账号复核后计入，现在{left}。"
    return f"{thing.name}已登记，{left}。"


def _quantity(book: Book) -> Field:
    field = next(f for f in STOCK_MOVEMENT.fields if f.key == "quantity")
    told = f"现在账面有 {plain(book.balance)}，出库不能超过这个数。"
    return replace(field, unit=str(book.substance.data.get("measure") or ""), help=told)


def _right(person: Person, unit: Unit, things: Sequence[Subject], at: datetime) -> str:
    found = books.right_of(person, unit, things, books.stores(unit, at), at)
    if found is None:
        why = "您不是保管人，也没有登记的权限。请保管人登记，或联系本单位安全管理员。"
        raise Forbidden("stock.no_right", why)
    return found


def _one_of_two(person: Person, right: str, answers: Mapping[str, object]) -> None:
    """Keepers enter what they did themselves; whoever answers for the unit may enter for others."""
    if right == books.KEEPERS_RIGHT and str(person.pk) not in {str(answers.get(k)) for k in _TWO}:
        raise BadInput("stock.not_one", fields={"handler": "经手人和复核人里要有您本人。"})


def _department(person: Person, right: str, thing: Subject) -> Unit | None:
    """Movements stand where the substance does, else where whoever enters them works."""
    if thing.department_id is not None:
        return thing.department
    return person.department if right == books.KEEPERS_RIGHT else None


def _back(unit: Unit, store: object) -> str:
    return f"{_BOOKS}?unit={unit.pk}" + (f"&store={store}" if store else "")


@require_http_methods(["GET", "POST"])
def count(request: HttpRequest) -> HttpResponse:
    """Everything in a store counted by two people; what differs is explained."""
    person, at = web.asking(request)
    unit = books.unit_or_404(person, request.GET.get("unit") or request.POST.get("unit"), at)
    store = request.GET.get("store") or request.POST.get("store") or ""
    kept = books.stores(unit, at)
    if store and store not in {str(s.pk) for s in kept}:
        raise NotVisible()
    things = books.substances(person, unit, kept, at)
    things = [s for s in things if not store or s.data.get("store") == store]
    if not things:
        raise NotVisible("stock.nothing", "这里还没有登记危险物质，不用盘点。")
    right = _right(person, unit, things, at)
    found = books.books(things)
    asked = ask(
        request, _count_fields(found), person=person, unit=unit, at=at,
        initial={"handler": person.pk}, more=(("unit", str(unit.pk)), ("store", store)),
    )  # fmt: skip
    status = 200
    if request.method == "POST":
        status = 422
        if asked.form.is_valid():
            try:
                made = _counted(person, unit, right, found, asked, at)
            except NotVisible:
                raise
            except Refusal as refusal:
                asked.refuse(refusal)
                status = refusal.status
            else:
                messages.success(request, f"已登记 {made} 种物质的盘点。")
                return redirect(_back(unit, store))
    place = next((s.name for s in kept if str(s.pk) == store), "全部存放点")
    return form_page(
        request, asked, title="盘点", subtitle=f"{unit} · {place}", submit="登记盘点", draft="",
        crumbs=(Crumb("出入库总账", _back(unit, store)),), cancel=_back(unit, store),
        hint="两个人一起清点，逐项填实盘数量，这次没有清点的留空。和账面不一样的，写明原因和处理。",
        status=status,
    )  # fmt: skip


def _count_fields(found: Sequence[Book]) -> list[Field]:
    out = [next(f for f in STOCK_COUNT.fields if f.key == key) for key in _TWO]
    for number, book in enumerate(found):
        measure = str(book.substance.data.get("measure") or "")
        told = f"账面 {plain(book.balance)} {measure}"
        out.append(
            Field(
                f"counted_{number}", book.substance.name, "number", min=0, unit=measure, help=told
            )
        )
        out.append(
            Field(
                f"reason_{number}",
                f"{book.substance.name}：不符的原因和处理",
                "text",
                help="相符的不用填。",
            )
        )
    return out


def _counted(
    person: Person, unit: Unit, right: str, found: Sequence[Book], asked: Asked, at: datetime
) -> int:
    answers: dict[str, Any] = asked.answers
    _one_of_two(person, right, answers)
    lines = [
        stocktaking.Counted(
            book, Decimal(str(answers[f"counted_{n}"])), str(answers.get(f"reason_{n}") or ""), n,
            _department(person, right, book.substance),
        )
        for n, book in enumerate(found)
        if answers.get(f"counted_{n}") is not None
    ]  # fmt: skip
    return stocktaking.take(
        person, unit=unit, handler=int(answers["handler"]), checker=int(answers["checker"]),
        lines=lines, right=right, key=asked.once, at=at,
    )  # fmt: skip

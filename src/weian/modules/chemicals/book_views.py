"""The two-person ledger: what there is by the books, what a count said, line by line; also on paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from weian.base.clock import day_of
from weian.base.errors import NotVisible
from weian.modules import printing
from weian.modules.chemicals import books, confirming
from weian.modules.chemicals.books import Book, Posting
from weian.modules.chemicals.running import plain
from weian.modules.chemicals.subjects import CATEGORIES
from weian.org import queries as org
from weian.org.queries import Unit
from weian.subject.envelope import options, showing, web
from weian.subject.envelope.places import place_filters
from weian.subject.queries import Subject
from weian.ui.shapes import Action, Cell, Column, Empty, Filter, Ledger, Option, Row

_SUMMARY = (
    Column("name", "物质", width="wide"), Column("store", "存放点"), Column("balance", "账面结存", kind="number"),
    Column("counted", "上次盘点"), Column("state", "账实"), Column("go", "登记"),
)  # fmt: skip
_LINES = (
    Column("at", "时间", kind="date"), Column("what", "摘要", width="wide"), Column("in", "入库", kind="number"),
    Column("out", "出库", kind="number"), Column("balance", "结存", kind="number"), Column("handler", "经手人"),
    Column("checker", "复核人"),
)  # fmt: skip
_WAITING = (
    Column("what", "出入库", width="wide"), Column("who", "等谁确认"), Column("go", "办理"),
)  # fmt: skip
_FEW = 3  # ledgers that are opened at once where no store is chosen


@dataclass(frozen=True)
class Looked:
    """What is looked at: ledgers of a unit, of one store or of all."""

    unit: Unit
    stores: list[Subject]
    store: Subject | None
    found: list[Book]
    year: int
    names: Mapping[int, str]
    right: str | None

    @property
    def place(self) -> str:
        """The store, or all of the unit."""
        return f"{self.unit} · {self.store.name if self.store else '全部存放点'}"


def _look(request: HttpRequest) -> tuple[Looked, datetime]:
    person, at = web.asking(request)
    unit = books.unit_or_404(person, request.GET.get("unit"), at)
    kept = books.stores(unit, at)
    things = books.substances(person, unit, kept, at)
    wanted = request.GET.get("store", "")
    store = next((s for s in kept if str(s.pk) == wanted), None)
    if wanted and store is None:
        raise NotVisible()
    if store is not None:
        things = [s for s in things if s.data.get("store") == wanted]
    found = books.books(things)
    right = books.right_of(person, unit, things, kept, at)
    year = books.year_of(request.GET.get("year"), at)
    return Looked(unit, kept, store, found, year, _names(found), right), at


def _names(found: Sequence[Book]) -> dict[int, str]:
    keys = {
        int(pk)
        for book in found
        for record in (*(p.record for p in book.postings), *(r for r, _ in book.waiting))
        for pk in (record.data.get("handler"), record.data.get("checker"))
        if pk
    }
    return {pk: person.name for pk, person in org.people_by_ids(keys).items()}


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Balances of a unit, and the lines of the store that is chosen."""
    looked, at = _look(request)
    person, _ = web.asking(request)
    keeps = options.may(person, "subject.keep", looked.unit, at)
    page = Ledger(
        title="出入库总账",
        subtitle=looked.place,
        key="chemical-books",
        columns=_SUMMARY,
        rows=[_row(book, looked) for book in looked.found],
        filters=(
            *(f for f in place_filters(request, person, looked.unit, at) if f.key == "unit"),
            *_stores(looked), _years(looked.year, at),
        ),
        actions=_actions(looked, keeps),
        empty=_nothing(keeps),
    )  # fmt: skip
    opened = looked.found if looked.store or len(looked.found) <= _FEW else []
    tables = [(book.substance.name, _measure(book), _lines(book, looked)) for book in opened]
    return render(
        request,
        "modules/chemical_books.html",
        {
            "page": page,
            "tables": tables,
            "year": looked.year,
            "waiting": _waiting(looked, person.pk),
        },
    )


def _waiting(looked: Looked, own: int) -> Ledger:
    """What does not count yet, because one of the two has not confirmed it."""
    rows = [
        Row(str(record.pk), (
            Cell(confirming.told(record)),
            Cell("、".join(looked.names.get(pk, "—") for pk in who)),
            Cell("确认", href=f"/chemicals/confirm/{record.pk}") if own in who else Cell(""),
        ))
        for book in looked.found
        for record, who in book.waiting
    ]  # fmt: skip
    return Ledger(title="等待复核，还没有计入结存", columns=_WAITING, rows=rows)


def _stores(looked: Looked) -> tuple[Filter, ...]:
    if not looked.stores:
        return ()
    listed = tuple(Option(str(s.pk), s.name) for s in looked.stores)
    return (Filter("store", "存放点", listed, str(looked.store.pk) if looked.store else ""),)


def _years(year: int, at: datetime) -> Filter:
    this = day_of(at).year
    return Filter(
        "year",
        "年度",
        tuple(Option(str(y), f"{y} 年") for y in range(this, this - 4, -1)),
        str(year) if year != this else "",
    )


def _asked(looked: Looked) -> str:
    store = f"&store={looked.store.pk}" if looked.store else ""
    return f"?unit={looked.unit.pk}{store}"


def _actions(looked: Looked, keeps: bool) -> tuple[Action, ...]:
    out = []
    if looked.found:
        paper = f"/chemicals/ledger/print{_asked(looked)}&year={looked.year}"
        out.append(Action("打印", paper, icon="print"))
    if keeps:
        out.append(Action("登记物质", f"/subjects/substance/new?unit={looked.unit.pk}"))
    if looked.found and looked.right:
        out.append(Action("盘点", f"/chemicals/count{_asked(looked)}", primary=True))
    return tuple(out)


def _nothing(keeps: bool) -> Empty:
    if not keeps:
        return Empty(
            "没有您保管的危险物品", "登记了保管人的物质，保管人可以在这里看总账、登记出入库和盘点。"
        )
    new = Action("登记物质", "/subjects/substance/new", primary=True)
    told = "先登记存放点和物质，写明保管人；再登记入库。结存由系统逐笔算出，盘点时账实不符会标红。"
    return Empty("还没有危险物质", told, new)


def _row(book: Book, looked: Looked) -> Row:
    thing, state = book.substance, _state(book)
    store = next((s.name for s in looked.stores if str(s.pk) == thing.data.get("store")), "—")
    last = book.counted
    counted = Cell("没有盘点过")
    if last is not None:
        day = str(last.record.happened_on)
        counted = Cell(plain(last.line.after), sub=day)
    over = f"超过最大存量 {plain(Decimal(str(thing.data['max_stock'])))}" if book.over else ""
    go = Cell("出入库", href=f"/chemicals/{thing.pk}/move") if looked.right else Cell("")
    return Row(
        str(thing.pk),
        (
            Cell(thing.name, sub=dict(CATEGORIES).get(str(thing.data.get("category")), "")), Cell(store),
            Cell(f"{plain(book.balance)} {_measure(book)}", tone="overdue" if book.over else "", sub=over),
            counted, state, go,
        ),
        href=f"/subjects/{thing.pk}",
    )  # fmt: skip


def _state(book: Book) -> Cell:
    last = book.counted
    if last is None:
        return Cell("待盘点", tone="muted")
    if not last.line.difference:
        return Cell("相符", tone="ok")
    return Cell(
        _differs(last.line.difference),
        tone="overdue",
        sub=str(last.record.data.get("reason") or ""),
    )


def _differs(difference: Decimal) -> str:
    return f"{'多' if difference > 0 else '少'} {plain(abs(difference))}"


def _measure(book: Book) -> str:
    return str(book.substance.data.get("measure") or "")


def _lines(book: Book, looked: Looked) -> Ledger:
    carried, postings = book.of_year(looked.year)
    rows = [_line(p, looked.names) for p in reversed(postings)]
    if carried:
        rows.append(
            Row(
                "carried",
                (
                    Cell(""),
                    Cell("上年结转"),
                    Cell(""),
                    Cell(""),
                    Cell(plain(carried)),
                    Cell(""),
                    Cell(""),
                ),
            )
        )
    return Ledger(title=book.substance.name, columns=_LINES, rows=rows)


def _line(posting: Posting, names: Mapping[int, str]) -> Row:
    record, line = posting.record, posting.line
    data, kind, quantity = record.data, line.entry.kind, plain(line.entry.quantity)
    if kind == "count":
        told = f"盘点 {quantity}，账面 {plain(line.before)}"
        what = Cell(f"{told}，相符")
        if line.difference:
            why = str(data.get("reason") or "没有写原因")
            what = Cell(_differs(line.difference), tone="overdue", sub=f"{told}：{why}")
    else:
        what = Cell(str(data.get("purpose") or ("入库" if kind == "in" else "出库")))
    who = [names.get(int(data.get(key) or 0), "—") for key in ("handler", "checker")]
    return Row(
        str(record.pk),
        (
            Cell(showing.moment(record.happened_at)), what,
            Cell(quantity if kind == "in" else ""), Cell(quantity if kind == "out" else ""),
            Cell(plain(line.after), tone="overdue" if line.after < 0 else ""), Cell(who[0]), Cell(who[1]),
        ),
    )  # fmt: skip


@require_GET
def on_paper(request: HttpRequest) -> HttpResponse:
    """The ledgers of a year, the oldest line first, with room to sign."""
    looked, at = _look(request)
    tables = []
    for book in looked.found:
        rows = [[_printed(cell) for cell in row.cells] for row in _lines(book, looked).rows]
        title = f"{book.substance.name}（{_measure(book)}）　账面结存 {plain(book.balance)}"
        tables.append(
            printing.Table(
                title,
                [c.title for c in _LINES],
                [4, 8, 2, 2, 2, 2, 2],
                rows[::-1],
                "本年没有出入库。",
            )
        )
    foot = f"{day_of(at)} 打印。保管人：＿＿＿＿＿＿　复核人：＿＿＿＿＿＿"
    title = f"危险物品出入库总账（{looked.year} 年）"
    return printing.printed(title, tables, subtitle=looked.place, foot=foot, wide=True)


def _printed(cell: Cell) -> str:
    text = f"{cell.text}（{cell.sub}）" if cell.sub else cell.text
    return f"!{text}" if cell.tone == "overdue" else text

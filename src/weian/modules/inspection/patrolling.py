"""Patrol by scanning: what the shift still owes, the page a code opens, the codes to print."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from weian.base import pdf, qr
from weian.base.clock import TZ, day_of
from weian.base.errors import NotVisible, Refusal
from weian.base.fields import Field
from weian.modules.inspection import patrol, rounds
from weian.modules.inspection.rounds import Route, Shift
from weian.modules.inspection.scanning import CHECKPOINT_SCAN
from weian.org import queries as org
from weian.org.queries import Person, Unit
from weian.subject import queries as subjects
from weian.subject.envelope import options, web
from weian.subject.envelope.asking import ask
from weian.subject.queries import Subject
from weian.ui.humane import exact
from weian.ui.shapes import Action, Cell, Column, Crumb, Empty, Figure, FormShape, Ledger, Page, Row

_CARDS = Path(__file__).resolve().parent.parent / "typst" / "cards.typ"
_SALT = "weian.patrol"
_FRESH = 600  # seconds
_ASKED = ("result", "unmet", "photos")


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """This shift, route by route; below it what the shift before has missed."""
    person, at = web.asking(request)
    unit = _unit(request, person, at)
    shift = rounds.shift_of(at)
    last = rounds.before(shift)
    now, then = patrol.routes(unit, shift, at), patrol.routes(unit, last, at)
    keeps = options.may(person, "subject.keep", unit, at)
    context = {
        "page": Page(
            title="巡查打卡",
            subtitle=f"{unit.name} · {shift.title}",
            actions=_actions(unit, keeps, org.can(person, "subject.keep", unit, at)),
        ),
        "routes": [(route, _table(route)) for route in now],
        "figures": _figures(now, shift),
        "missed": rounds.gaps(then),
        "last": last.title,
        "empty": _nothing(keeps),
    }
    return render(request, "modules/patrol.html", context)


def _unit(request: HttpRequest, person: Person, at: datetime) -> Unit:
    asked = request.GET.get("unit")
    unit = org.unit_or_404(person, asked, at) if asked else person.unit
    if not (options.may(person, patrol.RIGHT, unit, at) or options.may(person, "read", unit, at)):
        raise NotVisible()
    return unit


def _actions(unit: Unit, keeps: bool, prints: bool) -> tuple[Action, ...]:
    """A department sets its own points; the codes of the whole unit are printed together."""
    codes = Action("打印二维码", f"/patrol/codes?unit={unit.pk}", icon="print")
    points = Action("设置巡查点", f"/subjects/checkpoint/?unit={unit.pk}")
    return (codes,) * prints + (points,) * keeps


def _figures(routes: list[Route], shift: Shift) -> tuple[Figure, ...]:
    points = [p for route in routes for p in route.points if p.asked]
    if not points:
        return ()
    owed = sum(p.missing for p in points)
    done = sum(min(len(p.scans), p.asked) for p in points)
    tone = "soon" if owed else "ok"
    return (
        Figure("本班已巡", str(done), f"/ {done + owed} 点次"),
        Figure("还要巡", str(owed), f"点次，{shift.ends:%H:%M} 前", tone=tone),  # type: ignore[arg-type]
    )


def _table(route: Route) -> Ledger:
    columns = (
        Column("name", "巡查点", width="wide"), Column("done", "已巡 / 应巡"),
        Column("last", "最近一次"),
    )  # fmt: skip
    rows = [
        Row(
            point.id,
            (
                Cell(point.name, sub=point.place),
                _done(point),
                Cell(f"{point.scans[-1].astimezone(TZ):%H:%M}" if point.scans else "—"),
            ),
        )
        for point in route.points
    ]
    return Ledger(title=route.name, columns=columns, rows=rows)


def _done(point: rounds.Point) -> Cell:
    if not point.asked:
        return Cell(f"{len(point.scans)} 次" if point.scans else "本班不巡")
    return Cell(f"{len(point.scans)} / {point.asked}", tone="soon" if point.missing else "ok")


def _nothing(keeps: bool) -> Empty:
    if keeps:
        return Empty(
            "还没有巡查点", "先登记巡查点，写明路线、白天和夜间各巡几次，再打印二维码贴到现场。"
        )
    return Empty("还没有巡查点", "请本单位安全管理员登记巡查点并贴好二维码。")


@require_http_methods(["GET", "POST"])
def at_point(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What the code of a checkpoint opens: usually one tap."""
    person, at = web.asking(request)
    point = patrol.checkpoint_or_404(person, pk, at)
    unit = org.unit_by_id(point.unit_id)
    asked = ask(
        request, _fields(point), person=person, unit=unit, at=at, initial={"result": "normal"},
        more=(("opened", signing.dumps(at.isoformat(), salt=_SALT)),),
    )  # fmt: skip
    status = 200
    if request.method == "POST":
        status = 422
        if asked.form.is_valid():
            try:
                done = patrol.scan(
                    person, point=point, data=asked.answers, scanned_at=_opened(request, at), at=at,
                    idempotency_key=asked.once,
                )  # fmt: skip
            except NotVisible:
                raise
            except Refusal as refusal:
                asked.refuse(refusal)
                status = refusal.status
            else:
                return _after(request, point, done, str(asked.answers.get("result")))
    page = FormShape(
        title=point.name, subtitle=_where(point), form=asked.form, submit="登记到点",
        cancel_url="/patrol/", seen=asked.seen, hint=asked.hint,
        crumbs=(Crumb("巡查打卡", "/patrol/"),),
    )  # fmt: skip
    return render(request, "ui/form.html", {"page": page}, status=status)


def _opened(request: HttpRequest, at: datetime) -> datetime:
    """When the code was opened, as we signed it: nobody can stand there earlier than they did. A form
    left open for long counts from when it is sent."""
    try:
        told = signing.loads(request.POST.get("opened", ""), salt=_SALT, max_age=_FRESH)
    except signing.BadSignature:
        return at
    return min(datetime.fromisoformat(told), at)


def _fields(point: Subject) -> list[Field]:
    """The kind's own questions; what to look at stands beside what was not in order."""
    items = point.data.get("items")
    listed = "；".join(str(i) for i in items) if isinstance(items, list) else ""
    out = []
    for field in CHECKPOINT_SCAN.fields:
        if field.key in _ASKED:
            help_ = f"要看：{listed}" if field.key == "unmet" and listed else field.help
            out.append(Field(**{**vars(field), "help": help_}))
    return out


def _where(point: Subject) -> str:
    parts = (point.data.get("route"), point.data.get("place"))
    return " · ".join(str(part) for part in parts if part)


def _after(request: HttpRequest, point: Subject, done: patrol.Scanned, result: str) -> HttpResponse:
    told = f"“{point.name}”已登记（{exact(done.scan.happened_at)}）。"
    if done.patrol is not None:
        told += "这一轮已巡完，巡查记录自动生成，不用再填。"
    messages.success(request, told)
    if result != "normal":
        place = quote(" ".join(filter(None, (str(point.data.get("place") or ""), point.name))))
        return redirect(f"/hazard/new?source=patrol&place={place}")
    return redirect("/patrol/")


@require_GET
def codes(request: HttpRequest) -> HttpResponse:
    """Every checkpoint of a unit as a card with its code, eight on a page."""
    person, at = web.asking(request)
    unit = _unit(request, person, at)
    org.require(person, "subject.keep", unit, at)
    cards = [_card(request, s) for s in subjects.of_unit(unit, "checkpoint", day_of(at))]
    shown = {"title": f"{unit.name}巡查点二维码", "columns": 2, "cards": cards}
    return pdf_response(pdf.render(_CARDS, shown), shown["title"])


def pdf_response(content: bytes, name: object) -> HttpResponse:
    """A page to print, shown by the browser."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(str(name))}.pdf"
    response["Cache-Control"] = "private, no-store"
    return response


def _card(request: HttpRequest, point: Subject) -> dict[str, object]:
    items = point.data.get("items")
    told = [
        ("位置", point.data.get("place")), ("路线", point.data.get("route")),
        ("查看", "；".join(map(str, items)) if isinstance(items, list) else ""),
    ]  # fmt: skip
    address = request.build_absolute_uri(f"/patrol/at/{point.pk}")
    return {
        "head": "巡查点", "colour": "", "name": point.name,
        "lines": [(label, str(said)) for label, said in told if said],
        "qr": qr.svg(address), "foot": "用手机相机扫码，登录后一键登记。",
    }  # fmt: skip

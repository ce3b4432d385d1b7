"""The display of responsibilities: a page to read and print, a PDF to put up, and the open version."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from weian.base import bounds, clock, pdf, qr
from weian.base.clock import day_of
from weian.base.errors import NotVisible
from weian.modules.responsibility import display, matrix
from weian.modules.responsibility.matrix_views import place_of
from weian.org import queries as org
from weian.org.queries import Person, Unit
from weian.subject.envelope import web
from weian.ui.shapes import Action, Crumb, Empty, Notice, Page

_SHEET = Path(__file__).resolve().parent.parent / "typst" / "display.typ"
_URL = "/responsibility/display/"


def _seen(request: HttpRequest) -> tuple[Person, Unit]:
    """Everybody of a unit may read what it displays, and whoever may read the unit."""
    person, at = web.asking(request)
    unit = place_of(request, person, at)
    if unit.pk != person.unit_id and not org.can(person, "read", unit, at):
        raise NotVisible()
    return person, unit


@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """The display of a unit."""
    person, unit = _seen(request)
    _, at = web.asking(request)
    shown = display.board(unit, at)
    keeps = org.can(person, display.RIGHT, unit, at)
    public = display.is_public(unit)
    context = {
        "page": Page(
            title="全员安全生产责任公示",
            subtitle=f"{unit.name} · {day_of(at).year}年{day_of(at).month}月{day_of(at).day}日",
            crumbs=(Crumb("责任矩阵", f"/responsibility/?unit={unit.pk}"),),
            actions=_actions(unit, keeps, public, shown.empty),
            notices=_notices(request, unit, public, keeps) + _missing(unit, keeps, request),
        ),
        "board": shown,
        "empty": _empty(unit, keeps),
    }  # fmt: skip
    return render(request, "modules/display.html", context)


def _actions(unit: Unit, keeps: bool, public: bool, empty: bool) -> tuple[Action, ...]:
    if empty:
        return ()
    paper = Action(
        "下载 PDF 打印张贴",
        f"/responsibility/display.pdf?unit={unit.pk}",
        icon="print",
        primary=True,
    )
    if not keeps:
        return (paper,)
    asked = f"/records/responsibility_display/new?unit={unit.pk}"
    turn = Action(
        "停止对外公开" if public else "对外公开", "/responsibility/display/public", method="post",
        confirm="" if public else "打开后不用登录就能看到岗位职责、承诺和风险点，普通职工不列姓名。确定公开吗？",
        hidden=(("unit", str(unit.pk)), ("on", "" if public else "1")),
    )  # fmt: skip
    return (paper, Action("登记公示", asked), turn)


def _notices(request: HttpRequest, unit: Unit, public: bool, keeps: bool) -> tuple[Notice, ...]:
    if not public or not keeps:
        return ()
    address = request.build_absolute_uri(f"/public/responsibility/{unit.pk}")
    return (
        Notice(address, "已对外公开，不用登录就能打开", "done", (Action("打开看看", address),)),
    )


def _missing(unit: Unit, keeps: bool, request: HttpRequest) -> tuple[Notice, ...]:
    if not keeps:
        return ()
    _, at = web.asking(request)
    counts = matrix.matrix(unit, at).counts
    left = counts.posts - counts.listed
    if not left or not counts.listed:
        return ()
    go = Action("去补清单", f"/responsibility/?unit={unit.pk}&state=no_list")
    return (
        Notice(
            f"还有 {left} 个岗位没有清单，公示要包括所有层级和岗位。",
            "公示还不完整",
            "warning",
            (go,),
        ),
    )


def _empty(unit: Unit, keeps: bool) -> Empty:
    if keeps:
        make = Action("批量建清单", f"/responsibility/lists/new?unit={unit.pk}", primary=True)
        return Empty("还没有岗位责任清单", "先按岗位建好清单，公示的内容由清单自动生成。", make)
    return Empty("还没有岗位责任清单", "本单位建好岗位责任清单后，会在这里公示。")


@require_GET
def paper(request: HttpRequest) -> HttpResponse:
    """The display as PDF."""
    _, unit = _seen(request)
    _, at = web.asking(request)
    shown = display.board(unit, at)
    if shown.empty:
        raise NotVisible("display.empty", "还没有岗位责任清单，建好后才能打印公示。")
    data = display.printed(unit, shown, at)
    address = request.build_absolute_uri(f"/public/responsibility/{unit.pk}")
    data["qr"] = qr.svg(address) if display.is_public(unit) else ""
    response = HttpResponse(pdf.render(_SHEET, data), content_type="application/pdf")
    name = quote(f"{unit.name}责任公示.pdf")
    response["Content-Disposition"] = f"inline; filename*=UTF-8''{name}"
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
def publish(request: HttpRequest) -> HttpResponse:
    """Turn the open version on or off."""
    person, unit = _seen(request)
    _, at = web.asking(request)
    on = request.POST.get("on") == "1"
    display.publish(person, unit=unit, on=on, at=at)
    messages.success(request, "责任公示已对外公开。" if on else "责任公示已停止对外公开。")
    return redirect(f"{_URL}?unit={unit.pk}")


@login_not_required
@require_GET
def public(request: HttpRequest, pk: int) -> HttpResponse:
    """What anybody may read, if the unit has turned it on."""
    at = clock.now()
    day = day_of(at)
    with bounds.everything("what a unit has published to anybody"):
        unit = display.public_unit(pk)
        if unit is None or not unit.stands_on(day):
            raise NotVisible()
        board = display.board(unit, at, public=True)
    context = {
        "page": Page(
            title="全员安全生产责任公示",
            subtitle=f"{unit.name} · {day.year}年{day.month}月{day.day}日",
        ),
        "board": board,
        "empty": Empty("还没有岗位责任清单", "本单位建好岗位责任清单后，会在这里公示。"),
    }
    return render(request, "modules/display.html", context)

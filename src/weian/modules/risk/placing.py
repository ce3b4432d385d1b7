"""Drawing risk points on floor plans: by a click, by the arrow keys, or by typing two numbers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final, NamedTuple
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from weian.base import fields
from weian.base.errors import Forbidden, NotVisible, Refusal
from weian.base.fields import Field
from weian.modules.risk import acting, drawing, lists, lookup, wording
from weian.modules.risk.drawing import Dot, Drawing
from weian.org.queries import Person, Unit
from weian.subject.envelope import web
from weian.subject.queries import Subject
from weian.ui.shapes import Crumb, Page

_WHERE: Final = (
    Field("x", "从左边量", "number", required=True, min=0, max=100),
    Field("y", "从上边量", "number", required=True, min=0, max=100),
)


class Moving(NamedTuple):
    """The dot that is being placed, in the units of the drawing; ``px``, ``py`` are per cent."""

    number: int
    x: int
    y: int
    level: str
    told: str
    placed: bool
    px: str
    py: str
    title: str


@require_GET
def picture(request: HttpRequest, pk: UUID) -> FileResponse:
    """The picture of a plan, for everybody who is shown the board."""
    person, at = web.asking(request)
    plan = lookup.plan_or_404(person, pk, at)
    row = drawing.picture_of(plan)
    if row is None:
        raise NotVisible()
    return web.file_of(("subject", pk), (), row.pk)


@require_http_methods(["GET", "POST"])
def place(request: HttpRequest) -> HttpResponse:
    """One point on one plan; after it is saved the next that is on no plan yet."""
    person, at = web.asking(request)
    unit = lookup.house_or_404(person, request.GET.get("unit"), at)
    points = list(enumerate(lookup.points_of(unit, at), 1))
    mine = [(n, p) for n, p in points if lookup.may_keep(person, unit, at, p.department)]
    plans = lookup.plans_of(unit, at)
    if not mine:
        why = "您没有可以标注的风险点。请先登记风险点，或者联系本单位安全管理员。"
        raise Forbidden("risk.nothing_to_place", why)
    if not plans:
        return redirect(f"/subjects/floor_plan/new?unit={unit.pk}&next=/risks/place")
    chosen = _chosen(request, mine)
    plan = _plan(request, plans, chosen[1])
    status = 200
    if request.method == "POST":
        try:
            return _placed(request, person, unit, chosen[1], plan, mine, at)
        except NotVisible:
            raise
        except Refusal as refusal:
            messages.error(request, refusal.message)
            status = refusal.status
    (drawn,) = drawing.drawings([plan], points)
    moving = _moving(request, chosen, plan, drawn)
    context = {
        "page": Page(
            title="在平面图上标注",
            subtitle=f"{unit.name} · 点一下图上的位置，或选中圆点后按方向键移动，再保存。",
            crumbs=(Crumb("四色风险图", f"/risks/?unit={unit.pk}"),),
        ),
        "plan": drawn,
        "placing": str(chosen[1].pk),
        "moving": moving,
        "point": chosen[1],
        "plans": [(_here(unit, p, chosen[1]), p.name, p.pk == plan.pk) for p in plans],
        "others": [_other(unit, plan, n, p, chosen[1]) for n, p in mine],
    }
    return render(request, "modules/risk_place.html", context, status=status)


def _chosen(request: HttpRequest, mine: Sequence[tuple[int, Subject]]) -> tuple[int, Subject]:
    """The point asked for, else the first that is on no plan."""
    wanted = request.POST.get("point") or request.GET.get("point")
    if wanted:
        found = next(((n, p) for n, p in mine if str(p.pk) == wanted), None)
        if found is None:
            raise NotVisible()
        return found
    return next(((n, p) for n, p in mine if not p.data.get("plan")), mine[0])


def _plan(request: HttpRequest, plans: Sequence[Subject], point: Subject) -> Subject:
    """The plan asked for, else the one on which the point is drawn."""
    wanted = request.POST.get("plan") or request.GET.get("plan")
    if wanted:
        found = next((p for p in plans if str(p.pk) == wanted), None)
        if found is None:
            raise NotVisible()
        return found
    return next((p for p in plans if str(p.pk) == point.data.get("plan")), plans[0])


def _placed(
    request: HttpRequest, person: Person, unit: Unit, point: Subject, plan: Subject,
    mine: Sequence[tuple[int, Subject]], at: datetime,
) -> HttpResponse:  # fmt: skip
    version = request.POST.get("version", "")
    seen = int(version) if version.isdigit() else None
    if "off" in request.POST:
        acting.place(person, point=point, plan=None, x=0, y=0, at=at, version=seen)
        messages.success(request, f"“{point.name}”已从图上取下。")
        return redirect(_here(unit, plan, point))
    asked = fields.clean(_WHERE, {k: request.POST.get(k, "") for k in ("x", "y")})
    x, y = (float(str(asked[k])) / 100 for k in ("x", "y"))
    acting.place(person, point=point, plan=plan, x=x, y=y, at=at, version=seen)
    left = [p for _, p in mine if p.pk != point.pk and not p.data.get("plan")]
    more = f"还有 {len(left)} 个没有标注。" if left else "全部风险点都已标在图上。"
    messages.success(request, f"“{point.name}”已标在“{plan.name}”上，{more}")
    return redirect(_here(unit, plan, left[0] if left else point))


def _here(unit: Unit, plan: Subject, point: Subject) -> str:
    asked = {"unit": unit.pk, "plan": plan.pk, "point": point.pk}
    return f"/risks/place?{urlencode(asked)}"


def _moving(
    request: HttpRequest, chosen: tuple[int, Subject], plan: Subject, drawn: Drawing
) -> Moving:
    """Where the dot stands, as typed if that was refused; in the middle for one not placed yet."""
    number, point = chosen
    on = point.data.get("plan") == str(plan.pk)
    at: Dot = drawing.dot(number, point, drawn.height)
    if not on:
        at = at._replace(x=drawn.width // 2, y=drawn.height // 2)
    px = request.POST.get("x") or f"{at.x * 100 / drawn.width:.1f}"
    py = request.POST.get("y") or f"{at.y * 100 / drawn.height:.1f}"
    title = wording.TITLES[point.level]
    return Moving(number, at.x, at.y, at.level, at.told, on, px, py, title)


def _other(
    unit: Unit, plan: Subject, number: int, point: Subject, chosen: Subject
) -> tuple[str, str, str, bool]:
    """Address, name, level and whether it is the one that is being placed."""
    on = point.data.get("plan")
    where = "" if not on else "（已标注）" if on == str(plan.pk) else "（在另一张图上）"
    level = point.level if point.level in lists.COLOURS else ""
    name = f"{number}. {point.name}{where}"
    return _here(unit, plan, point), name, level or "none", point.pk == chosen.pk

"""A whole month of duty entered on one page; what is entered already is not asked again."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from weian.base import ids
from weian.base.calendar import load_calendar
from weian.base.clock import day_of
from weian.base.errors import Forbidden, NotVisible, Refusal
from weian.core.cadence import add_months
from weian.modules.emergency import cover, month_form, roster
from weian.modules.emergency.month_form import MonthRow, Names
from weian.modules.emergency.roster_views import chosen_of, month_of
from weian.org import queries as org
from weian.org.queries import Unit
from weian.subject.envelope import options, web
from weian.ui.shapes import Crumb, Empty, Notice, Page

_TITLES = {key: title for key, title, _ in roster.ROSTERS}


@require_http_methods(["GET", "POST"])
def month(request: HttpRequest) -> HttpResponse:
    """Ask for the days on which nobody is on duty yet, or leave a record for each that was filled in."""
    person, at = web.asking(request)
    asked = request.POST.get("unit") or request.GET.get("unit")
    unit = roster.unit_or_404(person, asked, at)
    if not options.may(person, roster.RIGHT, unit, at):
        why = f"您没有为“{unit}”排班的权限，请联系本单位安全管理员。"
        raise Forbidden("roster.no_right", why)
    first, chosen = month_of(request, day_of(at)), chosen_of(request)
    names = Names(org.people_of(unit, at).select_related("department"))
    found = month_form.rows(_open_days(unit, chosen, first), request.POST)
    refused, key = "", request.POST.get("once", "")[:80] or str(ids.uuid7())
    if request.method == "POST":
        wanted = month_form.entries(found, names)
        refused = _refused(found, wanted)
        if not refused:
            try:
                post = "administrative" if chosen == "general" else chosen
                count = roster.enter(person, unit=unit, post=post, entries=wanted, key=key, at=at)
            except NotVisible:
                raise
            except Refusal as refusal:
                refused = "；".join(dict.fromkeys(refusal.fields.values())) or refusal.message
            else:
                messages.success(request, f"已排班 {count} 条。")
                return redirect(_back(unit, chosen, first))
    return _page(request, unit, chosen, first, found, names, key, refused, at)


def _open_days(unit: Unit, chosen: str, first: date) -> list[tuple[date, str, str]]:
    """(day, what is missing, note) of the month."""
    last = add_months(first, 1) - timedelta(days=1)
    found = cover.covered(roster.of_roster(roster.turns(unit, first, last), chosen), first, last)
    calendar = load_calendar()
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return [
        (day, what, "" if calendar.is_working(day) else "休息日")
        for day in days
        if (what := cover.missing(found, day))
    ]


def _refused(found: list[MonthRow], wanted: object) -> str:
    bad = sum(bool(row.wrong) for row in found)
    if bad:
        return f"没有保存：有 {bad} 天要改，原因写在那一天下面。改好后一起提交。"
    return "" if wanted else "没有填写任何一天。请至少填一天的带班领导和值班人员。"


def _back(unit: Unit, chosen: str, first: date) -> str:
    return f"/roster/?unit={unit.pk}&roster={chosen}&month={first:%Y-%m}"


def _page(
    request: HttpRequest, unit: Unit, chosen: str, first: date, found: list[MonthRow],
    names: Names, key: str, refused: str, at: datetime,
) -> HttpResponse:  # fmt: skip
    back = _back(unit, chosen, first)
    page = Page(
        title=f"排{first.month}月的班",
        subtitle=f"{unit} · {_TITLES[chosen]} · {first.year}年{first.month}月",
        crumbs=(Crumb("值班表", back),),
        notices=(Notice(refused, kind="error"),) if refused else (),
    )
    hidden = {"unit": unit.pk, "roster": chosen, "month": f"{first:%Y-%m}", "once": key}
    context = {
        "page": page, "rows": found, "labels": names.labels, "hidden": hidden.items(), "back": back,
        "today": day_of(at),
        "empty": Empty("这个月已经排满", "每天白天和夜间都有人带班、值班。要改某一天，在值班表里打开那一天更正。"),
    }  # fmt: skip
    return render(request, "modules/roster_month.html", context, status=422 if refused else 200)

"""The calendar of working days that all time limits count by: a year's list, one day, an import."""

from datetime import date, datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from weian.base.clock import day_of
from weian.base.errors import Forbidden, Refusal
from weian.base.fields import Field
from weian.base.models import CalendarDay
from weian.org import actions, queries
from weian.org.acts import workdays
from weian.org.models import Person, Unit
from weian.org.views.common import asking, day_given
from weian.ui import humane
from weian.ui.forms import form_class, to_form_errors
from weian.ui.shapes import (
    Action,
    Cell,
    Column,
    Crumb,
    Empty,
    Filter,
    FormShape,
    Ledger,
    Option,
    Row,
)

_LIST = "/workdays/"
_FIELDS = (
    Field("day", "日期", "date", required=True),
    Field("kind", "这一天", "choice", required=True, choices=workdays.KINDS,
          help="“按周末规则”：周六周日休息，其余上班。"),
    Field("name", "名称", "text", max=40, help="节假日必填，例如：国庆节。同一个假期各天名称要一致。"),
)  # fmt: skip
_COLUMNS = (
    Column("day", "日期", kind="date"),
    Column("kind", "这一天"),
    Column("name", "名称", width="wide"),
    Column("changed", "最近修改", kind="date", phone=False),
)


def _place(person: Person, at: datetime) -> Unit:
    """The commission for which the person keeps the calendar. Raises Forbidden."""
    for unit in queries.acting_units(person, at):
        if unit.group == "commission" and queries.can(person, workdays.RIGHT, unit, at):
            return unit
    raise Forbidden("calendar.not_yours", "工作日历由卫健委（局）的平台管理员维护，请联系管理员。")


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The days of a year that differ from the weekend rule."""
    person, at = asking(request)
    _place(person, at)
    year = _year(request.GET.get("year", ""), at)
    rows = list(CalendarDay.objects.filter(day__year=year).order_by("day"))
    shape = Ledger(
        title="工作日历",
        subtitle="时限、工作日和节前检查都按它计算。没有列出的日子，周六周日休息，其余上班。",
        key="workdays",
        columns=_COLUMNS,
        rows=[_row(row) for row in rows],
        count=str(len(rows)),
        filters=(_filter(year, at),),
        create=_actions(year),
        empty=Empty(f"{year} 年还没有放假安排", "导入当年安排，或按放假通知逐日填写。"),
    )
    return render(request, "ui/ledger.html", {"page": shape})


@require_http_methods(["GET", "POST"])
def day(request: HttpRequest) -> HttpResponse:
    """Say what one day is."""
    person, at = asking(request)
    unit = _place(person, at)
    form = form_class(_FIELDS)(request.POST or None, initial=_initial(request, at))
    if request.method == "POST" and form.is_valid():
        answers = {**form.answers, "day": date.fromisoformat(form.answers["day"])}
        answers["name"] = answers.get("name") or ""
        try:
            changed = actions.change_day(person, at=at, unit=unit, **answers)
        except Refusal as refusal:
            to_form_errors(form, refusal)
        else:
            messages.success(request, _said(answers["day"], changed))
            return redirect(f"{_LIST}?year={answers['day'].year}")
    shape = FormShape(
        title="修改某一天",
        form=form,
        crumbs=(Crumb("工作日历", _LIST),),
        cancel_url=_LIST,
        hint="保存后系统会在后台重新计算全部责任事项。",
    )
    return render(request, "ui/form.html", {"page": shape})


@require_POST
def take_year(request: HttpRequest) -> HttpResponse:
    """Fill in the published arrangement of a year."""
    person, at = asking(request)
    unit = _place(person, at)
    year = _year(request.POST.get("year", ""), at)
    try:
        done = actions.import_year(person, at=at, unit=unit, year=year)
    except Refusal as refusal:
        messages.error(request, refusal.message)
        return redirect(f"{_LIST}?year={year}")
    kept = "、".join(f"{d.month}月{d.day}日" for d in done.kept[:10])
    left = f"{kept} 等 {len(done.kept)} 天与安排不同，按已填写的保留。" if done.kept else ""
    added = f"已导入 {year} 年 {done.added} 天。" if done.added else f"{year} 年没有新的日子。"
    messages.success(request, added + left)
    return redirect(f"{_LIST}?year={year}")


def _said(changed: date, anything: bool) -> str:
    if not anything:
        return "没有改动。"
    return f"已保存 {humane.exact(changed)}，责任事项正在后台重新计算。"


def _year(text: str, at: datetime) -> int:
    return int(text) if len(text) == 4 and text.isascii() and text.isdigit() else at.year


def _filter(year: int, at: datetime) -> Filter:
    held = {d.year for d in CalendarDay.objects.dates("day", "year")}
    years = sorted(held | {year, at.year, at.year + 1}, reverse=True)
    return Filter("year", "年份", tuple(Option(str(y), f"{y} 年") for y in years), str(year))


def _actions(year: int) -> tuple[Action, ...]:
    change = Action("修改某一天", f"{_LIST}day?day={year}-01-01", primary=True)
    if year not in workdays.years_known():
        return (change,)
    hidden = (("year", str(year)),)
    return (change, Action(f"导入 {year} 年安排", f"{_LIST}import", method="post", hidden=hidden))


def _row(row: CalendarDay) -> Row:
    kind = dict(workdays.KINDS)[row.kind]
    return Row(
        str(row.day),
        (Cell(humane.day(row.day)), Cell(kind), Cell(row.name), Cell(f"{row.changed_at:%Y-%m-%d}")),
        f"{_LIST}day?day={row.day}",
    )


def _initial(request: HttpRequest, at: datetime) -> dict[str, str]:
    chosen = day_given(request.GET.get("day")) or day_of(at)
    row = CalendarDay.objects.filter(day=chosen).first()
    if row is None:
        return {"day": str(chosen), "kind": workdays.BY_RULE, "name": ""}
    return {"day": str(chosen), "kind": row.kind, "name": row.name}

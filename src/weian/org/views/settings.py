"""The settings of a commission: a list of what may be set, and one form for each."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from weian.base.adjustable import ADJUSTABLES, Adjustable
from weian.base.errors import Forbidden, NotVisible, Refusal
from weian.base.models import Event, Setting
from weian.base.nearest import setting_of
from weian.org import actions, queries
from weian.org.acts import settings as acts
from weian.org.models import Person, Unit
from weian.org.views.common import asking
from weian.ui import humane
from weian.ui.forms import form_class, to_form_errors
from weian.ui.shapes import Action, Cell, Column, Crumb, FormShape, Ledger, Row, TimelineEntry

_LIST: Final = "/settings/"
_COLUMNS: Final = (
    Column("title", "设置", width="wide"),
    Column("value", "现在是", width="wide"),
    Column("source", "由谁设置"),
    Column("clause", "依据", phone=False),
)
_SHOWN: Final = 20


def _commission(person: Person, at: datetime) -> Unit:
    """The commission for which the person sets. Raises Forbidden."""
    for unit in queries.acting_units(person, at):
        if unit.group == "commission" and queries.can(person, acts.RIGHT, unit, at):
            return unit
    raise Forbidden("setting.not_yours", "设置由卫健委（局）的领导和安全办维护，请联系他们。")


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Everything that may be set, with what counts now and who said so."""
    person, at = asking(request)
    unit = _commission(person, at)
    shape = Ledger(
        title="设置",
        subtitle=f"“{unit}”及其下属单位按这里的设置执行；没有设置的按默认。",
        key="settings",
        columns=_COLUMNS,
        rows=list(_rows(unit)),
    )
    return render(request, "ui/ledger.html", {"page": shape})


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest) -> HttpResponse:
    """``?key=``: what it does, which clause asks for it, its form and its history."""
    person, at = asking(request)
    unit, key = _commission(person, at), request.GET.get("key", "")
    if not key:
        return redirect(_LIST)
    found = _found(key)
    may = not found.whole or acts.sets_whole(unit, at)
    start = found.shown(setting_of(key, unit.path))
    form = form_class(found.fields)(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            changed = actions.keep_setting(person, at=at, unit=unit, key=key, given=form.answers)
        except Refusal as refusal:
            to_form_errors(form, refusal)
        else:
            messages.success(request, f"已保存“{found.title}”。" if changed else "没有改动。")
            return redirect(_LIST)
    own = acts.set_by(found, unit)
    reset = Action("恢复默认", f"{_LIST}reset", method="post", hidden=(("key", key),),
                   confirm="恢复后按上级的设置或系统默认执行。")  # fmt: skip
    shape = FormShape(
        title=found.title,
        form=form,
        subtitle=found.help,
        crumbs=(Crumb("设置", _LIST),),
        cancel_url=_LIST,
        hint=f"依据：{found.clause}。默认：{found.words(None)}。{_whole(found, may)}",
        actions=(reset,) if own is not None and may else (),
    )
    return render(
        request, "org/setting.html", {"page": shape, "history": list(_history(found, unit))}
    )


@require_POST
def reset(request: HttpRequest) -> HttpResponse:
    """Back to what counts without this setting."""
    person, at = asking(request)
    unit, key = _commission(person, at), request.POST.get("key", "")
    if not key:
        return redirect(_LIST)
    found = _found(key)
    done = actions.reset_setting(person, at=at, unit=unit, key=key)
    said = f"已恢复“{found.title}”的默认。" if done else "本来就是默认，没有改动。"
    messages.success(request, said)
    return redirect(_LIST)


def _found(key: str) -> Adjustable:
    found = ADJUSTABLES.get(key)
    if found is None or not found.fields:
        raise NotVisible
    return found


def _whole(found: Adjustable, may: bool) -> str:
    if not found.whole:
        return ""
    return "这项设置全系统统一。" if may else "这项设置全系统统一，只有最上一级卫健委（局）能改。"


def _rows(unit: Unit) -> Iterator[Row]:
    """Two queries, however many settings there are."""
    line: list[int | None] = [int(part) for part in reversed(unit.path.split("/")) if part]
    kept = Setting.objects.filter(Q(unit_id__in=line) | Q(unit_id=None), key__in=list(ADJUSTABLES))
    known = {(s.key, s.unit_id): s for s in kept}
    names = {u.pk: str(u) for u in queries.units_by_ids([pk for pk in line if pk is not None])}
    for found in ADJUSTABLES.values():
        counts = next(
            (known[found.key, pk] for pk in [*line, None] if (found.key, pk) in known), None
        )
        yield _row(found, counts, names)


def _row(found: Adjustable, counts: Setting | None, names: Mapping[int, str]) -> Row:
    title, clause = Cell(found.title, sub=found.help), Cell(found.clause)
    if found.page:
        return Row(found.key, (title, Cell("各单位自己设置"), Cell(""), clause), href=found.page)
    href = f"{_LIST}edit?key={found.key}"
    if counts is None:
        return Row(
            found.key, (title, Cell(found.words(None)), Cell("默认", tone="muted"), clause), href
        )
    who = "全系统" if counts.unit_id is None else names[counts.unit_id]
    return Row(found.key, (title, Cell(found.words(counts.value)), Cell(who), clause), href)


def _history(found: Adjustable, unit: Unit) -> Iterator[TimelineEntry]:
    """What was set here, by whom, the latest first."""
    rows = Event.objects.filter(object_kind="setting", object_id=found.key)
    rows = rows if found.whole else rows.filter(unit_id=unit.pk)
    kept = list(rows.order_by("-seq")[:_SHOWN])
    names = queries.names_of(queries.doers(kept))
    for event in kept:
        yield TimelineEntry(
            at=humane.day(event.at), exact=humane.exact(event.at), who=queries.doer(event, names),
            what=str(event.given.get("note", "")), note=f"原来：{event.given.get('was', '')}",
        )  # fmt: skip

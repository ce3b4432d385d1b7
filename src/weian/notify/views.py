"""The page of notices, and the button that reminds a unit."""

from datetime import datetime, timedelta
from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from weian.base import clock, paging
from weian.base.errors import Conflict, NotVisible, Refusal
from weian.core.cadence import FOREVER
from weian.core.verdict import GRACE, OPEN, OVERDUE
from weian.duty import queries as duties
from weian.notify import actions, queries
from weian.org import queries as org
from weian.ui import humane
from weian.ui.shapes import Action, Empty, Ledger

_INSTANT = timedelta(microseconds=1)
_PENDING = (OVERDUE, GRACE, OPEN)
KINDS = {"urge": "催办", "case": "事项", "report": "报送", "system": "系统"}


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """All notices of the person, newest first; opening one marks it as read."""
    person, at = cast(org.Person, request.user), clock.now()
    found = paging.page(queries.notices_of(person), ("-at", "-id"), request.GET.get("cursor", ""))
    unread = queries.unread_count(person)
    page = Ledger(
        title="消息",
        columns=(),
        next_url=f"?cursor={found.next_cursor}" if found.next_cursor else "",
        prev_url=f"?cursor={found.prev_cursor}" if found.prev_cursor else "",
        actions=(Action("全部标为已读", "/notices/read", method="post"),) if unread else (),
        empty=Empty("没有消息", "有人催办、退回报送或把隐患交给您时，会在这里提醒。"),
    )
    rows = [
        {
            "notice": notice,
            "kind": KINDS.get(notice.kind, notice.kind),
            "ago": humane.ago(notice.at, at),
            "exact": humane.exact(notice.at),
        }
        for notice in found.rows
    ]
    return render(request, "notify/notices.html", {"page": page, "rows": rows, "unread": unread})


@require_POST
def go(request: HttpRequest, pk: int) -> HttpResponse:
    """Open one: it is read, and the page it is about comes up."""
    person = cast(org.Person, request.user)
    notice = queries.notices_of(person).filter(pk=pk).first()
    if notice is None:
        raise NotVisible
    actions.read(person, [notice.pk], clock.now())
    return redirect(notice.url or "/notices/")


@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """Mark all as read."""
    actions.read(cast(org.Person, request.user), None, clock.now())
    return redirect("/notices/")


@require_POST
def urge(request: HttpRequest) -> HttpResponse:
    """Remind a unit of one of its duties and go back to where the button stood.

    ``item`` is the key of the duty; what the notice says follows from the duty, not from the form.
    """
    person, at = cast(org.Person, request.user), clock.now()
    obligation, owner, bearer, window = _parts(request.POST.get("item", ""))
    unit = duties.owner_or_404(person, owner, at)
    duty = duties.duty_or_404(unit, obligation, bearer, window, at).duty
    title = f"{duty.obligation.title}{_by(duty.due)}"
    url = duties.why_url(unit.pk, obligation, bearer, window)
    place = unit.parent if unit.kind == "department" and unit.parent else unit
    try:
        if duty.status not in _PENDING:
            raise Conflict("notify.not_pending", "这项责任事项现在不需要办理，不必催办。")
        told = actions.urge(person, unit=place, item=duty.key[:200], title=title, url=url, at=at)
        messages.success(request, f"已向{place}的 {told} 位责任人发出催办。")
    except Refusal as refusal:
        messages.error(request, refusal.message)
    return redirect(_local(request, "back", url))


def _by(due: datetime) -> str:
    """The last day in time; nothing for what must always hold."""
    return "" if due >= FOREVER else f"（{humane.day(due - _INSTANT)} 到期）"


def _parts(item: str) -> tuple[str, str, str, str]:
    parts = item.split("|")
    if len(parts) != 4:
        raise NotVisible
    obligation, owner, bearer, window = parts
    return obligation, owner, bearer, window


def _local(request: HttpRequest, name: str, fallback: str) -> str:
    """An address of this site given by the form, never another site's."""
    url = request.POST.get(name, "")
    return url if url.startswith("/") and url_has_allowed_host_and_scheme(url, None) else fallback

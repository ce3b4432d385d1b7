"""The page of notices, and the button that reminds a unit."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from weian.base import clock, paging
from weian.base.errors import NotVisible, Refusal
from weian.notify import actions, queries
from weian.notify.models import Notice
from weian.org import queries as org
from weian.ui.shapes import Action, Cell, Column, Empty, Ledger, Row

KINDS = {"urge": "催办", "case": "事项", "report": "报送", "system": "系统"}


@login_required
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """All notices of the person, newest first."""
    person = cast(org.Person, request.user)
    found = paging.page(queries.notices_of(person), ("-at", "-id"), request.GET.get("cursor", ""))
    page = Ledger(
        title="通知",
        columns=(Column("at", "时间"), Column("kind", "类型"), Column("title", "内容"), Column("read", "状态")),
        rows=tuple(_row(notice) for notice in found.rows),
        next_url=f"?cursor={found.next_cursor}" if found.next_cursor else "",
        prev_url=f"?cursor={found.prev_cursor}" if found.prev_cursor else "",
        actions=(Action("全部标为已读", "read", method="post"),) if found.rows else (),
        empty=Empty("没有通知", "有人催办、退回报送或把隐患交给您时，会在这里提醒。"),
    )  # fmt: skip
    return render(request, "ui/ledger.html", {"page": page})


def _row(notice: Notice) -> Row:
    moment = notice.at.astimezone(clock.TZ)
    return Row(
        id=str(notice.pk),
        href=f"/notices/{notice.pk}",
        cells=(
            Cell(f"{moment:%m月%d日 %H:%M}"),
            Cell(KINDS.get(notice.kind, notice.kind)),
            Cell(notice.title),
            Cell("已读" if notice.read_at else "未读", tone="" if notice.read_at else "soon"),
        ),
    )


@login_required
@require_GET
def go(request: HttpRequest, pk: int) -> HttpResponse:
    """Where a notice leads."""
    person = cast(org.Person, request.user)
    notice = queries.notices_of(person).filter(pk=pk).first()
    if notice is None:
        raise NotVisible
    return redirect(notice.url or "/notices/")


@login_required
@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """Mark all as read."""
    actions.read(cast(org.Person, request.user), None, clock.now())
    return redirect("/notices/")


@login_required
@require_POST
def urge(request: HttpRequest) -> HttpResponse:
    """Remind a unit and go back to where the button stood."""
    person, at = cast(org.Person, request.user), clock.now()
    unit = org.unit_or_404(person, int(request.POST.get("unit", "0") or 0), at)
    title, item = request.POST.get("title", "")[:120], request.POST.get("item", "")[:200]
    try:
        told = actions.urge(
            person, unit=unit, item=item, title=title, url=_local(request, "url", "/"), at=at
        )
        messages.success(request, f"已向{unit}的 {told} 位责任人发出催办。")
    except Refusal as refusal:
        messages.error(request, refusal.message)
    return redirect(_local(request, "back", "/"))


def _local(request: HttpRequest, name: str, fallback: str) -> str:
    """An address of this site given by the form, never another site's."""
    url = request.POST.get(name, "")
    return url if url.startswith("/") and url_has_allowed_host_and_scheme(url, None) else fallback

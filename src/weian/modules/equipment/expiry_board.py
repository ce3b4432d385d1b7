"""The expiry board: what has ended and what ends soon, with the form that renews it."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from weian.modules.equipment import expiry
from weian.modules.equipment.expiry import BANDS, Asked, Expiry
from weian.org import queries as org
from weian.record.kinds import KINDS
from weian.subject.envelope import options, web
from weian.subject.envelope.filtering import number
from weian.subject.envelope.places import place_filters
from weian.ui.shapes import Cell, Chip, Column, Crumb, Empty, Figure, Filter, Ledger, Option, Row
from weian.ui.shapes.common import Tone

_COLUMNS = (
    Column("what", "内容", width="wide"), Column("whose", "谁的"), Column("unit", "单位"),
    Column("until", "到期日", kind="date"), Column("left", "还剩"), Column("renew", "办理"),
)  # fmt: skip
_TONES: dict[str, Tone] = {"ended": "overdue", "month": "soon", "quarter": ""}


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Everything that the person may see."""
    person, at = web.asking(request)
    place = number(request.GET.get("unit"))
    unit = org.unit_or_404(person, place, at) if place else None
    asked = Asked(unit, request.GET.get("kind", ""), request.GET.get("band", ""))
    found, counts, more = expiry.board(person, at, asked)
    page = Ledger(
        title="到期看板",
        subtitle="证照、检验、保险、协议到期，证书和制度复审，提前 90 天列出；已续办的不再列。"
        + (f"只列最早到期的 {expiry.MOST} 项，请按单位筛选。" if more else ""),
        crumbs=(Crumb("台账", "/ledgers/"),),
        key="expiry",
        columns=_COLUMNS,
        rows=[_row(e, may=options.anywhere(person, "record.submit", at)) for e in found],
        count=str(len(found)),
        filters=(*place_filters(request, person, unit, at), _kinds(asked.kind)),
        views=_views(request, asked),
        figures=tuple(
            Figure(title, str(counts[key]), "项", tone=_TONES[key] if counts[key] else "")
            for key, title, _ in BANDS
        ),
        empty=Empty("没有快到期的", "证书、检验报告、保险等填了有效期，到期前 90 天会列在这里。"),
    )
    return render(request, "ui/ledger.html", {"page": page})


def _kinds(chosen: str) -> Filter:
    listed = [Option(k.key, k.title) for k in KINDS.values() if k.validity]
    return Filter("kind", "类别", tuple(listed), chosen)


def _views(request: HttpRequest, asked: Asked) -> tuple[Chip, ...]:
    every = Chip("全部", web.narrowed(request, "", band="") or "?", not asked.band)
    return every, *(
        Chip(title, web.narrowed(request, "", band=key), asked.band == key)
        for key, title, _ in BANDS
    )


def _row(e: Expiry, *, may: bool) -> Row:
    record = e.record
    past, now = ("过了复审日", "今天复审") if e.review else ("过期", "今天到期")
    left = f"{past} {-e.days} 天" if e.days < 0 else now if e.days == 0 else f"{e.days} 天"
    renew = Cell("登记复审" if e.review else "续办", href=_renewal(e)) if may else Cell("")
    kind = KINDS[record.kind].title if record.kind in KINDS else record.kind
    told = kind if kind != record.title else record.number
    sort = " · ".join(x for x in (told, "复审" if e.review else "") if x)
    return Row(
        f"{record.pk}-review" if e.review else str(record.pk),
        (
            Cell(record.title, sub=sort), Cell(e.whose),
            Cell(str(record.unit)), Cell(str(e.on)), Cell(left, tone=_TONES[e.band]),
            renew,
        ),
        href=f"/records/{record.pk}",
    )  # fmt: skip


def _renewal(e: Expiry) -> str:
    """The form of the same kind with what stays the same filled in."""
    record = e.record
    kind = KINDS.get(record.kind)
    asked = {"unit": str(record.unit_id)}
    if record.subject_id:
        asked["subject"] = str(record.subject_id)
    for field in kind.fields if kind else ():
        value = record.data.get(field.key)
        if (
            field.type in ("choice", "text", "person")
            and value
            and field.key != (kind and kind.number)
        ):
            asked[field.key] = str(value)
    return f"/records/{record.kind}/new?{urlencode(asked)}"

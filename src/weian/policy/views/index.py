"""The list of packs and adoptions."""

from collections.abc import Iterable
from datetime import date, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from weian.base.clock import day_of
from weian.org import queries as org
from weian.policy import queries
from weian.policy.drafting import queries as drafts
from weian.policy.models import Adoption, Edition
from weian.policy.views.common import asking, edition_url, ends, span, state_of
from weian.ui.shapes import Action, Cell, Column, Empty, Ledger, Row

_MOST = 300  # a province has some dozens
COLUMNS = (
    Column("title", "文件", width="wide"),
    Column("layer", "层级"),
    Column("issuer", "印发单位", phone=False),
    Column("unit", "采用单位"),
    Column("span", "执行期间"),
    Column("state", "状态", kind="status"),
)


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """What is adopted, then what could be."""
    person, at = asking(request)
    day = day_of(at)
    adoptions = list(queries.adoptions_visible(person, at).order_by("-since", "-pk")[:_MOST])
    used = {a.edition_id for a in adoptions}
    editions = queries.editions_visible(person, at).exclude(pk__in=used)
    rows = [*_adopted(adoptions, day), *_idle(editions.order_by("layer", "-issued")[:_MOST])]
    page = Ledger(
        title="制度包",
        subtitle="每份文件逐条变成责任事项。采用以后，下属单位的待办由它产生。",
        key="packs",
        columns=COLUMNS,
        rows=rows,
        count=str(len(rows)),
        actions=_deeds(person, at),
        empty=Empty("还没有采用任何制度包", "由卫生健康局采用后，这里会列出约束本单位的文件。"),
    )
    return render(request, "ui/ledger.html", {"page": page})


def _deeds(person: org.Person, at: datetime) -> tuple[Action, ...]:
    if not drafts.units_that_may_draft(person, at):
        return ()
    return (Action("把文件变成制度包", "/packs/compile/"),)


def _adopted(adoptions: Iterable[Adoption], day: date) -> Iterable[Row]:
    for adoption in adoptions:
        edition = adoption.edition
        state, tone = state_of(adoption, day)
        yield Row(
            id=f"a{adoption.pk}",
            href=edition_url(edition),
            cells=(
                Cell(edition.title, sub=_number(edition)),
                Cell(edition.layer_title),
                Cell(edition.issuer),
                Cell(str(adoption.unit)),
                Cell(span(max(adoption.since, edition.since), ends(adoption))),
                Cell(state, tone=tone),
            ),
        )


def _idle(editions: Iterable[Edition]) -> Iterable[Row]:
    for edition in editions:
        yield Row(
            id=f"e{edition.pk}",
            href=edition_url(edition),
            cells=(
                Cell(edition.title, sub=_number(edition)),
                Cell(edition.layer_title),
                Cell(edition.issuer),
                Cell("—"),
                Cell(span(edition.since, edition.until)),
                Cell("未采用", tone="muted"),
            ),
        )


def _number(edition: Edition) -> str:
    return "，".join(p for p in (edition.number, f"第 {edition.version} 版") if p)

"""Two versions of a document beside each other."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from weian.base.errors import NotVisible
from weian.policy import queries
from weian.policy.compare import Difference, compare, counts
from weian.policy.models import Edition
from weian.policy.views.common import CRUMBS, asking, edition_url
from weian.policy.vocabulary import titles
from weian.ui.shapes import Action, CompareRow, CompareShape, Crumb, Figure


@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """``?with=`` another edition of the same document; by default the one before."""
    person, at = asking(request)
    edition = queries.edition_or_404(person, pk, at)
    others = queries.versions_visible(person, edition, at)
    wanted = request.GET.get("with", "")
    other = next((o for o in others if str(o.pk) == wanted), None)
    if other is None:
        if wanted or not others:
            raise NotVisible
        other = others[0]
    left, right = _in_order(edition, other)
    found = compare(queries.pack_of(left), queries.pack_of(right), titles())
    page = CompareShape(
        title="对比两个版本",
        crumbs=(*CRUMBS, Crumb(edition.title, edition_url(edition))),
        left_title=_name(left),
        right_title=_name(right),
        rows=tuple(_row(d) for d in found),
        figures=_figures(found),
        actions=tuple(
            Action(f"改与{_name(o)}对比", f"?with={o.pk}") for o in others if o.pk != other.pk
        ),
    )
    return render(request, "ui/compare.html", {"page": page})


def _in_order(one: Edition, other: Edition) -> tuple[Edition, Edition]:
    first, second = sorted((one, other), key=lambda e: (e.since, e.version, e.pk))
    return first, second


def _name(edition: Edition) -> str:
    kind = "沿用版" if edition.reissued_from_id else "原版"
    return f"{edition.since.year} 年{kind}第 {edition.version} 版"


def _figures(found: Sequence[Difference]) -> tuple[Figure, ...]:
    n = counts(found)
    return (
        Figure("新增责任事项", str(n["added"])),
        Figure("取消", str(n["removed"])),
        Figure("改动", str(n["changed"])),
        Figure("每年定期责任（每家）", f"{n['yearly']:+g}" if n["yearly"] else "不变"),
    )


def _row(d: Difference) -> CompareRow:
    kind = {"clause": "条款", "obligation": "责任事项", "judged": "人工评判"}[d.kind]
    head = f"{kind}：{d.title}"
    left = "" if d.verdict == "added" else head
    right = "" if d.verdict == "removed" else head
    if d.changes:
        left = "\n".join(f"{c.field}：{c.left or '无'}" for c in d.changes)
        right = "\n".join(f"{c.field}：{c.right or '无'}" for c in d.changes)
    effect = f"每家每年 {d.yearly:+g} 项" if d.yearly else ""
    place = f"{d.place} {d.title}" if d.changes else d.place
    return CompareRow(place, d.verdict, left, right, effect)

"""The document at the left, what it asks at the right, a click both ways."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from weian.policy.drafting import queries as drafts
from weian.policy.drafting.assembling import NATURES
from weian.policy.drafting.proposing import suggested
from weian.policy.drafting.showing import SURE, Told, sureness, told
from weian.policy.models import Draft, DraftItem
from weian.policy.views.common import CRUMBS, asking
from weian.policy.views.drafts import HOME, draft_url, progress
from weian.policy.views.paper import Mark, paper
from weian.ui.shapes import Action, Crumb, Figure, Notice, Page

PER_PAGE: Final = 80
SHOWS: Final = (("asks", "全部要求"), ("open", "还没处理"), ("others", "其他句子"))
Decision = DraftItem.Decision


@dataclass(frozen=True)
class Card:
    """One item at the right."""

    item: DraftItem
    words: Told
    sure: str
    said: str
    read: str
    suggested: str
    nature: str
    url: str
    current: bool = False


@require_GET
def show(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The page of a draft in whatever state it is."""
    person, at = asking(request)
    draft = drafts.draft_or_404(person, pk, at)
    if draft.state in (Draft.State.READING, Draft.State.FAILED):
        context = {"page": _head(draft), "draft": draft, "past": None, **progress(draft)}
        return render(request, "policy/reading.html", context)
    every = draft.items.filter(none="").count()
    left = draft.items.filter(none="", decision="").count()
    show = request.GET.get("show", "asks")
    rows = _shown(draft, show)
    number = _page_of(request, rows)
    items = list(
        rows.select_related("decided_by", "merged_into")[
            number * PER_PAGE : (number + 1) * PER_PAGE + 1
        ]
    )
    more, items = len(items) > PER_PAGE, items[:PER_PAGE]
    context = {
        "page": _head(draft, every, left), "draft": draft, "done": every - left, "every": every,
        "share": 100 * (every - left) // every if every else 100, "cards": _cards(draft, items),
        "paper": _paper(draft, items, number, more), "show": show, "shows": _tabs(draft, show),
        "number": number, "earlier": number - 1 if number else None, "later": number + 1 if more else None,
        "open": draft.state == Draft.State.REVIEW,
    }  # fmt: skip
    return render(request, "policy/review.html", context)


def _shown(draft: Draft, show: str) -> QuerySet[DraftItem]:
    rows = draft.items.all()
    if show == "others":
        return rows.exclude(none="")
    if show == "open":
        return rows.filter(none="", decision="")
    return rows.filter(Q(none="") | ~Q(decision=Decision.PRINCIPLE))


def _page_of(request: HttpRequest, rows: QuerySet[DraftItem]) -> int:
    """The page asked for, or the one that holds the item asked for."""
    said = request.GET.get("page", "")
    if said.isascii() and said.isdigit():
        return min(int(said), 10_000)
    return page_holding(rows, request.GET.get("at", ""))


def page_holding(rows: QuerySet[DraftItem], number: str) -> int:
    """The page of the list on which an item stands; the first for none."""
    if not (number.isascii() and number.isdigit()):
        return 0
    found = rows.filter(number=int(number)).values_list("start", "number").first()
    if found is None:
        return 0
    start, own = found
    return rows.filter(Q(start__lt=start) | Q(start=start, number__lt=own)).count() // PER_PAGE


def _tabs(draft: Draft, show: str) -> list[dict[str, Any]]:
    url = draft_url(draft)
    return [{"title": t, "url": f"{url}?show={k}", "active": k == show} for k, t in SHOWS]


def _head(draft: Draft, every: int = 0, left: int = 0) -> Page:
    url = draft_url(draft)
    deeds = [Action("文件信息", f"{url}header")] if draft.state == Draft.State.REVIEW else []
    if draft.previous_id:
        deeds.append(Action("与上一版对比", f"{url}compare"))
    if draft.edition_id:
        deeds.append(Action("查看制度包", f"/packs/{draft.edition_id}/", primary=True))
    elif draft.state in (Draft.State.REVIEW, Draft.State.SUBMITTED):
        title = "负担与审定" if left or draft.state == Draft.State.SUBMITTED else "提请审定"
        deeds.append(Action(title, f"{url}approval", primary=not left))
    return Page(
        title=str(draft),
        subtitle="，".join(filter(None, (draft.header.get("number", ""), str(draft.unit), draft.get_state_display()))),
        crumbs=(*CRUMBS, Crumb("把文件变成制度包", HOME)),
        actions=tuple(deeds),
        notices=tuple(_notices(draft)),
    )  # fmt: skip


def _notices(draft: Draft) -> Iterator[Notice]:
    if draft.state == Draft.State.FAILED:
        yield Notice(
            draft.why, title="没有读出来", kind="error", actions=(Action("换一个文件", HOME),)
        )
    elif draft.state == Draft.State.REVIEW and draft.why:
        yield Notice(draft.why, title="审定时退回", kind="warning")
    elif draft.state == Draft.State.SUBMITTED:
        yield Notice("已提请审定，审定以前不能再改；要改请退回。", title="待审定")


def _cards(draft: Draft, items: Sequence[DraftItem]) -> list[Card]:
    words = told([i for i in items if i.decision not in (Decision.REJECT, Decision.MERGED)])
    return [_card(draft, item, words.get(item.key, Told())) for item in items]


def _card(draft: Draft, item: DraftItem, words: Told) -> Card:
    sure = sureness(item.confidence)
    return Card(
        item, words, sure, SURE[sure], _read(item),
        suggested(item.found.get("kind", ""), item.found.get("recurrence"), item.content),
        NATURES.get(item.none, ""), f"{draft_url(draft)}items/{item.number}/",
    )  # fmt: skip


_SOURCES: Final = {"verbatim": "原文写明", "inherited": "承接上文", "normalised": "推测"}


def _read(item: DraftItem) -> str:
    """Who, as the text says it, and how that is known."""
    actor = item.found.get("actor")
    if not actor:
        return "原文没有写明由谁做"
    said = f"“{actor}”（{_SOURCES.get(item.found.get('actor_source', ''), '推测')}）"
    others = item.found.get("cooperating") or ()
    return said + (f"，配合：{'、'.join(others)}" if others else "")


def _paper(draft: Draft, items: Sequence[DraftItem], number: int, more: bool) -> str:
    """The clauses on which this page's items stand; all of the text where one page holds it."""
    document = drafts.document_of(draft.sha256)
    if document is None:
        return ""
    marks = [_mark(item) for item in items]
    begin = items[0].start if number and items else 0
    end = items[-1].end if more else len(document.text)
    return paper(document, marks, begin, end)


def _mark(item: DraftItem) -> Mark:
    sure = "done" if item.decision else sureness(item.confidence)
    told = item.get_decision_display() if item.decision else SURE[sureness(item.confidence)]
    goal = item.merged_into.number if item.merged_into else item.number
    kind = "none" if item.none and item.decision == Decision.PRINCIPLE else sure
    return Mark(item.start, item.end, f"s-{item.number}", f"#i-{goal}", kind, told, item.number)


def figures(items: Iterable[DraftItem]) -> tuple[Figure, ...]:
    """How many of each decision."""
    found = [i.decision for i in items if not i.none or i.decision != Decision.PRINCIPLE]
    named = (
        Decision.ACCEPT,
        Decision.JUDGED,
        Decision.PRINCIPLE,
        Decision.REJECT,
        Decision.PENDING,
    )
    return tuple(Figure(d.label, str(found.count(d.value))) for d in named)

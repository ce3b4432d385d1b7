"""Drafts that a person may see, their items, and what a document says at a place."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from weian.base.errors import NotVisible
from weian.org import queries as org
from weian.policy.drafting.answers import question_key
from weian.policy.models import Document, Draft, DraftItem

__all__ = [
    "REVIEW",
    "Draft",
    "DraftItem",
    "asked",
    "counted",
    "document_of",
    "draft_or_404",
    "drafts_visible",
    "first_open",
    "item_or_404",
    "items_of",
    "units_that_may_draft",
]

#: To upload and review; to approve takes the right to adopt.
REVIEW: Final = "pack.adopt:draft"


def units_that_may_draft(person: org.Person, at: datetime) -> list[org.Unit]:
    """The units for which a person may upload and review, widest first."""
    return [u for u in org.acting_units(person, at) if org.can(person, REVIEW, u, at)]


def drafts_visible(person: org.Person, at: datetime) -> QuerySet[Draft]:
    """The drafts of the units for which the person may review, the latest first."""
    units = [u.pk for u in units_that_may_draft(person, at)]
    rows = Draft.objects.filter(unit_id__in=units).defer("content")
    return rows.select_related("unit", "author", "edition").order_by("-created_at")


def draft_or_404(person: org.Person, pk: UUID, at: datetime) -> Draft:
    """A visible draft, else NotVisible."""
    rows = drafts_visible(person, at).select_related(
        "unit", "author", "submitted_by", "approved_by", "previous", "edition"
    )
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotVisible()
    return found


def item_or_404(draft: Draft, number: int) -> DraftItem:
    """An item of a draft, else NotVisible."""
    found = draft.items.select_related("decided_by").filter(number=number).first()
    if found is None:
        raise NotVisible()
    return found


def asked(item: DraftItem) -> tuple[tuple[str, str], ...]:
    """The intervals that other accepted items of the draft leave open, to be shared."""
    rows = DraftItem.objects.filter(draft_id=item.draft_id, decision=DraftItem.Decision.ACCEPT)
    others = rows.filter(content__form="ask").exclude(pk=item.pk).order_by("start", "number")
    return tuple(
        (question_key(o.key), str(o.content.get("title", o.key)))
        for o in others.only("key", "content")
        if not o.content.get("ask")
    )


def items_of(draft: Draft) -> QuerySet[DraftItem]:
    """The items of a draft in the order of the text."""
    return draft.items.select_related("merged_into")


def document_of(sha256: str) -> Document | None:
    """The text of a file, if it was read."""
    return Document.objects.filter(pk=sha256).first()


def counted(drafts: Iterable[Draft]) -> dict[UUID, tuple[int, int]]:
    """Of each draft how many asks are decided, and how many there are."""
    asks = DraftItem.objects.filter(draft__in=list(drafts), none="").values("draft")
    rows = asks.annotate(n=Count("pk"), open=Count("pk", filter=Q(decision="")))
    return {row["draft"]: (row["n"] - row["open"], row["n"]) for row in rows}


def first_open(draft: Draft, after: int = -1) -> DraftItem | None:
    """The next ask without a decision behind a place in the text, else the first of all."""
    rows = draft.items.filter(none="", decision="")
    return rows.filter(start__gte=after).first() or rows.first()

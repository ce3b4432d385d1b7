"""Sealed tips whose sender waits for a word, in the to-do of their custodian."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import F, Q, QuerySet

from weian.duty.sources import Waiting
from weian.modules.tips import queries
from weian.org.queries import Person
from weian.ui.shapes import Action, TodoItem


def waiting(person: Person, at: datetime) -> Iterator[Waiting]:
    """One line for all of them, without a day: when they came is known by the day only."""
    if not queries.offices_of(person, queries.KEEP, at):
        return
    unanswered = Q(last_out=None) | Q(last_in__gt=F("last_out"))
    kept: QuerySet[Any] = queries.tips_of(person, at)
    found = list(kept.filter(unanswered, last_in__isnull=False)[:2])
    if not found:
        return
    many = len(found) > 1
    url = "/tips/" if many else f"/tips/{found[0].pk}/"
    yield Waiting(
        TodoItem(
            what="匿名举报等待答复" + ("（多件）" if many else ""),
            button=Action("去办理", url, primary=True),
            href=url,
            detail="看原文要写原因、输口令。写答复，举报人凭查询码看得到。",
        ),
        area="tips",
    )

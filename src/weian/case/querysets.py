"""Who sees which cases."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Self, TypeVar

from django.db.models import Model, Q

from weian.org.querysets import ScopedQuerySet

if TYPE_CHECKING:
    from weian.org.queries import Person

M = TypeVar("M", bound=Model)


class CaseQuerySet(ScopedQuerySet[M]):
    """One's own cases are those that one reported and those that wait for one. A secret one is seen by
    those who know of it alone, whatever else they may read."""

    def visible_to(
        self,
        person: Person,
        at: datetime,
        *,
        right: str = "read",
        own_field: str | None = None,
    ) -> Self:
        """As every scoped row, less what is kept secret from the person."""
        found = super().visible_to(person, at, right=right, own_field=own_field)
        return found.filter(Q(known_to=None) | Q(known_to__contains=[person.pk]))

    def _own(self, field: str, person: Person) -> Q:
        return Q(reporter_id=person.pk) | Q(assignee_id=person.pk)

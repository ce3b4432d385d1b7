"""Who sees which cases."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING, Self, TypeVar

from django.db.models import Model, Q

from weian.base.clock import day_of
from weian.case.inside import KEPT
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
        kinds: Collection[str] | None = None,
    ) -> Self:
        """As every scoped row, less what is kept secret from the person, and less what a unit below is
        still preparing for whoever looks from a commission. ``kinds``: of these alone, which spares
        what is asked of others."""
        found = super().visible_to(person, at, right=right, own_field=own_field)
        found = found.filter(Q(known_to=None) | Q(known_to__contains=[person.pk]))
        if kinds is not None:
            found = found.filter(kind__in=kinds)
        return self._sent(found, person, at, kinds)

    def _sent(
        self, found: Self, person: Person, at: datetime, kinds: Collection[str] | None
    ) -> Self:
        grants = person.grants_on(day_of(at))
        if not any(g.unit.group == "commission" for g in grants):
            return found
        house = Q(reporter_id__in=person.hands)
        for grant in grants:
            column = "unit_id" if grant.unit.group == "commission" else grant.unit.level_column
            house |= Q(**{column: grant.unit_id})
        for kind, sent in KEPT.items():
            if kinds is not None and kind not in kinds:
                continue
            found = found.filter(~Q(kind=kind) | Q(data__has_key=sent) | house)
        return found

    def _own(self, field: str, person: Person) -> Q:
        return Q(reporter_id__in=person.hands) | Q(assignee_id__in=person.hands)

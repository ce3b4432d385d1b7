"""Who sees which cases."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from django.db.models import Model, Q

from weian.org.querysets import ScopedQuerySet

if TYPE_CHECKING:
    from weian.org.queries import Person

M = TypeVar("M", bound=Model)


class CaseQuerySet(ScopedQuerySet[M]):
    """One's own cases are those that one reported and those that wait for one."""

    def _own(self, field: str, person: Person) -> Q:
        return Q(reporter_id=person.pk) | Q(assignee_id=person.pk)

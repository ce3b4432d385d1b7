"""What a stand-in holds: of the roles that were lent what their owner still holds that day (委托代办)."""

from __future__ import annotations

from copy import copy
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from weian.org.models import Delegation, Grant, Person


def lent_on(delegation: Delegation, taker: Person, day: date) -> tuple[Grant, ...]:
    """The grants, marked as lent; none before it begins, once it has ended, or between units.

    Taken from the giver's own grants of that day, so that it is never wider than theirs and what was
    lent to them cannot be lent on.
    """
    giver = delegation.giver
    if not delegation.stands_on(day) or giver.unit_id != taker.unit_id:
        return ()
    lent = set(delegation.grants)
    return tuple(_marked(grant) for grant in giver.grants_on(day) if grant.pk in lent)


def _marked(grant: Grant) -> Grant:
    made = copy(grant)
    made.lent = True
    return made

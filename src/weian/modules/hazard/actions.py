"""What one act of reporting writes together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from weian.case import actions as cases
from weian.case.actions import Case  # type: ignore[attr-defined]
from weian.org.queries import Person, Unit

Files = Mapping[str, Sequence[Any]]


@dataclass(frozen=True)
class Fixed:
    """What was done about it on the spot, and the pictures of afterwards."""

    result: str
    photos: Sequence[Any]


@transaction.atomic
def report(
    actor: Person,
    *,
    unit: Unit,
    data: Mapping[str, object],
    at: datetime,
    department: Unit | None = None,
    files: Files | None = None,
    fixed: Fixed | None = None,
    idempotency_key: str | None = None,
) -> Case:
    """Report a hazard; with ``fixed`` it also goes straight to acceptance as put right on the spot.

    Raises what ``case.actions.open_case`` and ``act`` raise; nothing is left behind then.
    """
    case = cases.open_case(
        actor,
        kind="hazard",
        unit=unit,
        department=department,
        data=data,
        files=files,
        at=at,
        idempotency_key=idempotency_key,
    )
    if fixed is None or case.version > 1:
        return case
    return cases.act(
        actor,
        case=case,
        verb="fix_on_spot",
        given={"grade": "ordinary", "result": fixed.result, "spot": True},
        files={"photos": fixed.photos},
        at=at,
        version=case.version,
    )

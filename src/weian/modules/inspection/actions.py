"""An inspection and what it found, in one act: a finding never stays on paper.

Hazards are opened by the key of their kind; this module knows nothing else of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple

from django.db import transaction

from weian.base.clock import day_of
from weian.base.errors import Refusal
from weian.case import actions as cases
from weian.case.queries import Case
from weian.modules.inspection.kinds import MODES
from weian.org.queries import Person, Unit
from weian.record import actions as records
from weian.record.queries import Record

HAZARD: Final = "hazard"
_SOURCES: Final = {"self_check": "self_check", "department_daily": "self_check"}


@dataclass(frozen=True)
class Finding:
    """One hazard found: the answers of its opening, files by id. ``name`` is put before the keys of
    what is wrong with it."""

    data: Mapping[str, object]
    department: Unit | None = None
    name: str = ""


class Inspected(NamedTuple):
    """What one inspection left behind."""

    record: Record
    hazards: list[Case]


@transaction.atomic
def inspect(
    actor: Person,
    *,
    unit: Unit,
    happened_at: datetime,
    data: Mapping[str, object],
    at: datetime,
    findings: Sequence[Finding] = (),
    place: Unit | None = None,
    department: Unit | None = None,
    idempotency_key: str | None = None,
) -> Inspected:
    """Submit an inspection by ``unit`` and open its findings at ``place`` (default: the same unit).

    All or nothing. The record names the numbers of the hazards, each hazard says where it was found.
    With an ``idempotency_key`` the same request again gives back the same record and hazards.
    Raises what ``record.actions.submit`` and ``case.actions.open_case`` raise; the keys of a bad
    finding begin with its name ("h0_place").
    """
    mode = str(data.get("mode", ""))
    found_in = f"{day_of(happened_at)} {dict(MODES).get(mode, '检查')}"
    told = {"source": source_of(mode, unit), "found_in": found_in}
    hazards = []
    for n, finding in enumerate(findings):
        with _named(finding, n):
            hazards.append(
                cases.open_case(
                    actor,
                    kind=HAZARD,
                    unit=place or unit,
                    department=finding.department,
                    data={**told, **finding.data},
                    opened_on=day_of(happened_at),
                    at=at,
                    idempotency_key=f"{idempotency_key}:{n}" if idempotency_key else None,
                )
            )
    numbers = {"hazards": [case.number for case in hazards]} if hazards else {}
    record = records.submit(
        actor,
        kind="inspection",
        unit=unit,
        department=department,
        happened_at=happened_at,
        data={**data, **numbers},
        at=at,
        idempotency_key=idempotency_key,
    )
    return Inspected(record, hazards)


@contextmanager
def _named(finding: Finding, n: int) -> Iterator[None]:
    """A refusal says which finding it is about."""
    try:
        yield
    except Refusal as refusal:
        refusal.fields = {f"{finding.name}_{k}": v for k, v in refusal.fields.items()}
        if not refusal.fields:
            refusal.message = f"第 {n + 1} 条隐患：{refusal.message}"
        raise


def source_of(mode: str, inspector: Unit) -> str:
    """How a hazard found in such an inspection came to light."""
    if inspector.group == "commission":
        return "oversight"
    return _SOURCES.get(mode, "inspection")

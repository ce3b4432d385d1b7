"""An inspection and what it found, in one act: a finding never stays on paper.

Hazards are opened by the key of their kind; this module knows nothing else of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, NamedTuple

from django.db import transaction

from weian.base.clock import day_of
from weian.base.errors import BadInput, Refusal
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
    """One hazard found: the answers of its opening, and uploads by field key."""

    data: Mapping[str, object]
    files: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    department: Unit | None = None


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
    files: Mapping[str, Sequence[Any]] | None = None,
    idempotency_key: str | None = None,
) -> Inspected:
    """Submit an inspection by ``unit`` and open its findings at ``place`` (default: the same unit).

    All or nothing. The record names the numbers of the hazards, each hazard says where it was found.
    With an ``idempotency_key`` the same request again gives back the same record and hazards.
    Raises what ``record.actions.submit`` and ``case.actions.open_case`` raise; the fields of the
    n-th finding (from 0) are named ``h<n>-<key>``.
    """
    hazards = [
        _open(n, actor, finding, place or unit, happened_at, data, at, idempotency_key, unit)
        for n, finding in enumerate(findings)
    ]
    numbers = {"hazards": [case.number for case in hazards]} if hazards else {}
    record = records.submit(
        actor,
        kind="inspection",
        unit=unit,
        department=department,
        happened_at=happened_at,
        data={**data, **numbers},
        files=files,
        at=at,
        idempotency_key=idempotency_key,
    )
    return Inspected(record, hazards)


def _open(
    n: int,
    actor: Person,
    finding: Finding,
    place: Unit,
    happened_at: datetime,
    data: Mapping[str, object],
    at: datetime,
    key: str | None,
    inspector: Unit,
) -> Case:
    day = day_of(happened_at)
    mode = str(data.get("mode", ""))
    told = {
        "source": source_of(mode, inspector),
        "found_in": f"{day} {dict(MODES).get(mode, '检查')}",
    }
    try:
        return cases.open_case(
            actor,
            kind=HAZARD,
            unit=place,
            department=finding.department,
            data={**told, **finding.data},
            files=finding.files,
            opened_on=day,
            at=at,
            idempotency_key=f"{key}:{n}" if key else None,
        )
    except BadInput as refusal:
        if not refusal.fields:
            raise
        raise BadInput(
            refusal.code, fields={f"h{n}-{k}": m for k, m in refusal.fields.items()}
        ) from None
    except Refusal as refusal:
        refusal.message = f"第 {n + 1} 条隐患：{refusal.message}"
        raise


def source_of(mode: str, inspector: Unit) -> str:
    """How a hazard found in such an inspection came to light."""
    if inspector.group == "commission":
        return "oversight"
    return _SOURCES.get(mode, "inspection")

"""Approved waivers and extensions, as core's reliefs.

An approval counts only for a request of the same matter, made before it by another person.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from weian.core.world import Relief
from weian.duty import reading
from weian.duty.kinds import APPROVALS, APPROVED, EXTENSION, REQUESTS
from weian.duty.reading import RecordRow
from weian.duty.shaping import loads
from weian.duty.wall import end_of

_SORT = {kind: sort for kinds in (REQUESTS, APPROVALS) for sort, kind in kinds.items()}
Place = tuple[int, int | None]


def read(units: Sequence[int], known: datetime) -> dict[Place, list[Relief]]:
    """Reliefs by unit and department."""
    kinds = [*REQUESTS.values(), *APPROVALS.values()]
    rows = list(reading.records(units, kinds, known))
    requests = {row.id: row for row in rows if row.kind in REQUESTS.values()}
    out: dict[Place, list[Relief]] = {}
    for row, data in _approvals(rows):
        request = requests.get(str(data.get("request", "")))
        if request is not None and matches(row, data, request):
            out.setdefault((row.unit, row.department), []).append(_relief(row, data))
    return out


def _approvals(rows: Iterable[RecordRow]) -> Iterable[tuple[RecordRow, dict[str, Any]]]:
    for row in rows:
        if row.kind in APPROVALS.values():
            data = loads(row.data)
            if data.get("decision") == APPROVED:
                yield row, data


def matches(row: RecordRow, data: Mapping[str, Any], request: RecordRow) -> bool:
    """Whether this approval decides that request, by a second person."""
    asked = loads(request.data)
    same = all(data.get(k) == asked.get(k) for k in ("obligation", "bearer", "window"))
    return (
        same
        and _SORT[row.kind] == _SORT[request.kind]
        and (row.unit, row.department) == (request.unit, request.department)
        and row.by != request.by
        and request.recorded <= row.recorded
    )


def _relief(row: RecordRow, data: Mapping[str, Any]) -> Relief:
    until = None
    if _SORT[row.kind] == EXTENSION:
        until = end_of(date.fromisoformat(str(data["until"])))
    return Relief(
        obligation=str(data["obligation"]),
        known=row.recorded,
        bearer=str(data.get("bearer") or ""),
        window=str(data.get("window") or ""),
        until=until,
        record=row.id,
    )

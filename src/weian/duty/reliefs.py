"""Approved waivers and extensions, as core's reliefs.

An approval counts only for a request of the same matter, made before it by another person.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from weian.base.errors import NotVisible
from weian.core.world import Relief
from weian.duty import reading
from weian.duty.kinds import APPROVALS, APPROVED, EXTENSION, REQUESTS
from weian.duty.reading import RecordRow
from weian.duty.shaping import loads
from weian.duty.wall import end_of
from weian.org import queries as org
from weian.org.rights import covers
from weian.record import queries as records

_SORT = {kind: sort for kinds in (REQUESTS, APPROVALS) for sort, kind in kinds.items()}
DECIDE = "waiver.decide"
_MOST = 200
Place = tuple[int, int | None]


KINDS = frozenset({*REQUESTS.values(), *APPROVALS.values()})


def read(units: Sequence[int], known: datetime) -> dict[Place, list[Relief]]:
    """Reliefs by unit and department."""
    return read_from(reading.records(units, sorted(KINDS), known))


def read_from(found: Iterable[RecordRow]) -> dict[Place, list[Relief]]:
    """The same from records of ``KINDS``."""
    rows = list(found)
    requests = {row.id: row for row in rows if row.kind in REQUESTS.values()}
    out: dict[Place, list[Relief]] = {}
    for row, data in _approvals(rows):
        request = requests.get(str(data.get("request", "")))
        if request is not None and matches(row, data, request):
            out.setdefault((row.unit, row.department), []).append(_relief(row, data))
    return out


def any_of(units: Sequence[org.Unit], known: datetime) -> bool:
    """Whether anybody was ever excused there."""
    places = [u.parent_id if u.kind == "department" and u.parent_id else u.pk for u in units]
    return any(True for _ in reading.records(places, list(APPROVALS.values()), known))


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


def requests(person: org.Person, at: datetime) -> QuerySet[records.Record]:
    """The requests that a person may see, the latest first."""
    rows = records.current(person, at).filter(kind__in=list(REQUESTS.values()))
    return rows.select_related("unit", "department", "by", "behalf").order_by("-recorded_at", "-id")


def waiting(person: org.Person, at: datetime) -> list[records.Record]:
    """The requests that nobody has decided and that this person may decide."""
    found = list(requests(person, at)[:_MOST]) if may_decide_anywhere(person, at) else []
    decided = {str(row.data.get("request")) for row in decisions([r.unit_id for r in found])}
    return [r for r in found if str(r.pk) not in decided and may_decide(person, r, at)]


def may_decide_anywhere(person: org.Person, at: datetime) -> bool:
    """Whether waivers are this person's business at all."""
    return bool(org.reach_of(org.grants_of(person, at), DECIDE))


def may_decide(person: org.Person, request: records.Record, at: datetime) -> bool:
    """Whoever holds the right on a unit above, and did not ask."""
    above = (grant for grant in org.grants_of(person, at) if grant.unit_id != request.unit_id)
    return not {request.by_id, request.behalf_id} & person.hands and any(
        grant.gives(DECIDE) and covers(grant.unit, DECIDE, request.unit) for grant in above
    )


def decisions(units: Sequence[int]) -> list[records.Record]:
    """Every decision on requests of some units."""
    kinds = list(APPROVALS.values())
    rows = records.Record.objects.filter(unit_id__in=units, kind__in=kinds, superseded_by=None)
    return list(rows.select_related("by", "behalf").order_by("recorded_at"))


def decision_on(request: records.Record) -> records.Record | None:
    """The decision on a request, if there is one."""
    found = (
        row for row in decisions([request.unit_id]) if row.data.get("request") == str(request.pk)
    )
    return next(found, None)


def request_or_404(person: org.Person, pk: UUID, at: datetime) -> records.Record:
    """A visible request, else NotVisible."""
    found = requests(person, at).filter(pk=pk).first()
    if found is None:
        raise NotVisible()
    return found


def about(owner: org.Unit, key: str, bearer: str, window: str) -> list[records.Record]:
    """Requests and decisions about one duty, in order."""
    kinds = [*REQUESTS.values(), *APPROVALS.values()]
    rows = records.Record.objects.filter(superseded_by=None, kind__in=kinds, data__obligation=key)
    if owner.kind == "department":
        rows = rows.filter(department=owner)
    else:
        rows = rows.filter(unit=owner, department=None)
    found = rows.select_related("by", "behalf").order_by("recorded_at", "id")
    return [
        row
        for row in found
        if row.data.get("bearer", "") in ("", bearer) and row.data.get("window", "") in ("", window)
    ]

"""What one person has learned: every training attended, tests, certificates. One query."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from weian.base import bounds
from weian.base.errors import NotVisible
from weian.org import queries as org
from weian.org.queries import Person
from weian.record.queries import Record

_KINDS = ("training", "test_result", "certificate")
_RIGHT = "record.submit"  # whoever may enter training for somebody sees what they have had


@dataclass(frozen=True)
class TrainingFile:
    """The latest first; ``years`` are (year, times, hours)."""

    person: Person
    trainings: tuple[Record, ...]
    tests: tuple[Record, ...]
    certificates: tuple[Record, ...]

    @property
    def years(self) -> list[tuple[int, int, float]]:
        """The years in which there was any training, the latest first."""
        out: dict[int, tuple[int, float]] = {}
        for record in self.trainings:
            times, hours = out.get(record.happened_on.year, (0, 0.0))
            out[record.happened_on.year] = times + 1, hours + float(record.amount or 0)
        return [(year, *out[year]) for year in sorted(out, reverse=True)]


def person_or_404(viewer: Person, pk: int, at: datetime) -> Person:
    """Somebody whose file the viewer may open: oneself, or those for whom the viewer enters training
    (heads of their department and unit, safety managers, the commission above)."""
    found = org.people_by_ids([pk]).get(pk)
    if found is None or not (viewer.pk == pk or _may(viewer, found, at)):
        raise NotVisible()
    return found


def _may(viewer: Person, person: Person, at: datetime) -> bool:
    return org.can(viewer, _RIGHT, person.unit, at, person.department)


def opens(viewer: Person, person: Person, at: datetime) -> bool:
    """Whether the viewer may open the records themselves."""
    return org.can(viewer, "read", person.unit, at, person.department)


def file_of(person: Person) -> TrainingFile:
    """The whole file, of the units too at which the person worked before."""
    units = {person.unit_id, *person.appointments.values_list("unit_id", flat=True)}
    rows = Record.objects.filter(
        unit_id__in=units, kind__in=_KINDS, people__contains=[person.pk], superseded_by=None
    ).defer("search", "words")
    found: dict[str, list[Record]] = {kind: [] for kind in _KINDS}
    with bounds.everything("what somebody has learned goes with them, also from a former house"):
        for record in rows.order_by("-happened_at", "-id"):
            found[record.kind].append(record)
    return TrainingFile(person, *(tuple(found[kind]) for kind in _KINDS))

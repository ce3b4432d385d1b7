"""Two years of ordinary work: written for one clinic by the verbs, copied for the others."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from random import Random
from typing import Any
from uuid import uuid4

from weian.core.cadence import Rules
from weian.duty import law
from weian.duty.wall import wall
from weian.org.queries import Unit
from weian.record import actions as records
from weian.site.bench.bulk_sql import without_indexes
from weian.site.bench.town import Town
from weian.site.demo.crew import Crew
from weian.site.demo.work import Desk
from weian.site.roles import Connection

_COLUMNS = (
    "id", "kind", "title", "number", "happened_at", "recorded_at", "by_id", "subject_id", "about",
    "valid_until", "people", "amount", "data", "words", "search", "unit_id", "province_id",
    "city_id", "county_id", "institution_id",
)  # fmt: skip
_POSTS = ("head", "deputy", "safety_manager", "staff")


def fill(
    connection: Connection, town: Town, clinics: Sequence[Unit], at: datetime
) -> Iterator[int]:
    """Leave the records of the first clinic, then of all the others; yields how many after each."""
    first, *others = clinics
    yield _work(town, first, at)
    found = connection.execute(_reading(), [first.pk]).fetchall()
    things = {
        int(str(unit)): str(thing)
        for unit, thing in connection.execute("SELECT unit_id, id FROM subject_subject")
    }
    parts = [_Part(row, town, first, things[first.pk]) for row in found]
    done = len(parts)
    with without_indexes(connection, "record_record"):
        for unit in others:
            names = ", ".join(_COLUMNS)
            people = [p.pk for p in town.staff[unit.pk]]
            scope = (unit.pk, unit.province_id, unit.city_id, unit.county_id, unit.institution_id)
            with (
                connection.cursor() as cursor,
                cursor.copy(f"COPY record_record ({names}) FROM STDIN".encode()) as copy,
            ):
                for part in parts:
                    copy.write_row((*part.of(people, things[unit.pk]), *scope))
            done += len(parts)
            yield done


def _work(town: Town, unit: Unit, at: datetime) -> int:
    staff = town.staff[unit.pk]
    crew = Crew(unit, None, dict(zip(_POSTS, staff, strict=True)), {p.pk: p for p in staff}, 0.92)
    rules: Rules = law.rules()
    desk = Desk(crew, law.laws_of([unit], at)[unit.pk], wall(at), rules, Random(1))
    drafts = sorted(desk.work(), key=lambda draft: draft.at)
    return len(records.submit_batch(drafts))


def _reading() -> bytes:
    shown = {"data": "data::text", "search": "search::text", "subject_id": "subject_id::text"}
    names = ", ".join(shown.get(name, name) for name in _COLUMNS[:-5])
    return f"SELECT {names} FROM record_record WHERE unit_id = %s".encode()


class _Part:
    """A record with its people and its thing taken out, to be filled with those of another unit."""

    def __init__(self, row: Sequence[Any], town: Town, unit: Unit, thing: str) -> None:
        self._row = list(row)
        self._place = {p.pk: n for n, p in enumerate(town.staff[unit.pk])}
        self._thing = thing
        numbers = "|".join(str(pk) for pk in self._place)
        self._data = re.split(rf"(?<=[\[ ])({numbers})(?=[,\]}}])", str(row[12]))

    def of(self, people: Sequence[int], thing: str) -> list[Any]:
        """Its columns but those of the scope."""
        out = self._row.copy()
        out[0] = uuid4()
        out[6] = people[self._place[out[6]]] if out[6] is not None else None
        out[7] = thing if out[7] == self._thing else None
        out[10] = [people[self._place[pk]] for pk in out[10]]
        odd = (str(people[self._place[int(text)]]) for text in self._data[1::2])
        out[12] = "".join(
            text for pair in zip(self._data[::2], [*odd, ""], strict=True) for text in pair
        )
        return out

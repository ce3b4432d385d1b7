"""Books that must balance and stages that follow one another: each line is reckoned from those before."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from random import Random
from typing import Any

from weian.modules.chemicals.second import CONFIRMATION, MOVEMENT, waits_for
from weian.record.actions import Draft
from weian.record.queries import Record
from weian.site.demo.crew import Crew
from weian.subject.queries import Subject

_USES = ("科室领用", "病区领用", "消毒供应室领用")


def book_lines(
    crews: Mapping[str, Crew], now: datetime, chance: Random
) -> tuple[list[Draft], list[Draft]]:
    """What went in and out and the stages of every project; then the counts, made from books whose
    movements are confirmed."""
    lines: list[Draft] = []
    for crew in crews.values():
        for substance in _of(crew, "substance"):
            lines += _book(crew, substance, now, chance)
        for project in _of(crew, "construction_project"):
            lines += _stages(crew, project, now)
    counts = [line for line in lines if line.kind == "stock_count"]
    return [line for line in lines if line.kind != "stock_count"], counts


def confirmations(made: Iterable[Record], crews: Mapping[str, Crew]) -> Iterator[Draft]:
    """Both people stand behind each movement: whoever did not enter it confirms it the same day."""
    units = {crew.unit.pk: crew.unit for crew in crews.values()}
    everyone = {pk: p for crew in crews.values() for pk, p in crew.everyone.items()}
    moved = sorted((r for r in made if r.kind == MOVEMENT), key=lambda r: r.happened_at)
    for movement in moved:
        at = movement.happened_at + timedelta(minutes=20)
        for pk in waits_for(movement, {}):
            data = {"movement": str(movement.pk), "person": pk, "agreed": True}
            yield Draft(
                everyone[pk], CONFIRMATION, units[movement.unit_id], at, data, at,
                subject=movement.subject_id, right="record.submit:own",
            )  # fmt: skip


def _of(crew: Crew, kind: str) -> Iterable[Subject]:
    return crew.things.get(kind, ())


def _book(crew: Crew, substance: Subject, now: datetime, chance: Random) -> Iterator[Draft]:
    """Every two months as much as was used and a little more, counted at the end."""
    keeper = crew.hand("chemical_keeper", "safety_manager")
    there, lines = 0, crew.books.setdefault(substance.pk, [])
    for month in range(5 if len(crew.everyone) > 30 else 3, 0, -1):
        start = (now - timedelta(days=month * 55)).replace(hour=9, minute=chance.randint(0, 59))
        came = chance.randint(20, 40)
        went = chance.randint(10, min(there + came, 38))
        for direction, quantity, days in (("in", came, 0), ("out", went, chance.randint(3, 40))):
            at = start + timedelta(days=days)
            there += quantity if direction == "in" else -quantity
            lines.append((at, quantity if direction == "in" else -quantity))
            data = _line(crew, keeper.pk) | {
                "direction": direction, "quantity": quantity,
                "purpose": "采购入库" if direction == "in" else chance.choice(_USES),
            }  # fmt: skip
            yield Draft(
                crew.scribe, "stock_movement", crew.unit, at, data, at, subject=substance.pk
            )
    at = now - timedelta(days=chance.randint(1, 9), hours=1)
    data = _line(crew, keeper.pk) | {"counted": there}
    yield Draft(crew.scribe, "stock_count", crew.unit, at, data, at, subject=substance.pk)


def _line(crew: Crew, keeper: int) -> dict[str, Any]:
    return {"handler": keeper, "checker": crew.other_than(keeper).pk}


def _stages(crew: Crew, project: Subject, now: datetime) -> Iterator[Draft]:
    """Designed and under construction; not in use yet."""
    for stage, ago in (("design", 420), ("construct", 200)):
        at = (now - timedelta(days=ago)).replace(hour=10)
        data = {
            "stage": stage,
            "passed": True,
            "facilities": "消防、通风和防护设施",
            "authority": "安全职业卫生专家组",
        }
        yield Draft(crew.scribe, "three_simultaneous", crew.unit, at, data, at, subject=project.pk)

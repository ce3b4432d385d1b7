"""Summaries of many units at once: the step between the world and the table."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from weian.core.cadence import Rules
from weian.core.obligation import Obligation
from weian.core.summary import Summary, summarise
from weian.duty import law
from weian.duty.reading import Story
from weian.duty.wall import wall
from weian.duty.world import worlds_of
from weian.org import queries as org


class Checkpoint(NamedTuple):
    """Windows due after the first day begins are computed, from records of the second day on."""

    due_after: date
    records_from: date


def summaries_of(
    units: Sequence[org.Unit],
    laws: Mapping[int, Sequence[Obligation]],
    at: datetime,
    *,
    past: bool = False,
    checkpoint: Checkpoint | None = None,
    case: str = "",
    story: Story | None = None,
    rules: Rules | None = None,
) -> dict[int, Summary]:
    """The duties of each unit at an aware moment; nothing is read where no law binds.

    ``past``, ``case`` and ``story``: see :func:`weian.duty.world.worlds_of`; ``rules``: those in force,
    where they have been asked for already.
    """
    bound = [unit for unit in units if laws[unit.pk]]
    out = {unit.pk: Summary() for unit in units}
    if bound:
        begin = checkpoint.records_from if checkpoint else None
        worlds = worlds_of(bound, laws, at, past=past, since=begin, case=case, story=story)
        rules, moment = rules or law.rules(), wall(at)
        for unit in bound:
            out[unit.pk] = summarise(
                worlds[unit.pk], laws[unit.pk], moment, rules,
                since=checkpoint.due_after if checkpoint else None,
            )  # fmt: skip
    return out

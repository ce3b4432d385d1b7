"""The duties of the one case that a step moved.

Those that are settled are counted together with those of other cases. What the case had of them just
before the step is worked out again, and the difference is all that is written. This is done only where
the table proves that nothing else has happened to the case meanwhile; otherwise whoever asks has to
compute all cases of its kind.
"""

from collections.abc import Collection, Mapping
from datetime import timedelta

from django.db import connection, transaction

from weian.base import bounds, events
from weian.base.models import Event
from weian.case.kinds import KINDS as CASES
from weian.core.cadence import FOREVER, Rules
from weian.core.obligation import Obligation
from weian.core.summary import Summary, summarise
from weian.duty import law, reading, table
from weian.duty.history import data_then
from weian.duty.refreshing import Known
from weian.duty.rows import Count, counts_of, plain_rows_of, scope_of
from weian.duty.shaping import case_data
from weian.duty.summaries import summaries_of
from weian.duty.wall import wall
from weian.duty.world import worlds_of
from weian.org import queries as org

_INSTANT = timedelta(microseconds=1)
#: Of the steps: how many, how many earlier than the event, the state after these; and whether the case
#: has records that were not known earlier.
_STOOD = """
    SELECT count(*), count(*) FILTER (WHERE at < %(at)s),
           (array_agg(to_state ORDER BY seq DESC) FILTER (WHERE at < %(at)s))[1],
           EXISTS (SELECT FROM record_record WHERE case_id = %(case)s AND recorded_at >= %(at)s)
    FROM case_casestep WHERE case_id = %(case)s
"""
Laws = Mapping[int, tuple[Obligation, ...]]


@bounds.everything("duties are written for everybody")
@transaction.atomic
def refresh_step(unit: org.Unit, event: Event, keys: Collection[str], known: Known) -> bool:
    """Bring up to date what the case of an event bears under the obligations ``keys``, of those that
    cases bear. False, with nothing done, where its part of the counts cannot be told for certain."""
    table.lock([unit.pk])
    last, case = events.last(), str(event.object_id)
    if last is None or last[0] != known.seq:
        return False  # of two acts at the same time either may have been counted already
    wanted = frozenset(keys)
    laws = {unit.pk: tuple(o for o in known.laws[unit.pk] if o.key in wanted)}
    stood, rules = _story(unit, event), law.rules()
    if stood is None:
        return False
    state, story = stood
    before = _before(unit, laws, event, state, story, rules)
    part = table.Part({unit.pk: scope_of(unit)}, wanted, bearer=f"case:{case}")
    if not table.holds(part, plain_rows_of(before, unit, wall(event.at - _INSTANT))):
        return False
    after = summaries_of([unit], laws, event.at, case=case, story=story, rules=rules)[unit.pk]
    areas = {o.key: o.area for o in laws[unit.pk]}
    gone, come = (counts_of(summary, unit, areas) for summary in (before, after))
    if not table.move_counts(part, _difference(gone, come)):
        return False
    table.replace_rows(part, plain_rows_of(after, unit, wall(event.at)))
    return True


def _story(unit: org.Unit, event: Event) -> tuple[str, reading.Story] | None:
    """The state of the case before the event, and the case with its steps.

    None where the moment just before the event is not to be had: the event is no step, more than the
    step belongs to its moment, or the steps do not tell the facts of the case as they stand now, hence
    as they stood before.
    """
    with connection.cursor() as cursor:
        cursor.execute(_STOOD, {"case": event.object_id, "at": event.at})
        row = cursor.fetchone()
    steps, earlier, state, records = row if row else (0, 0, None, False)
    if records or state is None or earlier != steps - 1:
        return None
    places, case = [unit.pk, unit.parent_id or unit.pk], str(event.object_id)
    told = list(reading.all_steps([case], event.at))
    for row in reading.cases(places, [event.object_kind], event.at, case):
        if data_then(row, told) == case_data(row):
            return state, reading.Story(row, told)
    return None


def _before(
    unit: org.Unit, laws: Laws, event: Event, state: str, story: reading.Story, rules: Rules
) -> Summary:
    """What the case bore just before the event."""
    then, case = event.at - _INSTANT, str(event.object_id)
    worlds = worlds_of([unit], laws, then, past=True, case=case, story=story)
    if state not in CASES[event.object_kind].flow.ends:
        for thing in worlds[unit.pk].cases:
            thing.until = FOREVER  # also one that this step ended, today
    return summarise(worlds[unit.pk], laws[unit.pk], wall(then), rules)


def _difference(gone: Collection[Count], come: Collection[Count]) -> list[Count]:
    """The counts by which the second exceed the first, less than nothing included."""
    sums: dict[Count, int] = {}
    for found, sign in ((gone, -1), (come, 1)):
        for count in found:
            place = count._replace(n=0)
            sums[place] = sums.get(place, 0) + sign * count.n
    return [place._replace(n=n) for place, n in sums.items() if n]

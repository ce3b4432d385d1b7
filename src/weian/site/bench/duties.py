"""How fast duties are computed, alone and with reading and writing; how fast the board shows them."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from itertools import chain
from time import perf_counter

from weian.base.models import Event
from weian.core.duty import derive
from weian.core.summary import summarise
from weian.duty import actions, law
from weian.duty.refreshing import refresh_batch
from weian.duty.wall import wall
from weian.duty.world import worlds_of
from weian.org import actions as org
from weian.site import followers
from weian.site.bench.asking import Browser
from weian.site.bench.table import Line
from weian.site.bench.timing import typical
from weian.site.bench.town import Town

_PURE = 20  # units whose worlds are held in memory


def pure(town: Town, at: datetime) -> Iterator[Line]:
    """The computation alone: every duty with status and next change; and as the table needs it."""
    units = town.clinics[:_PURE]
    laws = law.laws_of(units, at)
    worlds = worlds_of(units, laws, at)
    rules, moment = law.rules(), wall(at)

    def each() -> int:
        found = (derive(worlds[u.pk], laws[u.pk], moment, rules) for u in units)
        return sum(1 for _ in chain.from_iterable(found))

    def summed() -> int:
        found = (summarise(worlds[u.pk], laws[u.pk], moment, rules) for u in units)
        return sum(len(s.rows) + sum(s.counts.values()) for s in found)

    for what, run in (("one by one", each), ("open ones, others counted", summed)):
        number = run()
        speed = number / typical(run, 3) * 1000
        scale = f"{number:,} duties"
        yield Line(f"duties computed, {what}", scale, speed, "/s", 100_000, at_least=True)


def rebuilt(town: Town, worked: int, at: datetime) -> Line:
    """Worked units from nothing: their worlds read, duties computed, rows and counts written."""
    began = perf_counter()
    outcome = actions.refresh([u.pk for u in town.clinics[:worked]], at)
    speed = outcome.duties / (perf_counter() - began)
    scale = f"{outcome.duties:,} duties of {outcome.units} units"
    return Line("full rebuild, read and written", scale, speed, "/s", 25_000, at_least=True)


def shown(town: Town, at: datetime, scale: str, times: int) -> Iterator[Line]:
    """The board of a county, and one unit computed anew, beside all the others: whole, as every night,
    as after its last record, and as after it declared that it has a lift and a boiler."""
    browser = Browser(town.county_clerk)
    board = typical(lambda: browser.get("/board/"), times)
    yield Line("county board", scale, board, "ms", 100)
    for name in ("morning", "leader", "map", "screen"):
        took = typical(partial(browser.get, f"/boards/{name}/"), times)
        yield Line(f"board: {name}", scale, took, "ms", 200)
    unit = town.clinics[1]
    whole = typical(lambda: refresh_batch([unit], at), times)
    yield Line("one unit's duties recomputed", scale, whole, "ms", 30)
    first = town.clinics[0]
    with followers.silent():
        org.declare_facts(None, at=at, unit=first, answers={"lift": True, "boiler": True})
    for what, verb in (("a record", "record.submit"), ("two declared facts", "fact.declare")):
        event = Event.objects.filter(unit_id=first.pk, verb=verb).latest("seq")
        touched = typical(partial(actions.refresh_for, event), times)
        yield Line(f"… those that {what} may touch", scale, touched, "ms", 30)

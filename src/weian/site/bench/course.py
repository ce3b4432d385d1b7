"""The course of the measurements: fill, measure, fill more, measure again, print."""

import gc
import sys
from collections.abc import Iterable, Iterator
from time import perf_counter

from django.core.management import call_command

from weian.site.bench import acts, duties, hazards, ledgers, routine, standings, town, worker
from weian.site.bench.scale import FULL, SMALL, Scale
from weian.site.bench.table import Line, printed
from weian.site.database import DATABASE_NAME
from weian.site.postgres import Cluster
from weian.site.roles import Connection


def run(cluster: Cluster, *, small: bool) -> None:
    """Print what is being done to stderr, the table to stdout."""
    scale = SMALL if small else FULL
    call_command("collectstatic", interactive=False, verbosity=0)
    with cluster.connect(DATABASE_NAME) as connection:
        lines = list(_measured(connection, scale))
        version = connection.info.parameter_status("server_version") or ""
    sys.stdout.write(printed(lines, version) + "\n")


def _measured(connection: Connection, scale: Scale) -> Iterator[Line]:
    at = acts.moment()
    with _told("units, people, facts, packs"):
        place = town.build(scale, at)
    clinics = place.clinics[: scale.worked]
    _filled("records", routine.fill(connection, place, clinics, at), None)
    gc.collect()
    gc.freeze()  # the people of the town are held by the bench, by no web server
    yield from _heard(duties.pure(place, at))
    with _told(f"duties of {len(clinics)} units"):
        rebuilt = duties.rebuilt(place, scale.worked, at)
    yield from _heard([rebuilt])
    have = 0
    for wanted in scale.cases:
        _filled("cases", hazards.fill(connection, place, have + 1, wanted), wanted)
        have = wanted
        name = f"{wanted:,} cases"
        yield from _heard(ledgers.measure(place, name, scale.times))
        yield from _heard([acts.exported(connection, place, name)])
    with _told("standing duties"):
        stand = standings.fill(connection, place, scale.standings)
    both = f"{have:,} cases, {stand:,} duties"
    yield from _heard(duties.shown(place, at, both, scale.times))
    yield from _heard(acts.reported(place, both, scale.times))
    exports = acts.path_of_export(connection, place)
    with _told("a web server"):
        memory = worker.measure(place, both, exports, scale.times)
    yield from _heard([memory])


class _told:  # noqa: N801
    """Says what is being done, and how long it took."""

    def __init__(self, what: str) -> None:
        self._what = what

    def __enter__(self) -> None:
        self._began = perf_counter()
        sys.stderr.write(f"{self._what} …")
        sys.stderr.flush()

    def __exit__(self, *error: object) -> None:
        sys.stderr.write(f" {perf_counter() - self._began:.1f} s\n")


def _filled(what: str, counts: Iterable[int], wanted: int | None) -> None:
    with _told(what):
        for count in counts:
            if sys.stderr.isatty():
                of = f" of {wanted:,}" if wanted else ""
                sys.stderr.write(f"\r{what} … {count:,}{of}")
                sys.stderr.flush()


def _heard(lines: Iterable[Line]) -> Iterator[Line]:
    """Each line as soon as it is known."""
    for line in lines:
        sys.stderr.write(f"{line.what} ({line.scale}): {' | '.join(line.cells()[2:])}\n")
        yield line

"""Acts and files: a hazard reported, ten thousand rows taken away."""

from datetime import date, datetime

from weian.base import clock
from weian.case import actions as cases
from weian.case.queries import Case
from weian.site import followers
from weian.site.bench.asking import Browser
from weian.site.bench.table import Line
from weian.site.bench.timing import typical
from weian.site.bench.town import Town
from weian.site.roles import Connection

_ROWS = 10_000


def reported(town: Town, scale: str, times: int) -> list[Line]:
    """A hazard with its event, on disk: the act alone, then with all that follows it at once; and so
    the next step of each."""
    unit = town.clinics[2]
    author = town.staff[unit.pk][2]
    data = {"place": "门诊楼", "description": "灭火器压力不足", "category": "fire"}

    def report() -> Case:
        return cases.open_case(author, kind="hazard", unit=unit, data=data, at=clock.now())

    with followers.silent():
        alone = typical(report, times)
    found: list[Case] = []
    followed = typical(lambda: found.append(report()), times)
    answers = {"grade": "ordinary", "basis": "判定清单"}

    def grade() -> object:
        at, case = clock.now(), found.pop()
        return cases.act(author, case=case, verb="grade", given=answers, at=at, version=None)

    graded = typical(grade, times)
    return [
        Line("hazard created with its event", scale, alone, "ms", 30),
        Line("… and duties refreshed, people told", scale, followed, "ms", 30),
        Line("… and graded, with all that follows", scale, graded, "ms", 30),
    ]


def exported(connection: Connection, town: Town, scale: str) -> Line:
    """About ten thousand rows by the page's own export."""
    first, rows = _since(connection, town)
    browser = Browser(town.city_clerk)
    path = f"/cases/hazard/export?opened_from={first.isoformat()}"
    seconds = typical(lambda: browser.get(path), 5) / 1000
    return Line(f"export of {rows:,} rows to Excel", scale, seconds, "s", 0.6)


def _since(connection: Connection, town: Town) -> tuple[date, int]:
    """From which day the city has about ten thousand hazards, and how many these are."""
    found = connection.execute(
        "SELECT opened_on, sum(count(*)) OVER (ORDER BY opened_on DESC)::int FROM case_case"
        " WHERE city_id = %s AND kind = 'hazard' GROUP BY 1 ORDER BY 1 DESC",
        [town.city.pk],
    ).fetchall()
    days: list[tuple[date, int]] = [(row[0], row[1]) for row in found]  # type: ignore[misc]
    return min(days, key=lambda day: abs(day[1] - _ROWS))


def path_of_export(connection: Connection, town: Town) -> str:
    """The address measured above."""
    return f"/cases/hazard/export?opened_from={_since(connection, town)[0].isoformat()}"


def moment() -> datetime:
    """Now, for everything that is measured."""
    return clock.now()

"""The quarterly lists of three thousand units put together: how long it takes, how much it holds.

Units, law and the collection are real; the returns and what was frozen with them are written as the
verbs would leave them. What is measured is what the worker does for the clerk who began it, in a process
of its own, so that the filling does not count.
"""

import json
import resource
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from time import perf_counter, process_time

from weian.base import bounds, clock
from weian.base.calendar import seed_calendar
from weian.case.queries import Case
from weian.org import actions as people
from weian.org import queries as units
from weian.org.actions import UnitSeed
from weian.org.bounds import bounds_of
from weian.org.queries import Person, Unit
from weian.policy import actions as policy
from weian.policy.loading import load_text
from weian.report import consolidation_actions, queries
from weian.report.consolidation_run import put_together
from weian.report.consolidations import title_of
from weian.report.hazard_list import COLUMNS, Hazard, table_of
from weian.report.models import Consolidation, Frozen
from weian.site import followers
from weian.site.bench.table import Line, printed
from weian.site.database import DATABASE_NAME
from weian.site.postgres import Cluster

_LIST = "report.hazard_list"
_ROWS = 100_000
_LAW = """
pack: bench-returns
version: 1
title: 清单报送
issuer: 市卫生健康委
number: "1"
issued: 2020-01-01
layer: city
since: 2020-01-01
clauses:
  - id: "1"
    article: 一
    summary: 清单每季度报送。
    obligations:
      - id: list
        title: 每季度报送清单
        area: report
        who: {units: [institution], post: safety_manager}
        owes: {record: report.hazard_list}
        when: {every: quarter}
"""


def run(cluster: Cluster, *, small: bool) -> None:
    """Fill, measure in another process, print the table."""
    count = 300 if small else 3000
    at = clock.now()
    city = _town(count, at)
    period = _fill(city, at)
    clerk = people.appoint(
        None, at=at, unit=city, name="钱安", since=at.date(), posts=["clerk"], roles=["commission_clerk"]
    )  # fmt: skip
    asked, row = _begun(clerk, city, period, at)
    made = subprocess.run(
        [sys.executable, "-m", "weian.site.bench.returns_measured", str(row.pk)],
        stdout=subprocess.PIPE, check=True,
    )  # fmt: skip
    told = json.loads(made.stdout)
    scale = f"{count:,} units, {told['rows']:,} rows"
    lines = [
        Line("what is collected looked at, the job begun", scale, asked, "s", 5),
        Line("lists put together, Excel, Word and PDF written", scale, told["seconds"], "s", 60),
        Line("… processor time of it", scale, told["busy"], "s", 60),
        Line("… memory of the process", scale, told["memory"], "MB", 500),
    ]
    with cluster.connect(DATABASE_NAME) as connection:
        version = connection.info.parameter_status("server_version") or ""
    sys.stdout.write(printed(lines, version) + "\n")


def _begun(clerk: Person, city: Unit, period: str, at: datetime) -> tuple[float, Consolidation]:
    """What happens while the clerk waits, and how long that takes."""
    began = perf_counter()
    with bounds.within(bounds_of(clerk, at)):
        found = queries.collection(city, queries.kind_or_404(_LIST), period, clerk, at)
        row = consolidation_actions.begin(
            clerk, unit=city, found=found, title=title_of(city, found), at=at
        )
    return perf_counter() - began, row


def _town(count: int, at: datetime) -> Unit:
    since = date(at.year - 2, 1, 1)
    seeds = [UnitSeed("city", "commission_city", "临江市卫生健康委", "", since)]
    seeds += [
        UnitSeed(str(n), "township_clinic", f"第{n + 1}卫生院", "city", since) for n in range(count)
    ]
    seed_calendar()
    with followers.silent():
        city = people.load_tree(None, at=at, seeds=seeds)["city"]
        edition, _ = policy.load_edition(load_text(_LAW, "bench"), at=at)
        policy.adopt(None, edition=edition, unit=city, since=since, at=at)
    return city


def _fill(city: Unit, at: datetime) -> str:
    """A return for each unit, accepted, with its share of the rows; which period they are of."""
    below = list(units.units_below(city, of=("institution",), on=at.date()))
    due = next(d for d in queries.dues_of(below[0], at) if d.due <= queries.wall(at))
    each = -(-_ROWS // 3000)
    for start in range(0, len(below), 200):
        part = below[start : start + 200]
        cases = [
            _case(unit, number, due.period, due.begins, each, at)
            for number, unit in enumerate(part, start)
        ]
        Case.objects.bulk_create(cases)
        Frozen.objects.bulk_create(_frozen(part, cases, due.title, each, at))
    return due.period


def _case(unit: Unit, number: int, period: str, begins: date, each: int, at: datetime) -> Case:
    data = {"report": _LIST, "period": period, "begins": begins.isoformat(), "headline": "清单",
            "sent_at": at.isoformat(), "late": False, "standing": True, "rows": each}  # fmt: skip
    return Case(
        **units.scope_of(unit), kind="return", number=f"BS-{number:05}", title="清单",
        state="accepted", is_open=False, category=_LIST, opened_on=at.date(), closed_on=at.date(),
        moved_at=at, version=4, data=data,
    )  # fmt: skip


def _frozen(
    part: Sequence[Unit], cases: Sequence[Case], title: str, each: int, at: datetime
) -> Iterator[Frozen]:
    for unit, case in zip(part, cases, strict=True):
        table = table_of(title, [_hazard(unit, n, at) for n in range(each)], COLUMNS)
        yield Frozen(
            case_id=case.pk, version=1, record_id=case.pk, digest=table.digest(), day=at.date(),
            content={**table.content(), "unit": unit.name}, signer="负责人", frozen_at=at, accepted_at=at,
        )  # fmt: skip


def _hazard(unit: Unit, number: int, at: datetime) -> Hazard:
    found = at.date() - timedelta(days=number % 90)
    data = {"basis": "安全检查标准第 5 条", "measures": f"更换灭火器并每月检查一次（{number}）", "amount": "350.00"}  # fmt: skip
    return Hazard(
        f"00000000-0000-0000-0000-{unit.pk:06}{number:06}", found, unit.name, "后勤科",
        f"门诊楼{number % 9 + 1}层", f"灭火器压力不足（第{number}处）", "fire", "ordinary", "closed",
        found + timedelta(days=15), found + timedelta(days=9), "经办人", "复查人", data,
    )  # fmt: skip


def measure(number: str) -> dict[str, float]:
    """Seconds from the first query to the last file, on the clock and of the processor; the peak in MB."""
    at = clock.now()
    with bounds.everything("whose consolidation it is, only its row says"):
        row = Consolidation.objects.select_related("person", "unit").get(pk=number)
    began, busy = perf_counter(), process_time()
    with bounds.within(bounds_of(row.person, at)):
        put_together(row, at)
    seconds, busy = perf_counter() - began, process_time() - busy
    assert row.state == Consolidation.State.DONE, row.why
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"rows": row.rows, "seconds": seconds, "busy": busy, "memory": peak}

"""What was acknowledged outlives kill -9 of the database, the web server and the worker, once each.

Run alone, with its figures: .venv/bin/pytest tests/kills -n0 -rP
"""

import hashlib
import os
import random
import statistics
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest

from tests.kills.clients import Ledger, Place, at_work
from tests.kills.conftest import KILLS
from tests.kills.house import House
from weian.base import chain

pytestmark = pytest.mark.db
_STUCK = 60  # seconds after which work that lies still is stuck
_RECOVERED = 10.0  # seconds, the 95th percentile, on a machine that has nothing else to do
_KEYS = """
    SELECT data->>'description', id FROM case_case WHERE kind = 'hazard'
    UNION ALL SELECT data->>'route', id FROM record_record WHERE kind = 'patrol'
"""


@contextmanager
def clients(house: House, place: Place, ledger: Ledger) -> Iterator[None]:
    """Work without rest as long as the block lasts, and until the last request is acknowledged."""
    stopped = threading.Event()
    threads = at_work(house.port, house.given["tokens"], place, ledger, stopped)
    try:
        yield
    finally:
        stopped.set()
        for thread in threads:
            thread.join()


def await_acknowledgement(house: House, ledger: Ledger, since: float) -> float:
    """Seconds from then to the first acknowledgement after it."""
    deadline = since + 240  # a test machine may be busy with other things
    while time.monotonic() < deadline:
        later = [moment for moment in ledger.times[-50:] if moment > since]
        if later:
            return min(later) - since
        house.keep_alive()
        time.sleep(0.02)
    raise AssertionError("nothing was acknowledged for minutes")


def kill_and_recover(house: House, part: str, ledger: Ledger) -> float:
    """Kill, start again, wait until work is acknowledged again; how long that took."""
    house.kill(part)
    since = time.monotonic()
    if part == "database":
        house.start_database_again()
    else:
        house.start(part)
    return 0.0 if part == "worker" else await_acknowledgement(house, ledger, since)


def lost_and_doubled(house: House, ledger: Ledger) -> tuple[list[str], list[str]]:
    """Keys that were acknowledged and are not there, or that are there more than once."""
    there: dict[str, list[str]] = {}
    for key, number in house.rows(_KEYS):
        there.setdefault(key, []).append(str(number))
    lost = [key for key, number in ledger.acked.items() if number not in there.get(key, [])]
    return lost, [key for key, numbers in there.items() if len(numbers) > 1]


def test_nothing_acknowledged_is_lost_and_nothing_is_there_twice(
    house: House, place: Place
) -> None:
    chance, ledger = random.Random(7), Ledger()
    recovery: dict[str, list[float]] = {"database": [], "web": [], "worker": []}
    with clients(house, place, ledger):
        await_acknowledgement(house, ledger, time.monotonic())
        for _ in range(KILLS):
            for part in chance.sample(sorted(recovery), 3):
                time.sleep(chance.uniform(0.1, 0.6))
                recovery[part].append(kill_and_recover(house, part, ledger))
    lost, doubled = lost_and_doubled(house, ledger)
    for part in ("database", "web"):
        tenths = sorted(recovery[part])
        print(
            f"kills: {part} {len(tenths)}, recovery median {statistics.median(tenths):.1f} s,"
            f" p95 {tenths[int(0.95 * (len(tenths) - 1))]:.1f} s"
        )
        busy = max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))
        assert tenths[int(0.95 * (len(tenths) - 1))] <= _RECOVERED * busy * 2
    print(
        f"kills: {len(ledger.acked)} acknowledged in {ledger.tries} tries,"
        f" {len(lost)} lost, {len(doubled)} double"
    )
    assert (lost, doubled, ledger.odd) == ([], [], [])
    assert len(ledger.acked) > KILLS
    the_worker_ends_everything_once(house, house.given["rows"])
    every_act_has_one_event(house)
    every_file_is_there(house)


def the_worker_ends_everything_once(house: House, expected: list[str]) -> None:
    """Jobs whose worker was killed are taken up again within a minute, and do nothing twice."""
    open_ = "SELECT count(*) FROM site_import WHERE state NOT IN ('done', 'failed')"
    moved, left = time.monotonic(), house.rows(open_)
    while left != [(0,)]:
        assert time.monotonic() - moved < _STUCK, f"{left} imports lie still"
        house.keep_alive()
        time.sleep(0.5)
        before, left = left, house.rows(open_)
        moved = time.monotonic() if left != before else moved
    rows = house.rows("SELECT data->>'problems' FROM record_record WHERE kind = 'meeting'")
    made = [row[0] for row in rows]
    print(
        f"kills: worker {KILLS}, {len(expected)} rows for jobs to import,"
        f" {len(set(expected) - set(made))} lost, {len(made) - len(set(made))} double"
    )
    assert sorted(made) == sorted(expected)


def every_act_has_one_event(house: House) -> None:
    """Nothing without its event, no event without its act, and the chain holds."""
    (bad,) = house.rows(
        """
        SELECT (SELECT count(*) FROM case_case c WHERE (SELECT count(*) FROM base_event e
                 WHERE e.object_id = c.id::text AND e.verb LIKE 'case.%%') <> 1),
               (SELECT count(*) FROM base_event e WHERE e.verb = 'record.submit' AND NOT EXISTS
                 (SELECT FROM record_record r WHERE r.id::text = e.object_id))
        """
    )
    assert bad == (0, 0)
    with psycopg.connect(
        host=str(house.cluster.socket), dbname="weian", user="postgres"
    ) as connection:
        assert chain.verify(on=connection) is None


def every_file_is_there(house: House) -> None:
    """No row without its file, and the file is what the row says."""
    named = house.rows("SELECT DISTINCT sha256 FROM base_attachment")
    wrong = [
        sha256 for (sha256,) in named
        if hashlib.sha256(
            (house.folder / "files" / sha256[:2] / sha256[2:4] / sha256).read_bytes()
        ).hexdigest() != sha256
    ]  # fmt: skip
    old = time.time() - 2 * 86_400
    for path in (house.folder / "files").rglob("*"):
        os.utime(path, (old, old))  # whatever the kills left behind is old enough to be swept
    house.run("tests.kills.sweep")
    told = house.run("weian.site.cli", "scrub", "--all")
    print(f"kills: {len(named)} files of rows, {len(wrong)} missing or spoilt; {told.strip()}")
    assert named and wrong == []
    assert "没有用到的文件 0 个" in told


def test_the_harness_sees_a_loss_where_durability_is_off(house: House, place: Place) -> None:
    """Without it, the figures above would say nothing."""
    local = house.cluster.data / "local.conf"
    local.write_text("synchronous_commit = off\nwal_writer_delay = 10s\n")
    local.chmod(0o644)
    house.rows("SELECT pg_reload_conf()")
    ledger, killed = Ledger(), 0
    try:
        with clients(house, place, ledger):
            for _ in range(max(5, KILLS // 5)):
                await_acknowledgement(house, ledger, time.monotonic())
                time.sleep(0.5)
                kill_and_recover(house, "database", ledger)
                killed += 1
    finally:
        local.unlink()
        house.rows("SELECT pg_reload_conf()")
    lost, _ = lost_and_doubled(house, ledger)
    print(
        f"kills: control without durability, {killed} kills: {len(lost)} of {len(ledger.acked)} lost"
    )
    assert lost

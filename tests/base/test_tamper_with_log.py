"""Whatever a superuser does to the log is found, at the first row that gives it away.

100 random tamperings with every change, 1,000 by `make torture`; the last line printed says how many.
"""

import os
import random
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from weian.base import chain, events, heads
from weian.base.events import Act
from weian.base.models import ChainHead, Event

pytestmark = [pytest.mark.db, pytest.mark.django_db]

TAMPERINGS = 1000 if os.environ.get("WEIAN_TORTURE") else 100
ROWS = 60
AT = datetime(2026, 11, 5, 8, 30, tzinfo=UTC)
_COLUMNS = (
    "at = at + interval '1 second'", "actor_id = 77", "behalf_id = 77", "verb = 'x.y'", "object_kind = 'other'",
    "object_id = 'other'", "unit_id = 77", "department_id = 77", "county_id = 77",
    "institution_id = 77", "province_id = 77", "city_id = 77", "given_text = '{\"序\":0.5}'",
    "prev = repeat('a', 64)", "hash = repeat('b', 64)",
)  # fmt: skip


def write(count: int) -> None:
    acts = [
        Act(
            "test.write",
            "thing",
            n,
            None,
            None,
            AT + timedelta(seconds=n),
            {"序": n, "说明": "普通"},
        )
        for n in range(count)
    ]
    events.append_batch(acts)


def sql(statement: str, *given: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)


def changed(chance: random.Random) -> int:
    seq = chance.randint(1, ROWS)
    sql(f"UPDATE base_event SET {chance.choice(_COLUMNS)} WHERE seq = {seq}")
    return seq


def deleted(chance: random.Random) -> int:
    first = chance.randint(1, ROWS)
    last = min(ROWS, first + chance.randint(0, 5))
    sql("DELETE FROM base_event WHERE seq BETWEEN %s AND %s", first, last)
    return first


def exchanged(chance: random.Random) -> int:
    """Two rows trade their numbers."""
    one, two = sorted(chance.sample(range(1, ROWS + 1), 2))
    sql("UPDATE base_event SET seq = -1 WHERE seq = %s", one)
    sql("UPDATE base_event SET seq = %s WHERE seq = %s", one, two)
    sql("UPDATE base_event SET seq = %s WHERE seq = -1", two)
    return one


def inserted(chance: random.Random) -> int:
    """A row pushed in, with a fingerprint that fits its own content and the row before."""
    seq = chance.randint(2, ROWS)
    sql("UPDATE base_event SET seq = seq + 1000 WHERE seq >= %s", seq)
    sql("UPDATE base_event SET seq = seq - 999 WHERE seq > 1000")
    row = Event.objects.get(pk=seq - 1)
    forged = Event(seq=seq, at=row.at, verb="x.y", object_kind="x", object_id="x", prev=row.hash)
    forged.hash = chain.link([getattr(forged, name) for name in chain.COLUMNS])
    forged.save(force_insert=True)
    return seq + 1  # what follows no longer fits


def recomputed(chance: random.Random) -> int:
    """A row changed together with its own fingerprint."""
    row = Event.objects.get(pk=chance.randint(1, ROWS))
    row.given_text = '{"序":-1}'
    row.hash = chain.link([getattr(row, name) for name in chain.COLUMNS])
    row.save()
    return row.seq + 1 if row.seq < ROWS else ROWS


def cut(chance: random.Random) -> int:
    """The tail cut off and the head forgotten to be moved."""
    first = chance.randint(1, ROWS)
    sql("DELETE FROM base_event WHERE seq >= %s", first)
    return first


WAYS: tuple[Callable[[random.Random], int], ...] = (
    changed, changed, deleted, exchanged, inserted, recomputed, cut,
)  # fmt: skip


def test_every_tampering_is_found_at_its_first_row() -> None:
    write(ROWS)
    chance = random.Random(2026)
    found = 0
    for turn in range(TAMPERINGS):
        way = chance.choice(WAYS)
        with transaction.atomic():
            expected = way(chance)
            fault = events.verify()
            assert fault is not None, (turn, way.__name__, expected)
            assert fault.seq == expected, (turn, way.__name__, expected, fault)
            found += 1
            transaction.set_rollback(True)
        assert events.verify() is None  # it never cries wolf
    print(f"log: {found} of {TAMPERINGS} tamperings found at their first row, 0 false alarms")


def tail_made_anew(start: int) -> None:
    """What somebody with the whole database can do: everything from a row on, the head too."""
    prev = Event.objects.get(pk=start - 1).hash
    for row in Event.objects.filter(seq__gte=start).order_by("seq"):
        row.given_text, row.prev = '{"序":-1}', prev
        row.hash = prev = chain.link([getattr(row, name) for name in chain.COLUMNS])
        row.save()
    ChainHead.objects.update(hash=prev)


def tail_cut(start: int) -> None:
    sql("DELETE FROM base_event WHERE seq >= %s", start)
    ChainHead.objects.update(seq=start - 1, hash=Event.objects.get(pk=start - 1).hash)


@pytest.mark.parametrize(("way", "word"), [(tail_made_anew, "重算"), (tail_cut, "截去")])
def test_what_the_chain_cannot_see_the_exported_head_does(
    way: Callable[[int], None], word: str, tmp_path: Path
) -> None:
    for day in range(3):
        write(20)
        heads.export(tmp_path, AT + timedelta(days=day), connection)
    noted = heads.exported(tmp_path)
    assert [head.seq for head in noted] == [20, 40, 60]
    assert heads.verify(noted, connection) is None
    way(35)
    assert events.verify() is None  # the chain is whole again
    fault = heads.verify(noted, connection)
    assert fault is not None
    assert (fault.seq, word in fault.reason) == (40, True)


def test_a_head_of_an_empty_log_is_not_written(tmp_path: Path) -> None:
    assert heads.export(tmp_path, AT, connection) is None
    assert heads.exported(tmp_path) == []


def test_a_file_that_is_no_head_is_said(tmp_path: Path) -> None:
    (tmp_path / "head-20261105.txt").write_text("nonsense")
    with pytest.raises(ValueError, match="不是链头文件"):
        heads.exported(tmp_path)


@pytest.mark.skipif(not os.environ.get("WEIAN_TORTURE"), reason="a million rows: make torture")
def test_a_million_rows_hold_and_are_read_fast(capsys: Any) -> None:
    for _ in range(20):
        write(50_000)
    began = time.perf_counter()
    assert events.verify() is None
    rate = 1_000_000 / (time.perf_counter() - began)
    print(f"log: 1000000 rows without a false alarm, {rate:,.0f} rows a second")
    assert rate >= 50_000

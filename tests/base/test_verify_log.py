"""The hash chain of the event log finds whatever was done to it."""

import time
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection, connections, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from weian.base import chain, events
from weian.base.events import Act
from weian.base.models import Event

pytestmark = [pytest.mark.db, pytest.mark.django_db]

AT = datetime(2026, 11, 5, 8, 30, tzinfo=UTC)


def write(count: int, **given: Any) -> int:
    acts = [Act("test.write", "thing", n, None, None, AT, {"序": n, **given}) for n in range(count)]
    return events.append_batch(acts)


def tamper(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_an_untouched_log_holds() -> None:
    write(3, 说明="甲", 数=1.5, 无=None)
    events.append(
        verb="test.write", object_kind="thing", object_id="x", actor=None, unit=None, at=AT
    )
    write(150)  # the way of many rows
    assert events.verify() is None
    assert events.verify(from_seq=2) is None


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.lists(st.text(st.characters(exclude_characters="\0", exclude_categories=("Cs",)), max_size=40), min_size=3, max_size=3),
    number=st.integers(1, 2**62), behalf=st.none() | st.integers(1, 2**62),
    at=st.datetimes(datetime(1970, 1, 1), datetime(2200, 1, 1)),  # noqa: DTZ001  # made aware below
)  # fmt: skip
def test_both_ways_of_writing_and_the_check_spell_everything_alike(
    words: list[str], number: int, behalf: int | None, at: datetime
) -> None:
    """Hashed by the database with one event, here with many, and put together again to be checked."""
    verb, kind, said = words
    actor = SimpleNamespace(id=number, acting_for_id=behalf)
    moment = at.replace(tzinfo=UTC)
    event = events.append(
        verb=verb, object_kind=kind, object_id=said, actor=actor, unit=None, at=moment, given={"词": said},
    )  # fmt: skip
    events.append_batch([Act(verb, kind, said, actor, None, moment, {"词": said})])
    kept = Event.objects.get(pk=event.pk)
    assert chain.link([getattr(kept, name) for name in chain.COLUMNS]) == event.hash == kept.hash
    assert events.verify(from_seq=event.seq - 1) is None


def test_an_empty_log_holds() -> None:
    assert events.verify() is None


@pytest.mark.parametrize(
    ("statement", "seq", "word"),
    [
        ("UPDATE base_event SET given_text = '{}' WHERE seq = 3", 3, "改过"),
        ("UPDATE base_event SET actor_id = 7 WHERE seq = 3", 3, "改过"),
        ("UPDATE base_event SET county_id = 7 WHERE seq = 3", 3, "改过"),
        ("UPDATE base_event SET at = at + interval '1 microsecond' WHERE seq = 3", 3, "改过"),
        ("UPDATE base_event SET hash = repeat('0', 64) WHERE seq = 3", 3, "改过"),
        ("UPDATE base_event SET prev = repeat('0', 64) WHERE seq = 3", 3, "衔接"),
        ("DELETE FROM base_event WHERE seq = 3", 3, "缺失"),
        ("DELETE FROM base_event WHERE seq = 1", 1, "缺失"),
        ("DELETE FROM base_event WHERE seq >= 4", 4, "末尾缺失"),
        ("DELETE FROM base_event", 1, "末尾缺失"),
        ("UPDATE base_chainhead SET seq = 3", 5, "链头"),
    ],
)
def test_tampering_is_found_at_its_row(statement: str, seq: int, word: str) -> None:
    write(5)
    tamper(statement)
    fault = events.verify()
    assert fault is not None
    assert fault.seq == seq
    assert word in fault.reason


def test_a_row_put_behind_the_head_is_found() -> None:
    write(3)
    tamper("UPDATE base_chainhead SET seq = 2")
    fault = events.verify()
    assert fault is not None
    assert fault.seq == 3


def test_checking_is_fast_enough_for_long_logs() -> None:
    write(60_000, 说明="普通的一条记录")
    start = time.process_time()
    assert events.verify() is None
    assert 60_000 / (time.process_time() - start) > 30_000  # of this process alone


def test_an_event_needs_a_transaction(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections["default"], "in_atomic_block", False)
    with pytest.raises(RuntimeError):
        write(1)


def test_followers_hear_of_committed_events_only(
    django_capture_on_commit_callbacks: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[Event] = []
    monkeypatch.setattr(events, "FOLLOWERS", [heard.append])
    with django_capture_on_commit_callbacks(execute=True):
        done = events.append(
            verb="a.b", object_kind="thing", object_id=1, actor=None, unit=None, at=AT
        )
        assert heard == []
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            events.append(
                verb="a.c", object_kind="thing", object_id=1, actor=None, unit=None, at=AT
            )
            raise ZeroDivisionError
    assert heard == [done]
    assert events.verify() is None


def test_following_twice_is_following_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "FOLLOWERS", [])
    events.follow(print)
    events.follow(print)
    assert len(events.FOLLOWERS) == 1

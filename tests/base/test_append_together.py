"""Many at once: the chain stays whole, numbers have no gaps, and the web role cannot rewrite the log."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from weian.base import events
from weian.base.calendar import seed_calendar
from weian.base.models import Event
from weian.base.numbering import next_number

pytestmark = pytest.mark.db
AT = datetime(2026, 11, 5, 8, 30, tzinfo=UTC)


@pytest.fixture
def afterwards(transactional_db: None) -> Iterator[None]:
    """Emptying all tables after such a test takes the calendar along: put it back."""
    yield
    seed_calendar()


def act(number: int) -> int:
    try:
        with transaction.atomic():
            taken = next_number("test", 2026)
            events.append(
                verb="t.t", object_kind="t", object_id=number, actor=None, unit=None, at=AT
            )
            if number % 5 == 0:
                raise ZeroDivisionError
    except ZeroDivisionError:
        return 0
    finally:
        connection.close()
    return taken


def test_acts_at_the_same_time_stand_in_one_chain(afterwards: None) -> None:
    before = Event.objects.count()
    with ThreadPoolExecutor(4) as pool:
        taken = sorted(filter(None, pool.map(act, range(60))))
    assert taken == list(range(1, 49))  # every fifth failed and used up nothing
    assert Event.objects.count() == before + 48
    assert events.verify() is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    ["UPDATE base_event SET verb = 'x'", "DELETE FROM base_event", "TRUNCATE base_event",
     "DELETE FROM base_chainhead"],
)  # fmt: skip
def test_the_web_role_only_adds_to_the_log(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE weian_web")
        cursor.execute("SELECT count(*) FROM base_event")
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            cursor.execute(statement)
    events.append(verb="t.t", object_kind="t", object_id=1, actor=None, unit=None, at=AT)
    assert events.verify() is None

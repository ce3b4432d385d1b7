"""What the transactions that write the tables promise."""

import pytest
from django.db import connection, transaction

from weian.duty import table

pytestmark = [pytest.mark.db, pytest.mark.django_db(transaction=True)]


def waits_for_disk() -> bool:
    with connection.cursor() as cursor:
        return bool(cursor.execute("SHOW synchronous_commit").fetchone()[0] != "off")


def as_installed() -> None:
    """The database of the tests waits for no disk, an installation does."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = on")


def test_a_refresh_of_its_own_does_not_wait_for_the_disk() -> None:
    with transaction.atomic():
        as_installed()
        table.lock([1, 2])
        assert not waits_for_disk()


def test_an_act_waits_for_the_disk_though_it_refreshes_within() -> None:
    with transaction.atomic():
        as_installed()
        with transaction.atomic():
            table.lock([1])
        assert waits_for_disk()

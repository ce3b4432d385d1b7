"""The twin counties, built once for all tests of this folder and taken away after them."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.db import connection, transaction
from django.test.utils import override_settings

from tests.isolation.viewers import seat
from tests.isolation.works import work
from tests.isolation.world import NOW, World, build

#: The whole matrix takes eight minutes on two cores: `make torture` runs it.
collect_ignore = [] if os.environ.get("WEIAN_TORTURE") else ["test_matrix.py"]


@pytest.fixture(scope="package")
def world(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[World]:
    """Built inside one transaction that is rolled back when the last test of the folder is done."""
    files = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("files"))
    with django_db_blocker.unblock(), files:
        whole = transaction.atomic()
        whole.__enter__()
        try:
            with time_machine.travel(NOW, tick=False):
                made = build()
                work(made)
                seat(made)
            with connection.cursor() as cursor:
                cursor.execute("analyze")  # else the planner knows nothing of what is not committed
            yield made
        finally:
            transaction.set_rollback(True)
            whole.__exit__(None, None, None)


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    """The site reads the clock."""
    with time_machine.travel(NOW, tick=False):
        yield

"""One installation for all tests of this folder: they kill it in turns."""

import os
from collections.abc import Iterator

import pytest

from tests.kills import house as houses
from tests.kills.clients import Place
from tests.kills.house import House

#: Kills of each part: 20 with every change, 200 by `make torture`.
KILLS = int(os.environ.get("WEIAN_KILLS") or (200 if os.environ.get("WEIAN_TORTURE") else 20))
CLIENTS = 6
IMPORTS = KILLS  # workbooks for the worker


@pytest.fixture(scope="package")
def house() -> Iterator[House]:
    """Running: database, web server, worker."""
    with houses.opened() as opened:
        opened.given = opened.seed(CLIENTS, IMPORTS, 20)
        for part in ("web", "worker"):
            opened.start(part)
        opened.await_web()
        yield opened


@pytest.fixture
def place(house: House) -> Place:
    """Where the clients work."""
    return Place(house.given["unit"], house.given["department"])


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Where several processes share the tests, one of them does all the killing."""
    for item in items:
        if "tests/kills/" in item.nodeid:
            item.add_marker(pytest.mark.xdist_group("kills"))

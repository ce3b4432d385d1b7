"""Boards and campaigns ask the database a known number of times, however many units they show."""

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.modules.campaign.conftest import NOW, browser

pytestmark = [pytest.mark.db, pytest.mark.django_db]
BUDGETS = json.loads(Path(__file__).with_name("query_budgets.json").read_text("utf-8"))


@pytest.mark.parametrize("name", sorted(BUDGETS))
def test_a_page_keeps_its_budget(
    place: SimpleNamespace, time_machine: Any, django_assert_max_num_queries: Any, name: str
) -> None:
    time_machine.move_to(NOW, tick=False)
    url, budget = BUDGETS[name]
    address = url.replace("{campaign}", str(place.adoption.pk))
    client = browser(place.clerk)
    client.get(address)  # what a process keeps is kept now
    with django_assert_max_num_queries(budget):
        assert client.get(address).status_code == 200

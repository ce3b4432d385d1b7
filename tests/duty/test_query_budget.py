"""Pages ask the database a known number of times, however many rows they show."""

import json
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.duty.conftest import AT
from weian.duty import actions, queries

pytestmark = pytest.mark.db
BUDGETS = json.loads(Path(__file__).with_name("query_budgets.json").read_text("utf-8"))


@pytest.mark.parametrize("name", sorted(BUDGETS))
def test_a_page_keeps_its_budget(
    county: SimpleNamespace, did: Any, time_machine: Any, name: str
) -> None:
    time_machine.move_to(AT, tick=False)
    for days in range(1, 30):
        when = f"{AT - timedelta(days=days):%Y-%m-%d %H:%M}"
        did("patrol", "clinic", when, "clinic_manager", kind_of="fire")
    actions.rebuild(AT)
    who, url, budget = BUDGETS[name]
    why = queries.why_url(county.clinic.pk, "trial#daily-patrol", "", "2026-03-09")
    client = Client()
    client.force_login(getattr(county, who), "allauth.account.auth_backends.AuthenticationBackend")
    address = url.replace("{clinic}", str(county.clinic.pk)).replace("{why}", why)
    client.get(address)  # what a process keeps is kept now
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    spent = [q["sql"] for q in asked.captured_queries if "SAVEPOINT" not in q["sql"]]
    assert len(spent) <= budget, "\n".join(spent)

"""Budget against spending: the same figures as the ledgers, for whoever sees them."""

from datetime import timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from weian.modules.funding import execution
from weian.record import actions as records
from weian.subject import actions as subjects

from ..conftest import AT

pytestmark = [pytest.mark.db]


def budget(tree: SimpleNamespace, year: int, category: str, amount: str) -> Any:
    data = {"name": "预算", "year": year, "category": category, "amount": amount}
    return subjects.keep(
        None, kind="budget_line", unit=tree.hospital, data=data, since=tree.hospital.since, at=AT
    )


def spend(people: SimpleNamespace, unit: Any, year: int, category: str, amount: str) -> Any:
    data = {"year": year, "category": category, "amount": amount}
    who = people.manager if unit == people.manager.unit else people.other
    return records.submit(who, kind="funding", unit=unit, happened_at=AT, data=data, at=AT)


@pytest.fixture
def kept(tree: SimpleNamespace, people: SimpleNamespace) -> None:
    budget(tree, 2026, "fire", "5000.50")
    budget(tree, 2026, "fire", "1000")
    budget(tree, 2025, "fire", "900")
    spend(people, tree.hospital, 2026, "fire", "7000.25")
    spend(people, tree.hospital, 2025, "fire", "10")
    spend(people, tree.hospital, 2026, "training", "300")
    spend(people, tree.clinic, 2025, "training", "50")


def browse(person: Any) -> Client:
    client = Client()
    client.force_login(person, "allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_lines_are_the_sums_of_the_ledgers(
    kept: None, tree: SimpleNamespace, people: SimpleNamespace
) -> None:
    found = {x.key: x for x in execution.by_category(people.clerk, tree.hospital, 2026, AT)}
    fire, training = found["fire"], found["training"]
    assert (fire.budget, fire.spent, fire.before) == (Decimal("6000.5"), Decimal("7000.25"), 10)
    assert fire.left == Decimal("-999.75") and not fire.fell and not fire.unplanned
    assert (training.budget, training.spent, training.unplanned) == (0, 300, True)
    assert set(found) == {"fire", "training"}


def test_a_corrected_spending_and_a_retired_budget_count_no_more(
    kept: None, tree: SimpleNamespace, people: SimpleNamespace
) -> None:
    wrong = spend(people, tree.hospital, 2026, "fire", "99999")
    later = AT + timedelta(minutes=1)
    records.submit(
        people.manager, kind="funding", unit=tree.hospital, happened_at=AT, supersedes=wrong,
        data={"year": 2026, "category": "fire", "amount": "1"}, at=later,
    )  # fmt: skip
    extra = budget(tree, 2026, "fire", "400")
    subjects.retire(people.manager, subject=extra, reason="重复登记", at=later)
    fire = execution.by_category(people.clerk, tree.hospital, 2026, later)[0]
    assert (fire.budget, fire.spent) == (Decimal("6000.5"), Decimal("7001.25"))


def test_a_commission_sees_who_has_no_budget_and_who_spends_less(
    kept: None, tree: SimpleNamespace, people: SimpleNamespace, time_machine: Any
) -> None:
    time_machine.move_to(AT)
    found = {x.key: x for x in execution.by_unit(people.clerk, 2026, AT)}
    assert found[tree.clinic.pk].unplanned and found[tree.clinic.pk].fell
    assert found[tree.hospital.pk].over and not found[tree.hospital.pk].unplanned
    client = browse(people.clerk)
    page = client.get("/funding/?show=unplanned")
    assert [r.cells[0].text for r in page.context["units"].rows] == [str(tree.clinic.name)]
    assert "6,000.50" in client.get("/funding/").content.decode()


def test_a_house_sees_itself_only(
    kept: None, tree: SimpleNamespace, people: SimpleNamespace, time_machine: Any
) -> None:
    time_machine.move_to(AT)
    page = browse(people.other).get("/funding/")
    assert page.status_code == 200 and page.context["units"] is None
    assert "6,000.50" not in page.content.decode()
    assert browse(people.other).get(f"/funding/?unit={tree.hospital.pk}").status_code == 404


def test_who_sees_no_ledger_is_not_told_that_there_is_nothing(
    kept: None, people: SimpleNamespace, time_machine: Any
) -> None:
    time_machine.move_to(AT)
    assert browse(people.nurse).get("/funding/").status_code == 403


def test_it_takes_few_queries_however_many_there_are(
    kept: None, people: SimpleNamespace, time_machine: Any, django_assert_max_num_queries: Any
) -> None:
    time_machine.move_to(AT)
    client = browse(people.clerk)
    client.get("/funding/")
    with django_assert_max_num_queries(20):
        client.get("/funding/")


def test_a_form_asks_for_this_year_unless_told_otherwise(
    tree: SimpleNamespace, people: SimpleNamespace, time_machine: Any
) -> None:
    time_machine.move_to(AT)
    client = browse(people.manager)
    assert client.get("/records/funding/new").context["page"].form.initial["year"] == 2026
    told = client.get("/records/funding/new?year=2025").context["page"].form.initial["year"]
    assert told == "2025"

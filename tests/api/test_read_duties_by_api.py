"""Packs, duties and reports through the API: from the clause to the green duty."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import now

from weian.duty import actions as duty

from .asking import problem

pytestmark = pytest.mark.db


@pytest.fixture
def owed(adopted: SimpleNamespace) -> SimpleNamespace:
    """With the table of standing duties filled."""
    duty.refresh([adopted.hospital.pk, adopted.clinic.pk], now())
    return adopted


def test_a_pack_is_shown_clause_by_clause(adopted: SimpleNamespace, api: Any) -> None:
    program = api(adopted.manager)
    (row,) = program.get("/packs").json()["rows"]
    assert row["adoptions"][0]["unit"]["name"] == "清河县卫生健康局"
    found = program.get(f"/packs/{row['id']}").json()
    (clause,) = found["clauses"]
    assert [o["key"] for o in clause["obligations"]] == [
        "api-trial#quarterly-list", "api-trial#monthly-patrol",
    ]  # fmt: skip
    assert "每季度" in clause["obligations"][0]["words"]
    problem(api(adopted.outsider).get(f"/packs/{row['id']}"), 404, "not_found")


def test_duties_are_listed_and_explained(owed: SimpleNamespace, api: Any) -> None:
    program = api(owed.manager)
    rows = program.get("/duties", area="fire", unit=owed.hospital.pk).json()["rows"]
    assert {r["obligation"] for r in rows} == {"api-trial#monthly-patrol"}
    assert {r["status"] for r in rows} >= {"overdue", "open", "upcoming"}
    one = next(r for r in rows if r["status"] == "overdue")
    why = program.get("/duties/why", key=one["key"]).json()
    assert {k: why[k] for k in one} == one
    assert any("依据" in line for line in why["why"])
    problem(api(owed.far_clerk).get("/duties/why", key=one["key"]), 404, "not_found")
    problem(program.get("/duties/why", key="api-trial#none|1"), 404, "duty.unknown")


def test_duties_of_another_day_are_computed_for_one_unit(owed: SimpleNamespace, api: Any) -> None:
    program = api(owed.manager)
    problem(program.get("/duties", on="2025-03-15"), 422, "duty.on_needs_unit")
    seen, cursor = [], ""
    for _ in range(20):
        asked = {"on": "2025-03-15", "unit": owed.hospital.pk, "size": 2, "cursor": cursor}
        found = program.get("/duties", **asked).json()
        seen += [(row["window"], row["status"]) for row in found["rows"]]
        if not (cursor := found["next"]):
            break
    assert ("2025-03", "open") in seen
    assert ("2025-01", "overdue") in seen
    assert len(seen) == len(set(seen))


def test_a_report_goes_up_and_its_duty_turns_green(owed: SimpleNamespace, api: Any) -> None:
    manager, head, clerk = api(owed.manager), api(owed.head), api(owed.clerk)
    today = now().astimezone().date()
    period = f"{today.year}-Q{(today.month + 2) // 3}"
    dues = manager.get("/reports").json()["rows"]
    due = next(d for d in dues if d["period"] == period)
    given = {"unit": owed.hospital.pk, "report": due["report"], "period": period}
    made, again = (manager.post("/reports", given, "p1") for _ in range(2))
    assert made.status_code == 201, made.content
    report = made.json()["id"]
    assert again.json()["id"] == report
    problem(clerk.get(f"/reports/{report}"), 404, "not_found")
    problem(manager.get(f"/cases/{report}"), 404, "case.use_reports")

    def step(program: Any, verb: str, version: int, **more: Any) -> Any:
        body = {"verb": verb, "version": version, **more}
        return program.post(f"/reports/{report}/steps", body, f"{verb}-{version}")

    problem(step(manager, "sign", 1), 403, "org.no_right")
    assert step(head, "sign", 1).json()["signer"] == "head"
    sent, repeated = step(manager, "submit", 2), step(manager, "submit", 2)
    assert sent.json() == repeated.json()
    assert sent.json()["state"] == "submitted"
    problem(step(clerk, "return", 3), 422, "report.no_reason")
    assert step(clerk, "accept", 3).json()["state"] == "accepted"
    found = clerk.get(f"/reports/collections/{due['report']}/{period}").json()
    assert (found["expected"], found["received"]) == (2, 1)
    page = Client()
    page.force_login(owed.clerk, "allauth.account.auth_backends.AuthenticationBackend")
    assert page.get(f"/reports/{report}/").context["page"].state == "已接收"
    listed = manager.get("/duties", unit=owed.hospital.pk, on=str(date(today.year, 12, 31)))
    rows = {(r["obligation"], r["window"]): r["status"] for r in listed.json()["rows"]}
    assert rows["api-trial#quarterly-list", period] == "met"


def test_only_whoever_reports_or_reviews_sees_reports(owed: SimpleNamespace, api: Any) -> None:
    problem(api(owed.nurse).get("/reports"), 403, "org.no_right")
    problem(api(owed.manager).get("/reports/collections"), 403, "org.no_right")
    rows = api(owed.clerk).get("/reports/collections").json()["rows"]
    assert {row["report"] for row in rows} == {"report.hazard_list"}

"""The small national document beside local ones: one deed for several clauses, the stricter first."""

from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from weian.base.clock import TZ
from weian.duty import actions
from weian.duty.models import Standing
from weian.org import actions as org
from weian.org.actions import UnitSeed
from weian.policy import actions as policy
from weian.policy.loading import load_pack
from weian.policy.scenario import load_scenario
from weian.record.actions import submit

PACKS = Path(__file__).resolve().parents[2] / "packs"
NATIONAL = PACKS / "nation" / "well-known-numbers"
LOCAL = PACKS / "county" / "half-year-plan"
START = date(2026, 1, 1)
EARLY = datetime(2026, 1, 1, 8, 0, tzinfo=TZ)
AT = datetime(2026, 3, 10, 9, 0, tzinfo=TZ)


def test_every_national_obligation_is_expected_in_some_scenario() -> None:
    files = (NATIONAL / "scenarios").glob("*.yaml")
    expected = {e.duty.rpartition("#")[2] for f in files for e in load_scenario(f).file.expect}
    held = {o.id for o in load_pack(NATIONAL / "pack.yaml").pack.obligations}
    assert sorted(held - expected) == []


def test_every_clause_names_the_text_that_sets_its_number() -> None:
    for clause in load_pack(NATIONAL / "pack.yaml").pack.clauses:
        assert "《" in clause.article or "令" in clause.article or "规则" in clause.article
        assert clause.obligations or clause.judged


@pytest.fixture
def hospital(db: None, time_machine: Any) -> SimpleNamespace:
    """A crowded hospital with a lift, bound by the national document and the county's plan."""
    time_machine.move_to(AT, tick=False)
    seeds = [
        UnitSeed("office", "commission_county", "清河县卫生健康局", "", START),
        UnitSeed("hospital", "hospital", "清河县人民医院", "office", START),
    ]
    found = SimpleNamespace(**org.load_tree(None, at=EARLY, seeds=seeds))
    found.manager = org.appoint(
        None, at=EARLY, unit=found.hospital, department=None, posts=["safety_manager"],
        roles=["safety_manager"], since=START, name="安全员",
    )  # fmt: skip
    facts: dict[str, object] = {"crowded_place": True, "lift": True}
    org.declare_facts(None, at=EARLY, unit=found.hospital, answers=facts, since=START)
    for place in (NATIONAL, LOCAL):
        edition, _ = policy.load_edition(load_pack(place / "pack.yaml"), at=EARLY)
        policy.adopt(None, edition=edition, unit=found.office, since=date(2026, 3, 1), at=EARLY)
    actions.rebuild(AT)
    return found


def line_of(hospital: SimpleNamespace, what: str) -> Any:
    """The line of the to-do page that says ``what`` and can be done now; none that is overdue."""
    client = Client()
    backend = "allauth.account.auth_backends.AuthenticationBackend"
    client.force_login(hospital.manager, backend=backend)
    page = client.get("/todo/").context["page"]
    items = [i for g in page.groups if g.key != "overdue" for i in g.items]
    lines = [i for i in items if what in i.what and i.button]
    assert len(lines) == 1, [i.what for i in items]
    return lines[0]


@pytest.mark.db
def test_the_stricter_of_two_documents_is_shown_and_both_are_cited(
    hospital: SimpleNamespace,
) -> None:
    line = line_of(hospital, "灭火器")
    assert line.what == "人员密集场所每半个月检查灭火器"
    assert line.due_exact.startswith("3月15日")
    cited = [line.clause, *(clause for clause, _ in line.also)]
    assert cited[0].startswith("《国家法规标准常用数字》")
    assert any(clause.startswith("《安全生产下半年计划》") for clause in cited[1:])


@pytest.mark.db
def test_one_record_discharges_clauses_of_both_documents(hospital: SimpleNamespace) -> None:
    data = {"mode": "self_check", "led_by": hospital.manager.pk, "objects": ["fire_facilities"]}
    submit(
        hospital.manager,
        kind="inspection",
        unit=hospital.hospital,
        happened_at=AT,
        data=data,
        at=AT,
    )
    actions.rebuild(AT)
    open_ = set(
        Standing.objects.filter(status="open", owner_id=hospital.hospital.pk).values_list(
            "obligation", flat=True
        )
    )
    both = {"national-numbers#extinguishers-half-month", "half-year-plan#fire-equipment-checked"}
    assert open_ & both == set()
    assert "half-year-plan#lift-daily" in open_  # what the record does not prove stays open

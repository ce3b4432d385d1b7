"""An inspection and its findings are one act."""

from types import SimpleNamespace
from typing import Any

import pytest

from weian.base.errors import BadInput
from weian.case.models import Case
from weian.modules.inspection.actions import Finding, inspect
from weian.record.models import Record

from ..conftest import AT

DATA = {"mode": "led", "topic": "fire"}
FIRE = Finding({"place": "住院楼 3 层", "description": "消火栓无水", "category": "fire"})
GAS = Finding({"place": "食堂", "description": "燃气软管老化", "category": "gas"})


def run(actor: Any, unit: Any, **given: Any) -> Any:
    data = {**DATA, "led_by": actor.pk, **given.pop("data", {})}
    return inspect(actor, unit=unit, happened_at=AT, at=AT, data=data, **given)


def test_findings_open_hazards_in_the_same_act(people: SimpleNamespace) -> None:
    record, hazards = run(people.head, people.head.unit, findings=[FIRE, GAS])
    assert [c.title for c in hazards] == ["消火栓无水", "燃气软管老化"]
    assert record.data["hazards"] == [c.number for c in hazards]
    assert {c.source for c in hazards} == {"inspection"}
    assert {c.data["found_in"] for c in hazards} == {"2026-11-05 领导带队检查"}
    assert all(c.state == "reported" and c.opened_on == AT.date() for c in hazards)


def test_an_inspection_without_findings_is_only_a_record(people: SimpleNamespace) -> None:
    record, hazards = run(people.manager, people.manager.unit)
    assert hazards == []
    assert "hazards" not in record.data


def test_one_bad_finding_leaves_nothing_and_says_which(people: SimpleNamespace) -> None:
    bad = Finding({**GAS.data, "category": "no such"}, name="h4")
    with pytest.raises(BadInput) as refused:
        run(people.head, people.head.unit, findings=[FIRE, bad])
    assert list(refused.value.fields) == ["h4_category"]
    assert not Case.objects.exists()
    assert not Record.objects.exists()


def test_a_bad_record_leaves_no_hazards(people: SimpleNamespace) -> None:
    with pytest.raises(BadInput):
        run(people.head, people.head.unit, findings=[FIRE], data={"mode": "no such"})
    assert not Case.objects.exists()


def test_a_commission_opens_hazards_at_the_unit_it_inspected(
    tree: SimpleNamespace, people: SimpleNamespace
) -> None:
    record, (hazard,) = run(
        people.inspector, tree.county, place=tree.clinic, findings=[FIRE],
        data={"mode": "unannounced", "unannounced": True, "inspected": tree.clinic.pk},
    )  # fmt: skip
    assert (record.unit, hazard.unit, hazard.source) == (tree.county, tree.clinic, "oversight")


def test_the_same_request_again_gives_back_the_same(people: SimpleNamespace) -> None:
    first = run(people.head, people.head.unit, findings=[FIRE], idempotency_key="k")
    again = run(people.head, people.head.unit, findings=[FIRE], idempotency_key="k")
    assert again.record.pk == first.record.pk
    assert Case.objects.count() == Record.objects.count() == 1


def test_the_page_takes_an_inspection_with_two_findings(
    people: SimpleNamespace, pages: Any, photo: Any
) -> None:
    browser = pages(people.head)
    assert "查出的隐患" in browser.get("/inspection/new").content.decode()
    given = {
        "once": "k",
        "happened_on": "2026-11-05",
        "mode": "led",
        "led_by": people.head.pk,
        "objects": ["gas"],
    }
    given |= {f"h0_{k}": v for k, v in FIRE.data.items()} | {"h0_photos": photo()}
    given |= {f"h3_{k}": v for k, v in GAS.data.items()}
    answer = browser.post("/inspection/new", given)
    assert answer.status_code == 302, answer.content.decode()
    assert Case.objects.count() == 2
    assert answer["Location"] == f"/records/{Record.objects.get().pk}"


def test_the_page_shows_what_is_wrong_with_a_finding(people: SimpleNamespace, pages: Any) -> None:
    given = {"once": "k", "happened_on": "2026-11-05", "mode": "led", "led_by": people.head.pk}
    answer = pages(people.head).post("/inspection/new", {**given, "h2_description": "灯坏了"})
    assert answer.status_code == 422
    assert "请填写地点" in answer.content.decode()
    assert not Record.objects.exists()


def test_a_commission_has_to_say_which_unit_it_inspected(
    tree: SimpleNamespace, people: SimpleNamespace, pages: Any
) -> None:
    given = {
        "once": "k",
        "happened_on": "2026-11-05",
        "mode": "unannounced",
        "led_by": people.inspector.pk,
    }
    given |= {f"h0_{k}": v for k, v in FIRE.data.items()}
    answer = pages(people.inspector).post("/inspection/new", {**given, "unit": tree.county.pk})
    assert answer.status_code == 422
    assert "请选择被检查单位" in answer.content.decode()


def test_a_department_head_inspects_the_own_department(
    tree: SimpleNamespace, people: SimpleNamespace, pages: Any
) -> None:
    given = {
        "once": "k",
        "happened_on": "2026-11-05",
        "mode": "department_daily",
        "led_by": people.chief.pk,
    }
    given["department"] = tree.surgery.pk
    given |= {f"h0_{k}": v for k, v in FIRE.data.items()}
    answer = pages(people.chief).post("/inspection/new", given)
    assert answer.status_code == 302, answer.content.decode()
    assert Record.objects.get().department == tree.surgery
    assert (Case.objects.get().department, Case.objects.get().source) == (
        tree.surgery,
        "self_check",
    )

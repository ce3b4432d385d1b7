"""What a reviewer picks, as the grammar of packs says it."""

from typing import Any

import pytest

from weian.base.errors import BadInput
from weian.policy.drafting.answers import obligation_of
from weian.policy.drafting.proposing import propose
from weian.policy.drafting.questions import fields
from weian.policy.reading.compiler import compile_text
from weian.policy.vocabulary import vocabulary

COMMON = {"title": "组织培训", "area": "training", "units": ["institution"], "each": "unit",
          "record": "training", "measure": "count", "form": "every", "period": "year"}  # fmt: skip


def made(**answers: Any) -> dict[str, Any]:
    return obligation_of({**COMMON, **answers}, "o1")


def test_a_figure_of_the_unit_says_whom_it_binds() -> None:
    beds = {"fact": "beds", "fact_how": "gte", "fact_number": 500}
    assert made(**beds)["who"]["applies"] == {"beds": {"gte": 500}}
    assert "applies" not in made(**{**beds, "fact": "none"})["who"]
    either = made(**beds, applies=["highrise=true"], applies_any=True)
    assert either["who"]["applies"] == {"any": {"highrise": True, "beds": {"gte": 500}}}


def test_a_figure_of_the_record_says_what_counts() -> None:
    hours = {"figure": "hours", "figure_how": "gte", "figure_number": 4}
    found = made(**hours, where=["topic=fire", "topic=law"])
    assert found["owes"]["where"] == {"topic": {"in": ["fire", "law"]}, "hours": {"gte": 4}}


def test_a_share_of_the_records_must_pass() -> None:
    found = made(
        area="report", record="event_report", measure="ratio", passed=["on_time=true"], share=95
    )
    assert found["measure"] == {"ratio": {"on_time": True}, "share": "95%"}


def test_all_things_of_a_kind_must_be_covered() -> None:
    found = made(area="fire", record="maintenance", measure="subjects", kinds=["fire_facility"],
                 covered="subject")  # fmt: skip
    assert found["measure"] == {
        "cover": "subjects", "kinds": ["fire_facility"], "by": "subject", "share": "100%",
    }  # fmt: skip


def test_what_must_not_happen_and_what_must_become_fewer() -> None:
    incident = {"area": "emergency", "record": "incident.report"}
    assert made(**incident, measure="none")["measure"] == {"none": True}
    assert made(**incident, measure="fewer")["measure"] == {"none": True, "fewer": True}


@pytest.mark.parametrize(
    ("answers", "asked"),
    [
        ({"fact": "beds"}, {"fact_how", "fact_number"}),
        ({"figure": "hours", "figure_how": "gte"}, {"figure_number"}),
        ({"measure": "ratio"}, {"passed"}),
        ({"measure": "subjects", "covered": "subject"}, {"kinds"}),
        ({"measure": "people"}, {"covered"}),
    ],
)
def test_what_is_half_said_is_asked_for(answers: dict[str, Any], asked: set[str]) -> None:
    with pytest.raises(BadInput) as refused:
        made(**answers)
    assert set(refused.value.fields) == asked


def test_the_form_offers_only_what_the_evidence_has() -> None:
    keys = {f.key for f in fields({"record": "training"})}
    assert {"fact", "figure", "kinds", "passed"} <= keys
    assert "figure" not in {f.key for f in fields({})}


@pytest.mark.parametrize(
    ("said", "proposed"),
    [
        (
            "床位500张以上的医院应当每年开展1次演练。",
            {"fact": "beds", "fact_how": "gte", "fact_number": 500},
        ),
        (
            "各单位要确保不发生重特大安全生产事故。",
            {"measure": "none", "record": "incident.report", "period": "year"},
        ),
    ],
)
def test_figures_and_absence_are_proposed(said: str, proposed: dict[str, Any]) -> None:
    (found,) = compile_text(f"一、任务\n（一）要求。{said}\n").obligations
    answers = propose(found, "commission_county", vocabulary().evidence or ())
    assert {key: answers.get(key) for key in proposed} == proposed

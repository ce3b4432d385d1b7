"""Every form of recurrence from the reading through review to the duties of an adopted pack."""

from datetime import date
from typing import Any

import pytest

from weian.core.cadence import Every
from weian.policy.compiling import compile_pack
from weian.policy.drafting.answers import judged_of, obligation_of, question_key, question_of
from weian.policy.drafting.proposing import propose
from weian.policy.loading import parse_content
from weian.policy.reading.compiler import Finding
from weian.policy.reading.fitting import NEEDS, bind, fit
from weian.policy.reading.recurrence import Form
from weian.policy.schema import PackFile

from .test_fitting import CADENCES, NEEDING

KINDS = ("inspection", "hazard.report", "incident.report", "meeting")


def adopted(time: Form, **chosen: Any) -> dict[str, Any]:
    """The obligation of the pack after a reviewer left all as proposed but for what he chose."""
    found = Finding("一", "各单位开展检查。", 0, 8, kind="inspection", recurrence=dict(time))
    answers = {**propose(found, "commission_county", KINDS), **chosen}
    return {"obligation": obligation_of(answers, "a1"), "answers": answers}


def pack(clause: dict[str, Any], **more: Any) -> PackFile:
    return parse_content(
        {
            "pack": "sample", "version": 1, "title": "样例", "issuer": "某县", "issued": "2020-01-01",
            "layer": "county", "since": "2020-01-01", **more,
            "clauses": [{"id": "1", "article": "一", "summary": "样例。", **clause}],
        }
    )  # fmt: skip


@pytest.mark.parametrize(("form", "cadence"), CADENCES, ids=str)
def test_a_form_that_is_a_cadence_is_adopted_as_it_is(form: Form, cadence: object) -> None:
    made = pack({"obligations": [adopted(form)["obligation"]]})
    (duty,) = compile_pack(made, since=date(2020, 1, 1))
    assert duty.when == cadence
    assert duty.measure.target == form.get("at_least", 1)


@pytest.mark.parametrize(("form", "need"), NEEDING, ids=str)
def test_a_form_that_needs_something_is_adopted_once_that_is_said(form: Form, need: str) -> None:
    how = NEEDS[need][0]
    if how == "judged":
        asked = judged_of({"question": "做到了吗？", "reason": "site"}, "j1")
        made = pack({"judged": [asked]})
        assert compile_pack(made) == ()
        assert made.clauses[0].judged[0].question == "做到了吗？"
    elif how == "setting":
        done = adopted(form, form="ask", period="month")
        questions = {question_key("a1"): question_of(done["answers"])}
        made = pack({"obligations": [done["obligation"]]}, questions=questions)
        (key,) = questions
        assert compile_pack(made)[0].when == Every("month")
        assert compile_pack(made, {key: "quarter"})[0].when == Every("quarter")
    else:
        (duty,) = compile_pack(pack({"obligations": [_after(form)]}))
        if (bound := bind(form, "hazard.report")) is not None:
            assert duty.when == bound
        else:
            assert fit(form) == "before_length"


def _after(form: Form) -> dict[str, Any]:
    """A reviewer names the record it runs from; of a lead before a day, the day's own record."""
    made: dict[str, Any] = adopted(form, form="after", after="hazard.report")["obligation"]
    return made

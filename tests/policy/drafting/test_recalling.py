"""Every obligation of every shipped pack as answers of the correction form, and back without loss."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from weian.base.errors import BadInput
from weian.base.fields import clean
from weian.core.condition import Test
from weian.policy.drafting.answers import obligation_of
from weian.policy.drafting.questions import fields
from weian.policy.drafting.recalling import answers_of
from weian.policy.loading import load_pack
from weian.policy.schema import Obligation

PACKS = sorted((Path(__file__).parents[3] / "packs").glob("*/*/pack.yaml"))


def obligations(path: Path) -> Iterator[dict[str, Any]]:
    for clause in load_pack(path).content()["clauses"]:
        yield from clause.get("obligations", ())


def through_the_form(said: dict[str, Any]) -> dict[str, Any]:
    """Loaded into the form and saved unchanged: only what the form asks comes back."""
    answers = answers_of(said)
    req = answers.pop("req", [])
    asked = str(answers.get("ask", ""))
    offered = fields(answers, ((asked, asked),) if asked else ())
    return obligation_of({**clean(offered, answers), "req": req}, said["id"])


def meaning(said: dict[str, Any]) -> str:
    """The obligation as the grammar understands it; one wanted word or a list of one is the same."""
    return repr(
        _alike(Obligation.model_validate({k: v for k, v in said.items() if k != "source"}, strict=False))
    )  # fmt: skip


def _alike(value: Any) -> Any:
    if isinstance(value, Test):
        lone = value.op == "is" and isinstance(value.value, str)
        return (value.field, "in", (value.value,)) if lone else (value.field, value.op, value.value)
    if isinstance(value, tuple) and value and all(isinstance(x, Test) for x in value):
        return sorted(map(repr, map(_alike, value)))
    if hasattr(value, "model_fields_set"):
        return {k: _alike(getattr(value, k)) for k in type(value).model_fields}
    if hasattr(value, "__dataclass_fields__"):
        return {k: _alike(getattr(value, k)) for k in value.__dataclass_fields__}
    return value


@pytest.mark.parametrize("path", PACKS, ids=lambda p: p.parent.name)
def test_every_obligation_is_loaded_and_saved_without_loss(path: Path) -> None:
    found = list(obligations(path))
    assert found
    for said in found:
        assert meaning(through_the_form(said)) == meaning(said), said["id"]


COMMON: dict[str, Any] = {
    "id": "o1", "title": "检查", "area": "fire", "who": {"units": ["institution"]},
    "owes": {"record": "inspection"}, "when": {"every": "month"},
}  # fmt: skip


@pytest.mark.parametrize(
    "part",
    [
        {"when": {"every": "year", "by": "11-30"}},
        {"when": {"every": "year", "month": 6}},
        {"when": {"every": "quarter", "last": "week"}},
        {"when": {"every": "month", "last": "10 days"}},
        {"when": {"every": "holiday", "lead": "3d"}},
        {"when": {"every": "3 years"}},
        {"when": {"every": {"ask": "interval_o9"}, "by": "12-10"}},
        {"when": {"by": "2026-12-20"}},
        {"when": {"from": "2026-11-01", "by": "2026-12-20"}},
        {"when": {"within": "24h", "after": "incident.report"}, "late": "refused"},
        {"when": {"within": "5wd", "after": "hazard.report"}},
        {"when": {"immediately_after": "incident.report"}},
        {"when": {"before": "appointed", "lead": "30d"}, "each": {"post": "head"}},
        {"when": {"max_age": "18m"}, "grace": "12h", "weight": 2.5, "veto": True},
        {"who": {"units": ["hospital"], "post": "head", "applies": {"level": ["2", "3"], "beds": {"gte": 100, "lt": 500}, "lift": False, "any": {"boiler": True, "canteen_gas": True}}}},
        {"owes": {"record": ["inspection", "patrol"], "below": True}},
        {"owes": {"record": "inspection", "where": {"unannounced": True}, "person": "led_by"}},
        {"each": {"case": "hazard", "where": {"category": ["fire"], "spot": {"set": False}}}, "owes": {"record": "hazard.rectify"}, "when": {"deadline": "due_on"}},
        {"each": {"person": {"employment": ["contract"]}}, "owes": {"record": "training", "person": "people"}},
        {"each": {"subject": "checkpoint", "where": {"per_night": {"set": True, "gte": 1}}}, "owes": {"record": "patrol"}},
        {"measure": {"count": 1, "at_most": 2}},
        {"measure": {"none": True, "at_most": 3}, "owes": {"record": "incident.report"}},
        {"measure": {"cover": "units", "kinds": ["hospital"], "by": "unit", "share": "90%", "where": {"level": "3"}}},
        {"measure": {"cover": "people", "kinds": ["head"], "by": "people", "share": "99.5%"}, "owes": {"record": "training"}},
        {"on_breach": "通报批评", "loosens": "national#a-1"},
    ],
    ids=str,
)  # fmt: skip
def test_what_the_grammar_can_say_the_form_can(part: dict[str, Any]) -> None:
    said = {**COMMON, **part}
    assert meaning(through_the_form(said)) == meaning(said)


def test_what_it_cannot_say_is_refused_not_dropped() -> None:
    other = {"record": "inspection", "where": {"topic": {"not": "fire"}}}
    with pytest.raises(BadInput, match="写不出"):
        answers_of({**COMMON, "owes": other})
    three = {"record": "training", "where": {"hours": {"gte": 1, "lte": 2, "lt": 9}}}
    with pytest.raises(BadInput, match="写不下"):
        answers_of({**COMMON, "owes": three})

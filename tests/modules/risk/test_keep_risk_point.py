"""The level of a risk point is worked out, never typed."""

from types import SimpleNamespace
from typing import Any

import pytest

from weian.base.errors import BadInput
from weian.record import actions as records
from weian.subject import actions as subjects

from ..conftest import AT

pytestmark = [pytest.mark.db, pytest.mark.django_db]
POINT = {"name": "配电房", "aspect": "equipment", "category": "electrical"}
LEC = {"method": "lec", "score_l": 6, "score_e": 6, "score_c": 15}


def keep(person: Any, unit: Any, data: dict[str, object], **more: Any) -> Any:
    return subjects.keep(person, kind="risk_point", unit=unit, data=data, at=AT, **more)


def test_a_point_without_scores_is_identified_and_has_no_level(
    tree: SimpleNamespace, people: SimpleNamespace
) -> None:
    point = keep(people.manager, tree.hospital, {"name": "锅炉房", "aspect": "equipment"})
    assert (point.level, point.data["stage"]) == ("", "identified")
    assert "organisation" in point.data["gaps"] and "keeper" in point.data["gaps"]


def test_scores_give_the_level_whatever_was_typed(
    tree: SimpleNamespace, people: SimpleNamespace
) -> None:
    point = keep(people.manager, tree.hospital, {**POINT, **LEC, "level": "blue", "score": 1})
    assert (point.level, point.data["score"], point.data["stage"]) == ("red", 540.0, "assessed")


def test_first_scores_are_given_on_the_form_of_the_point(
    tree: SimpleNamespace, people: SimpleNamespace
) -> None:
    point = keep(people.manager, tree.hospital, POINT)
    again = keep(people.manager, tree.hospital, {**LEC, "score_c": 1}, subject=point)
    assert (again.level, again.data["score"]) == ("blue", 36.0)


def test_the_standard_of_the_unit_goes_before_the_default(
    tree: SimpleNamespace, people: SimpleNamespace
) -> None:
    own = {"name": "本院标准", "method": "lec", "red": 1000, "orange": 500, "yellow": 100}
    subjects.keep(people.manager, kind="risk_standard", unit=tree.hospital, data=own, at=AT)
    assert keep(people.manager, tree.hospital, {**POINT, **LEC}).level == "orange"
    assert keep(people.other, tree.clinic, {**POINT, **LEC}).level == "red"


def test_a_controlled_point_has_keeper_level_and_measures(
    tree: SimpleNamespace, people: SimpleNamespace
) -> None:
    more = {"control_level": "unit", "keeper": people.chief.pk, "rules_measures": "每班巡查"}
    point = keep(people.manager, tree.hospital, {**POINT, **LEC, **more})
    assert point.data["stage"] == "controlled"
    assert "rules" not in point.data["gaps"]


@pytest.mark.parametrize(
    ("given", "key"),
    [
        ({"method": "lec", "score_l": 6}, "score_e"),
        ({"score_l": 6}, "method"),
        ({**LEC, "control_level": "post"}, "control_level"),
    ],
)
def test_what_does_not_hold_together_is_refused(
    tree: SimpleNamespace, people: SimpleNamespace, given: dict[str, object], key: str
) -> None:
    with pytest.raises(BadInput) as refused:
        keep(people.manager, tree.hospital, {**POINT, **given})
    assert key in refused.value.fields


def test_a_round_says_something_about_all_four_aspects(
    tree: SimpleNamespace, people: SimpleNamespace
) -> None:
    told = {
        "scope": "全院", "method": "lec", "people": [people.manager.pk],
        "aspects": ["equipment", "person"], "none_found": ["environment"],
    }  # fmt: skip

    def submit(data: dict[str, object]) -> Any:
        return records.submit(
            people.manager, kind="risk_identification", unit=tree.hospital, happened_at=AT,
            data=data, at=AT,
        )  # fmt: skip

    with pytest.raises(BadInput) as refused:
        submit(told)
    assert "管理体系" in refused.value.fields["aspects"]
    assert submit({**told, "none_found": ["environment", "management"]}).title == "全院"

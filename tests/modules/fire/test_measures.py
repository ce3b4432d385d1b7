"""The seven measures are worded by the nearest authority, else by the unit itself."""

from types import SimpleNamespace
from typing import Any

import pytest

from weian.base.errors import BadInput
from weian.base.models import Setting
from weian.modules.fire.measures import WORDING_SETTING
from weian.record import actions as records

from ..conftest import AT

pytestmark = pytest.mark.django_db
SEVEN = ["一人一岗", "两查两改", "三到位", "四落实", "五公开", "六畅通", "夜间值守"]


@pytest.fixture
def leave(tree: SimpleNamespace, people: SimpleNamespace) -> Any:
    def submit(**data: Any) -> Any:
        given = {"year": 2026, "measure": "plus_one", "result": "已落实。", **data}
        return records.submit(
            people.manager, kind="six_plus_one", unit=tree.hospital, happened_at=AT, data=given,
            at=AT,
        )  # fmt: skip

    return submit


def word(unit: Any, texts: object) -> None:
    Setting.objects.create(key=WORDING_SETTING, unit_id=unit and unit.pk, value=texts)


def test_without_any_wording_the_unit_says_what_it_did(leave: Any) -> None:
    with pytest.raises(BadInput) as refused:
        leave()
    assert "content" in refused.value.fields
    assert "wording" not in leave(content="夜间加派一人").data


def test_the_wording_of_the_nearest_counts_and_stays_with_the_record(
    leave: Any, tree: SimpleNamespace
) -> None:
    word(None, ["全省"] * 7)
    word(tree.county, SEVEN)
    word(tree.clinic, ["别处"] * 7)
    record = leave()
    assert record.data["wording"] == "夜间值守"
    Setting.objects.all().delete()
    record.refresh_from_db()
    assert record.data["wording"] == "夜间值守"


def test_a_wording_that_is_not_seven_is_none(leave: Any, tree: SimpleNamespace) -> None:
    word(tree.county, SEVEN[:6])
    with pytest.raises(BadInput):
        leave()

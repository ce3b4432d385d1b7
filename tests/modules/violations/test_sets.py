"""A kind of violation belongs to its set."""

from types import SimpleNamespace

import pytest

from weian.base.errors import BadInput
from weian.record import actions as records
from weian.subject import actions as subjects

from ..conftest import AT

pytestmark = [pytest.mark.db, pytest.mark.django_db]


@pytest.mark.parametrize(
    ("chosen", "kind", "wrong"),
    [
        ("deputy_three", "discipline", ""),
        ("deputy_three", "forced", "type"),
        ("manager_three", "forced", ""),
        ("manager_three", "discipline", "type"),
        ("six_kinds", "command", "type"),
        ("six_kinds", "listed", "listed"),
    ],
)
def test_the_two_sets_share_one_kind_and_differ_in_the_others(
    tree: SimpleNamespace, people: SimpleNamespace, chosen: str, kind: str, wrong: str
) -> None:
    data = {"set": chosen, "type": kind, "description": "未戴防护用品作业"}

    def submit() -> object:
        return records.submit(
            people.nurse, kind="violation", unit=tree.hospital, department=tree.surgery,
            happened_at=AT, data=data, at=AT,
        )  # fmt: skip

    if not wrong:
        assert submit()
        return
    with pytest.raises(BadInput) as refused:
        submit()
    assert set(refused.value.fields) == {wrong}


def test_one_of_the_six_is_taken_from_the_list_that_the_unit_keeps(
    tree: SimpleNamespace, people: SimpleNamespace
) -> None:
    listed = subjects.keep(
        people.manager, kind="violation_kind", unit=tree.hospital, data={"name": "违规用火"}, at=AT
    )
    data = {"set": "six_kinds", "type": "listed", "listed": listed.pk, "description": "病房内吸烟"}
    row = records.submit(
        people.manager, kind="violation", unit=tree.hospital, happened_at=AT, data=data, at=AT
    )
    assert row.data["listed"] == str(listed.pk)

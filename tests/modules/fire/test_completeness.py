"""A declaration is complete with all six parts, a file with all its contents."""

from types import SimpleNamespace
from typing import Any

import pytest

from weian.base.errors import BadInput
from weian.modules.fire.choices import CONTENTS, PARTS
from weian.record import actions as records

from ..conftest import AT

pytestmark = [pytest.mark.db, pytest.mark.django_db]
ALL = [key for key, _ in PARTS]


@pytest.fixture
def submit(tree: SimpleNamespace, people: SimpleNamespace) -> Any:
    def leave(kind: str, **data: object) -> Any:
        return records.submit(
            people.head, kind=kind, unit=tree.hospital, happened_at=AT,
            data={"year": 2026, **data}, at=AT,
        ).data  # fmt: skip

    return leave


def test_six_parts_make_it_complete_and_five_do_not(submit: Any, people: SimpleNamespace) -> None:
    who = {
        "responsible": people.head.pk,
        "manager": people.manager.pk,
        "pledge": "本单位无突出风险",
    }
    assert submit("fire_declaration", parts=ALL, **who)["complete"] is True
    assert submit("fire_declaration", parts=ALL[1:], **who)["complete"] is False


@pytest.mark.parametrize(
    ("part", "wanted"), [("disclose_manager", "manager"), ("pledge", "pledge")]
)
def test_what_is_said_to_be_done_is_there(
    submit: Any, people: SimpleNamespace, part: str, wanted: str
) -> None:
    with pytest.raises(BadInput) as refused:
        submit("fire_declaration", parts=[part], responsible=people.head.pk)
    assert set(refused.value.fields) == {wanted}


def test_a_file_says_what_it_lacks(submit: Any) -> None:
    keys = [key for key, _ in CONTENTS]
    assert submit("fire_file", contents=keys)["complete"] is True
    lacking = submit("fire_file", contents=keys[1:])
    assert (lacking["complete"], lacking["missing"]) == (False, ["单位基本情况"])

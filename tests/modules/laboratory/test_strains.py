"""Strains move between two people and travel with an approval; work stays within what is approved."""

from types import SimpleNamespace
from typing import Any

import pytest

from weian.base.errors import BadInput
from weian.record import actions as records
from weian.subject import actions as subjects

from ..conftest import AT

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def keep(tree: SimpleNamespace, who: SimpleNamespace, kind: str, **data: Any) -> Any:
    return subjects.keep(who.manager, kind=kind, unit=tree.hospital, data=data, at=AT)


def submit(tree: SimpleNamespace, who: SimpleNamespace, kind: str, thing: Any, **data: Any) -> Any:
    return records.submit(
        who.manager, kind=kind, unit=tree.hospital, subject=thing.pk, happened_at=AT, data=data,
        at=AT,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("given", "key"),
    [
        ({"kind_of": "transport", "method": "三层包装"}, "approval_number"),
        ({"kind_of": "destroy"}, "method"),
    ],
)
def test_a_strain_does_not_leave_without_what_it_needs(
    tree: SimpleNamespace, people: SimpleNamespace, given: dict[str, object], key: str
) -> None:
    strain = keep(tree, people, "strain", name="质控菌株", kind_of="strain", place="冰箱 2")
    two = {"quantity": "2 支", "handler": people.nurse.pk, "checker": people.chief.pk}
    with pytest.raises(BadInput) as refused:
        submit(tree, people, "strain_movement", strain, **two, **given)
    assert key in refused.value.fields
    more = {"approval_number": "准运 12", "method": "高压灭菌"}
    assert submit(tree, people, "strain_movement", strain, **two, **more, kind_of=given["kind_of"])


def test_nobody_moves_a_strain_alone(tree: SimpleNamespace, people: SimpleNamespace) -> None:
    strain = keep(tree, people, "strain", name="质控菌株", kind_of="strain", place="冰箱 2")
    one = {"quantity": "2 支", "handler": people.nurse.pk, "checker": people.nurse.pk}
    with pytest.raises(BadInput) as refused:
        submit(tree, people, "strain_movement", strain, kind_of="use", **one)
    assert set(refused.value.fields) == {"checker"}


def test_work_outside_the_approved_list_is_refused(
    tree: SimpleNamespace, people: SimpleNamespace
) -> None:
    strict = keep(
        tree, people, "laboratory", name="检验科微生物室", level="bsl2", activities=["细菌培养"]
    )
    free = keep(tree, people, "laboratory", name="PCR 室", level="bsl2")
    staff = {"people": [people.nurse.pk]}
    with pytest.raises(BadInput) as refused:
        submit(tree, people, "lab_activity", strict, activity="动物感染", **staff)
    assert "细菌培养" in refused.value.fields["activity"]
    assert submit(tree, people, "lab_activity", strict, activity="细菌培养", **staff)
    assert submit(tree, people, "lab_activity", free, activity="核酸检测", **staff)

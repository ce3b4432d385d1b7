"""Keeping and retiring things: what is taken, what is refused and why."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from weian.base import events
from weian.base.clock import TZ
from weian.base.errors import BadInput, Conflict, Forbidden, NotVisible
from weian.base.fields import Field
from weian.base.models import Event
from weian.subject import actions, kinds
from weian.subject.actions import Draft
from weian.subject.models import Subject

pytestmark = pytest.mark.db

AT = datetime(2026, 11, 5, 10, 0, tzinfo=TZ)
POINT = kinds.SubjectKind(
    "test_point",
    "测试风险点",
    "risk",
    (
        Field("name", "名称", "text", required=True),
        Field("number", "编号", "text"),
        Field("level", "等级", "choice", choices=kinds.LEVELS),
        Field("keeper", "责任人", "person", search=True),
        Field("remark", "备注", "text"),
    ),
    code_field="number",
    level_field="level",
)


@pytest.fixture(autouse=True)
def declared(monkeypatch: pytest.MonkeyPatch) -> None:
    """A kind that stands for the time of a test."""
    monkeypatch.setitem(kinds.KINDS._kinds, POINT.key, POINT)


@pytest.fixture
def keep(tree: SimpleNamespace, people: SimpleNamespace) -> Any:
    def do(actor: Any = people.manager, **changed: Any) -> Subject:
        data = {"name": "氧气站", "number": "FX-01", "level": "red", **changed.pop("data", {})}
        given = {"kind": "test_point", "unit": tree.hospital, "at": AT, **changed}
        return actions.keep(actor, data=data, **given)

    return do


def test_the_columns_are_filled_from_the_fields(keep: Any, tree: Any, people: Any) -> None:
    row = keep(data={"keeper": people.nurse.pk}, department=tree.surgery)
    row.refresh_from_db()
    assert (row.name, row.code, row.level, row.version) == ("氧气站", "FX-01", "red", 1)
    assert (row.unit_id, row.department_id) == (tree.hospital.pk, tree.surgery.pk)
    assert "卫兰" in row.words
    assert Event.objects.get(object_id=str(row.pk)).verb == "subject.keep"


def test_answers_not_given_stay_and_empty_ones_go(keep: Any) -> None:
    row = keep(data={"remark": "靠近食堂"})
    row = actions.keep(
        None, kind="test_point", unit=row.unit, data={"name": "液氧站"}, subject=row, at=AT
    )
    assert (row.name, row.data["remark"], row.version) == ("液氧站", "靠近食堂", 2)
    row = actions.keep(
        None, kind="test_point", unit=row.unit, data={"remark": ""}, subject=row, at=AT
    )
    assert "remark" not in row.data
    assert Event.objects.filter(object_id=str(row.pk)).count() == 3
    assert events.verify() is None


def test_two_standing_things_do_not_share_a_code(keep: Any, people: Any, tree: Any) -> None:
    first = keep()
    with pytest.raises(Conflict, match="FX-01"):
        keep(data={"name": "别的"})
    assert keep(actor=people.other, unit=tree.clinic)
    actions.retire(people.manager, subject=first, at=AT)
    assert keep(data={"name": "新站"})


def test_the_second_of_two_is_told(keep: Any, people: Any) -> None:
    row = keep()
    keep(subject=row, version=1, data={"name": "先改"})
    with pytest.raises(Conflict, match="陈安") as refusal:
        keep(actor=people.head, subject=row, version=1, data={"name": "后改"})
    assert refusal.value.code == "subject.stale"


def test_what_is_retired_cannot_be_changed(keep: Any, people: Any) -> None:
    row = actions.retire(people.manager, subject=keep(), at=AT, on=date(2026, 11, 5), reason="报废")
    assert not row.stands_on(date(2026, 11, 5)) and row.stands_on(date(2026, 11, 4)) is False
    with pytest.raises(Conflict, match="停用"):
        keep(subject=row)


def test_days_must_have_come_and_be_in_order(keep: Any, people: Any) -> None:
    with pytest.raises(BadInput) as refusal:
        keep(since=date(2026, 12, 1))
    assert refusal.value.code == "subject.future_date"
    with pytest.raises(BadInput, match="才设立"):
        keep(since=date(2020, 1, 1))
    row = keep(since=date(2026, 6, 1))
    with pytest.raises(BadInput, match="早于"):
        actions.retire(people.manager, subject=row, at=AT, on=date(2026, 5, 1))


def test_rights_are_checked(keep: Any, people: Any) -> None:
    with pytest.raises(Forbidden):
        keep(actor=people.nurse)
    with pytest.raises(NotVisible):
        keep(actor=people.other)
    with pytest.raises(BadInput, match="所选人员不是"):
        keep(data={"keeper": people.other.pk})


def test_a_department_head_keeps_the_things_of_the_department(
    keep: Any, people: Any, tree: Any
) -> None:
    assert keep(actor=people.chief, department=tree.surgery)
    with pytest.raises(Forbidden):
        keep(actor=people.chief, department=tree.ward, data={"number": "FX-02"})


def test_the_same_request_twice_is_one_thing(keep: Any) -> None:
    assert keep(idempotency_key="a").pk == keep(idempotency_key="a").pk
    with pytest.raises(BadInput) as refusal:
        keep(idempotency_key="a", data={"name": "别的"})
    assert refusal.value.code == "once.reused"


def test_a_batch_keeps_many_with_one_event_each(
    tree: Any, people: Any, django_assert_max_num_queries: Any
) -> None:
    drafts = [
        Draft(people.manager, "test_point", tree.hospital, {"name": f"点{n}", "number": f"N{n}"},
              AT, since=AT.date() - timedelta(days=n))
        for n in range(100)
    ]  # fmt: skip
    with django_assert_max_num_queries(12):
        assert len(actions.keep_batch(drafts)) == 100
    twice = {"name": "甲", "number": "同号"}
    with pytest.raises(Conflict):
        actions.keep_batch(
            [Draft(people.manager, "test_point", tree.hospital, twice, AT) for _ in range(2)]
        )
    assert Event.objects.filter(object_kind="test_point").count() == 100


@pytest.mark.parametrize(
    "impossible", [{"until": date(2026, 1, 1)}, {"version": 0}, {"level": "green"}]
)
def test_the_database_refuses_what_cannot_be(keep: Any, impossible: dict[str, Any]) -> None:
    row = keep()
    with pytest.raises(IntegrityError), transaction.atomic():
        Subject.objects.filter(pk=row.pk).update(**impossible)

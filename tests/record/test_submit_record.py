"""Leaving a record: what is taken, what is refused and why."""

import io
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from PIL import Image

from weian.base import attachments, events
from weian.base.clock import TZ
from weian.base.errors import BadInput, Conflict, Forbidden, NotVisible
from weian.base.fields import Field
from weian.base.models import Event
from weian.org import actions as org_actions
from weian.org import queries
from weian.record import actions, kinds
from weian.record.actions import Draft
from weian.record.models import Record
from weian.subject import actions as subject_actions
from weian.subject import kinds as subject_kinds
from weian.subject.models import Once

pytestmark = pytest.mark.db

AT = datetime(2026, 11, 5, 10, 0, tzinfo=TZ)
LIFT = subject_kinds.SubjectKind(
    "test_lift", "测试电梯", "equipment", (Field("name", "名称", "text", required=True),)
)
TALK = kinds.RecordKind(
    "test_talk",
    "测试培训",
    "training",
    (
        Field("topic", "主题", "text", required=True, search=True),
        Field("present", "参加人员", "people", required=True),
        Field("cost", "费用", "money"),
        Field("until", "有效期至", "date"),
        Field("photos", "照片", "photos"),
    ),
    people="present",
    amount="cost",
    validity="until",
    summary="{topic}（{present}）",
    about=True,
)
CHECK = kinds.RecordKind(
    "test_check",
    "测试检验",
    "equipment",
    (Field("result", "结果", "text", required=True),),
    subject_kind="test_lift",
)


@pytest.fixture(autouse=True)
def declared(monkeypatch: pytest.MonkeyPatch) -> None:
    """Kinds that stand for the time of a test."""
    monkeypatch.setitem(subject_kinds.KINDS._kinds, LIFT.key, LIFT)
    for kind in (TALK, CHECK):
        monkeypatch.setitem(kinds.KINDS._kinds, kind.key, kind)


def photo(name: str = "现场.png") -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (4, 4), "red").save(out, "PNG")
    return SimpleUploadedFile(name, out.getvalue(), "image/png")


@pytest.fixture
def talk(tree: SimpleNamespace, people: SimpleNamespace) -> Any:
    def submit(actor: Any = people.manager, **changed: Any) -> Record:
        data = {"topic": "消防培训", "present": [people.nurse.pk], **changed.pop("data", {})}
        given = {
            "kind": "test_talk", "unit": tree.hospital, "happened_at": AT - timedelta(hours=1),
            "at": AT, **changed,
        }  # fmt: skip
        return actions.submit(actor, data=data, **given)

    return submit


def test_the_envelope_is_filled_from_the_fields(
    talk: Any, tree: SimpleNamespace, people: SimpleNamespace
) -> None:
    record = talk(data={"cost": "1,200.5", "until": "2027-11-04"}, about=date(2026, 10, 1))
    record.refresh_from_db()
    assert record.title == "消防培训（卫兰）"
    assert record.people == [people.nurse.pk]
    assert str(record.amount) == "1200.5000"
    assert record.valid_until == date(2027, 11, 4)
    assert record.about == date(2026, 10, 1)
    assert (record.unit_id, record.county_id) == (tree.hospital.pk, tree.county.pk)
    assert not record.late_entry


def test_it_appends_one_event_and_the_chain_holds(talk: Any, people: SimpleNamespace) -> None:
    before = Event.objects.count()
    record = talk()
    event = Event.objects.get(object_id=str(record.pk))
    assert Event.objects.count() == before + 1
    assert (event.verb, event.object_kind, event.actor_id) == (
        "record.submit", "test_talk", people.manager.pk,
    )  # fmt: skip
    assert events.verify() is None


def test_a_day_that_has_not_come_is_refused(talk: Any) -> None:
    with pytest.raises(BadInput) as refusal:
        talk(happened_at=AT + timedelta(days=1))
    assert refusal.value.code == "record.future_date"
    assert "2026-11-06" in refusal.value.message


def test_a_day_before_the_unit_existed_is_refused(talk: Any, people: SimpleNamespace) -> None:
    with pytest.raises(BadInput, match="2024-01-01") as refusal:
        talk(happened_at=datetime(2023, 5, 1, 9, tzinfo=TZ), actor=None)
    assert refusal.value.code == "place.before_founded"


def test_a_day_after_the_unit_was_closed_is_refused(talk: Any, tree: SimpleNamespace) -> None:
    queries.Unit.objects.filter(pk=tree.hospital.pk).update(until=date(2026, 10, 1))
    tree.hospital.refresh_from_db()
    with pytest.raises(BadInput) as refusal:
        talk(actor=None)
    assert refusal.value.code == "place.after_closed"


def test_somebody_who_was_not_yet_here_that_day_is_refused(
    talk: Any, people: SimpleNamespace
) -> None:
    late = org_actions.appoint(
        None, at=AT, unit=people.manager.unit, roles=("safety_manager",), name="新来",
        since=date(2026, 11, 4), employment="staff",
    )  # fmt: skip
    with pytest.raises(Forbidden, match="才到岗"):
        talk(actor=late, happened_at=AT - timedelta(days=20))


def test_somebody_who_has_left_is_refused(talk: Any, people: SimpleNamespace) -> None:
    org_actions.leave(None, at=AT, person=people.manager, on=date(2026, 11, 3))
    people.manager.refresh_from_db()
    people.manager.forget_grants()
    with pytest.raises((Forbidden, NotVisible)):
        talk(actor=people.manager)


def test_people_of_another_unit_are_refused_unnamed(talk: Any, people: SimpleNamespace) -> None:
    with pytest.raises(BadInput, match="所选人员不是") as refusal:
        talk(data={"present": [people.other.pk]})
    assert "present" in refusal.value.fields
    assert "韩平" not in str(refusal.value.fields)


def test_people_who_came_later_are_refused(talk: Any, people: SimpleNamespace) -> None:
    with pytest.raises(BadInput, match=r"杨新.*才到岗"):
        talk(data={"present": [people.newcomer.pk]}, happened_at=AT - timedelta(days=30))


def test_every_bad_field_is_named_at_once(talk: Any) -> None:
    with pytest.raises(BadInput) as refusal:
        talk(data={"topic": "", "cost": "很多", "until": "昨天"})
    assert set(refusal.value.fields) == {"topic", "cost", "until"}


def test_validity_cannot_end_before_it_begins(talk: Any) -> None:
    with pytest.raises(BadInput, match="有效期"):
        talk(data={"until": "2026-11-01"})


def test_strangers_are_told_nothing(talk: Any, people: SimpleNamespace) -> None:
    with pytest.raises(NotVisible):
        talk(actor=people.other)


def test_who_may_see_but_not_write_is_refused(talk: Any, people: SimpleNamespace) -> None:
    with pytest.raises(Forbidden):
        talk(actor=people.nurse)


def test_a_kind_that_does_not_exist_is_not_found(talk: Any) -> None:
    with pytest.raises(NotVisible):
        talk(kind="nonsense")


def test_a_department_of_another_unit_is_refused(talk: Any, tree: SimpleNamespace) -> None:
    with pytest.raises(BadInput) as refusal:
        talk(actor=None, unit=tree.clinic, department=tree.ward, data={"present": []})
    assert refusal.value.code in {"place.other_department", "fields.invalid"}


def test_a_thing_must_be_of_the_kind_and_of_the_unit(
    tree: SimpleNamespace, people: SimpleNamespace
) -> None:
    lift = subject_actions.keep(
        people.manager, kind="test_lift", unit=tree.hospital, data={"name": "1号梯"}, at=AT,
        since=date(2026, 1, 1),
    )  # fmt: skip
    given: Any = {"kind": "test_check", "data": {"result": "合格"}, "at": AT, "happened_at": AT}
    record = actions.submit(people.manager, unit=tree.hospital, subject=lift.pk, **given)
    assert record.subject_id == lift.pk
    with pytest.raises(BadInput, match="不是"):
        actions.submit(people.other, unit=tree.clinic, subject=lift.pk, **given)
    with pytest.raises(BadInput, match="请选择"):
        actions.submit(people.manager, unit=tree.hospital, **given)
    with pytest.raises(BadInput, match="才启用"):
        early = {**given, "happened_at": datetime(2025, 1, 1, 9, tzinfo=TZ)}
        actions.submit(people.manager, unit=tree.hospital, subject=lift.pk, **early)


def test_a_correction_supersedes_and_the_old_one_stays(talk: Any) -> None:
    old = talk()
    new = talk(data={"topic": "灭火培训"}, supersedes=old)
    old.refresh_from_db()
    assert (old.superseded_by_id, new.supersedes_id) == (new.pk, old.pk)
    with pytest.raises(Conflict, match="已经被更正"):
        talk(data={"topic": "又一次"}, supersedes=old)


def test_a_correction_is_of_the_same_kind_and_unit(
    talk: Any, tree: SimpleNamespace, people: SimpleNamespace
) -> None:
    old = talk()
    with pytest.raises(BadInput, match="同类"):
        talk(unit=tree.clinic, actor=None, data={"present": [people.other.pk]}, supersedes=old)


def test_what_is_entered_later_shows_as_late(talk: Any) -> None:
    assert talk(happened_at=AT - timedelta(days=2)).late_entry


def test_photos_are_stored_with_the_record(talk: Any) -> None:
    record = talk(files={"photos": [photo(), photo("二.png")]})
    assert [a.name for a in attachments.of("record", record.pk)] == ["现场.png", "二.png"]
    assert record.data["photos"] == [str(a.pk) for a in attachments.of("record", record.pk)]


def test_a_failing_attachment_leaves_no_half_record(talk: Any) -> None:
    bad = SimpleUploadedFile("坏.png", b"not a picture at all", "image/png")
    before = Event.objects.count()
    with pytest.raises(BadInput, match=r"坏\.png"):
        talk(files={"photos": [photo(), bad]}, idempotency_key="k1")
    assert not Record.objects.exists()
    assert not attachments.Attachment.objects.exists()
    assert not Once.objects.exists()
    assert Event.objects.count() == before


def test_a_file_of_somebody_else_is_refused(talk: Any, people: SimpleNamespace) -> None:
    theirs = attachments.save(photo(), by=people.nurse, unit=people.nurse.unit, at=AT)
    with pytest.raises(BadInput, match="附件"):
        talk(data={"photos": [str(theirs.pk)]})


def test_a_correction_keeps_the_photos_of_the_old_one(talk: Any) -> None:
    old = talk(files={"photos": [photo()]})
    new = talk(data={"photos": old.data["photos"]}, supersedes=old)
    assert new.data["photos"] == old.data["photos"]
    assert len(attachments.of("record", old.pk)) == 1


def test_the_same_request_twice_is_one_record(talk: Any) -> None:
    first = talk(idempotency_key="abc")
    assert talk(idempotency_key="abc").pk == first.pk
    assert Record.objects.count() == 1


def test_the_same_key_for_another_content_is_refused(talk: Any) -> None:
    talk(idempotency_key="abc")
    with pytest.raises(BadInput) as refusal:
        talk(idempotency_key="abc", data={"topic": "别的"})
    assert (refusal.value.code, refusal.value.status) == ("once.reused", 422)


def test_a_key_belongs_to_its_person(talk: Any, people: SimpleNamespace) -> None:
    assert talk(idempotency_key="k").pk != talk(actor=people.head, idempotency_key="k").pk


def test_a_batch_writes_all_with_one_event_each(
    tree: SimpleNamespace, people: SimpleNamespace, django_assert_max_num_queries: Any
) -> None:
    drafts = [
        Draft(people.manager, "test_talk", tree.hospital, AT - timedelta(days=n % 60),
              {"topic": f"第{n}期", "present": [people.nurse.pk]}, AT - timedelta(days=n % 60))
        for n in range(200)
    ]  # fmt: skip
    before = Event.objects.count()
    with django_assert_max_num_queries(12):
        records = actions.submit_batch(drafts)
    assert len(records) == Record.objects.count() == 200
    assert Event.objects.count() == before + 200
    assert events.verify() is None


def test_a_batch_with_one_bad_row_writes_nothing_and_names_it(
    tree: SimpleNamespace, people: SimpleNamespace
) -> None:
    good = {"topic": "好", "present": [people.nurse.pk]}
    rows = [good, {**good, "topic": ""}]
    with pytest.raises(BadInput, match="第 2 条"):
        actions.submit_batch(
            [Draft(people.manager, "test_talk", tree.hospital, AT, row, AT) for row in rows]
        )
    assert not Record.objects.exists()


def test_the_database_takes_no_record_from_the_future(talk: Any) -> None:
    record = talk()
    with pytest.raises(IntegrityError), transaction.atomic():
        Record.objects.filter(pk=record.pk).update(happened_at=AT + timedelta(days=1))

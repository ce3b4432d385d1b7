"""Health files and examinations: seen by those named for them and by oneself, not by the rest."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from weian.base.errors import Forbidden, NotVisible
from weian.base.models import Event
from weian.org import actions as org
from weian.record import actions as records
from weian.record import queries as record_queries
from weian.subject import actions as subjects
from weian.subject import queries as subject_queries

from ..conftest import AT, SINCE

pytestmark = [pytest.mark.db, pytest.mark.django_db]


@pytest.fixture
def keeper(tree: SimpleNamespace) -> Any:
    return org.appoint(
        None, at=AT, unit=tree.hospital, department=None, roles=("health_keeper", "staff"),
        name="何健", since=SINCE, employment="staff",
    )  # fmt: skip


@pytest.fixture
def examined(tree: SimpleNamespace, people: SimpleNamespace, keeper: Any, file: Any) -> Any:
    data = {"person": people.nurse.pk, "phase": "during", "result": "recheck"}
    return records.submit(
        keeper, kind="health_examination", unit=tree.hospital, subject=file.pk, happened_at=AT,
        data=data, at=AT,
    )  # fmt: skip


@pytest.fixture
def file(tree: SimpleNamespace, people: SimpleNamespace, keeper: Any) -> Any:
    data = {"name": "卫兰", "person": people.nurse.pk, "history": "放射工作五年"}
    return subjects.keep(
        keeper, kind="health_file", unit=tree.hospital, data=data, at=AT, since=SINCE
    )


def listed(person: Any) -> int:
    records_ = record_queries.ledger(person, AT, record_queries.Filters("health_examination"))
    files = subject_queries.ledger(person, AT, subject_queries.Filters("health_file"))
    return records_.count() + files.count()


@pytest.mark.parametrize("who", ["head", "manager", "chief", "clerk", "guard", "other"])
def test_no_leader_or_colleague_sees_them(
    people: SimpleNamespace, examined: Any, file: Any, who: str
) -> None:
    person = getattr(people, who)
    assert listed(person) == 0
    assert not record_queries.visible(person, AT).filter(pk=examined.pk).exists()
    with pytest.raises(NotVisible):
        record_queries.record_or_404(person, examined.pk, AT)
    with pytest.raises(NotVisible):
        subject_queries.subject_or_404(person, file.pk, AT)


def test_the_named_keeper_and_the_person_see_them(
    people: SimpleNamespace, keeper: Any, examined: Any, file: Any
) -> None:
    for person in (keeper, people.nurse):
        assert listed(person) == 2
        assert record_queries.record_or_404(person, examined.pk, AT) == examined
        assert subject_queries.subject_or_404(person, file.pk, AT) == file


def test_whoever_keeps_them_next_opens_what_another_entered(
    tree: SimpleNamespace, examined: Any, file: Any
) -> None:
    """Although they may read nothing else."""
    after = org.appoint(
        None, at=AT, unit=tree.hospital, roles=("health_keeper",), name="后任", since=SINCE, employment="staff",
    )  # fmt: skip
    elsewhere = org.appoint(
        None, at=AT, unit=tree.clinic, roles=("health_keeper",), name="别家", since=SINCE, employment="staff",
    )  # fmt: skip
    assert record_queries.record_or_404(after, examined.pk, AT) == examined
    assert subject_queries.subject_or_404(after, file.pk, AT) == file
    put_right = records.submit(
        after, kind="health_examination", unit=tree.hospital, subject=file.pk, happened_at=AT,
        data={**examined.data, "result": "normal"}, supersedes=examined, at=AT,
    )  # fmt: skip
    assert put_right.supersedes_id == examined.pk
    with pytest.raises(NotVisible):
        record_queries.record_or_404(elsewhere, examined.pk, AT)
    with pytest.raises(NotVisible):
        subject_queries.subject_or_404(elsewhere, file.pk, AT)


def test_the_next_keeper_corrects_through_the_interface(
    tree: SimpleNamespace, examined: Any, file: Any, time_machine: Any
) -> None:
    after = org.appoint(
        None, at=AT, unit=tree.hospital, roles=("health_keeper",), name="后任", since=SINCE, employment="staff",
    )  # fmt: skip
    time_machine.move_to(AT + timedelta(hours=1))
    client = Client()
    client.force_login(after, "allauth.account.auth_backends.AuthenticationBackend")
    told = {
        "happened_at": AT.isoformat(), "subject": str(file.pk),
        "data": {"person": examined.data["person"], "phase": "during", "result": "normal"},
    }  # fmt: skip
    address = f"/api/records/{examined.pk}/correct"
    done = client.post(address, told, content_type="application/json")
    assert done.status_code == 201, done.content.decode()


def test_the_log_names_neither_file_nor_phase(examined: Any, file: Any) -> None:
    told = [
        e.given_text for e in Event.objects.filter(object_id__in=[str(examined.pk), str(file.pk)])
    ]
    assert len(told) == 2
    assert not any(word in text for text in told for word in ("卫兰", "在岗期间", "during"))


def test_who_is_not_named_enters_nothing(tree: SimpleNamespace, people: SimpleNamespace) -> None:
    data = {"person": people.nurse.pk, "phase": "before"}
    with pytest.raises(Forbidden):
        records.submit(
            people.manager, kind="health_examination", unit=tree.hospital, happened_at=AT,
            data=data, at=AT,
        )  # fmt: skip


def test_the_log_says_that_it_happened_and_not_what_was_found(examined: Any, file: Any) -> None:
    given = [e.given for e in Event.objects.filter(object_id__in=[str(examined.pk), str(file.pk)])]
    assert len(given) == 2
    assert "recheck" not in str(given) and "放射工作五年" not in str(given)

"""What holds for every kind that is declared: asked, taken, listed, found, filtered, exported, hidden."""

import io
import re
from datetime import datetime
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
import time_machine

from weian.base.clock import TZ
from weian.base.models import Event
from weian.case import queries as cases
from weian.case.kinds import KINDS as CASES
from weian.org import queries as org
from weian.record.kinds import KINDS as RECORDS
from weian.record.queries import Record
from weian.subject import actions as subject_actions
from weian.subject.kinds import KINDS as SUBJECTS
from weian.subject.queries import Subject

from .specimens import HOMES

pytestmark = [pytest.mark.db]

NOW = "2026-11-05T10:30:00+08:00"
_NUMBER = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}")
_ASKED = sorted(k for k, v in RECORDS.items() if not v.internal)
_OPENED = sorted(k for k, v in CASES.items() if v.opening_verb not in v.internal)


@pytest.fixture(autouse=True)
def today() -> Any:
    """The pages read the clock."""
    with time_machine.travel(NOW, tick=False):
        yield


class Things(dict[str, str]):
    """One subject of each kind at the hospital, by kind, kept when it is first asked for."""

    def __init__(self, tree: SimpleNamespace, people: SimpleNamespace, specimen: Any) -> None:
        super().__init__()
        self.tree, self.people, self.specimen = tree, people, specimen

    def __missing__(self, key: str) -> str:
        given = self.specimen(SUBJECTS[key], self)
        data = {k: v for k, v in given.items() if not _files(v)}
        files = {k: v for k, v in given.items() if _files(v)}
        row = subject_actions.keep(
            self.people.manager if files else None, kind=key, unit=self.tree.hospital, data=data,
            files=files, since=self.tree.hospital.since, at=datetime.now(TZ),
        )  # fmt: skip
        return self.setdefault(key, str(row.pk))


@pytest.fixture
def things(tree: SimpleNamespace, people: SimpleNamespace, specimen: Any) -> Things:
    """The things that records and cases are about."""
    return Things(tree, people, specimen)


@pytest.fixture
def taker(tree: SimpleNamespace, people: SimpleNamespace) -> Any:
    """``taker(right)`` is somebody who may do it at the hospital, the head of it if he may."""

    def find(right: str) -> Any:
        found = (people.head, people.keeper, people.clerk)
        return next(p for p in found if org.can(p, right, tree.hospital, datetime.now(TZ)))

    return find


def _files(value: object) -> bool:
    return isinstance(value, list) and hasattr(value[0], "read")


def submit(client: Any, url: str, answers: dict[str, Any]) -> Any:
    """Fill in the form at an address as a browser does: what it holds hidden goes back with it."""
    page = client.get(url)
    assert page.status_code == 200, page.content.decode()[:2000]
    shape = page.context["page"]
    start = {k: v for k, v in shape.form.initial.items() if v not in (None, "")}
    sent = {**start, **dict(shape.seen), **answers}
    return client.post(url, {k: v for k, v in sent.items() if v is not None})


def why(response: Any) -> str:
    """What a rejected form said."""
    context = response.context
    return str(context["page"].form.errors.as_text()) if context and "page" in context else ""


def named(response: Any) -> bool:
    """Whether whatever is pointed at is told by its name, never by its number."""
    shape = response.context["page"]
    told = [f for part in shape.sections for f in part.facts] + list(getattr(shape, "facts", ()))
    return bool(told) and not any(_NUMBER.search(str(f.value)) for f in told)


def sheet(response: Any) -> list[tuple[Any, ...]]:
    """The rows of an exported file."""
    assert response.status_code == 200
    book = openpyxl.load_workbook(io.BytesIO(b"".join(response)))
    return list(book.worksheets[0].iter_rows(values_only=True))


@pytest.mark.parametrize("key", _ASKED)
def test_a_record_is_asked_taken_listed_and_hidden(
    key: str, tree: Any, people: Any, browse: Any, specimen: Any, taker: Any, things: Any,
) -> None:  # fmt: skip
    kind = RECORDS[key]
    client = browse(taker(kind.submit_right))
    given = specimen(kind, things)
    if kind.subject_kind:
        given["subject"] = things[kind.subject_kind]
    before = Event.objects.count()
    done = submit(client, f"/records/{key}/new?unit={tree.hospital.pk}", given)
    assert done.status_code == 302, why(done)
    assert Event.objects.count() == before + 1
    record = Record.objects.get(kind=key)
    page = client.get(done["Location"])
    assert page.status_code == 200 and record.title in page.content.decode()
    assert named(page)
    listed = client.get(f"/records/{key}/")
    assert f"/records/{record.pk}" in listed.content.decode()
    assert listed.context["page"].count == "1"
    if record.words:
        found = client.get(f"/records/{key}/", {"q": record.words.split()[0][:6]})
        assert len(found.context["page"].rows) == 1
    assert not client.get(f"/records/{key}/", {"q": "找不到的字"}).context["page"].rows
    late = client.get(f"/records/{key}/", {"happened_to": "2020-01-01"})
    assert not late.context["page"].rows
    elsewhere = browse(people.clerk).get(f"/records/{key}/", {"unit": tree.clinic.pk})
    assert not elsewhere.context["page"].rows
    assert len(sheet(client.get(f"/records/{key}/export"))) == 2
    stranger = browse(people.other)
    assert stranger.get(f"/records/{record.pk}").status_code == 404
    assert not stranger.get(f"/records/{key}/").context["page"].rows


@pytest.mark.parametrize("key", _ASKED)
def test_a_rejected_record_form_keeps_what_was_typed(
    key: str, tree: Any, people: Any, browse: Any, specimen: Any, taker: Any, things: Any,
) -> None:  # fmt: skip
    kind = RECORDS[key]
    client = browse(taker(kind.submit_right))
    given = specimen(kind, things)
    when = {"happened_at": "2027-01-01T08:00"} if kind.timed else {"happened_on": "2027-01-01"}
    if kind.subject_kind:
        given["subject"] = things[kind.subject_kind]
    done = submit(client, f"/records/{key}/new?unit={tree.hospital.pk}", {**given, **when})
    assert done.status_code == 422
    assert not Record.objects.exists()
    typed = [v for v in given.values() if isinstance(v, str) and len(v) > 5 and "\n" not in v]
    assert all(text in done.content.decode() for text in typed)
    assert "还没有到" in done.content.decode()


_PAST = sorted(k for k in _ASKED if any(field.past for field in RECORDS[k].fields))


@pytest.mark.parametrize("key", _PAST)
def test_a_record_tells_of_no_day_that_has_not_come(
    key: str, tree: Any, people: Any, browse: Any, specimen: Any, taker: Any, things: Any,
) -> None:  # fmt: skip
    kind = RECORDS[key]
    client = browse(taker(kind.submit_right))
    given = specimen(kind, things)
    if kind.subject_kind:
        given["subject"] = things[kind.subject_kind]
    ahead = {"date": "2026-11-06", "datetime": "2026-11-05T10:31"}
    for field in kind.fields:
        if field.past:
            changed = {**given, field.key: ahead[field.type]}
            done = submit(client, f"/records/{key}/new?unit={tree.hospital.pk}", changed)
            assert f"{field.title}还没有到" in why(done), (field.key, done.status_code)
    assert not Record.objects.exists()


@pytest.mark.parametrize("key", _ASKED)
def test_a_record_is_corrected_by_another(
    key: str, tree: Any, people: Any, browse: Any, specimen: Any, taker: Any, things: Any,
) -> None:  # fmt: skip
    kind = RECORDS[key]
    client = browse(taker(kind.submit_right))
    given = specimen(kind, things)
    if kind.subject_kind:
        given["subject"] = things[kind.subject_kind]
    submit(client, f"/records/{key}/new?unit={tree.hospital.pk}", given)
    old = Record.objects.get(kind=key)
    again = {k: v for k, v in given.items() if not _files(v)}
    done = submit(client, f"/records/{old.pk}/correct", again)
    assert done.status_code == 302, why(done)
    new = Record.objects.get(supersedes=old)
    assert {k: new.data.get(k) for k in old.data} == old.data
    assert "已经更正" in client.get(f"/records/{old.pk}").content.decode()
    assert client.get(f"/records/{key}/").context["page"].count == "1"


@pytest.mark.parametrize("key", sorted(SUBJECTS))
def test_a_subject_is_asked_kept_changed_listed_retired_and_hidden(
    key: str, tree: Any, people: Any, browse: Any, specimen: Any, taker: Any, things: Any,
) -> None:  # fmt: skip
    kind, first = SUBJECTS[key], things[key]
    client = browse(taker(kind.keep_right))
    given = specimen(kind, things)
    if kind.code_field:
        given[kind.code_field] = "BH-0002"
    done = submit(client, f"/subjects/{key}/new?unit={tree.hospital.pk}", given)
    assert done.status_code == 302, why(done)
    row = Subject.objects.exclude(pk=first).get(kind=key)
    page = client.get(done["Location"])
    assert row.name in page.content.decode() and named(page)
    changed = {k: v for k, v in given.items() if not _files(v)} | {kind.name_field: "改过的名称"}
    done = submit(client, f"/subjects/{row.pk}/edit", changed)
    assert done.status_code == 302, why(done)
    row.refresh_from_db()
    assert (row.name, row.version) == ("改过的名称", 2)
    assert client.get(f"/subjects/{key}/").context["page"].count == "2"
    assert len(client.get(f"/subjects/{key}/", {"q": "改过的"}).context["page"].rows) == 1
    assert len(sheet(client.get(f"/subjects/{key}/export"))) == 3
    assert browse(people.other).get(f"/subjects/{row.pk}/").status_code == 404
    done = submit(client, f"/subjects/{row.pk}/retire", {"reason": "报废"})
    assert done.status_code == 302, why(done)
    assert client.get(f"/subjects/{key}/").context["page"].count == "1"
    assert client.get(f"/subjects/{key}/", {"state": "retired"}).context["page"].count == "1"
    assert client.get(f"/subjects/{row.pk}/edit").status_code in (200, 409)


@pytest.mark.parametrize("key", _OPENED)
def test_a_case_is_asked_opened_listed_and_hidden(
    key: str, tree: Any, people: Any, browse: Any, specimen: Any, taker: Any, things: Any,
) -> None:  # fmt: skip
    kind = CASES[key]
    client = browse(taker(kind.opening_right))
    given = specimen(kind, things)
    if kind.knowers:
        given[kind.knowers] = [str(people.clerk.pk)]
    unit = getattr(tree, HOMES.get(key, "hospital"))
    done = submit(client, f"/cases/{key}/new?unit={unit.pk}", given)
    assert done.status_code == 302, why(done)
    case = cases.Case.objects.get(kind=key)
    page = client.get(f"/cases/{case.pk}/")
    assert page.status_code in (200, 302)
    assert page.status_code == 302 or (case.number in page.content.decode() and named(page))
    listed = client.get(f"/cases/{key}/")
    assert listed.context["page"].count == "1"
    found = client.get(f"/cases/{key}/", {"q": case.number})
    assert len(found.context["page"].rows) == 1
    assert len(client.get(f"/cases/{key}/", {"state": "open"}).context["page"].rows) == 1
    assert len(client.get(f"/cases/{key}/", {"state": case.state}).context["page"].rows) == 1
    assert not client.get(f"/cases/{key}/", {"state": "closed"}).context["page"].rows
    assert not client.get(f"/cases/{key}/", {"opened_to": "2020-01-01"}).context["page"].rows
    elsewhere = browse(people.clerk).get(f"/cases/{key}/", {"unit": tree.clinic.pk})
    assert not elsewhere.context["page"].rows
    assert len(sheet(client.get(f"/cases/{key}/export"))) == 2
    stranger = browse(people.other)
    assert stranger.get(f"/cases/{case.pk}/").status_code == 404
    assert not stranger.get(f"/cases/{key}/").context["page"].rows


def test_every_ledger_is_listed_under_its_area(people: Any, browse: Any) -> None:
    page = browse(people.head).get("/ledgers/").content.decode()
    for kinds, base in ((RECORDS, "records"), (SUBJECTS, "subjects"), (CASES, "cases")):
        for key in kinds:
            assert f"/{base}/{key}/" in page


@pytest.mark.parametrize(
    "path", ["/records/nonsense/", "/subjects/nonsense/", "/cases/nonsense/new"]
)
def test_a_kind_that_does_not_exist_is_not_found(path: str, people: Any, browse: Any) -> None:
    assert browse(people.head).get(path).status_code == 404

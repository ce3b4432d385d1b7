"""The page of a case: the next step for whoever may, a name for the others, nothing lost on refusal."""

import json
from datetime import date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine

from weian.base.clock import TZ
from weian.case import actions, kinds
from weian.case.actions import Draft
from weian.case.models import Case
from weian.case.offers import Untold
from weian.record import actions as record_actions
from weian.record.kinds import KINDS as RECORDS
from weian.subject import actions as subject_actions
from weian.subject.kinds import KINDS as SUBJECTS

pytestmark = pytest.mark.db

AT = datetime(2026, 11, 5, 10, 0, tzinfo=TZ)
BUDGETS: dict[str, int] = json.loads(
    (Path(__file__).parent / "budgets" / "pages.json").read_text(encoding="utf-8")
)
OPENING = {"place": "三楼东侧", "description": "通道堆物", "category": "fire"}


@pytest.fixture(autouse=True)
def today() -> Any:
    with time_machine.travel(AT + timedelta(hours=1), tick=False):
        yield


@pytest.fixture
def case(tree: SimpleNamespace, people: SimpleNamespace) -> Case:
    return actions.open_case(
        people.nurse, kind="hazard", unit=tree.hospital, department=tree.surgery, at=AT,
        data=OPENING,
    )  # fmt: skip


def plan(people: Any, **given: Any) -> dict[str, Any]:
    return {
        "assignee": people.chief.pk, "measures": "清走杂物并加装警示", "amount": "0",
        "due_on": "2026-11-20", "contingency": "派人值守", **given,
    }  # fmt: skip


def take(actor: Any, case: Case, verb: str, given: dict[str, Any], **files: Any) -> Case:
    at = AT + timedelta(minutes=case.version)
    return actions.act(actor, case=case, verb=verb, given=given, at=at, version=None, files=files)


def fetched(client: Any, url: str) -> tuple[int, str]:
    """Status and type of a file, read to its end."""
    response = client.get(url)
    assert b"".join(response)
    return response.status_code, response.headers["Content-Type"]


def test_whoever_may_take_the_next_step_has_one_button(
    case: Case, people: Any, browse: Any
) -> None:
    page = browse(people.manager).get(f"/cases/{case.pk}/").context["page"]
    assert page.next.title == "登记定级"
    assert page.waits_for == ""
    assert [d.state for d in page.steps][:2] == ["now", "todo"]


def test_others_see_who_it_waits_for(case: Case, people: Any, browse: Any) -> None:
    page = browse(people.nurse).get(f"/cases/{case.pk}/").context["page"]
    assert page.next is None or page.next.title != "登记定级"
    if page.next is None:
        assert "褚明" in page.waits_for or "王立" in page.waits_for


def test_a_step_is_taken_on_its_form(case: Case, people: Any, browse: Any) -> None:
    client, url = browse(people.manager), f"/cases/{case.pk}/grade"
    shape = client.get(url).context["page"]
    done = client.post(url, {**dict(shape.seen), "grade": "ordinary"})
    assert done.status_code == 302
    case.refresh_from_db()
    assert (case.state, case.version) == ("graded", 2)


def test_the_second_of_two_is_told_and_keeps_the_text(case: Case, people: Any, browse: Any) -> None:
    url = f"/cases/{case.pk}/grade"
    second = browse(people.deputy)
    seen = dict(second.get(url).context["page"].seen)
    take(people.manager, case, "grade", {"grade": "ordinary"})
    done = second.post(url, {**seen, "grade": "major", "basis": "我写的判定依据"})
    text = done.content.decode()
    assert done.status_code == 409
    for word in ("陈安", "登记定级", "我写的判定依据"):
        assert word in text


def test_a_double_click_is_one_step(case: Case, people: Any, browse: Any) -> None:
    client, url = browse(people.manager), f"/cases/{case.pk}/grade"
    sent = {**dict(client.get(url).context["page"].seen), "grade": "ordinary"}
    assert [client.post(url, sent).status_code for _ in range(2)] == [302, 302]
    assert case.steps.count() == 2


def test_photos_survive_a_refusal_and_are_served_to_those_who_see_the_case(
    case: Case, people: Any, browse: Any, sample: Any
) -> None:
    take(people.manager, case, "grade", {"grade": "ordinary"})
    case.refresh_from_db()
    take(people.manager, case, "plan", plan(people))
    client, url = browse(people.chief), f"/cases/{case.pk}/rectify"
    seen = client.get(url).context["page"].seen
    photos = sample(kinds.kind("hazard").step_fields["fix_on_spot"])["photos"]
    done = client.post(url, {**dict(seen), "result": "短", "photos": photos})
    assert done.status_code == 422
    seen = done.context["page"].seen
    assert [name for name, _ in seen].count("photos__kept") == 1
    done = client.post(url, {**dict(seen), "result": "杂物已经全部清走"})
    assert done.status_code == 302
    shape = client.get(f"/cases/{case.pk}/").context["page"]
    (photo,) = shape.timeline[0].photos
    assert fetched(client, photo.url) == (200, "image/png")
    assert browse(people.other).get(photo.url).status_code == 404


def test_who_it_was_given_to_sees_its_photos_from_another_department(
    tree: Any, people: Any, browse: Any, sample: Any
) -> None:
    photos = sample(kinds.kind("hazard").step_fields["fix_on_spot"])["photos"]
    case = actions.open_case(
        people.nurse, kind="hazard", unit=tree.hospital, department=tree.surgery, at=AT,
        data=OPENING, files={"photos": photos},
    )  # fmt: skip
    url = f"/cases/{case.pk}/files/{case.data['photos'][0]}"
    assert browse(people.newcomer).get(url).status_code == 404
    take(people.manager, case, "grade", {"grade": "ordinary"})
    take(people.manager, case, "plan", plan(people, assignee=people.newcomer.pk))
    assert fetched(browse(people.newcomer), url) == (200, "image/png")


def test_a_verifier_who_rectified_has_no_button(
    case: Case, people: Any, browse: Any, sample: Any
) -> None:
    take(people.manager, case, "grade", {"grade": "ordinary"})
    take(people.manager, case, "plan", plan(people, assignee=people.manager.pk))
    photos = sample(kinds.kind("hazard").step_fields["fix_on_spot"])["photos"]
    take(people.manager, case, "rectify", {"result": "已经全部清走"}, photos=photos)
    page = browse(people.manager).get(f"/cases/{case.pk}/").context["page"]
    assert page.next is None
    assert "陈安" not in page.waits_for and page.waits_for
    assert browse(people.head).get(f"/cases/{case.pk}/").context["page"].next.title == "验收通过"


def test_the_ledger_is_narrowed_sorted_and_paged(tree: Any, people: Any, browse: Any) -> None:
    actions.open_batch(
        [
            Draft(people.manager, "hazard", tree.hospital, {**OPENING, "description": f"第{n}处问题"},
                  AT - timedelta(days=n))
            for n in range(60)
        ]
    )  # fmt: skip
    client = browse(people.manager)
    first = client.get("/cases/hazard/").context["page"]
    assert (first.count, len(first.rows), bool(first.next_url), first.prev_url) == (
        "60",
        50,
        True,
        "",
    )
    second = client.get("/cases/hazard/" + first.next_url).context["page"]
    assert len(second.rows) == 10 and second.prev_url
    assert not {r.id for r in first.rows} & {r.id for r in second.rows}
    found = client.get("/cases/hazard/", {"q": "第59处"}).context["page"]
    assert [r.cells[0].text for r in found.rows] == ["第59处问题"]
    oldest = client.get("/cases/hazard/", {"sort": "opened"}).context["page"]
    assert oldest.rows[0].cells[0].text == "第59处问题"
    assert not client.get("/cases/hazard/", {"sort": "due"}).context["page"].rows
    mine = browse(people.head).get("/cases/hazard/", {"mine": "1"}).context["page"]
    assert not mine.rows
    broken = client.get("/cases/hazard/", {"cursor": "xx", "opened_from": "昨天"})
    assert broken.status_code == 422


def test_overdue_is_said_in_words(tree: Any, people: Any, browse: Any, case: Case) -> None:
    take(people.manager, case, "grade", {"grade": "ordinary"})
    take(people.manager, case, "plan", plan(people))
    with time_machine.travel(AT + timedelta(days=20), tick=False):
        client = browse(people.manager)
        assert "逾期 5 天" in client.get(f"/cases/{case.pk}/").content.decode()
        listed = client.get("/cases/hazard/", {"state": "overdue"})
        assert len(listed.context["page"].rows) == 1
        assert "逾期 5 天" in listed.content.decode()


def test_export_needs_its_right(case: Case, people: Any, browse: Any) -> None:
    assert browse(people.nurse).get("/cases/hazard/export").status_code == 403
    assert browse(people.manager).get("/cases/hazard/export").status_code == 200


def test_a_guard_that_asks_an_answer_is_left_to_the_step() -> None:
    given = Untold(day=date(2026, 11, 5))
    assert given["day"] == date(2026, 11, 5) and not given.asked
    assert given.get("photos") is None and given.asked


@pytest.mark.parametrize("page", sorted(BUDGETS))
def test_a_page_keeps_to_its_queries(
    page: str, case: Case, tree: Any, people: Any, browse: Any, sample: Any,
    django_assert_max_num_queries: Any,
) -> None:  # fmt: skip
    take(people.manager, case, "grade", {"grade": "ordinary"})
    subject_kind = next(
        k for k in SUBJECTS.values() if any(r.subject_kind == k.key for r in RECORDS.values())
    )
    thing = subject_actions.keep(
        None, kind=subject_kind.key, unit=tree.hospital, at=AT,
        data=sample([f for f in subject_kind.fields if f.item not in ("file", "subject")]),
    )  # fmt: skip
    client = browse(people.manager)
    url = {
        "case ledger": "/cases/hazard/",
        "case ledger of a county": "/cases/hazard/",
        "case page": f"/cases/{case.pk}/",
        "case form": "/cases/hazard/new",
        "case step form": f"/cases/{case.pk}/plan",
        "record ledger": "/records/meeting/"
        if "meeting" in RECORDS
        else f"/records/{min(RECORDS)}/",
        "record page": record_url(tree, people, sample),
        "record form": f"/records/{asked_record()}/new",
        "subject ledger": f"/subjects/{subject_kind.key}/",
        "subject page": f"/subjects/{thing.pk}/",
        "subject form": f"/subjects/{subject_kind.key}/new",
        "all ledgers": "/ledgers/",
    }[page]
    if page.endswith("of a county"):
        client = browse(people.clerk)
    client.get(url)  # what is cached for a minute
    with django_assert_max_num_queries(BUDGETS[page]):
        assert client.get(url).status_code == 200


def asked_record() -> str:
    """A kind with people, so that its form reads the most."""
    return next(
        k.key for k in RECORDS.values() if k.people and not k.internal and not k.subject_kind
    )


def record_url(tree: Any, people: Any, sample: Any) -> str:
    kind = RECORDS[asked_record()]
    from_fields = sample([f for f in kind.fields if f.item not in ("file", "subject")])
    record = record_actions.submit(
        None, kind=kind.key, unit=tree.hospital, happened_at=AT, at=AT, data=from_fields
    )
    return f"/records/{record.pk}"


def test_a_number_leads_to_its_case_and_betrays_none(case: Case, people: Any, browse: Any) -> None:
    assert browse(people.nurse).get("/search/", {"q": case.number}).headers["Location"] == (
        f"/cases/{case.pk}/"
    )
    stranger = browse(people.other)
    unseen = stranger.get("/search/", {"q": case.number})
    never_given = stranger.get("/search/", {"q": "YH2026-99999"})
    assert unseen.status_code == never_given.status_code == 200
    assert unseen.context["page"].rows == never_given.context["page"].rows == []


def test_who_sent_it_back_has_not_done_what_the_state_says(
    case: Case, people: Any, browse: Any, sample: Any
) -> None:
    take(people.manager, case, "grade", {"grade": "ordinary"})
    take(people.manager, case, "plan", plan(people, assignee=people.chief.pk))
    photos = sample(kinds.kind("hazard").step_fields["fix_on_spot"])["photos"]
    take(people.chief, case, "rectify", {"result": "已经全部清走"}, photos=photos)
    take(people.head, case, "reject", {"reason": "还有杂物"})
    page = browse(people.manager).get(f"/cases/{case.pk}/").context["page"]
    here = next(d for d in page.steps if d.state == "now")
    assert here.sub.startswith("陈安"), "planned by her, sent back by the head"

"""Letters from draft to answer, seen by those they are for and by nobody before."""

import html
import io
import re
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document
from PIL import Image

from weian.base.clock import TZ
from weian.base.errors import BadInput, Conflict, Forbidden, Refusal
from weian.case import actions as cases
from weian.case.queries import Case
from weian.modules.letters import actions, documents, proposing
from weian.modules.letters.choices import ROLES
from weian.org import actions as org
from weian.org.actions import UnitSeed
from weian.policy import actions as policy
from weian.policy.loading import load_text

AT = datetime(2026, 11, 5, 10, 0, tzinfo=TZ)
SINCE = date(2024, 1, 1)
SINCE_LADDER = date(2026, 1, 1)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> SimpleNamespace:
    """A county with two institutions and a government, and who writes and answers."""
    seeds = [
        UnitSeed("county", "commission_county", "清河县卫生健康局", "", SINCE),
        UnitSeed("hospital", "hospital", "清河县人民医院", "county", SINCE),
        UnitSeed("clinic", "township_clinic", "柳林镇卫生院", "county", SINCE),
        UnitSeed(
            "government", "government", "清河县人民政府", "county", SINCE, {"is_login": False}
        ),
    ]
    found = SimpleNamespace(**org.load_tree(None, at=AT, seeds=seeds))

    def person(name: str, role: str, unit: Any) -> Any:
        return org.appoint(
            None, at=AT, unit=unit, roles=(role,), name=name, since=SINCE, employment="staff"
        )

    found.leader = person("周建国", "commission_leader", found.county)
    found.clerk = person("吴敏", "commission_clerk", found.county)
    found.second = person("郑强", "commission_clerk", found.county)
    found.head = person("王立", "institution_head", found.hospital)
    found.manager = person("陈安", "safety_manager", found.hospital)
    found.other = person("韩平", "safety_manager", found.clinic)
    return found


MEETING = {"meeting_on": "2026-11-09T09:30", "meeting_at": "三楼会议室", "media": ["清河日报"]}


def draft(place: SimpleNamespace, kind: str = "rectification", to: Any = None, **more: Any) -> Case:
    addressees = [u.pk for u in (to or [place.hospital])]
    data = {
        "kind_of": kind, "addressees": addressees, "title": "关于消除重大隐患的通知",
        "facts": "检查发现安全出口锁闭。", "demands": "立即打开。\n书面答复。", "basis": "消防法第二十八条。",
        **more,
    }  # fmt: skip
    return cases.open_case(place.clerk, kind="letter", unit=place.county, data=data, at=AT)


def reviewed(place: SimpleNamespace, letter: Case, **given: Any) -> Case:
    return cases.act(place.second, case=letter, verb="review", given=given, version=None, at=AT)


def issued(place: SimpleNamespace, letter: Case) -> Case:
    done = reviewed(place, letter, verified=True)
    return actions.issue(place.leader, letter=done, version=None, at=AT)


def test_letters_are_numbered_by_kind_and_year_without_gaps(place: SimpleNamespace) -> None:
    numbers = [issued(place, draft(place)).data["letter_number"] for _ in range(3)]
    assert [n[-2:] for n in numbers] == ["1号", "2号", "3号"]
    circular = issued(place, draft(place, "circular", [place.hospital, place.clinic]))
    assert circular.data["letter_number"].endswith("〔2026〕1号")
    refused = draft(place)
    with pytest.raises(Conflict):
        actions.issue(place.leader, letter=refused, version=None, at=AT)
    assert issued(place, refused).data["letter_number"].endswith("〔2026〕4号")


def test_the_drafter_does_not_review_and_only_the_leader_issues(place: SimpleNamespace) -> None:
    letter = draft(place)
    with pytest.raises(Refusal, match="其他人审核"):
        cases.act(place.clerk, case=letter, verb="review", given={}, version=None, at=AT)
    done = reviewed(place, letter)
    with pytest.raises(Forbidden):
        actions.issue(place.clerk, letter=done, version=None, at=AT)


def test_nobody_outside_sees_a_letter_before_it_is_issued(
    place: SimpleNamespace, client: Client
) -> None:
    letter = draft(place)
    for person in (place.head, place.manager, place.other):
        client.force_login(person, BACKEND)
        assert client.get(f"/letters/{letter.pk}").status_code == 404
        assert client.get(f"/letters/{letter.pk}/pdf").status_code == 404
        assert client.get("/cases/incoming_letter/").content.decode().count("关于消除") == 0


def test_the_addressee_signs_answers_and_the_answer_stands_with_the_letter(
    place: SimpleNamespace, django_capture_on_commit_callbacks: Any
) -> None:
    letter = issued(place, draft(place))
    (copy,) = actions.served(letter)
    assert (copy.unit, copy.state) == (place.hospital, "served")
    cases.act(place.head, case=copy, verb="acknowledge", given={}, version=None, at=AT)
    with pytest.raises(Refusal, match="要求答复"):
        cases.act(place.manager, case=copy, verb="note", given={}, version=None, at=AT)
    cases.act(
        place.manager,
        case=copy,
        verb="reply",
        given={"reply": "已打开并清理。"},
        version=None,
        at=AT,
    )
    with pytest.raises(Refusal, match="还没有收到答复"):
        cases.act(place.clerk, case=letter, verb="close", given={}, version=None, at=AT)
    with django_capture_on_commit_callbacks(execute=True):
        cases.act(place.clerk, case=copy, verb="accept", given={}, version=None, at=AT)
    letter.refresh_from_db()
    assert letter.data["answered"] == "清河县人民医院：已打开并清理。"
    done = cases.act(place.clerk, case=letter, verb="close", given={}, version=None, at=AT)
    assert done.state == "closed"


def test_a_proposal_never_goes_to_the_unit_itself_and_needs_verified_facts(
    place: SimpleNamespace,
) -> None:
    with pytest.raises(BadInput, match="不能发给"):
        draft(place, "accountability", [place.hospital], about_unit=place.hospital.pk)
    with pytest.raises(BadInput, match="涉及哪个单位"):
        draft(place, "accountability", [place.government])
    letter = draft(place, "accountability", [place.government], about_unit=place.hospital.pk)
    with pytest.raises(Refusal, match="先核实事实"):
        reviewed(place, letter)
    done = issued(place, letter)
    assert actions.served(done) == []


def test_whoever_was_not_called_is_not_interviewed(place: SimpleNamespace, client: Client) -> None:
    letter = issued(place, draft(place))
    given = {"held_on": "2026-11-05", "record": "约谈了整改情况。", "public": True}
    given |= {"present": [key for key, _ in ROLES]}
    with pytest.raises(Refusal, match="只有警示约谈告知书才登记约谈"):
        cases.act(place.clerk, case=letter, verb="hold", version=None, at=AT, given=given)
    with time_machine.travel(AT, tick=False):
        client.force_login(place.clerk, BACKEND)
        page = client.get(f"/letters/{letter.pk}").content.decode()
        assert "登记送达" in page and f"/cases/{letter.pk}/hold" not in page


def test_an_interview_needs_all_three_and_ends_after_it_was_held(place: SimpleNamespace) -> None:
    letter = issued(place, draft(place, "interview", **MEETING))
    given: dict[str, Any] = {"held_on": "2026-11-05", "record": "约谈了整改情况。", "public": True}
    with pytest.raises(Refusal, match="还缺：当地卫生健康部门主要负责人"):
        cases.act(
            place.clerk, case=letter, verb="hold", version=None, at=AT,
            given={**given, "present": ["unit_head", "health_deputy"]},
        )  # fmt: skip
    with pytest.raises(Refusal, match="约谈还没有举行"):
        cases.act(
            place.clerk,
            case=letter,
            verb="close",
            given={"no_answer": "口头答复"},
            version=None,
            at=AT,
        )
    everybody = ["unit_head", "health_head", "health_deputy"]
    with pytest.raises(Refusal, match="约谈应当公开进行"):
        cases.act(
            place.clerk, case=letter, verb="hold", version=None, at=AT,
            given={**given, "present": everybody, "public": False},
        )  # fmt: skip
    held = cases.act(
        place.clerk, case=letter, verb="hold", version=None, at=AT,
        given={**given, "present": everybody, "press": ["清河日报"]},
    )  # fmt: skip
    assert held.data["press"] == ["清河日报"]


@pytest.mark.parametrize("left_out", MEETING)
def test_nobody_is_called_to_an_interview_without_time_place_and_media(
    place: SimpleNamespace, left_out: str
) -> None:
    said = {key: value for key, value in MEETING.items() if key != left_out}
    with pytest.raises(BadInput) as refused:
        draft(place, "interview", **said)
    assert list(refused.value.fields) == [left_out]


def test_the_call_names_the_three_roles_and_the_media(place: SimpleNamespace) -> None:
    text = "".join(p["text"] for p in documents.paragraphs(draft(place, "interview", **MEETING)))
    for told in (
        "2026年11月9日9时30分",
        "三楼会议室",
        "被约谈单位主要负责人",
        "分管负责人",
        "邀请清河日报参加",
    ):
        assert told in text


def test_a_letter_without_anybody_to_write_to_is_refused_beside_the_field(
    place: SimpleNamespace, client: Client
) -> None:
    client.force_login(place.clerk, BACKEND)
    given: dict[str, Any] = {
        "kind_of": "reminder",
        "title": "关于值班的提醒函",
        "facts": "节日将至。",
        "demands": "落实值班。",
        "basis": "值班制度。",
    }
    with time_machine.travel(AT, tick=False):
        answer = client.post(
            "/cases/letter/new", {"unit": str(place.county.pk), "once": "a", **given}
        )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "收文单位" in page and "节日将至。" in page  # what was typed is still there
    assert not Case.objects.filter(kind="letter").exists()


def test_what_was_issued_is_withdrawn_by_a_new_letter_only(
    place: SimpleNamespace, client: Client
) -> None:
    letter = issued(place, draft(place))
    with pytest.raises(BadInput, match="没有文号为"):
        actions.withdraw(
            place.leader, letter=letter, by_letter="没有", reason="写错", version=None, at=AT
        )
    newer = issued(place, draft(place, "reminder"))
    client.force_login(place.leader, BACKEND)
    answers = {"by_letter": newer.data["letter_number"], "reason": "单位写错了"}
    sent = client.post(f"/letters/{letter.pk}/withdraw", answers)
    assert sent.status_code == 302
    letter.refresh_from_db()
    assert letter.state == "withdrawn"
    assert [copy.state for copy in actions.served(letter)] == ["withdrawn"]


def test_a_letter_prints_as_pdf_and_word_and_a_draft_says_so(
    place: SimpleNamespace, client: Client
) -> None:
    letter = issued(place, draft(place, "circular", [place.hospital, place.clinic]))
    client.force_login(place.clerk, BACKEND)
    assert client.get(f"/letters/{letter.pk}/pdf").content.startswith(b"%PDF")
    word = Document(io.BytesIO(client.get(f"/letters/{letter.pk}/word").content))
    text = [p.text for p in word.paragraphs]
    assert letter.data["letter_number"] in text
    assert "清河县人民医院、柳林镇卫生院：" in text
    assert round(word.sections[0].top_margin.mm) == 37  # type: ignore[union-attr]
    unsigned = Document(io.BytesIO(client.get(f"/letters/{draft(place).pk}/word").content))
    assert unsigned.sections[0].first_page_header.paragraphs[0].text == "文稿（未签发）"
    (copy, *_) = actions.served(letter)
    client.force_login(place.manager, BACKEND)
    assert client.get(f"/letters/in/{copy.pk}/original").content.startswith(b"%PDF")
    client.force_login(place.other, BACKEND)
    assert client.get(f"/letters/in/{copy.pk}").status_code == 404


def test_what_goes_with_a_letter_reaches_its_addressee_and_nobody_else(
    place: SimpleNamespace, client: Client
) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (20, 20), "red").save(picture, "PNG")
    file = SimpleUploadedFile("重大隐患照片.png", picture.getvalue(), "image/png")
    with time_machine.travel(AT, tick=False):
        client.force_login(place.clerk, BACKEND)
        given = {
            "unit": str(place.county.pk), "once": "a", "kind_of": "reminder", "files": file, "opened_on": "2026-11-05",
            "addressees": str(place.hospital.pk), "title": "关于值班的提醒函", "facts": "节日将至。",
            "demands": "落实值班。", "basis": "值班制度。",
        }  # fmt: skip
        assert client.post("/cases/letter/new", given).status_code == 302
        letter = issued(place, Case.objects.get(kind="letter"))
        assert documents.shown(letter)["attachments"] == ["重大隐患照片"]
        (number,) = letter.data["files"]
        (copy,) = actions.served(letter)
        address = f"/letters/in/{copy.pk}/files/{number}"
        client.force_login(place.manager, BACKEND)
        assert address in client.get(f"/letters/in/{copy.pk}").content.decode()
        answer = client.get(address)
        assert b"".join(answer.streaming_content)  # type: ignore[attr-defined]  # a file is streamed
        assert answer["Content-Type"].startswith("image/")
        assert client.get(f"/letters/in/{copy.pk}/files/{letter.pk}").status_code == 404
        client.force_login(place.other, BACKEND)
        assert client.get(address).status_code == 404


def major(place: SimpleNamespace) -> Case:
    """A major hazard that an inspection found in the hospital."""
    data = {
        "place": "住院楼", "description": "安全出口锁闭", "category": "fire", "grade": "major",
        "source": "inspection",
    }  # fmt: skip
    return cases.open_case(place.manager, kind="hazard", unit=place.hospital, data=data, at=AT)


def test_a_major_hazard_climbs_and_the_page_leads_to_a_filled_draft(
    place: SimpleNamespace, client: Client, django_assert_max_num_queries: Any
) -> None:
    hazard = major(place)
    (found,) = proposing.due(place.clerk, AT)
    assert (found.hazard, found.proposal.letter) == (hazard, "rectification")
    assert proposing.due(place.other, AT) == []
    with time_machine.travel(AT, tick=False):
        client.force_login(place.clerk, BACKEND)
        client.get("/letters/due/")
        with django_assert_max_num_queries(16):
            page = client.get("/letters/due/").content.decode()
        assert "不能当场整改" in page and "参照 郑卫信安〔2019〕4号 二十一（二）" in page
        starts = re.findall(r'href="/cases/letter/new\?([^"]+)"', page)
        start = next(html.unescape(s) for s in starts if "hazards" in s)
        assert hazard.number in client.get(f"/cases/letter/new?{start}").content.decode()
        issued(place, draft(place, hazards=[hazard.number]))
        assert proposing.due(place.clerk, AT) == []
    Case.objects.filter(pk=hazard.pk).update(due_on=AT.date() - timedelta(days=1))
    (later,) = proposing.due(place.clerk, AT)
    assert later.proposal.letter == "interview"
    client.force_login(place.manager, BACKEND)
    assert client.get("/letters/due/").status_code == 404


LADDER = """
pack: zhengzhou-2019
version: 1
title: 责任追究办法
issuer: 清河县卫生健康局
number: "1"
issued: 2024-01-01
layer: county
since: 2024-01-01
clauses:
  - {id: "21", article: 二十一, summary: 四书。}
"""


@pytest.mark.parametrize("years", [0, 2])
def test_a_letter_cites_the_ladder_only_where_it_is_in_force(
    place: SimpleNamespace, client: Client, years: int
) -> None:
    hazard = major(place)

    graded = {**hazard.data, "basis": "重大隐患判定标准第 2 条"}
    Case.objects.filter(pk=hazard.pk).update(data=graded)

    def basis() -> str:
        page = client.get("/letters/due/").content.decode()
        (start,) = [s for s in re.findall(r'new\?([^"]+)"', page) if "hazards" in s]
        return parse_qs(html.unescape(start))["basis"][0]

    with time_machine.travel(AT, tick=False):
        client.force_login(place.clerk, BACKEND)
        assert basis() == "重大隐患判定标准第 2 条"
        edition, _ = policy.load_edition(load_text(LADDER, "ladder"), at=AT)
        policy.adopt_shifted(
            None, edition=edition, unit=place.county, since=SINCE_LADDER, years=years, at=AT
        )
        assert basis() == "郑卫信安〔2019〕4号 二十一（二）"
        assert "参照" not in client.get("/letters/due/").content.decode()

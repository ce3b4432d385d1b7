"""The pages: uploaded, reviewed without script, approved by another; strangers see nothing."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from weian.org import queries as org
from weian.policy.models import Adoption, Draft, DraftItem, Edition
from weian.policy.views import review

from .conftest import LATER, TEXT, as_docx

pytestmark = pytest.mark.db
Browse = Callable[[org.Person], Client]


def text(response: Any) -> str:
    return str(response.content.decode())


@pytest.fixture
def clerk(people: SimpleNamespace, browse: Browse) -> Client:
    return browse(people.clerk)


def item(draft: Draft, words: str) -> DraftItem:
    return next(i for i in draft.items.filter(none="") if words in i.sentence)


def test_a_dropped_file_is_open_for_review_at_once(clerk: Client, tree: SimpleNamespace) -> None:
    assert "还没有上传过文件" in text(clerk.get("/packs/compile/"))
    upload = SimpleUploadedFile("方案.docx", as_docx(TEXT))
    done = clerk.post("/packs/compile/", {"file": upload, "unit": tree.county.pk})
    draft = Draft.objects.get()
    assert done.headers["Location"] == f"/packs/drafts/{draft.pk}/"
    page = text(clerk.get(done.headers["Location"]))
    assert f"已处理 0/{draft.items.filter(none='').count()} 项" in page
    for words in (
        "二（二）",
        "每月，不少于2次",
        "责任人：“各单位”（原文写明）",
        "把握较大",
        'class="ask ask-high ',
    ):
        assert words in page
    assert "方案.docx" in text(clerk.get("/packs/compile/"))


@pytest.mark.parametrize(
    ("name", "raw", "word"),
    [("空.docx", b"", "文件是空的"), ("坏.docx", b"PK nothing", "坏.docx"), ("表.zip", b"PK nothing", "不是能读的文档")],
)  # fmt: skip
def test_a_file_that_cannot_be_read_says_why(
    clerk: Client, tree: SimpleNamespace, name: str, raw: bytes, word: str
) -> None:
    given = {"file": SimpleUploadedFile(name, raw), "unit": tree.county.pk}
    page = clerk.post("/packs/compile/", given, follow=True)
    draft = Draft.objects.first()
    if draft is not None and draft.state == Draft.State.READING:  # left to the worker
        assert "正在" in text(page) or "排队" in text(page)
        return
    assert word in text(page)


def test_a_long_file_is_left_to_the_worker_and_tells_how_far(
    clerk: Client, tree: SimpleNamespace
) -> None:
    raw = (TEXT * 400).encode()
    clerk.post(
        "/packs/compile/", {"file": SimpleUploadedFile("长.txt", raw), "unit": tree.county.pk}
    )
    draft = Draft.objects.get()
    assert draft.state == Draft.State.READING
    assert "排队等候" in text(clerk.get(f"/packs/drafts/{draft.pk}/"))
    part = clerk.get(f"/packs/drafts/{draft.pk}/waiting")
    assert "hx-get" in text(part)
    Draft.objects.update(state=Draft.State.FAILED, why="读不了。")
    assert (
        clerk.get(f"/packs/drafts/{draft.pk}/waiting").headers["HX-Redirect"]
        == f"/packs/drafts/{draft.pk}/"
    )
    assert "读不了。" in text(clerk.get(f"/packs/drafts/{draft.pk}/"))


def test_deciding_goes_on_to_the_next(draft: Draft, clerk: Client) -> None:
    one = item(draft, "专题会议")
    url = f"/packs/drafts/{draft.pk}/items/{one.number}/decide"
    done = clerk.post(url, {"decision": "accept", "version": "0"})
    following = item(draft, "每月至少")
    assert (
        done.headers["Location"]
        == f"/packs/drafts/{draft.pk}/?show=asks&at={following.number}#i-{following.number}"
    )
    one.refresh_from_db()
    assert one.decision == "accept"
    again = text(clerk.post(url, {"decision": "reject", "version": "0"}, follow=True))
    assert "刚刚处理过这一条" in again
    lacking = item(draft, "严禁")
    done = clerk.post(
        f"/packs/drafts/{draft.pk}/items/{lacking.number}/decide",
        {"decision": "accept", "version": "0"},
    )
    assert done.headers["Location"] == f"/packs/drafts/{draft.pk}/items/{lacking.number}/"


ANSWERS = {
    "title": "检查电动自行车", "area": "fire", "units": ["institution"], "each": "unit", "record": "inspection",
    "where": ["objects=ebikes"], "measure": "count", "count": "1", "form": "every", "period": "week", "version": "0",
}  # fmt: skip


def test_correcting_speaks_the_grammar_of_packs(draft: Draft, clerk: Client) -> None:
    one = item(draft, "严禁")
    url = f"/packs/drafts/{draft.pk}/items/{one.number}/"
    page = text(clerk.get(url))
    assert "还要选：以什么为凭、时限" in page
    assert one.sentence in page
    page = text(clerk.post(url, {**ANSWERS, "refresh": "1"}))
    assert "检查对象：电动自行车" in page or "电动自行车" in page
    one.refresh_from_db()
    assert one.decision == ""
    refused = clerk.post(url, {**ANSWERS, "form": "yearly"})
    assert refused.status_code == 422
    assert "检查电动自行车" in text(refused)
    assert clerk.post(url, ANSWERS).status_code == 302
    one.refresh_from_db()
    assert (one.decision, one.content["where"], one.content["period"]) == (
        "accept",
        ["objects=ebikes"],
        "week",
    )
    judged = clerk.post(
        f"{url}?as=judged", {"question": "有没有充电？", "reason": "site", "version": "1"}
    )
    assert judged.status_code == 302
    one.refresh_from_db()
    assert (one.decision, one.content["question"], one.content["record"]) == (
        "judged",
        "有没有充电？",
        "inspection",
    )


def test_what_few_need_is_folded_until_it_says_something(draft: Draft, clerk: Client) -> None:
    one = item(draft, "严禁")
    url = f"/packs/drafts/{draft.pk}/items/{one.number}/"
    page = clerk.get(url).context["page"]
    usual, folded = ({bound.name for bound in fields} for fields in (page.usual, page.folded))
    assert {"title", "units", "post", "record", "count", "form", "period"} <= usual
    assert {"grace", "weight", "loosens"} <= folded and not page.folded_open
    assert not [f.name for f in page.folded if f.field.required]
    wrong = clerk.post(url, {"version": one.version, "grace": "两天"})
    assert wrong.status_code == 422 and wrong.context["page"].folded_open


def test_splitting_reads_each_part(draft: Draft, clerk: Client) -> None:
    one = item(draft, "专题会议")
    url = f"/packs/drafts/{draft.pk}/items/{one.number}/split"
    page = text(clerk.get(url))
    assert "研究解决突出问题" in page
    whole = f"{TEXT}".count("专题会议")
    assert whole == 1
    clerk.post(url, {"cut": "0", "version": "0"})
    twins = draft.items.filter(start=one.start, none="")
    assert twins.count() == 2
    assert f"〔{max(t.number for t in twins)}〕" in text(clerk.get(f"/packs/drafts/{draft.pk}/"))


def settle(client: Client, draft: Draft) -> None:
    for one in draft.items.filter(none="", decision=""):
        url = f"/packs/drafts/{draft.pk}/items/{one.number}/decide"
        client.post(url, {"decision": "accept", "version": one.version})
        client.post(url, {"decision": "judged", "version": one.version})


def test_two_people_and_the_burden_before(
    draft: Draft, people: SimpleNamespace, tree: SimpleNamespace, browse: Browse
) -> None:
    url = f"/packs/drafts/{draft.pk}/approval"
    client = browse(people.clerk)
    assert "没有处理，下面只按已采纳的估算" in text(client.get(url))
    settle(client, draft)
    page = text(client.get(f"{url}?unit={tree.clinic.pk}"))
    assert "乡镇卫生院" in page and "每年必填栏" in page
    assert "今天采用，“柳林镇卫生院”的待办马上多出" in page
    client.post(url, {"deed": "submit", "version": "0"})
    refused = client.post(url, {"deed": "approve", "version": "1"})
    assert refused.status_code == 403
    assert "审定通过" not in text(client.get(url))
    done = browse(people.leader).post(url, {"deed": "approve", "version": "1"})
    edition = Edition.objects.get(issuing_unit=tree.county)
    assert done.headers["Location"] == f"/packs/{edition.pk}/adopt"
    page = text(client.get(f"/packs/{edition.pk}/document"))
    start = item(draft, "专题会议").start
    assert f'id="s-{start}" href="/packs/{edition.pk}/#c-2.1"' in page
    assert f"/packs/{edition.pk}/document" in text(client.get(f"/packs/{edition.pk}/"))


def test_the_header_is_corrected(draft: Draft, clerk: Client) -> None:
    url = f"/packs/drafts/{draft.pk}/header"
    given = {**draft.header, "title": "冬季消防方案", "until": "2027-03-31", "version": "0"}
    wrong = clerk.post(url, {**given, "until": "2020-01-01"})
    assert "不能早于施行日期" in text(wrong)
    assert clerk.post(url, given).status_code == 302
    draft.refresh_from_db()
    assert (draft.header["title"], draft.header["until"]) == ("冬季消防方案", "2027-03-31")


def test_export_and_import_again_by_excel(
    draft: Draft, people: SimpleNamespace, tree: SimpleNamespace, browse: Browse
) -> None:
    client = browse(people.clerk)
    settle(client, draft)
    client.post(f"/packs/drafts/{draft.pk}/approval", {"deed": "submit", "version": "0"})
    browse(people.leader).post(
        f"/packs/drafts/{draft.pk}/approval", {"deed": "approve", "version": "1"}
    )
    edition = Edition.objects.get(issuing_unit=tree.county)
    for form in ("xlsx", "yaml"):
        raw = client.get(f"/packs/{edition.pk}/export.{form}").content
        given = {"file": SimpleUploadedFile(f"pack.{form}", raw), "unit": tree.county.pk}
        done = browse(people.clerk).post("/packs/import", given)
        brought = Draft.objects.order_by("-created_at").first()
        assert brought is not None
        assert done.headers["Location"] == f"/packs/drafts/{brought.pk}/approval"
        assert brought.content == edition.content
        assert "审定通过" in text(browse(people.leader).get(done.headers["Location"]))
    broken = SimpleUploadedFile("pack.yaml", raw.replace(b"area: ", b"aera: "))
    refused = client.post("/packs/import", {"file": broken, "unit": tree.county.pk})
    assert "第" in text(refused) and "aera" in text(refused)


PLACES = ("", "approval", "header", "compare", "items/1/", "items/1/split", "waiting")


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("who", ["stranger", "head", "nurse"])
def test_for_strangers_a_draft_does_not_exist(
    draft: Draft, people: SimpleNamespace, browse: Browse, place: str, who: str
) -> None:
    client = browse(getattr(people, who))
    assert client.get(f"/packs/drafts/{draft.pk}/{place}").status_code == 404
    assert (
        client.post(f"/packs/drafts/{draft.pk}/items/1/decide", {"decision": "reject"}).status_code
        == 404
    )
    assert not Adoption.objects.exists()


def test_staff_may_not_upload(people: SimpleNamespace, browse: Browse) -> None:
    client = browse(people.nurse)
    assert client.get("/packs/compile/").status_code == 403
    assert client.get("/packs/import").status_code == 403
    assert "/packs/compile/" not in text(client.get("/packs/"))


#: Queries of each page for a commission clerk, the session and the person included.
BUDGET = {"": 11, "approval": 13, "header": 6, "items/{n}/": 7, "items/{n}/split": 8}


@pytest.mark.parametrize("place", list(BUDGET))
def test_pages_keep_their_query_budget(
    draft: Draft, clerk: Client, place: str, django_assert_max_num_queries: Any
) -> None:
    url = f"/packs/drafts/{draft.pk}/{place.format(n=item(draft, '总结').number)}"
    clerk.get(url)
    with django_assert_max_num_queries(BUDGET[place]):
        assert clerk.get(url).status_code == 200


def test_a_long_draft_has_pages_and_finds_the_item(
    draft: Draft, clerk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(review, "PER_PAGE", 2)
    last = item(draft, "总结")
    page = text(clerk.get(f"/packs/drafts/{draft.pk}/?at={last.number}"))
    assert f'id="i-{last.number}"' in page
    assert f'id="i-{item(draft, "专题会议").number}"' not in page
    assert "前面的" in page


@pytest.fixture
def edition(draft: Draft, people: SimpleNamespace, browse: Browse) -> Edition:
    """The plan, approved."""
    settle(browse(people.clerk), draft)
    url = f"/packs/drafts/{draft.pk}/approval"
    browse(people.clerk).post(url, {"deed": "submit", "version": "0"})
    browse(people.leader).post(url, {"deed": "approve", "version": "1"})
    return Edition.objects.get(drafts=draft)


def test_the_document_is_for_those_who_see_its_edition(
    edition: Edition, people: SimpleNamespace, browse: Browse
) -> None:
    for place in ("document", "export.yaml", "export.xlsx"):
        url = f"/packs/{edition.pk}/{place}"
        assert browse(people.head).get(url).status_code == 200
        assert browse(people.stranger).get(url).status_code == 404
        assert browse(people.nurse).get(url).status_code == 404  # not adopted yet


def test_the_document_keeps_its_query_budget(
    edition: Edition, people: SimpleNamespace, browse: Browse, django_assert_max_num_queries: Any
) -> None:
    client = browse(people.clerk)
    client.get(f"/packs/{edition.pk}/document")
    with django_assert_max_num_queries(6):
        assert client.get(f"/packs/{edition.pk}/document").status_code == 200
    with django_assert_max_num_queries(8):
        assert client.get("/packs/compile/").status_code == 200


def test_a_later_version_is_shown_clause_by_clause(
    draft: Draft, people: SimpleNamespace, drop: Callable[..., Draft], browse: Browse
) -> None:
    client = browse(people.clerk)
    settle(client, draft)
    later = drop(LATER, previous=draft)
    page = text(client.get(f"/packs/drafts/{later.pk}/compare"))
    for words in (
        "改动",
        "新增",
        "删去",
        "每月至少开展3次",
        "严禁在病房楼内",
        "沿用的处理",
        "11月9日",
    ):
        assert words in page
    review_page = text(client.get(f"/packs/drafts/{later.pk}/"))
    assert "沿用上一版的处理" in review_page
    assert "上一版：" in review_page

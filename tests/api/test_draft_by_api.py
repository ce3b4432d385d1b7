"""A document uploaded, corrected, submitted and approved by programs, as on the pages."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from weian.org import actions as org

from .asking import problem
from .conftest import AT, SINCE

pytestmark = pytest.mark.db
TEXT = """清河县卫生健康局关于加强冬季消防安全的通知
各医疗卫生单位：
一、重点任务
（一）各单位每月至少开展2次消防安全检查，并且建立检查台账。
（二）各单位每半年至少组织1次灭火和疏散演练。
（三）严禁在病房楼内为电动自行车充电。
清河县卫生健康局
2026年10月20日
"""


@pytest.fixture
def leader(county: SimpleNamespace) -> Any:
    """Who may approve for the county."""
    return org.appoint(
        None, at=AT, unit=county.office, posts=["leader"], roles=["commission_leader"], since=SINCE,
        name="leader",
    )  # fmt: skip


@pytest.fixture(autouse=True)
def _folder(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def upload(program: Any, text: str = TEXT, key: str = "d1", **asked: Any) -> Any:
    file = SimpleUploadedFile("通知.txt", text.encode(), "text/plain")
    query = "&".join(f"{k}={v}" for k, v in asked.items())
    return program.client.post(
        f"/api/drafts?{query}", {"file": file}, headers={"Idempotency-Key": key}
    )


def test_a_draft_goes_its_whole_way(county: SimpleNamespace, api: Any, leader: Any) -> None:
    clerk, head = api(county.clerk), api(leader)
    made = upload(clerk, unit=county.office.pk)
    assert made.status_code == 201, made.content
    assert (made.json()["state"], made.json()["title"]) == (
        "review",
        "清河县卫生健康局关于加强冬季消防安全的通知",
    )
    place = f"/drafts/{made.json()['id']}"
    full = clerk.get(place).json()
    asked = [i for i in full["items"] if not i["none"]]
    assert full["undecided"] == len(asked) >= 3
    drill = next(i for i in asked if i["found"]["kind"] == "drill")
    assert full["text"][drill["start"] : drill["end"]].strip().startswith("各单位每半年")
    problem(clerk.post(f"{place}/submit", {"version": full["version"]}), 422, "draft.undecided")
    for item in asked:
        decided = clerk.post(
            f"{place}/items/{item['number']}",
            {"decision": "accept" if item is drill else "reject", "version": item["version"]},
        )
        assert decided.status_code == 200, decided.content
    named = clerk.patch(
        place, {"version": full["version"], "header": {"number": "清卫〔2026〕9号"}}
    )
    assert named.status_code == 200, named.content
    sent = clerk.post(f"{place}/submit", {"version": named.json()["version"]})
    assert (sent.status_code, sent.json()["state"]) == (200, "submitted"), sent.content
    assert clerk.post(f"{place}/approve", {"version": sent.json()["version"]}).status_code == 403
    back = head.post(f"{place}/return", {"version": sent.json()["version"], "note": "补文号"})
    again = clerk.post(f"{place}/submit", {"version": back.json()["version"]})
    done = head.post(f"{place}/approve", {"version": again.json()["version"]})
    assert done.status_code == 200, done.content
    pack = head.get(f"/packs/{done.json()['edition']}").json()
    assert [o["title"] for c in pack["clauses"] for o in c["obligations"]] == [
        drill["content"]["title"]
    ]


def test_an_item_is_corrected_judged_split_and_merged(county: SimpleNamespace, api: Any) -> None:
    clerk = api(county.clerk)
    place = f"/drafts/{upload(clerk).json()['id']}"
    item = next(i for i in clerk.get(place).json()["items"] if i["found"].get("kind") == "drill")
    at = f"{place}/items/{item['number']}"
    content = {k: v for k, v in item["content"].items() if k not in ("question", "reason")}
    wrong = clerk.post(
        at, {"decision": "accept", "version": 0, "answers": {**content, "colour": 1}}
    )
    assert wrong.status_code == 422 and "colour" in wrong.json()["fields"]
    fixed = clerk.post(
        at, {"decision": "accept", "version": 0, "answers": {**content, "period": "quarter"}}
    )
    assert (fixed.json()["content"]["period"], fixed.json()["decision"]) == ("quarter", "accept")
    problem(clerk.post(at, {"decision": "reject", "version": 0}), 409, "draft.changed")
    judged = clerk.post(
        at,
        {
            "decision": "judged",
            "version": 1,
            "answers": {"question": "是否演练？", "reason": "site"},
        },
    )
    assert judged.json()["decision"] == "judged", judged.content
    parts = clerk.post(f"{at}/split", {"version": 2, "cut": 0})
    assert len(parts.json()) == 2, parts.content
    new = parts.json()[1]
    merged = clerk.post(f"{place}/items/{new['number']}/merge", {"version": new["version"]})
    assert merged.json()["number"] == item["number"]


def test_an_upload_sent_twice_is_one_draft(county: SimpleNamespace, api: Any) -> None:
    clerk = api(county.clerk)
    first, again = upload(clerk), upload(clerk)
    assert first.json()["id"] == again.json()["id"]
    problem(upload(clerk, TEXT + "补充\n"), 422, "once.reused")
    assert len(clerk.get("/drafts").json()["rows"]) == 1


def test_a_draft_is_nobody_elses(county: SimpleNamespace, api: Any) -> None:
    made = upload(api(county.clerk)).json()["id"]
    problem(api(county.far_clerk).get(f"/drafts/{made}"), 404, "not_found")
    for act in ("submit", "return", "approve", "items/1", "items/1/split", "items/1/merge"):
        problem(api(county.far_clerk).post(f"/drafts/{made}/{act}", {}), 404, "not_found")
    problem(api(county.far_clerk).patch(f"/drafts/{made}", {}), 404, "not_found")
    assert api(county.far_clerk).get("/drafts").json()["rows"] == []
    problem(upload(api(county.far_clerk), unit=county.office.pk), 404, "not_found")
    assert upload(api(county.nurse)).status_code == 403

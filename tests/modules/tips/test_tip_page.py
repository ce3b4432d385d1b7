"""The page for everybody: nothing is asked of who one is, nothing is set, the answer needs the code."""

import statistics
import time
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from weian.base.models import Event
from weian.modules.tips import actions, codes, key_actions, limits, queries
from weian.modules.tips.models import SealedLetter, SealedTip

from ..conftest import AT
from .conftest import PASSPHRASE, WORDS, answered, code_in, only, picture, send

pytestmark = pytest.mark.db

ADDRESSES = ("/tip/", "/tip/code/", "/tip/asset/tip.css", "/tip/asset/tip.js", "/tip/nowhere")


def opened(keeping: SimpleNamespace) -> list[Any]:
    privates = key_actions.opened(keeping.keeper, PASSPHRASE)
    return [queries.content(letter, privates) for letter in queries.letters_of(only())]


def test_a_tip_is_sealed_and_its_code_shown_once(keeping: SimpleNamespace, public: Client) -> None:
    response = send(public, keeping.county, photos=[picture()])
    assert response.status_code == 200
    assert len(code_in(response)) == 19
    (content,) = opened(keeping)
    assert content["words"] == WORDS and len(content["photos"]) == 1
    assert not Event.objects.filter(object_kind=queries.OBJECT).exists()


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_page_sets_a_cookie_or_lets_the_address_out(
    keeping: SimpleNamespace, public: Client, address: str
) -> None:
    response = public.get(address)
    assert not response.cookies and "Vary" not in response
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["Cache-Control"] == "no-store"
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy and "connect-src" not in policy


def test_whoever_is_logged_in_is_not_known_there(
    keeping: SimpleNamespace, enter: Any, django_assert_num_queries: Any
) -> None:
    client = enter(keeping.leader)
    page = client.get(f"/tip/{keeping.county.pk}/").content.decode()
    assert keeping.leader.name not in page
    with django_assert_num_queries(0):
        assert not client.get("/tip/code/").cookies


def test_every_address_on_the_pages_lies_under_tip(
    keeping: SimpleNamespace, public: Client
) -> None:
    for address in ("/tip/", "/tip/code/", f"/tip/{keeping.county.pk}/", "/tip/nowhere"):
        page = public.get(address).content.decode()
        named = [
            part.split('"')[0]
            for mark in ('href="', 'src="', 'action="')
            for part in page.split(mark)[1:]
        ]
        assert named and all(a.startswith("/tip/") or a == "data:," for a in named), named


def test_an_office_without_custodian_takes_none(keeping: SimpleNamespace, public: Client) -> None:
    assert public.get(f"/tip/{keeping.hospital.pk}/").status_code == 404
    key_actions.end(keeping.leader, pk=keeping.key.pk, at=AT)
    response = public.get(f"/tip/{keeping.county.pk}/")
    assert response.status_code == 404 and "没有这一页" in response.content.decode()
    assert "还没有保管人" in public.get("/tip/").content.decode()


def test_what_is_wrong_is_said_and_what_was_typed_stays(
    keeping: SimpleNamespace, public: Client
) -> None:
    response = send(public, keeping.county, description="短", category="nothing")
    page = response.content.decode()
    assert response.status_code == 422 and WORDS["whom"] in page
    assert page.count('class="error"') == 2
    response = send(public, keeping.county, answer="99")
    assert response.status_code == 422 and "再答一次" in response.content.decode()
    assert not SealedTip.objects.exists()


@pytest.mark.parametrize("content", [b"<script>", b"\xff\xd8\xff" + b"0" * 50])
def test_what_is_no_photo_is_refused(
    keeping: SimpleNamespace, public: Client, content: bytes
) -> None:
    bad = picture()
    bad.file.seek(0)
    bad.file.truncate()
    bad.file.write(content)
    bad.file.seek(0)
    bad.size = len(content)
    response = send(public, keeping.county, photos=[bad])
    assert response.status_code == 422 and "不是照片" in response.content.decode()


def test_forms_of_other_sites_and_huge_ones_are_refused(
    keeping: SimpleNamespace, public: Client
) -> None:
    at = f"/tip/{keeping.county.pk}/"
    response = public.post(at, WORDS, HTTP_SEC_FETCH_SITE="cross-site")
    assert response.status_code == 403 and "别的网站" in response.content.decode()
    assert public.post(at, WORDS, HTTP_SEC_FETCH_SITE="same-origin").status_code == 422
    assert public.generic("POST", at, b"", CONTENT_LENGTH="99999999").status_code == 413


@pytest.mark.parametrize(
    ("agent", "word"),
    [("Mozilla MicroMessenger/8.0", "微信"), ("Mozilla wxwork/4.1 MicroMessenger/7", "企业微信"),
     ("Mozilla AliApp(DingTalk/7.0)", "钉钉")],
)  # fmt: skip
def test_programs_that_know_who_one_is_are_warned_of(
    keeping: SimpleNamespace, public: Client, agent: str, word: str
) -> None:
    at = f"/tip/{keeping.county.pk}/"
    assert f"正在{word}里打开" in public.get(at, HTTP_USER_AGENT=agent).content.decode()
    plain = public.get(at, HTTP_USER_AGENT="Mozilla/5.0", REMOTE_ADDR="8.8.4.4").content.decode()
    assert "里打开本页" not in plain and "内部网络" not in plain
    assert "内部网络" in public.get(at, REMOTE_ADDR="10.3.4.5").content.decode()


def test_with_the_code_one_reads_adds_and_claims(keeping: SimpleNamespace, public: Client) -> None:
    code = code_in(send(public, keeping.county))
    page = public.post("/tip/code/", {"code": code}).content.decode()
    assert "还没有答复" in page and WORDS["description"] not in page
    page = public.post(
        "/tip/code/",
        {"code": code, "act": "addition", "text": "钥匙换了地方", "photos": [picture()]},
    ).content.decode()
    assert "已经收到您的补充" in page
    assert [c["words"] for c in opened(keeping)][1] == {"text": "钥匙换了地方"}
    page = public.post(
        "/tip/code/", {"code": code, "act": "claim", "text": "周三来领"}
    ).content.decode()
    assert "还没有决定奖励" in page and SealedLetter.objects.count() == 2
    actions.reply(keeping.keeper, tip=only(), text="已经去看，锁已拆。", at=AT)
    assert "锁已拆" in public.post("/tip/code/", {"code": code}).content.decode()


def test_a_wrong_code_is_answered_with_one_page_in_the_same_time(
    keeping: SimpleNamespace, public: Client
) -> None:
    code = code_in(send(public, keeping.county)).replace(" ", "")
    wrong = f"{(int(code) + 1) % 10**16:016}"

    def spent(typed: str) -> float:
        began = time.perf_counter()
        public.post("/tip/code/", {"code": typed})
        return time.perf_counter() - began

    pages = {public.post("/tip/code/", {"code": c}).content for c in (wrong, "12", "", "0" * 16)}
    assert len(pages) == 1
    spent(code)
    times = [(spent(code), spent(wrong)) for _ in range(10)]
    right, not_right = (statistics.median(column) for column in zip(*times, strict=True))
    print(f"tips: right code {right * 1000:.0f} ms, wrong code {not_right * 1000:.0f} ms")
    assert 0.6 < right / not_right < 1.7


def test_guessing_finds_nothing(keeping: SimpleNamespace, public: Client, settings: Any) -> None:
    """A million codes against the look-up, a hundred through the page from as many sources."""
    for _ in range(3):
        actions.receive(keeping.county, words=WORDS, photos=(), at=AT)
    found = 0
    for first in range(0, 1_000_000, 10_000):
        tried = [
            codes.locator(f"{n * 9_999_999_967 % 10**16:016}", settings.TIP_KEY)
            for n in range(first, first + 10_000)
        ]
        found += SealedTip.objects.filter(locator__in=tried).count()
    refused = public.post("/tip/code/", {"code": "0"}).content
    through = {
        public.post("/tip/code/", {"code": codes.new()}, REMOTE_ADDR=f"198.51.100.{n}").content
        for n in range(100)
    }
    print(
        f"tips: 1,000,000 codes looked up, {found} found; 100 typed, {len(through) - 1} other pages"
    )
    assert found == 0 and through == {refused}


def test_five_an_hour_from_a_source_ten_to_an_office(
    keeping: SimpleNamespace, public: Client, monkeypatch: pytest.MonkeyPatch, time_machine: Any
) -> None:
    monkeypatch.setattr(limits, "SENT_PLAINLY", 99)

    def status(address: str) -> int:
        return int(send(public, keeping.county, extra={"REMOTE_ADDR": address}).status_code)

    assert [status("192.0.2.1") for _ in range(6)] == [200] * 5 + [429]
    assert [status(f"192.0.2.{n}") for n in range(2, 8)] == [200] * 5 + [429]
    time_machine.move_to(AT.replace(hour=11, minute=1))
    assert status("192.0.2.1") == 200


def test_without_scripts_fewer_are_taken_and_a_restart_forgets(
    keeping: SimpleNamespace, public: Client
) -> None:
    sent = [
        send(public, keeping.county, extra={"REMOTE_ADDR": f"192.0.2.{n}"}).status_code
        for n in range(limits.SENT_PLAINLY + 1)
    ]
    assert sent == [200] * limits.SENT_PLAINLY + [429]
    limits.memory.cache_clear()
    assert send(public, keeping.county).status_code == 200


def test_one_page_is_taken_once(keeping: SimpleNamespace, public: Client) -> None:
    at = f"/tip/{keeping.county.pk}/"
    given = {**answered(public.get(at).content.decode()), **WORDS}
    assert public.post(at, given).status_code == 200
    response = public.post(at, given)
    assert response.status_code == 429 and "已经提交过一次" in response.content.decode()
    assert SealedTip.objects.count() == 1


def test_codes_are_not_typed_without_end(keeping: SimpleNamespace, public: Client) -> None:
    answers = [
        public.post("/tip/code/", {"code": "1"}).status_code
        for _ in range(limits.ASKED_BY_SOURCE + 1)
    ]
    assert answers == [200] * limits.ASKED_BY_SOURCE + [429]


def test_a_proxy_of_ours_names_the_source_and_others_do_not(
    keeping: SimpleNamespace, public: Client, settings: Any
) -> None:
    for _ in range(limits.ASKED_BY_SOURCE):
        public.post("/tip/code/", {"code": "1"}, HTTP_X_FORWARDED_FOR="203.0.113.9")
    told = {"HTTP_X_FORWARDED_FOR": "203.0.113.10"}
    assert public.post("/tip/code/", {"code": "1"}, **told).status_code == 429
    settings.TRUSTED_PROXIES = ["127.0.0.1"]
    assert public.post("/tip/code/", {"code": "1"}, **told).status_code == 200

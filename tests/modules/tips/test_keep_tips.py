"""What custodians do: open for a reason, answer, hand on a summary, pay out; what their superior sees."""

import re
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.test import Client

from weian.base.errors import BadInput, Conflict, Forbidden, NotVisible
from weian.base.events import verify
from weian.base.models import Event
from weian.case import actions as cases
from weian.case.models import Case
from weian.modules.tips import actions, key_actions, queries
from weian.modules.tips.models import SealedLetter, SealedTip, TipKey
from weian.notify.models import Notice

from ..conftest import AT
from .conftest import PASSPHRASE, WORDS, code_in, only, picture, send

pytestmark = pytest.mark.db
SUMMARY = {
    "category": "fire_hazard",
    "place": "住院楼",
    "description": "反映一处安全出口有时上锁。",
}
ASKED = {"view-reason": "核对摘要", "view-passphrase": PASSPHRASE}


@pytest.fixture
def tip(keeping: SimpleNamespace) -> SealedTip:
    """One tip, and its code as ``tip.code``."""
    code = actions.receive(keeping.county, words=WORDS, photos=(), at=AT)
    found = only()
    found.code = code  # type: ignore[attr-defined]
    return found


def privates(keeping: SimpleNamespace) -> dict[str, bytes]:
    return key_actions.opened(keeping.keeper, PASSPHRASE)


def test_the_original_needs_passphrase_and_reason_and_every_look_is_logged(
    keeping: SimpleNamespace, tip: SealedTip, enter: Any
) -> None:
    client: Client = enter(keeping.keeper)
    at = f"/tips/{tip.pk}/"
    assert WORDS["description"] not in client.get(at).content.decode()
    for wrong in ({**ASKED, "view-reason": ""}, {**ASKED, "view-passphrase": "x" * 20}):
        response = client.post(f"{at}open", wrong)
        assert response.status_code == 422
        assert WORDS["description"] not in response.content.decode()
    assert not Event.objects.filter(verb="tip.view").exists()
    response = client.post(f"{at}open", ASKED)
    assert WORDS["description"] in response.content.decode()
    assert "no-store" in response["Cache-Control"]
    event = Event.objects.get(verb="tip.view")
    assert (event.actor_id, event.given) == (keeping.keeper.pk, {"reason": "核对摘要"})
    assert "核对摘要" in client.get(at).content.decode()


def test_the_passphrase_is_asked_once_a_sitting_and_lies_nowhere(
    keeping: SimpleNamespace, tip: SealedTip, enter: Any, time_machine: Any
) -> None:
    client: Client = enter(keeping.keeper)
    at = f"/tips/{tip.pk}/open"
    opened = client.post(at, ASKED).content.decode()
    assert "view-reason" in opened and "view-passphrase" not in opened
    again = {"view-reason": "再看一次"}
    assert WORDS["description"] in client.post(at, again).content.decode()
    cookie = client.cookies["weian-tips"]
    assert cookie["httponly"] and cookie["samesite"] == "Strict" and cookie["path"] == "/tips/"
    kept = str([row.get_decoded() for row in Session.objects.all()])
    private = next(iter(privates(keeping).values()))
    assert "tips_opened" in kept and private.hex() not in kept and cookie.value not in kept
    other: Client = enter(keeping.keeper)
    assert other.post(at, again).status_code == 422
    client.post("/tips/lock")
    assert client.post(at, again).status_code == 422
    client.post(at, ASKED)
    time_machine.move_to(AT + timedelta(minutes=31))
    assert client.post(at, again).status_code == 422


def test_nobody_else_opens_it(keeping: SimpleNamespace, tip: SealedTip, enter: Any) -> None:
    admin = keeping.make("平管", "platform_admin")
    head = keeping.make("另一位保管人", "tip_custodian")
    for person in (keeping.leader, admin):
        client = enter(person)
        assert client.get("/tips/").status_code == 403
        assert client.get(f"/tips/{tip.pk}/").status_code == 404
        assert client.post(f"/tips/{tip.pk}/open", ASKED).status_code == 404
        with pytest.raises(NotVisible):
            actions.view(person, tip=tip, reason="看看", privates=privates(keeping), at=AT)
    assert enter(head).post(f"/tips/{tip.pk}/open", ASKED).status_code == 422
    with pytest.raises(BadInput, match="打不开"):
        actions.view(head, tip=tip, reason="看看", privates={}, at=AT)


def test_an_administrator_is_no_custodian(keeping: SimpleNamespace, tip: SealedTip) -> None:
    both = keeping.make("两样都是", "platform_admin", "tip_custodian")
    with pytest.raises(Forbidden, match="不能兼任"):
        key_actions.make_key(
            both, office=keeping.county, passphrase=PASSPHRASE, again=PASSPHRASE, old="", at=AT
        )
    with pytest.raises(Forbidden, match="不能兼任"):
        actions.view(both, tip=tip, reason="看看", privates=privates(keeping), at=AT)


def test_until_it_is_released_there_is_no_case_and_then_it_goes_the_usual_way(
    keeping: SimpleNamespace, tip: SealedTip, enter: Any, people: SimpleNamespace
) -> None:
    client: Client = enter(keeping.keeper)
    assert not Case.objects.exists()
    given = {f"release-{k}": v for k, v in SUMMARY.items()}
    bad = client.post(f"/tips/{tip.pk}/release", {**given, "release-unit": ""})
    assert bad.status_code == 422 and SUMMARY["description"] in bad.content.decode()
    given["release-unit"] = str(keeping.hospital.pk)
    assert client.post(f"/tips/{tip.pk}/release", given).status_code == 302
    case = Case.objects.get()
    assert (case.kind, case.state, case.unit_id) == ("tip", "received", keeping.hospital.pk)
    assert case.data["description"] == SUMMARY["description"]
    assert SealedTip.objects.get().state == "released"
    shown = enter(people.manager).get(f"/cases/{case.pk}/").content.decode()
    assert SUMMARY["description"] in shown and WORDS["description"] not in shown
    with pytest.raises(Conflict, match="已转办"):
        actions.release(keeping.keeper, tip=tip, unit=keeping.hospital, data=SUMMARY, at=AT)


def test_the_sender_sees_how_far_it_is_is_answered_and_paid(
    keeping: SimpleNamespace, tip: SealedTip, public: Client, people: SimpleNamespace, enter: Any
) -> None:
    code = tip.code  # type: ignore[attr-defined]

    def seen() -> str:
        return public.post("/tip/code/", {"code": code}).content.decode()

    def act(who: Any, verb: str, **given: object) -> None:
        case = Case.objects.get(kind="tip")
        cases.act(who, case=case, verb=verb, given=given, at=AT, version=None)

    def now() -> str:
        found = re.search(r"现在：<strong>([^<]+)<", seen())
        return found[1] if found else ""

    assert now() == "已收到"
    with pytest.raises(Conflict, match="还没有决定奖励"):
        actions.pay(keeping.keeper, tip=tip, code=code, at=AT)
    actions.release(keeping.keeper, tip=tip, unit=keeping.hospital, data=SUMMARY, at=AT)
    assert now() == "已转办"
    act(people.manager, "accept")
    assert now() == "已受理"
    act(people.manager, "verify", finding="true", detail="现场看过")
    told = {
        "hazard_place": "门诊楼",
        "hazard_description": "安全出口上锁",
        "hazard_category": "fire",
    }
    act(people.manager, "to_hazard", **told)
    act(people.manager, "reply", reply="锁已拆除。")
    assert now() == "已答复" and "锁已拆除" not in seen(), (
        "the custodian writes what the sender reads"
    )
    assert "锁已拆除" in enter(keeping.keeper).get(f"/tips/{tip.pk}/").content.decode()
    actions.reply(keeping.keeper, tip=tip, text="锁已拆除，谢谢。", at=AT)
    assert "锁已拆除，谢谢" in seen()
    act(people.head, "reward", form="money", amount="200")
    assert "申领奖励" in seen()
    claim = {"code": code, "act": "claim", "text": "周三报码来领"}
    assert "已经收到您的领取方式" in public.post("/tip/code/", claim).content.decode()
    with pytest.raises(BadInput, match="不符"):
        actions.pay(keeping.keeper, tip=tip, code="1" * 16, at=AT)
    client: Client = enter(keeping.keeper)
    assert client.post(f"/tips/{tip.pk}/pay", {"pay-code": code}).status_code == 302
    assert "领取。" in seen()
    with pytest.raises(Conflict, match="已经在"):
        actions.pay(keeping.keeper, tip=tip, code=code, at=AT)


def test_what_is_not_handed_on_is_answered_with_a_reason(
    keeping: SimpleNamespace, tip: SealedTip, public: Client
) -> None:
    with pytest.raises(BadInput):
        actions.close(keeping.keeper, tip=tip, text="", reason="不归本委管", at=AT)
    actions.close(
        keeping.keeper, tip=tip, text="请向市场监管部门反映。", reason="不归本委管", at=AT
    )
    page = public.post("/tip/code/", {"code": tip.code}).content.decode()  # type: ignore[attr-defined]
    assert "已答复办结" in page and "市场监管" in page and "不归本委管" not in page


def test_events_of_senders_come_a_day_later_without_actor_moment_or_order(
    keeping: SimpleNamespace,
) -> None:
    tips = [
        actions.receive(keeping.county, words=WORDS, photos=(), at=AT + timedelta(minutes=n))
        for n in range(24)
    ]
    assert len(tips) == 24 and actions.note_days(AT + timedelta(hours=13)) == 0
    before = list(SealedTip.objects.extra(select={"place": "ctid"}).order_by("place"))
    assert actions.note_days(AT + timedelta(hours=15)) == 24
    rows = Event.objects.filter(verb="tip.receive").order_by("seq")
    assert {(e.actor_id, e.at.astimezone(AT.tzinfo).isoformat(), e.given_text) for e in rows} == {
        (None, "2026-11-05T00:00:00+08:00", "{}")
    }
    order = [e.object_id for e in rows]
    assert order != [str(t.pk) for t in before], "1 in 24! that chance makes this wrong"
    stored = SealedTip.objects.extra(select={"place": "ctid"}).order_by("place")
    assert [t.pk for t in stored] != [t.pk for t in before]
    assert actions.note_days(AT + timedelta(hours=15)) == 0 and verify() is None
    assert Notice.objects.filter(person=keeping.keeper, url="/tips/").count() == 1


def test_every_row_of_a_day_was_written_by_one_transaction(keeping: SimpleNamespace) -> None:
    for number in range(3):
        actions.receive(keeping.county, words=WORDS, photos=(), at=AT + timedelta(hours=number))
    actions.note_days(AT + timedelta(days=1))
    for model in (SealedTip, SealedLetter):
        assert (
            len(set(model.objects.extra(select={"by": "xmin"}).values_list("by", flat=True))) == 1
        )


def test_a_key_is_confirmed_by_another_and_two_custodians_are_enough(
    keeping: SimpleNamespace,
) -> None:
    def key_of(person: Any) -> TipKey:
        return key_actions.make_key(
            person, office=keeping.county, passphrase=PASSPHRASE, again=PASSPHRASE, old="", at=AT
        )

    second, third = (keeping.make(n, "tip_custodian") for n in ("保管二", "保管三"))
    own = keeping.make("自己", "commission_leader", "tip_custodian")
    with pytest.raises(Forbidden, match="别人"):
        key_actions.confirm(own, pk=key_of(own).pk, at=AT)
    made = key_of(second)
    assert set(queries.readers(keeping.county.pk, AT)) == {str(keeping.key.pk)}
    with pytest.raises(NotVisible):
        key_actions.confirm(second, pk=made.pk, at=AT)
    key_actions.confirm(keeping.leader, pk=made.pk, at=AT)
    assert len(queries.readers(keeping.county.pk, AT)) == 2
    with pytest.raises(Conflict, match="两位"):
        key_actions.confirm(keeping.leader, pk=key_of(third).pk, at=AT)


def test_a_new_key_takes_over_and_the_old_one_still_opens(
    keeping: SimpleNamespace, tip: SealedTip
) -> None:
    new = "另一句足够长的口令，二〇二六"
    with pytest.raises(BadInput, match="口令不对"):
        key_actions.make_key(
            keeping.keeper, office=keeping.county, passphrase=new, again=new, old="x" * 12, at=AT
        )
    key = key_actions.make_key(
        keeping.keeper, office=keeping.county, passphrase=new, again=new, old=PASSPHRASE, at=AT
    )
    key_actions.confirm(keeping.leader, pk=key.pk, at=AT)
    assert set(queries.readers(keeping.county.pk, AT)) == {str(key.pk)}
    actions.receive(keeping.county, words=WORDS, photos=(), at=AT)
    opened = key_actions.opened(keeping.keeper, new)
    for each in SealedTip.objects.all():
        shown = actions.view(keeping.keeper, tip=each, reason="看看", privates=opened, at=AT)
        assert shown[0][1] is not None
    with pytest.raises(BadInput):
        key_actions.opened(keeping.keeper, PASSPHRASE)


def test_who_is_no_custodian_any_more_receives_nothing_more(
    keeping: SimpleNamespace, public: Client
) -> None:
    grant = keeping.keeper.grants.get()
    grant.until = AT.date()
    grant.save()
    assert public.get(f"/tip/{keeping.county.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("passphrase", "again"), [("short", "short"), ("a" * 20, "a" * 20), (PASSPHRASE, "other" * 4)]
)
def test_weak_and_mistyped_passphrases_are_refused(
    keeping: SimpleNamespace, passphrase: str, again: str
) -> None:
    with pytest.raises(BadInput):
        key_actions.make_key(
            keeping.keeper, office=keeping.county, passphrase=passphrase, again=again, old="", at=AT
        )


def test_the_key_pages_lead_from_nothing_to_an_open_office(
    keeping: SimpleNamespace, enter: Any, public: Client
) -> None:
    key_actions.end(keeping.leader, pk=keeping.key.pk, at=AT)
    client: Client = enter(keeping.keeper)
    given = {"key-passphrase": PASSPHRASE, "key-again": "x"}
    response = client.post("/tips/keys/", given)
    assert response.status_code == 422 and PASSPHRASE not in response.content.decode()
    assert client.post("/tips/keys/", {**given, "key-again": PASSPHRASE}).status_code == 302
    assert "待启用" in client.get("/tips/keys/").content.decode()
    assert public.get(f"/tip/{keeping.county.pk}/").status_code == 404
    leader: Client = enter(keeping.leader)
    assert "启用" in leader.get("/tips/oversight/").content.decode()
    pk = TipKey.objects.latest("pk").pk
    assert leader.post(f"/tips/oversight/{pk}/confirm").status_code == 302
    assert public.get(f"/tip/{keeping.county.pk}/").status_code == 200


def test_the_superior_sees_who_looked_and_small_counts_are_not_told(
    keeping: SimpleNamespace, tip: SealedTip, enter: Any
) -> None:
    actions.view(keeping.keeper, tip=tip, reason="核对摘要", privates=privates(keeping), at=AT)
    page = enter(keeping.leader).get("/tips/oversight/").content.decode()
    assert "核对摘要" in page and tip.handle in page and "少于 5 件" in page
    assert WORDS["description"] not in page
    for _ in range(4):
        actions.receive(keeping.county, words=WORDS, photos=(), at=AT)
    assert "5 件" in enter(keeping.leader).get("/tips/oversight/").content.decode()
    assert [queries.guarded(n) for n in (0, 1, 4, 5)] == ["少于 5"] * 3 + ["5"]


def test_if_the_look_cannot_be_logged_nothing_is_shown(
    keeping: SimpleNamespace, tip: SealedTip, enter: Any
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("alter table base_event add check (verb <> 'tip.view') not valid")
    client = enter(keeping.keeper)
    client.raise_request_exception = False
    with transaction.atomic():
        response = client.post(f"/tips/{tip.pk}/open", ASKED)
    assert response.status_code == 500 and WORDS["description"] not in response.content.decode()


@pytest.mark.parametrize("address", ["/tips/", "/tips/keys/", "/tips/oversight/"])
def test_pages_ask_the_database_little(
    keeping: SimpleNamespace, enter: Any, address: str, django_assert_max_num_queries: Any
) -> None:
    for _ in range(12):
        actions.receive(keeping.county, words=WORDS, photos=(), at=AT)
    client = enter(keeping.leader if "oversight" in address else keeping.keeper)
    with django_assert_max_num_queries(12):
        assert client.get(address).status_code == 200


def test_photos_come_back_as_new_pictures(
    keeping: SimpleNamespace, public: Client, enter: Any
) -> None:
    code_in(send(public, keeping.county, photos=[picture()]))
    page = enter(keeping.keeper).post(f"/tips/{only().pk}/open", ASKED).content.decode()
    assert "data:image/jpeg;base64," in page


def test_the_number_of_questions_does_not_grow_with_letters(
    keeping: SimpleNamespace, tip: SealedTip, enter: Any, django_assert_max_num_queries: Any
) -> None:
    for number in range(8):
        actions.reply(keeping.keeper, tip=tip, text=f"答复{number}", at=AT)
    client = enter(keeping.keeper)
    with django_assert_max_num_queries(30):
        assert client.post(f"/tips/{tip.pk}/open", ASKED).status_code == 200

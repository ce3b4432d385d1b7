"""Where a commission wants two custodians for a look: one asks, another agrees, the superior sees it all."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from weian.base.errors import BadInput, Conflict, Forbidden, NotVisible
from weian.base.events import verify
from weian.base.models import Event
from weian.modules.tips import actions, key_actions, openings
from weian.modules.tips.models import SealedTip, TipOpening
from weian.notify.models import Notice

from ..conftest import AT
from .conftest import PASSPHRASE, WORDS, only

pytestmark = pytest.mark.db
SECOND = "大漠孤烟直 长河落日圆 1957"
ASKED = {"view-reason": "核对摘要", "view-passphrase": PASSPHRASE}


@pytest.fixture
def two(keeping: SimpleNamespace) -> SimpleNamespace:
    """``keeping`` with a ``second`` custodian, the wish for two, and a ``tip``."""
    keeping.second = keeping.make("贺同心", "tip_custodian")
    made = key_actions.make_key(
        keeping.second, office=keeping.county, passphrase=SECOND, again=SECOND, old="", at=AT
    )
    key_actions.confirm(keeping.leader, pk=made.pk, at=AT)
    openings.want(keeping.leader, office=keeping.county, on=True, at=AT)
    actions.receive(keeping.county, words=WORDS, photos=(), at=AT)
    keeping.tip = only()
    return keeping


def look(two: SimpleNamespace, at: datetime = AT) -> Any:
    privates = key_actions.opened(two.keeper, PASSPHRASE)
    return actions.view(two.keeper, tip=two.tip, reason="看看", privates=privates, at=at)


def asked(two: SimpleNamespace, at: datetime = AT) -> TipOpening:
    return openings.ask(two.keeper, tip=two.tip, reason="核对转办摘要", at=at)


def answer(two: SimpleNamespace, who: Any, wish: TipOpening, at: datetime = AT, **more: Any) -> Any:
    given = {"agree": True, "note": "", **more}
    return openings.answer(who, tip=two.tip, opening=str(wish.pk), at=at, **given)


def test_nobody_opens_an_original_alone(two: SimpleNamespace, enter: Any) -> None:
    with pytest.raises(Forbidden, match="两位保管人"):
        look(two)
    client: Client = enter(two.keeper)
    response = client.post(f"/tips/{two.tip.pk}/open", ASKED)
    assert response.status_code == 422 and WORDS["description"] not in response.content.decode()
    wish = asked(two)
    with pytest.raises(Forbidden, match="两位保管人"):
        look(two)
    assert not Event.objects.filter(verb="tip.view").exists()
    answer(two, two.second, wish)
    assert look(two)[0][1]["words"] == WORDS
    event = Event.objects.get(verb="tip.view")
    assert event.given == {"reason": "看看", "second": two.second.pk, "agreed_by": "贺同心"}


def test_an_agreement_is_for_one_person_one_tip_and_a_day(two: SimpleNamespace) -> None:
    answer(two, two.second, asked(two))
    actions.receive(two.county, words=WORDS, photos=(), at=AT)
    other = SealedTip.objects.exclude(pk=two.tip.pk).get()
    privates = key_actions.opened(two.keeper, PASSPHRASE)
    with pytest.raises(Forbidden):
        actions.view(two.keeper, tip=other, reason="看看", privates=privates, at=AT)
    with pytest.raises(Forbidden):
        actions.view(
            two.second, tip=two.tip, reason="看看",
            privates=key_actions.opened(two.second, SECOND), at=AT,
        )  # fmt: skip
    look(two, AT + timedelta(hours=23, minutes=59))
    with pytest.raises(Forbidden):
        look(two, AT + timedelta(hours=24))


def test_only_another_custodian_whose_key_is_in_use_answers(two: SimpleNamespace) -> None:
    wish = asked(two)
    with pytest.raises(Forbidden, match="另一位"):
        answer(two, two.keeper, wish)
    with pytest.raises(NotVisible):
        answer(two, two.leader, wish)
    keyless = two.make("没有密钥", "tip_custodian")
    with pytest.raises(Forbidden, match="还没有启用"):
        answer(two, keyless, wish)
    admin = two.make("两样都是", "platform_admin", "tip_custodian")
    with pytest.raises(Forbidden, match="不能兼任"):
        answer(two, admin, wish)
    with transaction.atomic(), pytest.raises(IntegrityError):
        TipOpening.objects.filter(pk=wish.pk).update(answered_by=two.keeper, agreed=True)
    assert TipOpening.objects.get().agreed is None


def test_a_refusal_says_why_and_stands(two: SimpleNamespace) -> None:
    wish = asked(two)
    with pytest.raises(BadInput):
        answer(two, two.second, wish, agree=False)
    answer(two, two.second, wish, agree=False, note="上周已经看过")
    with pytest.raises(Conflict, match="已经答复"):
        answer(two, two.second, wish)
    with pytest.raises(Forbidden):
        look(two)
    asked(two, AT + timedelta(hours=1))  # with a better reason


def test_a_wish_that_nobody_answers_lapses_and_none_is_asked_twice(two: SimpleNamespace) -> None:
    wish = asked(two)
    with pytest.raises(Conflict, match="已经申请"):
        asked(two)
    late = AT + timedelta(days=7)
    with pytest.raises(Conflict, match="过了 7 天"):
        answer(two, two.second, wish, at=late)
    answer(two, two.second, asked(two, late), at=late)
    look(two, late)


def test_the_superior_alone_switches_it_and_only_where_two_can_agree(
    keeping: SimpleNamespace, enter: Any
) -> None:
    given = {"office": str(keeping.county.pk), "on": "1"}
    leader: Client = enter(keeping.leader)
    refused = leader.post("/tips/oversight/two", given)
    assert refused.status_code == 409 and "只有一位" in refused.content.decode()
    assert enter(keeping.keeper).post("/tips/oversight/two", given).status_code == 403
    assert leader.post("/tips/oversight/two", {**given, "office": "999"}).status_code == 404
    assert leader.post("/tips/oversight/two", {**given, "office": "x"}).status_code == 404
    both = keeping.make("自己", "commission_leader", "tip_custodian")
    with pytest.raises(Forbidden, match="自己是保管人"):
        openings.want(both, office=keeping.county, on=False, at=AT)
    second = keeping.make("贺同心", "tip_custodian")
    made = key_actions.make_key(
        second, office=keeping.county, passphrase=SECOND, again=SECOND, old="", at=AT
    )
    key_actions.confirm(keeping.leader, pk=made.pk, at=AT)
    assert leader.post("/tips/oversight/two", given).status_code == 302
    assert openings.wanted(keeping.county.pk)
    assert leader.post("/tips/oversight/two", {**given, "on": ""}).status_code == 302
    assert not openings.wanted(keeping.county.pk)
    said = [e.given["note"] for e in Event.objects.filter(object_id="tip.two").order_by("seq")]
    assert said == ["打开", "关闭"]


def test_the_pages_lead_from_the_wish_to_the_look(two: SimpleNamespace, enter: Any) -> None:
    page = f"/tips/{two.tip.pk}/"
    first, second, leader = enter(two.keeper), enter(two.second), enter(two.leader)
    shown = first.get(page).content.decode()
    assert "提出申请" in shown and "view-passphrase" not in shown
    assert first.post(f"{page}ask", {"ask-reason": ""}).status_code == 422
    assert first.post(f"{page}ask", {"ask-reason": "核对转办摘要"}).status_code == 302
    assert "等另一位保管人答复" in first.get(page).content.decode()
    assert Notice.objects.get(person=two.second, url=page).title.startswith("葛守一申请看")
    asks = second.get(page).content.decode()
    assert "核对转办摘要" in asks and "answer-answer" in asks
    wish = TipOpening.objects.get()
    given = {"opening": str(wish.pk), "answer-answer": "agree", "answer-note": "可以"}
    assert first.post(f"{page}answer", given).status_code == 422
    assert second.post(f"{page}answer", {**given, "opening": "x"}).status_code == 422
    assert second.post(f"{page}answer", given).status_code == 302
    assert Notice.objects.filter(person=two.keeper, url=page, title__contains="同意").exists()
    assert "view-passphrase" in first.get(page).content.decode()
    assert WORDS["description"] in first.post(f"{page}open", ASKED).content.decode()
    seen = leader.get("/tips/oversight/").content.decode()
    for words in ("申请看原文", "同意看原文", "看了原文", "贺同心", "核对转办摘要"):
        assert words in seen, words
    assert WORDS["description"] not in seen and verify() is None


def test_the_page_asks_the_database_no_more_for_many_wishes(
    two: SimpleNamespace, enter: Any, django_assert_max_num_queries: Any
) -> None:
    for day in range(5):
        at = AT - timedelta(days=9 * (day + 1))
        TipOpening.objects.create(tip=two.tip, asked_by=two.keeper, asked_at=at, reason="旧的")
    asked(two)
    client = enter(two.second)
    with django_assert_max_num_queries(30):
        assert client.get(f"/tips/{two.tip.pk}/").status_code == 200

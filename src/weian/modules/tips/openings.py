"""Two custodians for one look (双人开启): where a commission wants it, one asks and another agrees.

The superior switches it on and off; every act is in the log and on the superior's page.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from django.db import transaction

from weian.base import events, verbs
from weian.base.errors import BadInput, Conflict, Forbidden, NotVisible
from weian.base.models import Setting
from weian.modules.tips import keeping, queries
from weian.modules.tips.models import SealedTip, TipOpening
from weian.modules.tips.queries import AGREED, ASKED, KEEP, OVERSEE, REFUSED
from weian.notify import actions as notices
from weian.org import queries as org
from weian.org.queries import Person, Unit

SETTING: Final = "tip.two"
TITLE: Final = "看举报原文要两位保管人"
verbs.name_verbs({ASKED: "申请看举报原文", AGREED: "同意看举报原文", REFUSED: "不同意看举报原文"})


def wanted(office: int) -> bool:
    """Whether a commission wants a second custodian's consent before each original."""
    return Setting.objects.filter(key=SETTING, unit_id=office, value=True).exists()


def of_tip(tip: SealedTip) -> list[TipOpening]:
    """What was asked about a tip, the latest first."""
    rows = TipOpening.objects.filter(tip=tip).select_related("asked_by", "answered_by")
    return list(rows.order_by("-asked_at", "pk"))


def own(found: list[TipOpening], person: Person, at: datetime) -> TipOpening | None:
    """What somebody asked that still counts: agreed to, else waiting."""
    mine = [o for o in found if o.asked_by_id == person.pk]
    held = [o for o in mine if o.holds(at)] or [o for o in mine if o.waits(at)]
    return held[0] if held else None


def agreement(tip: SealedTip, person: Person, at: datetime) -> dict[str, Any]:
    """What the event of a look says of the second custodian; nothing where none is wanted.

    Raises Forbidden where one is wanted and has not agreed, or the agreement has run out.
    """
    if not wanted(tip.office_id):
        return {}
    held = own(of_tip(tip), person, at)
    if held is None or not held.holds(at):
        raise Forbidden(
            "tip.alone",
            "本委规定看原文要两位保管人：请先申请，另一位保管人同意后 24 小时内可以看。",
        )
    assert held.answered_by is not None  # of what was agreed to
    return {"second": held.answered_by_id, "agreed_by": held.answered_by.name}


@transaction.atomic
def want(actor: Person, *, office: Unit, on: bool, at: datetime) -> None:
    """Switch it on or off for a commission. Raises NotVisible, Forbidden (a custodian would free
    themselves), Conflict (fewer than two who could agree to one another's looks)."""
    if not org.can(actor, OVERSEE, office, at):
        raise NotVisible()
    if org.can(actor, KEEP, office, at):
        raise Forbidden("tip.own_two", "自己是保管人的，不能改这一项，请由其他领导办理。")
    org.lock(office)
    if on and len(_keepers(office, at)) < 2:
        raise Conflict(
            "tip.one_custodian",
            "现在只有一位保管人的密钥在用，打开后谁也看不了原文。请先启用第二位保管人的密钥。",
        )
    Setting.objects.update_or_create(key=SETTING, unit_id=office.pk, defaults={"value": on})
    events.append(
        verb="setting.keep", object_kind="setting", object_id=SETTING, actor=actor, unit=office,
        at=at, given={"name": TITLE, "note": "打开" if on else "关闭"},
    )  # fmt: skip


def _keepers(office: Unit, at: datetime) -> dict[int, Person]:
    """Whose keys are in use: the superior has confirmed who they are."""
    return {key.person_id: key.person for key in queries.active_keys(office, at)}


@transaction.atomic
def ask(actor: Person, *, tip: SealedTip, reason: str, at: datetime) -> TipOpening:
    """Ask the other custodian to agree that one looks. Raises NotVisible, BadInput, Conflict."""
    tip = keeping.keeper(actor, tip, at)
    reason = keeping.words(reason, "reason", "请写明为什么要看原文，不要写举报内容。", most=100)
    if own(of_tip(tip), actor, at) is not None:
        raise Conflict("tip.asked", "您已经申请过，不用再申请。")
    others = [p for pk, p in _keepers(tip.office, at).items() if pk != actor.pk]
    if not others:
        raise Conflict(
            "tip.no_second", "没有另一位密钥在用的保管人。请领导启用第二位，或关闭双人开启。"
        )
    made = TipOpening.objects.create(tip=tip, asked_by=actor, asked_at=at, reason=reason)
    keeping.note(ASKED, tip, actor, at, {"reason": reason})
    title = f"{actor.name}申请看匿名举报 {tip.handle} 的原文，等您答复"
    notices.tell(others, kind="tip", title=title, at=at, url=f"/tips/{tip.pk}/")
    return made


@transaction.atomic
def answer(
    actor: Person, *, tip: SealedTip, opening: str, agree: bool, note: str, at: datetime
) -> TipOpening:
    """Agree that another custodian looks, or not. Raises NotVisible, Forbidden (one's own wish; no
    key of one's own in use), Conflict (answered, lapsed), BadInput (refused without saying why)."""
    tip = keeping.keeper(actor, tip, at)
    found = next((o for o in of_tip(tip) if str(o.pk) == opening), None)
    if found is None:
        raise NotVisible()
    if found.asked_by_id == actor.pk:
        raise Forbidden("tip.own_wish", "自己的申请要由另一位保管人答复。")
    if actor.pk not in _keepers(tip.office, at):
        raise Forbidden("tip.no_key", "您的密钥还没有启用，不能替人把关。请领导先核对指纹启用。")
    if not found.waits(at):
        raise Conflict("tip.answered", "这项申请已经答复或者过了 7 天，不能再答复。")
    if not agree and not note.strip():
        raise BadInput("tip.words", fields={"note": "请写明为什么不同意。"})
    found.answered_by, found.answered_at, found.agreed = actor, at, agree
    found.save(update_fields=["answered_by", "answered_at", "agreed"])
    given = {"asked_by": found.asked_by.name, "reason": note.strip()[:100]}
    keeping.note(AGREED if agree else REFUSED, tip, actor, at, given)
    said = "同意" if agree else "不同意"
    title = f"{actor.name}{said}您看匿名举报 {tip.handle} 的原文"
    notices.tell([found.asked_by], kind="tip", title=title, at=at, url=f"/tips/{tip.pk}/")
    return found

"""What happens to sealed tips. What the sender does leaves no event at once: see ``note_days``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from random import SystemRandom
from typing import Any, Final

from django.conf import settings
from django.db import transaction

from weian.base import bounds, events, verbs
from weian.base.clock import TZ, day_of
from weian.base.errors import BadInput, Conflict
from weian.base.events import Act
from weian.case import actions as cases
from weian.case.queries import Case
from weian.modules.tips import codes, keeping, openings, queries, sealing
from weian.modules.tips.models import SealedLetter, SealedTip
from weian.modules.tips.queries import OBJECT, SENDER, VIEWED, Found
from weian.notify import actions as notices
from weian.org.queries import Person, Unit

_NOTED: Final = {"tip": "tip.receive", "addition": "tip.add", "claim": "tip.claim"}
_LETTERS: Final = 100
_UNKNOWN: Final = "the sender is nobody that is known"
verbs.name_verbs(
    {
        "tip.receive": "收到匿名举报", "tip.add": "举报人补充", "tip.claim": "举报人申领奖励",
        VIEWED: "查看举报原文", "tip.reply": "答复举报人", "tip.release": "转办举报",
        "tip.close": "不转办、办结举报", "tip.pay": "核对查询码、兑付奖励",
    }
)  # fmt: skip


@bounds.everything(_UNKNOWN)
@transaction.atomic
def receive(office: Unit, *, words: Mapping[str, Any], photos: Sequence[str], at: datetime) -> str:
    """Seal a tip to the custodians of an office; returns its receipt code, which is kept nowhere.

    ``photos`` are stripped pictures in base64. Raises Conflict if nobody could open it.
    """
    queries.hush()
    readers = _readers(office.pk, at)
    code, salt = codes.new(), codes.new_salt()
    derived = codes.derive(code, salt)
    tip = SealedTip.objects.create(
        office=office, day=day_of(at), locator=codes.locator(code, settings.TIP_KEY), salt=salt,
        verifier=derived.verifier, reader=sealing.pair_of(derived.seed).public,
    )  # fmt: skip
    _write(tip, 1, "tip", {"words": dict(words), "photos": list(photos)}, readers, at)
    return code


@bounds.everything(_UNKNOWN)
@transaction.atomic
def add(found: Found, *, sort: str, text: str, photos: Sequence[str], at: datetime) -> None:
    """What the sender adds later: an addition, or how the reward is to be handed over."""
    queries.hush()
    tip = SealedTip.objects.select_for_update().get(pk=found.tip.pk)
    number = tip.letters.count() + 1
    if number > _LETTERS:
        raise Conflict("tip.full", "这件举报的来往已经很多，请另外提交一件新的举报。")
    content = {"words": {"text": text}, "photos": list(photos)}
    _write(tip, number, sort, content, _readers(tip.office_id, at), at)


def _readers(office: int, at: datetime) -> dict[str, bytes]:
    found = queries.readers(office, at)
    if not found:
        raise Conflict("tip.nobody", "这里暂时没有保管人，收不了举报。请改用电话或来访。")
    return found


def _write(
    tip: SealedTip, number: int, sort: str, content: Mapping[str, Any], readers: Mapping[str, bytes],
    at: datetime, noted: bool = False,
) -> None:  # fmt: skip
    letter = sealing.seal(content, readers)
    SealedLetter.objects.create(
        tip=tip, number=number, sort=sort, day=day_of(at), body=letter.body, keys=letter.keys,
        noted=noted,
    )  # fmt: skip


@transaction.atomic
def view(
    actor: Person, *, tip: SealedTip, reason: str, privates: dict[str, bytes], at: datetime
) -> list[tuple[SealedLetter, dict[str, Any] | None]]:
    """All letters of a tip with what is in them (None: sealed to other keys); logged with the reason.

    Raises NotVisible, BadInput without a reason, Forbidden where a second custodian must agree first.
    """
    keeping.keeper(actor, tip, at)
    agreed = openings.agreement(tip, actor, at)
    reason = keeping.words(reason, "reason", "请写明为什么要看原文，例如“核对转办摘要”。", most=100)
    letters = queries.letters_of(tip)
    opened = [(letter, queries.content(letter, privates)) for letter in letters]
    if all(content is None for letter, content in opened if letter.sort != "reply"):
        raise BadInput(
            "tip.not_yours",
            "您的密钥打不开这件举报：它在您启用密钥以前收到，请由另一位保管人查看。",
        )
    keeping.note(VIEWED, tip, actor, at, {"reason": reason, **agreed})
    return opened


@transaction.atomic
def reply(actor: Person, *, tip: SealedTip, text: str, at: datetime) -> None:
    """Write to the sender, who reads it with the code. Raises NotVisible, BadInput."""
    tip = keeping.keeper(actor, tip, at)
    text = keeping.words(text, "text", "请写答复内容。")
    _reply(tip, text, at)
    keeping.note("tip.reply", tip, actor, at)


def _reply(tip: SealedTip, text: str, at: datetime) -> None:
    readers = {**queries.readers(tip.office_id, at), SENDER: bytes(tip.reader)}
    _write(tip, tip.letters.count() + 1, "reply", {"text": text}, readers, at, noted=True)


@transaction.atomic
def release(
    actor: Person, *, tip: SealedTip, unit: Unit, data: Mapping[str, object], at: datetime
) -> Case:
    """Hand on an edited summary: from here on a case of kind "tip" goes the usual way.

    ``unit`` is the one to look into it. Raises NotVisible, Conflict (handed on or closed already),
    and what ``open_case`` raises.
    """
    tip = keeping.keeper(actor, tip, at)
    _waiting(tip)
    given = {**data, "channel": "system", "anonymous": True}
    case = cases.open_case(actor, kind="tip", unit=unit, data=given, at=at)
    tip.state, tip.case_id = "released", case.pk
    tip.save(update_fields=["state", "case_id"])
    keeping.note("tip.release", tip, actor, at, {"case": str(case.pk), "number": case.number})
    return case


@transaction.atomic
def close(actor: Person, *, tip: SealedTip, text: str, reason: str, at: datetime) -> None:
    """Answer without handing on. Raises NotVisible, Conflict, BadInput."""
    tip = keeping.keeper(actor, tip, at)
    _waiting(tip)
    text = keeping.words(text, "text", "请写答复内容，举报人凭查询码看得到。")
    reason = keeping.words(
        reason, "reason", "请写明不转办的原因，领导看得到，不要写举报内容。", most=100
    )
    _reply(tip, text, at)
    tip.state = "closed"
    tip.save(update_fields=["state"])
    keeping.note("tip.close", tip, actor, at, {"reason": reason})


@transaction.atomic
def pay(actor: Person, *, tip: SealedTip, code: str, at: datetime) -> None:
    """The reward is handed over to whoever knows the code. Raises NotVisible, BadInput, Conflict."""
    tip = keeping.keeper(actor, tip, at)
    if not queries.rewarded(queries.case_of(tip)):
        raise Conflict("tip.no_reward", "还没有决定奖励。先在转办的举报事项里办理“奖励”。")
    if tip.paid_on:
        raise Conflict("tip.paid", f"奖励已经在 {tip.paid_on:%Y年%m月%d日} 兑付。")
    found = queries.by_code(codes.typed(code) or "0")
    if found is None or found.tip.pk != tip.pk:
        raise BadInput(
            "tip.other_code", fields={"code": "查询码与这件举报不符，请来人核对后重报。"}
        )
    tip.paid_on = day_of(at)
    tip.save(update_fields=["paid_on"])
    keeping.note("tip.pay", tip, actor, at)


def _waiting(tip: SealedTip) -> None:
    if tip.state != "received":
        raise Conflict("tip.done", f"这件举报{tip.state_title}，不能再办。")


@transaction.atomic
def note_days(at: datetime) -> int:
    """Append the events of what senders did before today, without actor, moment or order.

    The rows are written anew in the same random order, so that neither their place nor the number of
    the transaction that wrote them tells more than the day. Custodians are told that there is news.
    """
    rows = SealedLetter.objects.filter(noted=False, day__lt=day_of(at)).select_related(
        "tip__office"
    )
    waiting = list(rows.select_for_update(of=("self",)))
    SystemRandom().shuffle(waiting)
    for letter in waiting:
        letter.noted = True
        letter.save(update_fields=["noted"])
        SealedTip.objects.filter(pk=letter.tip_id).update(day=letter.tip.day)
    _tell({letter.tip.office_id: letter.tip.office for letter in waiting}, at)
    return events.append_batch(_noted(letter) for letter in waiting)


def _noted(letter: SealedLetter) -> Act:
    office = letter.tip.office
    return Act(_NOTED[letter.sort], OBJECT, letter.tip_id, None, office, _start(letter.day))


def _start(day: date) -> datetime:
    return datetime.combine(day, time.min, TZ)


def _tell(offices: Mapping[int, Unit], at: datetime) -> None:
    for office in offices.values():
        people = {key.person_id: key.person for key in queries.active_keys(office, at)}
        notices.tell(people.values(), kind="tip", title="有新的匿名举报或补充", at=at, url="/tips/")

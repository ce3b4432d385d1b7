"""Keys of custodians: made by the custodian, confirmed and ended by the superior."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import transaction

from weian.base import events, verbs
from weian.base.errors import BadInput, Conflict, Forbidden, NotVisible
from weian.modules.tips import queries, sealing
from weian.modules.tips.models import TipKey
from weian.modules.tips.queries import KEEP, OVERSEE
from weian.modules.tips.sealing import WrongPassphrase
from weian.org import queries as org
from weian.org.queries import Person, Unit

SHORTEST: Final = 12
_MOST_CUSTODIANS: Final = 2
_WRONG: Final = "口令不对，请重新输入。口令区分大小写。"
verbs.name_verbs(
    {"tip.key": "生成举报密钥", "tip.confirm_key": "启用举报密钥", "tip.end_key": "停用举报密钥"}
)


@transaction.atomic
def make_key(
    actor: Person, *, office: Unit, passphrase: str, again: str, old: str, at: datetime
) -> TipKey:
    """A fresh key under a passphrase; waits for the superior.

    ``old`` is the passphrase of the keys made before: given, they are put under the new one, so that
    one passphrase opens all; left empty, they stay as they are. Raises Forbidden, BadInput, Conflict.
    """
    org.require(actor, KEEP, office, at)
    if org.can(actor, "person.admin", office, at):
        raise Forbidden("tip.admin", "平台管理员不能兼任保管人，请先由他人接管其中一项。")
    _check(passphrase, again)
    mine = TipKey.objects.select_for_update().filter(person=actor)
    if mine.filter(confirmed_at=None, ended_at=None).exists():
        raise Conflict("tip.key_waits", "您已有一把密钥等待领导启用，启用或停用后才能再生成。")
    if old:
        _rewrap(list(mine), old, passphrase)
    pair = sealing.new_pair()
    key = TipKey.objects.create(
        office=office, person=actor, public=pair.public, made_at=at,
        locked=sealing.lock(pair.private, passphrase),
    )  # fmt: skip
    _append("tip.key", key, actor, at)
    return key


def _check(passphrase: str, again: str) -> None:
    if len(passphrase) < SHORTEST or len(set(passphrase)) < 6:
        why = f"口令至少 {SHORTEST} 个字符，不能总是重复几个字。可以用一句只有自己知道的话。"
        raise BadInput("tip.passphrase", fields={"passphrase": why})
    if passphrase != again:
        raise BadInput("tip.passphrase", fields={"again": "两次输入的口令不一样，请重新输入。"})


def _rewrap(keys: list[TipKey], old: str, new: str) -> None:
    opened = open_keys(keys, old)
    if not opened:
        raise BadInput("tip.wrong", fields={"old": _WRONG})
    for key in keys:
        if private := opened.get(str(key.pk)):
            key.locked = sealing.lock(private, new)
            key.save(update_fields=["locked"])


def open_keys(keys: list[TipKey], passphrase: str) -> dict[str, bytes]:
    """The private keys that a passphrase opens, by their number."""
    out = {}
    for key in keys:
        try:
            out[str(key.pk)] = sealing.unlock(key.locked, passphrase)
        except WrongPassphrase:
            continue
    return out


def opened(actor: Person, passphrase: str) -> dict[str, bytes]:
    """One's own private keys. Raises BadInput if the passphrase opens none."""
    out = open_keys(queries.keys_of(actor), passphrase)
    if not out:
        raise BadInput("tip.wrong", fields={"passphrase": _WRONG})
    return out


@transaction.atomic
def confirm(actor: Person, *, pk: int, at: datetime) -> TipKey:
    """From now on tips are sealed to this key; the person's earlier one ends.

    Raises NotVisible, Conflict (two custodians already; not waiting), Forbidden (one's own key).
    """
    key = _overseen(actor, pk, at)
    if key.confirmed_at or key.ended_at:
        raise Conflict("tip.key_state", f"这把密钥{key.state}，不用再启用。")
    if not org.can(key.person, KEEP, key.office, at):
        raise Conflict("tip.key_person", f"{key.person.name}现在不是保管人，不能启用。")
    others = {k.person_id for k in queries.active_keys(key.office, at)} - {key.person_id}
    if len(others) >= _MOST_CUSTODIANS:
        raise Conflict("tip.custodians", "保管人最多两位。请先停用其中一位的密钥。")
    TipKey.objects.filter(
        person=key.person, office=key.office, ended_at=None, confirmed_at__isnull=False
    ).update(ended_at=at)
    key.confirmed_at, key.confirmed_by = at, actor
    key.save(update_fields=["confirmed_at", "confirmed_by"])
    _append("tip.confirm_key", key, actor, at)
    return key


@transaction.atomic
def end(actor: Person, *, pk: int, at: datetime) -> TipKey:
    """No more tips are sealed to this key; what was sealed to it stays open to its passphrase."""
    key = _overseen(actor, pk, at)
    if key.ended_at:
        raise Conflict("tip.key_state", "这把密钥已经停用。")
    key.ended_at = at
    key.save(update_fields=["ended_at"])
    _append("tip.end_key", key, actor, at)
    return key


def _overseen(actor: Person, pk: int, at: datetime) -> TipKey:
    rows = TipKey.objects.select_for_update(of=("self",)).select_related("office", "person")
    key = rows.filter(pk=pk).first()
    if key is None or not org.can(actor, OVERSEE, key.office, at):
        raise NotVisible()
    if key.person_id == actor.pk:
        raise Forbidden("tip.own_key", "自己的密钥要由别人启用或停用。")
    return key


def _append(verb: str, key: TipKey, actor: Person, at: datetime) -> None:
    given = {"person": key.person_id, "fingerprint": fingerprint(bytes(key.public))}
    events.append(
        verb=verb, object_kind="tip_key", object_id=key.pk, actor=actor, unit=key.office, at=at,
        given=given,
    )  # fmt: skip


def fingerprint(public: bytes) -> str:
    """Sixteen digits by which two people compare a key over the telephone."""
    text = public.hex()[:16].upper()
    return " ".join(text[i : i + 4] for i in range(0, 16, 4))

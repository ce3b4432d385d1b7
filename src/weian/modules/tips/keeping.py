"""What every act of a custodian begins and ends with."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from weian.base import events
from weian.base.errors import BadInput, Forbidden, NotVisible
from weian.modules.tips.models import SealedTip
from weian.modules.tips.queries import KEEP, OBJECT
from weian.org import queries as org
from weian.org.queries import Person


def keeper(actor: Person, tip: SealedTip, at: datetime) -> SealedTip:
    """The tip, held until the end of the transaction, if the actor keeps it."""
    found = SealedTip.objects.select_for_update(of=("self",)).select_related("office")
    locked = found.filter(pk=tip.pk).first()
    if locked is None or not org.can(actor, KEEP, locked.office, at):
        raise NotVisible()
    if org.can(actor, "person.admin", locked.office, at):
        raise Forbidden("tip.admin", "平台管理员不能兼任保管人，请先由他人接管其中一项。")
    return locked


def words(text: str, key: str, missing: str, most: int = 2000) -> str:
    """Tidied words. Raises BadInput without any, or with too many."""
    text = text.strip()
    if len(text) < 2:
        raise BadInput("tip.words", fields={key: missing})
    if len(text) > most:
        raise BadInput("tip.words", fields={key: f"太长，最多 {most} 个字。"})
    return text


def note(
    verb: str, tip: SealedTip, actor: Person, at: datetime, given: dict[str, Any] | None = None
) -> None:
    """The event of an act about a tip."""
    events.append(
        verb=verb, object_kind=OBJECT, object_id=tip.pk, actor=actor, unit=tip.office, at=at,
        given=given,
    )  # fmt: skip

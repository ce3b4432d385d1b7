"""Telling people: the verbs of notices."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from weian.base import bounds, events
from weian.base.clock import TZ
from weian.base.errors import Conflict, Forbidden
from weian.notify.models import Notice
from weian.notify.queries import URGE_PAUSE, last_urge, responsible
from weian.org import queries as org

#: Who is reminded when a unit is: those who prepare and those who sign, at either kind of unit.
URGED_POSTS = ("safety_manager", "head")
_AT_A_COMMISSION = ("clerk", "leader")


def tell(
    people: Iterable[org.Person], *, kind: str, title: str, at: datetime,
    body: str = "", url: str = "", item: str = "",
) -> int:  # fmt: skip
    """Put a notice before each person; returns how many. Part of the caller's transaction."""
    rows = [
        Notice(person=p, kind=kind, title=title[:200], body=body, url=url, item=item, at=at)
        for p in people
    ]
    with bounds.everything("a notice belongs to whoever is told"):
        Notice.objects.bulk_create(rows)
    return len(rows)


@transaction.atomic
def urge(
    actor: org.Person, *, unit: org.Unit, item: str, title: str, url: str, at: datetime
) -> int:
    """Remind a unit of something due (催办); returns how many people were told.

    ``item`` identifies the thing (a duty key, or report and period with the unit).
    Raises Forbidden without the right on the unit, Conflict within the pause after the last one
    or when the unit has nobody to tell.
    """
    if not org.can(actor, "notify.urge", unit, at):
        raise Forbidden("notify.no_right", "您没有对该单位催办的权限。")
    org.lock(unit)
    before = last_urge(item, at)
    if before is not None:
        when = before.at.astimezone(TZ)
        minutes = int(URGE_PAUSE.total_seconds() // 60)
        raise Conflict(
            "notify.too_soon", f"{when:%H:%M} 已经催办过，{minutes} 分钟内不重复催办，请稍后再试。"
        )
    office = unit.group == "commission"
    people = responsible(unit, _AT_A_COMMISSION if office else URGED_POSTS, at)
    if not people:
        posts = "安全办工作人员和主要领导" if office else "安全管理员和主要负责人"
        raise Conflict("notify.nobody", f"{unit.name}没有在任的{posts}，请先在单位页补充任职。")
    told = tell(people, kind="urge", title=f"催办：{title}", at=at, url=url, item=item)
    events.append(
        verb="notify.urge", object_kind="unit", object_id=unit.pk, actor=actor, unit=unit, at=at,
        given={"item": item, "title": title, "told": [p.pk for p in people]},
    )  # fmt: skip
    return told


def read(person: org.Person, ids: Iterable[int] | None, at: datetime) -> int:
    """Mark the person's notices as read: those given, or all."""
    unread = Notice.objects.filter(person=person, read_at=None)
    if ids is not None:
        unread = unread.filter(pk__in=list(ids))
    return unread.update(read_at=at)

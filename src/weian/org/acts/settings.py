"""Setting what a jurisdiction may set for itself, and taking it back to the default."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from weian.base import events
from weian.base.adjustable import ADJUSTABLES, Adjustable
from weian.base.clock import day_of
from weian.base.errors import Forbidden, NotVisible
from weian.base.fields import clean
from weian.base.models import Setting
from weian.org import queries
from weian.org.models import Grant, Person, Unit
from weian.org.querysets import in_force
from weian.org.rights import RIGHTS, holds

RIGHT: Final = "setting.keep:rules"


@transaction.atomic
def keep_setting(
    actor: Person | None, *, at: datetime, unit: Unit, key: str, given: Mapping[str, Any]
) -> bool:
    """Set a setting for a commission and all below it; whether anything changed.

    Raises BadInput, Forbidden, NotVisible (no such setting, or a unit out of sight).
    """
    found = _allowed(actor, unit, key, at)
    value = found.stored(clean(found.fields, given))
    before = Setting.objects.select_for_update().filter(**_place(found, unit)).first()
    if before is not None and before.value == value:
        return False
    Setting.objects.update_or_create(**_place(found, unit), defaults={"value": value})
    was = found.words(before.value if before else None)
    _log(found, actor, unit, at, found.words(value), was)
    return True


@transaction.atomic
def reset_setting(actor: Person | None, *, at: datetime, unit: Unit, key: str) -> bool:
    """Take back what a commission has set, so that what is above it counts again; whether there
    was anything. Raises Forbidden, NotVisible."""
    found = _allowed(actor, unit, key, at)
    before = Setting.objects.select_for_update().filter(**_place(found, unit)).first()
    if before is None:
        return False
    was = found.words(before.value)
    before.delete()
    _log(found, actor, unit, at, "恢复默认", was)
    return True


def set_by(found: Adjustable, unit: Unit) -> Setting | None:
    """What the unit itself has set (for a setting of the whole installation, anybody)."""
    return Setting.objects.filter(**_place(found, unit)).first()


def sets_whole(unit: Unit, at: datetime) -> bool:
    """Whether nobody above a commission could set what counts for the whole installation. A
    commission that is only named here, where nobody holds an office, does not count."""
    above = [u for u in queries.ancestors(unit) if u.group == "commission"]
    roles = [role for role in RIGHTS if holds(role, RIGHT)]
    held = Grant.objects.filter(in_force(day_of(at)), unit__in=above, role__in=roles)
    return unit.group == "commission" and not held.exists()


def _allowed(actor: Person | None, unit: Unit, key: str, at: datetime) -> Adjustable:
    found = ADJUSTABLES.get(key)
    if found is None or not found.fields:
        raise NotVisible
    queries.require(actor, RIGHT, unit, at)
    if found.whole and not sets_whole(unit, at):
        why = f"“{found.title}”在全系统统一，由最上一级卫健委（局）设置。"
        raise Forbidden("setting.whole", why)
    return found


def _place(found: Adjustable, unit: Unit) -> dict[str, Any]:
    return {"key": found.key, "unit_id": None if found.whole else unit.pk}


def _log(
    found: Adjustable, actor: Person | None, unit: Unit, at: datetime, note: str, was: str
) -> None:
    events.append(
        verb="setting.keep",
        object_kind="setting",
        object_id=found.key,
        actor=actor,
        unit=unit,
        at=at,
        given={"name": found.title, "note": note, "was": was},
    )

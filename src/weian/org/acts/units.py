"""Keeping the tree of units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction

from weian.base import events, merging
from weian.base.clock import day_of
from weian.base.errors import BadInput, Conflict
from weian.base.fields import clean
from weian.org import credit_code, queries
from weian.org.kinds import PARENTS, UNIT_KINDS
from weian.org.models import Person, Unit
from weian.org.questions import UNIT_FIELDS
from weian.org.scope import columns_below, may_stand_below

_DAYS = ("since", "until")


@transaction.atomic
def keep_unit(
    actor: Person | None,
    *,
    at: datetime,
    unit: Unit | None = None,
    parent: Unit | None = None,
    was: Mapping[str, object] | None = None,
    **given: object,
) -> Unit:
    """Make a unit below ``parent``, or change ``unit``; ``given`` are questions.UNIT_FIELDS.

    A new one stands from ``since`` (default: that day). Kind and place never change afterwards.
    ``was`` are the answers that the actor saw before changing them.
    Raises BadInput, Conflict (code or name taken; changed meanwhile), Forbidden.
    """
    if unit is None:
        unit, answers = made_below(actor, at, parent, given)
    else:
        queries.require(actor, "unit.keep", unit, at)
        unit = queries.lock(unit)
        now = {field.key: getattr(unit, field.key) for field in UNIT_FIELDS}
        wanted = clean(UNIT_FIELDS, given, partial=True)
        answers = merging.undisturbed(UNIT_FIELDS, was or {}, wanted, now)
        _change(unit, answers)
        check_taken(unit)
        unit.index_name()
        unit.save()
    _log(actor, at, unit, "unit.keep", answers)
    return unit


@transaction.atomic
def close_unit(actor: Person | None, *, at: datetime, unit: Unit, on: date) -> Unit:
    """Let a unit end: from ``on`` it stands no more. Its history stays."""
    return keep_unit(actor, at=at, unit=unit, until=on)


def made_below(
    actor: Person | None, at: datetime, parent: Unit | None, given: Mapping[str, object]
) -> tuple[Unit, dict[str, Any]]:
    """A new unit, saved without its event, and the answers about it. Raises as ``keep_unit``."""
    unit, answers = wanted_below(actor, at, parent, given)
    unit.pk = new_ids(1)[0]
    place(unit, parent)
    check_taken(unit)
    unit.index_name()
    unit.save(force_insert=True)
    return unit, answers


def wanted_below(
    actor: Person | None, at: datetime, parent: Unit | None, given: Mapping[str, object]
) -> tuple[Unit, dict[str, Any]]:
    """A unit not yet saved, checked but for its name and code being free, and the answers about it."""
    queries.require(actor, "unit.keep", parent, at) if parent else _only_system(actor)
    answers = clean(UNIT_FIELDS, {"since": day_of(at), "is_login": True, **given})
    return planned(answers, parent), answers


def planned(answers: Mapping[str, Any], parent: Unit | None) -> Unit:
    """A unit not yet saved, checked against its parent."""
    unit = Unit(parent=parent)
    _fill(unit, answers)
    if not _fits(unit.kind, parent):
        below = parent.kind_title if parent else "顶层"
        raise BadInput("unit.misplaced", fields={"kind": f"{unit.kind_title}不能设在{below}之下。"})
    _check(unit)
    return unit


def _fits(kind: str, parent: Unit | None) -> bool:
    group = UNIT_KINDS[kind].group
    if parent is None:
        return group == "commission"
    return parent.group in PARENTS[group] and may_stand_below(kind, parent.kind)


def place(unit: Unit, parent: Unit | None) -> None:
    """Fill the columns that follow from the number and the parent."""
    for column, value in columns_below(unit.kind, unit.pk, parent).items():
        setattr(unit, column, value)
    unit.path = f"{parent.path if parent else ''}{unit.pk}/"


def _change(unit: Unit, answers: Mapping[str, Any]) -> None:
    if answers.get("kind", unit.kind) != unit.kind:
        raise BadInput("unit.kind_fixed", fields={"kind": "类别不能更改，请终止本单位后另行新建。"})
    _fill(unit, answers)
    _check(unit)


def _fill(unit: Unit, answers: Mapping[str, Any]) -> None:
    for key, value in answers.items():
        if value is None and key in ("name", "since"):
            raise BadInput("unit.invalid", fields={key: "全称和成立日期不能为空。"})
        if key in _DAYS:
            value = date.fromisoformat(value) if value else None
        elif value is None:
            value = False if key == "is_login" else ""
        setattr(unit, key, value)


def _check(unit: Unit) -> None:
    wrong: dict[str, str] = {}
    if unit.code and not credit_code.is_valid(unit.code):
        wrong["code"] = "统一社会信用代码应为 18 位且校验位正确，请核对证书。"
    if unit.until and unit.until < unit.since:
        wrong["until"] = "终止日期不能早于成立日期。"
    if unit.parent and unit.since < unit.parent.since:
        wrong["since"] = f"不能早于上级单位的成立日期（{unit.parent.since}）。"
    if wrong:
        raise BadInput("unit.invalid", fields=wrong)


def check_taken(unit: Unit) -> None:
    """Raises Conflict if another has the code, or the name under the same parent."""
    others = Unit.objects.exclude(pk=unit.pk)
    if unit.code and others.filter(code=unit.code).exists():
        raise Conflict("unit.code_taken", fields={"code": "这个统一社会信用代码已登记给另一单位。"})
    if others.filter(parent=unit.parent, name=unit.name, until=None).exists():
        raise Conflict("unit.name_taken", fields={"name": "同一上级之下已有同名单位。"})


def new_ids(count: int) -> Sequence[int]:
    """Numbers for new units, taken beforehand: a unit's columns name its own number."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence('org_unit', 'id')) FROM generate_series(1, %s)",
            [count],
        )
        return [row[0] for row in cursor.fetchall()]


def _only_system(actor: Person | None) -> None:
    if actor is not None:
        raise BadInput("unit.no_parent", fields={"parent": "请选择上级单位。"})


def _log(
    actor: Person | None, at: datetime, unit: Unit, verb: str, given: Mapping[str, Any]
) -> None:
    events.append(
        verb=verb,
        object_kind="unit",
        object_id=unit.pk,
        actor=actor,
        unit=unit,
        at=at,
        given={**given, "parent": unit.parent_id},
    )

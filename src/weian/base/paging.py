"""Paging by key: a page costs the same on any page number and never skips or repeats a row."""

import base64
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from operator import attrgetter
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import Field, Model, Q, QuerySet

from weian.base.errors import BadInput

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Page(Generic[M]):
    """Rows in order; a cursor is "" where there is nothing further that way."""

    rows: Sequence[M]
    next_cursor: str
    prev_cursor: str


def page(
    rows: QuerySet[M],
    keys: Sequence[str] = ("-happened_at", "-id"),
    cursor: str = "",
    size: int = 50,
    *,
    make: Callable[..., Any] | None = None,
) -> Page[M]:
    """One page of ``rows`` ordered by ``keys`` (never null, the last one unique; "-" descends).

    ``cursor`` is "" or a cursor of another page of the same list. Raises BadInput for any other.
    ``make`` of rows that are plain tuples (``values_list``) what has the attributes of ``keys``.
    """
    back, place = _decode(rows, keys, cursor) if cursor else (False, None)
    order = [_turned(key) for key in keys] if back else list(keys)
    if place is not None:
        rows = rows.filter(_after(order, place))
    found = list(rows.order_by(*order)[: size + 1])
    if make is not None:
        found = [make(*row) for row in found]  # type: ignore[misc]  # a tuple, not a model
    more, found = len(found) > size, found[:size]
    if back:
        found.reverse()
    ahead, behind = (bool(cursor), more) if back else (more, bool(cursor))
    return Page(
        found,
        _encode(False, keys, found[-1]) if ahead and found else "",
        _encode(True, keys, found[0]) if behind and found else "",
    )


def _turned(key: str) -> str:
    return key[1:] if key.startswith("-") else f"-{key}"


def _after(order: Sequence[str], place: Sequence[Any]) -> Q:
    """(a, b) > (x, y) in mixed directions, with a ≥ x first so that an index can start there."""
    beyond, same = Q(), Q()
    for key, value in zip(order, place, strict=True):
        name = key.lstrip("-")
        beyond |= same & Q(**{f"{name}__{'lt' if key.startswith('-') else 'gt'}": value})
        same &= Q(**{name: value})
    first = order[0]
    bound = f"{first.lstrip('-')}__{'lte' if first.startswith('-') else 'gte'}"
    return Q(**{bound: place[0]}) & beyond


def _encode(back: bool, keys: Sequence[str], row: Model) -> str:
    values = [_plain(attrgetter(key.lstrip("-").replace("__", "."))(row)) for key in keys]
    text = json.dumps([int(back), *values], ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _plain(value: object) -> object:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID | Decimal) else value


def _decode(rows: QuerySet[M], keys: Sequence[str], cursor: str) -> tuple[bool, list[Any]]:
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
        back, *values = json.loads(text)
        place = [
            _field(rows.model, key).to_python(value)
            for key, value in zip(keys, values, strict=True)
        ]
    except (ValueError, TypeError, ValidationError):
        place, back = [None], 0
    if None in place or any("\x00" in value for value in place if isinstance(value, str)):
        raise BadInput("page.bad_cursor", "这一页的地址已失效，请回到第一页。")
    return bool(back), place


def _field(model: type[Model], key: str) -> "Field[Any, Any]":
    *path, last = key.lstrip("-").split("__")
    for step in path:
        model = model._meta.get_field(step).related_model  # type: ignore[assignment]
    field = model._meta.get_field(last)
    if not isinstance(field, Field):
        raise FieldDoesNotExist(key)
    return field

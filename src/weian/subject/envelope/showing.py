"""Answers as pages show them: facts, pictures, files, columns and cells of a list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from weian.base.attachments import Attachment
from weian.base.clock import TZ
from weian.base.fields import Field, Names, present
from weian.subject.envelope.files import named_in
from weian.subject.envelope.registry import placeholders
from weian.ui import humane
from weian.ui.shapes import Cell, Column, Fact, File, Photo

_NUMBERS = frozenset({"integer", "number", "money"})
_FEW = 5  # entries that one counts at a glance
_MEASURE = {"person": "人", "unit": "个"}
_LISTED = 4  # columns of one's own that a list shows unless told otherwise
Kind = Literal["text", "number", "date", "status", "level", "rate"]


@dataclass(frozen=True)
class Shown:
    """Some answers, laid out."""

    facts: tuple[Fact, ...]
    photos: tuple[Photo, ...]
    files: tuple[File, ...]


def stored(fields: Sequence[Field], *answers: Mapping[str, object]) -> dict[str, Attachment]:
    """The files that answers name, by id, in one query."""
    wanted = {key for data in answers for key in named_in(fields, data)}
    if not wanted:
        return {}
    return {str(row.pk): row for row in Attachment.objects.filter(pk__in=wanted)}


def shown(
    fields: Iterable[Field],
    data: Mapping[str, object],
    names: Names,
    files: Mapping[str, Attachment],
    base: str,
) -> Shown:
    """What was answered; ``base`` is the address below which its files are served."""
    facts, photos, others = [], [], []
    for field in fields:
        value = data.get(field.key)
        if value is None:
            continue
        if field.noun != "file":
            facts.append(fact(field, value, names))
            continue
        for key in value if isinstance(value, list) else [value]:
            row, url = files.get(str(key)), f"{base}{key}"
            if row is None:
                continue
            if row.is_image:
                photos.append(Photo(url, field.title))
            else:
                others.append(File(row.name, url, humane.size(row.size)))
    return Shown(tuple(facts), tuple(photos), tuple(others))


def fact(field: Field, value: object, names: Names) -> Fact:
    """One answer under its question."""
    own_lines = field.many and isinstance(value, list) and not field.noun
    if field.type == "longtext" or own_lines:
        text = "\n".join(map(str, value)) if isinstance(value, list) else str(value)
        return Fact(field.title, text, lines=True)
    count = len(value) if isinstance(value, list) else 0
    hint = f"共 {count} {_MEASURE.get(field.item, '项')}" if count > _FEW else ""
    return Fact(field.title, present(field, value, names), hint=hint)


def chosen(fields: Sequence[Field], columns: Sequence[str], summary: str = "") -> list[Field]:
    """The fields that are columns of a list: those named, else all that are short and listed.

    What the ``summary`` says already is not said again.
    """
    if columns:
        by_key = {f.key: f for f in fields}
        return [by_key[key] for key in columns]
    said = set(placeholders(summary))
    return [
        f
        for f in fields
        if f.listed and f.noun != "file" and f.type != "longtext" and f.key not in said
    ]


def columns(fields: Sequence[Field], chosen_by_kind: bool) -> tuple[Column, ...]:
    """Heads of these fields; those after the first few start switched off."""
    return tuple(
        Column(
            f.key,
            f.title,
            kind=_kind(f),
            hidden=not chosen_by_kind and at >= _LISTED,
            phone=at < _LISTED,
        )
        for at, f in enumerate(fields)
    )


def _kind(field: Field) -> Kind:
    if field.is_list:
        return "text"
    return "number" if field.type in _NUMBERS else "date" if field.type == "date" else "text"


def cells(fields: Sequence[Field], data: Mapping[str, object], names: Names) -> list[Cell]:
    """The answers of one row; a long one is cut, the whole is on hover."""
    return [_cell(present(f, data.get(f.key), names)) for f in fields]


def _cell(text: str) -> Cell:
    return Cell(text) if len(text) <= 40 else Cell(text[:39] + "…", title=text)


def moment(value: datetime, timed: bool = True) -> str:
    """2026-11-05 14:30, or the day alone."""
    local = value.astimezone(TZ)
    return f"{local:%Y-%m-%d %H:%M}" if timed else f"{local:%Y-%m-%d}"


def exporter(field: Field, names: Names) -> Callable[[object], object]:
    """How one column of an export writes its answers: days as days, numbers as numbers."""
    if field.is_list or field.noun:
        return lambda value: "" if value is None else present(field, value, names)
    if field.type == "choice":
        titles = dict(field.choices)
        return lambda value: titles.get(str(value), "") if value is not None else ""
    if field.type == "date":
        return lambda value: date.fromisoformat(str(value)) if value else None
    if field.type == "money":
        return lambda value: Decimal(str(value)) if value is not None else None
    if field.type in ("datetime",):
        return lambda value: datetime.fromisoformat(str(value)) if value else None
    return lambda value: value

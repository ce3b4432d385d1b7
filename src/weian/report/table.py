"""A frozen table: what a report says, as plain values, with a digest that pins it."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True)
class Column:
    """``key`` of the figure, ``title`` as the superior wants to read it, ``width`` in characters."""

    key: str
    title: str
    width: int = 12


@dataclass(frozen=True)
class Table:
    """``rows`` hold text only, in the order of ``columns``; ``sources`` the case behind each row."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    sources: tuple[str, ...] = ()

    def content(self) -> dict[str, Any]:
        """The table ready for JSON."""
        return {
            "title": self.title,
            "columns": [[c.key, c.title, c.width] for c in self.columns],
            "rows": [list(row) for row in self.rows],
            "sources": list(self.sources),
        }

    def digest(self) -> str:
        """SHA-256 over the canonical form: the same table gives the same digest for ever."""
        text = json.dumps(self.content(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


def from_content(content: Mapping[str, Any]) -> Table:
    """The inverse of :meth:`Table.content`."""
    columns = tuple(Column(key, title, width) for key, title, width in content["columns"])
    rows = tuple(tuple(row) for row in content["rows"])
    return Table(content["title"], columns, rows, tuple(content["sources"]))


def with_unit(table: Table, name: str) -> Table:
    """The same with a column for the unit, if it has none: rows of many units stand together."""
    if any(column.key == "unit" for column in table.columns):
        return table
    columns = (Column("unit", "单位", 16), *table.columns)
    return replace(table, columns=columns, rows=tuple((name, *row) for row in table.rows))


def joined(title: str, parts: Sequence[Table]) -> Table:
    """One table from many, numbered anew.

    Where the columns differ (the setting was changed meanwhile), all of them are shown, in the
    order in which they come up; what a part does not have stays empty. Raises ValueError for none.
    """
    if not parts:
        raise ValueError("nothing to join")
    columns: dict[str, Column] = {}
    for part in parts:
        for column in part.columns:
            columns.setdefault(column.key, column)
    rows: list[tuple[str, ...]] = []
    sources: list[str] = []
    for part in parts:
        keys = [column.key for column in part.columns]
        for row, source in zip(part.rows, part.sources, strict=True):
            known = dict(zip(keys, row, strict=True)) | {"number": str(len(rows) + 1)}
            rows.append(tuple(known.get(key, "") for key in columns))
            sources.append(source)
    return Table(title, tuple(columns.values()), tuple(rows), tuple(sources))

"""A frozen table: what a report says, as plain values, with a digest that pins it."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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


def joined(title: str, parts: Sequence[Table]) -> Table:
    """One table from many of the same columns, numbered anew in the first column.

    Raises ValueError when the columns differ: figures of different meaning are not put together.
    """
    if not parts:
        raise ValueError("nothing to join")
    columns = parts[0].columns
    keys = [c.key for c in columns]
    for part in parts:
        if [c.key for c in part.columns] != keys:
            raise ValueError(f"columns of {part.title} differ")
    found = [
        (row, source) for part in parts for row, source in zip(part.rows, part.sources, strict=True)
    ]
    numbered = keys[:1] == ["number"]
    rows = tuple(
        (str(index), *row[1:]) if numbered else row for index, (row, _) in enumerate(found, start=1)
    )
    return Table(title, columns, rows, tuple(source for _, source in found))

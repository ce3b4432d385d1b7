"""A frozen table: what a report says, as plain values, with a digest that pins it."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

HEADLINE: Final = "headline"
NUMBER: Final = "n."  # begins the keys of columns whose cells are numbers


@dataclass(frozen=True)
class Column:
    """``key`` of the figure, ``title`` as the superior wants to read it, ``width`` in characters."""

    key: str
    title: str
    width: int = 12


@dataclass(frozen=True)
class Table:
    """What a report says. ``rows`` hold text only, in the order of ``columns``.

    ``sources`` name what stands behind each row: the case, the thing, or the key of the figure.
    ``behind`` names for a cell ("row:column") all that was counted, as "case:…", "record:…",
    "subject:…", "duty:…" or "unit:…", with "=how much" where it was added up. ``words`` are (key, title,
    text) of what was written by hand, ``pictures`` the files shown with them, ``form`` which
    template is filled with which values.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    sources: tuple[str, ...] = ()
    behind: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    words: tuple[tuple[str, str, str], ...] = ()
    pictures: tuple[str, ...] = ()
    form: Mapping[str, Any] = field(default_factory=dict)

    @property
    def in_words(self) -> bool:
        """Whether it is nothing but words: its one row repeats them."""
        return bool(self.columns) and self.columns[0].key == HEADLINE

    def content(self) -> dict[str, Any]:
        """The table ready for JSON; what it does not have is left out."""
        more = {
            "behind": {place: list(refs) for place, refs in self.behind.items()},
            "words": [list(word) for word in self.words],
            "pictures": list(self.pictures),
            "form": dict(self.form),
        }
        return {
            "title": self.title,
            "columns": [[c.key, c.title, c.width] for c in self.columns],
            "rows": [list(row) for row in self.rows],
            "sources": list(self.sources),
            **{key: value for key, value in more.items() if value},
        }

    def digest(self) -> str:
        """SHA-256 over the canonical form: the same table gives the same digest for ever."""
        text = json.dumps(self.content(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


def from_content(content: Mapping[str, Any], known: dict[str, str] | None = None) -> Table:
    """The inverse of :meth:`Table.content`.

    ``known`` collects the words of many tables, so that what is said again is held once.
    """
    columns = tuple(Column(key, title, width) for key, title, width in content["columns"])
    same = known.setdefault if known is not None else None
    rows = tuple(tuple([same(x, x) for x in row] if same else row) for row in content["rows"])
    behind = {place: tuple(refs) for place, refs in content.get("behind", {}).items()}
    words = tuple((key, title, text) for key, title, text in content.get("words", ()))
    return Table(
        content["title"], columns, rows, tuple(content["sources"]), behind, words,
        tuple(content.get("pictures", ())), content.get("form", {}),
    )  # fmt: skip


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

"""Many returns of one kind as one: lists joined, figures added up unit by unit."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Final

from weian.report.counting import plain, rate
from weian.report.table import NUMBER, Column, Table, joined, with_unit

_RATE: Final = re.compile(r"^(?:[\d.]+%|—)（(\d+(?:\.\d+)?)/(\d+(?:\.\d+)?)）$")
TOTAL: Final = "合计"


@dataclass(frozen=True)
class Part:
    """What one unit sent: its ``name``, its number and the table."""

    unit: int
    name: str
    table: Table


@dataclass
class _Sum:
    """A cell of the total: each part beside the unit that it comes from."""

    cells: list[tuple[int, str]] = field(default_factory=list)

    def text(self) -> str:
        told = [text for _, text in self.cells if text]
        shares = [m for text in told if (m := _RATE.match(text))]
        if shares and len(shares) == len(told):
            return rate(
                sum((Decimal(m[1]) for m in shares), Decimal()),
                sum((Decimal(m[2]) for m in shares), Decimal()),
            )
        numbers = [n for text in told if (n := _number(text)) is not None]
        return plain(sum(numbers, Decimal())) if numbers and len(numbers) == len(told) else ""

    def behind(self) -> tuple[str, ...]:
        return tuple(f"unit:{unit}={text}" for unit, text in self.cells if text not in ("", "0"))


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def consolidate(title: str, parts: Sequence[Part]) -> Table:
    """One table of all parts. Raises ValueError for none.

    Sheets of figures become a row per unit below the total; what is counted by category keeps its
    rows, added up, with a row per unit below; lists and words stand one after the other.
    """
    if not parts:
        raise ValueError("nothing to consolidate")
    keys = [column.key for column in parts[0].table.columns]
    if "figure" in keys:
        return _sheets(title, parts)
    if keys[0] == "row":
        return _matrices(title, parts)
    return joined(title, [with_unit(part.table, part.name) for part in parts])


def _sheets(title: str, parts: Sequence[Part]) -> Table:
    """A column per figure, in the order in which they come up; words stand in columns at the end."""
    heads: dict[str, str] = {}
    words: dict[str, str] = {}
    found = []
    for part in parts:
        names = [column.key for column in part.table.columns]
        at, name = names.index(f"{NUMBER}value"), names.index("figure")
        cells = {}
        for row, source in zip(part.table.rows, part.table.sources, strict=True):
            heads.setdefault(source, row[name])
            cells[source] = row[at]
        words |= {key: head for key, head, _ in part.table.words}
        found.append((part, cells, {key: text for key, _, text in part.table.words}))
    rows = [
        (part.name, *(cells.get(key, "") for key in heads), *(said.get(key, "") for key in words))
        for part, cells, said in found
    ]
    shown = (
        Column("unit", "单位", 18), *(Column(f"{NUMBER}{key}", head, 14) for key, head in heads.items()),
        *(Column(f"words.{key}", head, 36) for key, head in words.items()),
    )  # fmt: skip
    total, behind = _total(parts, rows, len(heads))
    rows.insert(0, (*total, *("" for _ in words)))
    return Table(title, shown, tuple(rows), ("", *(f"unit:{p.unit}" for p in parts)), behind)


def _total(
    parts: Sequence[Part], rows: Sequence[tuple[str, ...]], wide: int
) -> tuple[tuple[str, ...], dict[str, tuple[str, ...]]]:
    sums = [
        _Sum([(part.unit, row[at]) for part, row in zip(parts, rows, strict=True)])
        for at in range(1, wide + 1)
    ]
    texts = [s.text() for s in sums]
    behind = {
        f"0:{at}": refs
        for at, (s, text) in enumerate(zip(sums, texts, strict=True), start=1)
        if text and (refs := s.behind())
    }
    return (TOTAL, *texts), behind


def _matrices(title: str, parts: Sequence[Part]) -> Table:
    """The rows by category added up, then each unit's own total."""
    columns = parts[0].table.columns
    order: dict[str, str] = {}
    cells: dict[tuple[str, str], _Sum] = {}
    for part in parts:
        keys = [column.key for column in part.table.columns]
        for row, source in zip(part.table.rows, part.table.sources, strict=True):
            order.setdefault(source, row[0])
            for key, text in zip(keys[1:], row[1:], strict=True):
                cells.setdefault((source, key), _Sum()).cells.append((part.unit, text))
    rows: list[tuple[str, ...]] = []
    behind: dict[str, tuple[str, ...]] = {}
    for number, (source, name) in enumerate(order.items()):
        sums = [cells.get((source, column.key), _Sum()) for column in columns[1:]]
        rows.append(("全部单位", name, *(s.text() for s in sums)))
        behind |= {f"{number}:{at}": r for at, s in enumerate(sums, start=2) if (r := s.behind())}
    for part in parts:
        known = dict(zip((c.key for c in part.table.columns), part.table.rows[0], strict=True))
        rows.append((part.name, TOTAL, *(known.get(c.key, "") for c in columns[1:])))
    shown = (Column("unit", "单位", 18), *columns)
    sources = (*(f"all:{key}" for key in order), *(f"unit:{p.unit}" for p in parts))
    return Table(title, shown, tuple(rows), sources, behind)

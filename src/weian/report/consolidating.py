"""Many returns of one kind as one: lists joined, figures added up unit by unit.

What came from a commission below is such a one already: its totals count as that of one unit.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from typing import Final

from weian.report.counting import plain, rate
from weian.report.table import NUMBER, Column, Table, joined, with_unit

_RATE: Final = re.compile(r"^(?:[\d.]+%|—)（(\d+(?:\.\d+)?)/(\d+(?:\.\d+)?)）$")
TOTAL: Final = "合计"
RETURN: Final = "return:"  # what stands behind a figure of one unit: the same figure of its return
_ALL: Final = "all:"


@dataclass(frozen=True)
class Part:
    """What one unit sent: its ``name``, its number and the table; ``case`` is its return, whose lists
    its figures open, ``many`` whether it was put together from many itself."""

    unit: int
    name: str
    table: Table
    case: str = ""
    many: bool = False

    def opens(self, row: int, column: int) -> tuple[str, ...]:
        """The list behind one of its figures, as it stands in its return; nothing where there is none."""
        if not self.case or f"{row}:{column}" not in self.table.behind:
            return ()
        if not self.many:
            place = f"{row}-{column}"
        else:
            sheet = self.table.columns[0].key == "figure"
            place = f"0-{row + 1}" if sheet else f"{row}-{column + 1}"
        return (f"{RETURN}{self.case}/{place}",)


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
    ones = [as_one(part.table) for part in parts]
    parts = [
        replace(part, table=one, many=one is not part.table)
        for part, one in zip(parts, ones, strict=True)
    ]
    heads = {column.key for part in parts for column in part.table.columns}
    if "figure" in heads:
        return _sheets(title, parts)
    if "row" in heads:
        return _matrices(title, [part for part in parts if part.table.rows])
    return joined(title, [with_unit(part.table, part.name) for part in parts])


def as_one(table: Table) -> Table:
    """What a commission put together, as a single unit would have said it; any other table as it is."""
    keys = [column.key for column in table.columns]
    if keys[:2] == ["unit", "row"]:
        kept = [(row[1:], s.removeprefix(_ALL)) for row, s in _both(table) if s.startswith(_ALL)]
        rows, sources = zip(*kept, strict=True) if kept else ((), ())
        return replace(
            table, columns=table.columns[1:], rows=rows, sources=sources,
            behind={f"{r}:{c - 1}": refs for (r, c), refs in _places(table) if r < len(rows)},
        )  # fmt: skip
    if keys[:1] != ["unit"] or not table.rows or table.sources[0] or table.rows[0][0] != TOTAL:
        return table
    told = [
        (column.key.removeprefix(NUMBER), column.title, text)
        for column, text in zip(table.columns, table.rows[0], strict=True)
        if column.key.startswith(NUMBER)
    ]
    return replace(
        table, columns=(Column("figure", "指标"), Column(f"{NUMBER}value", "数值")),
        rows=tuple((head, text) for _, head, text in told), sources=tuple(key for key, _, _ in told),
        behind={f"{c - 1}:1": refs for (r, c), refs in _places(table) if r == 0},
    )  # fmt: skip


def _places(table: Table) -> Iterator[tuple[tuple[int, int], tuple[str, ...]]]:
    """What stands behind, by row and column."""
    for place, refs in table.behind.items():
        row, _, column = place.partition(":")
        yield (int(row), int(column)), refs


def _both(table: Table) -> Iterator[tuple[tuple[str, ...], str]]:
    return zip(table.rows, table.sources, strict=True)


def _sheets(title: str, parts: Sequence[Part]) -> Table:
    """A column per figure, in the order in which they come up; words stand in columns at the end."""
    heads: dict[str, str] = {}
    words: dict[str, str] = {}
    opened: dict[tuple[int, str], tuple[str, ...]] = {}
    found: list[tuple[Part, dict[str, str], dict[str, str]]] = []
    for part in parts:
        names = [column.key for column in part.table.columns]
        cells = {}
        for number, (row, source) in enumerate(_both(part.table)):
            value = names.index(f"{NUMBER}value")
            heads.setdefault(source, row[names.index("figure")])
            cells[source] = row[value]
            opened[len(found) + 1, source] = part.opens(number, value)
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
    columns = {key: at for at, key in enumerate(heads, start=1)}
    behind |= {f"{row}:{columns[key]}": refs for (row, key), refs in opened.items() if refs}
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
        places = {c.key: part.opens(0, at) for at, c in enumerate(part.table.columns)}
        behind |= {
            f"{len(rows)}:{at}": refs
            for at, c in enumerate(columns[1:], start=2)
            if (refs := places.get(c.key, ()))
        }
        rows.append((part.name, TOTAL, *(known.get(c.key, "") for c in columns[1:])))
    shown = (Column("unit", "单位", 18), *columns)
    sources = (*(f"{_ALL}{key}" for key in order), *(f"unit:{p.unit}" for p in parts))
    return Table(title, shown, tuple(rows), sources, behind)

"""Tables of a PDF page: ruled lines make a grid, and each cell keeps its own words together."""

import ctypes
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pypdfium2 import raw

_NEAR: Final = 3.0  # points; lines nearer than this are one
_SHORT: Final = 8.0  # a shorter stroke belongs to a letter or an underline's end
_MOST_PATHS: Final = 5000  # a drawing, no table


@dataclass(frozen=True, slots=True)
class Grid:
    """``rows``: cells of each row from left to right; ``top`` and ``bottom`` in points from below."""

    top: float
    bottom: float
    rows: tuple[tuple[str, ...], ...]


def grids_of(page: Any, textpage: Any) -> list[Grid]:
    """The ruled tables of a page from above, each of two columns and two rows at least."""
    level, upright = _strokes(page)
    out = []
    for group in _together(level, upright):
        found = _grid(group, textpage)
        if found:
            out.append(found)
    return sorted(out, key=lambda g: -g.top)


Stroke = tuple[float, float, float]  # place, begin, end


def _strokes(page: Any) -> tuple[list[Stroke], list[Stroke]]:
    """Horizontal and vertical strokes, thin boxes included."""
    level: list[Stroke] = []
    upright: list[Stroke] = []
    for count, shape in enumerate(page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH])):
        if count > _MOST_PATHS:
            return [], []
        for (x0, y0), (x1, y1) in _edges(shape):
            if abs(y0 - y1) < _NEAR / 2 and abs(x0 - x1) > _SHORT:
                level.append(((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
            elif abs(x0 - x1) < _NEAR / 2 and abs(y0 - y1) > _SHORT:
                upright.append(((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
    return level, upright


Point = tuple[float, float]


def _edges(shape: Any) -> list[tuple[Point, Point]]:
    """The straight pieces of a path, on the page."""
    matrix = shape.get_matrix()
    out, first, last = [], (0.0, 0.0), (0.0, 0.0)
    for i in range(raw.FPDFPath_CountSegments(shape.raw)):
        segment = raw.FPDFPath_GetPathSegment(shape.raw, i)
        x, y = ctypes.c_float(), ctypes.c_float()
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        here = matrix.on_point(x.value, y.value)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            first = here
        elif kind == raw.FPDF_SEGMENT_LINETO:
            out.append((last, here))
        if raw.FPDFPathSegment_GetClose(segment):
            out.append((here, first))
        last = here
    return out


def _together(
    level: Sequence[Stroke], upright: Sequence[Stroke]
) -> Iterable[tuple[list[Stroke], list[Stroke]]]:
    """Horizontal strokes with the vertical ones that join them: one pair for each table."""
    open_ones = sorted(_joined(upright), key=lambda s: -s[2])
    across = _joined(level)
    while open_ones:
        _, low, high = open_ones[0]
        for _, begin, end in open_ones:  # whatever overlaps grows the table
            if end > low - _NEAR and begin < high + _NEAR:
                low, high = min(low, begin), max(high, end)
        mine = [s for s in open_ones if s[2] > low - _NEAR and s[1] < high + _NEAR]
        open_ones = [s for s in open_ones if s not in mine]
        yield [s for s in across if low - _NEAR <= s[0] <= high + _NEAR], mine


def _joined(strokes: Sequence[Stroke]) -> list[Stroke]:
    """Pieces of one line put together."""
    out: list[Stroke] = []
    for place, begin, end in sorted(strokes):
        mate = next(
            (i for i, (p, b, e) in enumerate(out)
             if abs(p - place) < _NEAR and begin <= e + _NEAR and end >= b - _NEAR), None,
        )  # fmt: skip
        if mate is None:
            out.append((place, begin, end))
        else:
            p, b, e = out[mate]
            out[mate] = (p, min(b, begin), max(e, end))
    return out


def _merged(places: Iterable[float]) -> list[float]:
    out: list[float] = []
    for place in sorted(places):
        if not out or place - out[-1] > _NEAR:
            out.append(place)
    return out


def _grid(group: tuple[list[Stroke], list[Stroke]], textpage: Any) -> Grid | None:
    level, upright = group
    lows = _merged(y for y, _, _ in level)[::-1]  # from above
    columns = _merged(x for x, _, _ in upright)
    if len(lows) < 3 or len(columns) < 3:
        return None
    taken: set[tuple[int, int]] = set()
    rows = []
    for r in range(len(lows) - 1):
        cells = []
        for c in range(len(columns) - 1):
            if (r, c) in taken:
                cells.append("")
                continue
            right = _reach(c, columns, upright, (lows[r] + lows[r + 1]) / 2)
            below = _reach(r, lows, level, (columns[c] + columns[right]) / 2)
            taken |= {(i, j) for i in range(r, below) for j in range(c, right)}
            cells.append(_words(textpage, columns[c], lows[below], columns[right], lows[r]))
        if any(cells):
            rows.append(tuple(cells))
    return Grid(lows[0], lows[-1], tuple(rows)) if len(rows) > 1 else None


def _reach(begin: int, places: Sequence[float], strokes: Sequence[Stroke], beside: float) -> int:
    """Where a cell ends: the next place at which a stroke runs past ``beside``; joined cells have none."""
    for i in range(begin + 1, len(places)):
        edge = places[i]
        if any(abs(p - edge) <= _NEAR and b <= beside <= e for p, b, e in strokes):
            return i
    return len(places) - 1


def _words(textpage: Any, left: float, low: float, right: float, high: float) -> str:
    said = textpage.get_text_bounded(left=left, bottom=low, right=right, top=high)
    return "".join(x.strip() for x in said.replace("\ufffe", "").splitlines())


def without(grids: Sequence[Grid], page: Any, textpage: Any) -> list[str]:
    """The lines of a page from above, each table as rows with tabs between their cells."""
    width, top = page.get_width(), page.get_height()
    out: list[str] = []
    for grid in grids:
        out += _lines(textpage, width, grid.top, top)
        out += ["\t".join(cells) for cells in grid.rows]
        top = grid.bottom
    return out + _lines(textpage, width, 0, top)


def _lines(textpage: Any, width: float, low: float, high: float) -> list[str]:
    if high - low < _NEAR:
        return []
    said: str = textpage.get_text_bounded(left=0, bottom=low, right=width, top=high)
    return said.splitlines()

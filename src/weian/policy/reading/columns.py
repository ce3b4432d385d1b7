"""Tables of a PDF page without ruled lines: columns told by the gaps that all their rows leave open."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from weian.policy.reading.grids import Grid

_GAP: Final = 0.6  # so many heights of a letter between two words part them
_COLUMNS: Final = 3  # fewer may be a signature, a list, a page of two columns
_ROWS: Final = 3
_APART: Final = 2.6  # so many heights between two lines end a table
_LEAST: Final = 3.0  # points that stay open between two columns
_MOST: Final = 3000  # pieces of text; more is no page of text


@dataclass(frozen=True, slots=True)
class Word:
    """A stretch of text in a line, in points from the lower left."""

    left: float
    low: float
    right: float
    high: float


@dataclass(frozen=True, slots=True)
class Line:
    """The words of one line from left to right."""

    low: float
    high: float
    words: tuple[Word, ...]

    @property
    def middle(self) -> float:
        return (self.low + self.high) / 2


Span = tuple[float, float]


def tables_of(textpage: Any, ruled: Sequence[Grid]) -> list[Grid]:
    """The tables of a page from above that no ruled one holds: three columns and rows at least."""
    count = textpage.count_rects()
    if count > _MOST:
        return []
    boxes = (Word(*textpage.get_rect(i)) for i in range(count))
    free = [w for w in boxes if not any(g.bottom <= w.low and w.high <= g.top for g in ruled)]
    out = []
    for lines, columns in _stretches(lines_of(free)):
        rows = [_cells(row, columns, textpage) for row in _rows(lines, columns, textpage)]
        if len(rows) >= _ROWS:
            out.append(Grid(lines[0].high, lines[-1].low, tuple(rows)))
    return out


def lines_of(words: Iterable[Word]) -> list[Line]:
    """Words that stand beside each other, from above; those that touch are one."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda w: -(w.low + w.high)):
        last = lines[-1][0] if lines else None
        beside = last and min(last.high, word.high) - max(last.low, word.low)
        if beside and beside > min(last.high - last.low, word.high - word.low) / 2:  # type: ignore[union-attr]  # beside is told of a last
            lines[-1].append(word)
        else:
            lines.append([word])
    return [_line(found) for found in lines]


def _line(words: Iterable[Word]) -> Line:
    out: list[Word] = []
    for word in sorted(words, key=lambda w: w.left):
        height = word.high - word.low
        if out and word.left - out[-1].right < _GAP * max(height, out[-1].high - out[-1].low):
            last = out[-1]
            out[-1] = Word(last.left, min(last.low, word.low), max(last.right, word.right), max(last.high, word.high))  # fmt: skip
        else:
            out.append(word)
    return Line(min(w.low for w in out), max(w.high for w in out), tuple(out))


def _stretches(lines: Sequence[Line]) -> Iterable[tuple[list[Line], list[Span]]]:
    """Lines that keep to the same columns, found by one that has several words."""
    at = done = 0
    while at < len(lines):
        if len(lines[at].words) >= _COLUMNS:
            end, columns = _grown(lines, at)
            if end - at >= _ROWS:
                begin, columns = _above(lines, at, done, end, columns)
                yield list(lines[begin:end]), columns
                at = done = end
                continue
        at += 1


def _above(
    lines: Sequence[Line], at: int, least: int, end: int, columns: list[Span]
) -> tuple[int, list[Span]]:
    """Lines of the first row that stand above its fullest one, as near as lines of one cell."""
    near = min((_between(a, b) for a, b in pairwise(lines[at:end])), default=0.0)
    while at > least and _between(lines[at - 1], lines[at]) <= max(near, 0.0) * 1.1:
        wider = _fitted(columns, lines[at - 1].words)
        if wider is None:
            break
        at, columns = at - 1, wider
    return at, columns


def _between(above: Line, below: Line) -> float:
    """What stays open between two lines; less than nothing when they overlap."""
    return above.low - below.high


def _grown(lines: Sequence[Line], begin: int) -> tuple[int, list[Span]]:
    """Where the table that begins here ends, and its columns."""
    columns = [(w.left, w.right) for w in lines[begin].words]
    full, end = 1, begin + 1
    while end < len(lines):
        height = lines[end].high - lines[end].low
        wider = _fitted(columns, lines[end].words)
        if wider is None or _between(lines[end - 1], lines[end]) > _APART * height:
            break
        columns, end = wider, end + 1
        full += len(lines[end - 1].words) >= _COLUMNS
    return (end if full >= _ROWS else begin + 1), columns


def _fitted(columns: Sequence[Span], words: Sequence[Word]) -> list[Span] | None:
    """The columns widened to hold the words, or more of them; None when a word reaches over two."""
    out = list(columns)
    for word in words:
        over = [i for i, (a, b) in enumerate(out) if word.left < b and word.right > a]
        if not over:
            out = sorted([*out, (word.left, word.right)])
            continue
        if len(over) > 1:
            return None
        i = over[0]
        out[i] = (min(out[i][0], word.left), max(out[i][1], word.right))
    return out if all(b[0] - a[1] >= _LEAST for a, b in pairwise(out)) else None


def _rows(lines: Sequence[Line], columns: Sequence[Span], textpage: Any) -> list[list[Line]]:
    """Lines of one row together: rows stand further apart than the lines of a cell; where all stand
    alike, a row begins with a word in the first column."""
    gaps, low = [], lines[0].low
    for line in lines[1:]:
        gaps.append(low - line.high)
        low = min(low, line.low)
    near, far = _nearest(lines, columns), max(gaps)
    limit = (near + far) / 2 if far > near * 1.2 else far
    starts = [_first(line, columns, textpage) for line in lines]
    apart = _cut(lines, [gap > limit for gap in gaps])
    counted = any(sum(starts[i].isdigit() for i in row) > 1 for row in apart)
    if far <= limit or counted:  # only what they hold tells where a row begins
        apart = _cut(
            lines,
            [_begins(x, line, columns) for x, line in zip(starts[1:], lines[1:], strict=True)],
        )
    out: list[list[Line]] = []
    for row in apart:
        head = starts[row[0]]
        if out and len(row) == len(lines[row[0]].words) == 1 and head and not head.isdigit():
            out[-1].append(lines[row[0]])  # the second half of a narrow heading: 序, 号
        else:
            out.append([lines[i] for i in row])
    return out


def _begins(first: str, line: Line, columns: Sequence[Span]) -> bool:
    """Whether a line looks like the first of a row: a number, or words in most of its columns."""
    alone = len(line.words) == 1
    return (bool(first) and (first.isdigit() or not alone)) or len(line.words) >= max(
        2, len(columns) - 1
    )


def _nearest(lines: Sequence[Line], columns: Sequence[Span]) -> float:
    """What stays open between the nearest two lines of one column: the lines of one cell."""
    gaps = []
    for left, right in columns:
        words = [w for line in lines for w in line.words if left <= w.left and w.right <= right]
        gaps += [a.low - b.high for a, b in pairwise(words) if a.low > b.high]
    return min(gaps, default=0.0)


def _cut(lines: Sequence[Line], begins: Sequence[bool]) -> list[list[int]]:
    """The places of the lines of each row, given which lines behind the first begin one."""
    rows = [[0]]
    for i, anew in enumerate(begins, 1):
        rows.append([i]) if anew else rows[-1].append(i)
    return rows


def _first(line: Line, columns: Sequence[Span], textpage: Any) -> str:
    """What stands in the first column of a line."""
    word = line.words[0]
    return _said(word, textpage) if word.left < columns[0][1] else ""


def _cells(row: Sequence[Line], columns: Sequence[Span], textpage: Any) -> tuple[str, ...]:
    """What stands in each column of the row."""
    out = []
    for left, right in columns:
        said = [
            _said(w, textpage)
            for line in row
            for w in line.words
            if left <= w.left and w.right <= right
        ]
        out.append("".join(said))
    return tuple(out)


def _said(word: Word, textpage: Any) -> str:
    said: str = textpage.get_text_bounded(
        left=word.left - 1, bottom=word.low, right=word.right + 1, top=word.high
    )
    return said.replace("\ufffe", "").replace("\r\n", "").strip()

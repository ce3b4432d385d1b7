"""What a new version of a return changed."""

from collections.abc import Iterator
from dataclasses import dataclass

from weian.report.table import HEADLINE, Table


@dataclass(frozen=True)
class Change:
    """Where something differs, what stood there and what stands there now ("" for nothing)."""

    place: str
    was: str
    now: str


def differences(before: Table, after: Table) -> list[Change]:
    """Words by their field, rows by what stands behind them, cells by their column."""
    return [*_words(before, after), *_rows(before, after)]


def _words(before: Table, after: Table) -> Iterator[Change]:
    was = {key: (title, text) for key, title, text in before.words}
    now = {key: (title, text) for key, title, text in after.words}
    for key in {**was, **now}:
        title = now.get(key, was.get(key, ("", "")))[0]
        old, new = was.get(key, ("", ""))[1], now.get(key, ("", ""))[1]
        if old != new:
            yield Change(title, old, new)
    if before.pictures != after.pictures:
        yield Change("图片", f"{len(before.pictures)} 张", f"{len(after.pictures)} 张")


def _rows(before: Table, after: Table) -> Iterator[Change]:
    if after.in_words and before.in_words:
        return
    was, now = _keyed(before), _keyed(after)
    for key in {**was, **now}:
        old, new = was.get(key), now.get(key)
        if old is None and new is not None:
            yield Change(_name(new), "", "新增这一行")
        elif new is None and old is not None:
            yield Change(_name(old), "有这一行", "")
        elif old is not None and new is not None:
            for column, text in new.items():
                if column != "序号" and old.get(column, "") != text:
                    yield Change(f"{_name(new)}：{column}", old.get(column, ""), text)


def _keyed(table: Table) -> dict[str, dict[str, str]]:
    """The rows by their source; rows that share one are told apart by their order."""
    out: dict[str, dict[str, str]] = {}
    titles = [column.title for column in table.columns]
    for number, row in enumerate(table.rows):
        source = table.sources[number] if number < len(table.sources) else ""
        key = source or f"#{number}"
        while key in out:
            key += "+"
        out[key] = dict(zip(titles, row, strict=True))
    return out


def _name(row: dict[str, str]) -> str:
    """A row as people point at it."""
    for title in ("问题隐患", "风险点", "指标", HEADLINE):
        if row.get(title):
            return row[title]
    return next((text for text in row.values() if text), "一行")

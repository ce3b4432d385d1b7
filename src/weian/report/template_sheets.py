"""Where an Excel file can be filled, and filling it."""

import re
from collections.abc import Iterator
from typing import Any, Final

from lxml import etree

from weian.base.limited import Refused
from weian.base.office import (
    NAME,
    XML,
    Parts,
    Place,
    label_of,
    names_in,
    plain,
    put,
    tree,
    unpacked,
)

_S: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def sheets(content: bytes) -> list[str]:
    """The names of the sheets of a workbook, in their order. Raises Refused."""
    return [name for name, _ in _sheets(unpacked(content, "xlsx"))]


def cell(content: bytes, sheet: str, ref: str) -> Place:
    """One cell of a workbook by its name ("B7"), for those that nobody finds by their looks.

    Raises Refused in words where there is no such cell or nothing may be written into it.
    """
    parts, ref = unpacked(content, "xlsx"), ref.strip().upper()
    known = {name: (number, part) for number, (name, part) in enumerate(_sheets(parts))}
    if sheet not in known:
        raise Refused(f"文件里没有工作表“{sheet[:30]}”，它有：{'、'.join(known)}。")
    place = _place(ref)
    if place is None:
        raise Refused(f"“{ref[:12]}”不是单元格的位置，请写成列的字母加行的数字，例如 B7。")
    number, part = known[sheet]
    root = tree(parts, part)
    grid, cells = _grid(root, _strings(parts))
    _check_free(sheet, ref, place, root, grid, cells)
    label = label_of(grid, *place) or f"{sheet}{ref}"
    return {"id": f"{number}!{ref}", "label": label, "where": f"工作表“{sheet}”{ref}", "by": "hand"}


def _check_free(
    sheet: str, ref: str, place: tuple[int, int], root: Any, grid: list[list[str]],
    cells: dict[tuple[int, int], Any],
) -> None:  # fmt: skip
    """Raises Refused where a cell is not there, cannot be seen, or holds something."""
    covered = _covered(root)
    used = {*cells, *covered}
    last = max((r for r, _ in used), default=0), max((c for _, c in used), default=0)
    if place[0] > last[0] or place[1] > last[1]:
        raise Refused(f"工作表“{sheet}”只用到 {_ref(*last)}，没有 {ref} 这个单元格，请核对位置。")
    if place in covered:
        raise Refused(f"{ref} 在合并单元格的下面，填了也看不见，请写合并区域左上角的那一格。")
    found = cells.get(place)
    if found is not None and found.find(f"{_S}f") is not None:
        raise Refused(f"{ref} 里是公式，由表格自己算，不能再填。")
    if found is not None and (text := grid[place[0]][place[1]]) and "{{" not in text:
        raise Refused(f"{ref} 里已经有文字“{text[:20]}”，填进去会盖掉它，请另选一格。")


def _ref(row: int, column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


def _sheets(parts: Parts) -> list[tuple[str, str]]:
    """(name, part) of each sheet, in their order."""
    book = tree(parts, "xl/workbook.xml")
    links = tree(parts, "xl/_rels/workbook.xml.rels")
    targets = {link.get("Id"): str(link.get("Target")) for link in links}
    out = []
    for sheet in book.iter(f"{_S}sheet"):
        target = targets.get(sheet.get(f"{_R}id"), "").lstrip("/")
        part = target if target.startswith("xl/") else f"xl/{target}"
        if part in parts and part.startswith("xl/worksheets/"):
            out.append((str(sheet.get("name")), part))
    return out


def _strings(parts: Parts) -> list[str]:
    if "xl/sharedStrings.xml" not in parts:
        return []
    root = tree(parts, "xl/sharedStrings.xml")
    return ["".join(t.text or "" for t in item.iter(f"{_S}t")) for item in root.iter(f"{_S}si")]


def places(parts: Parts) -> Iterator[Place]:
    """Blank cells with words beside them and cells with names, sheet by sheet. Raises Refused."""
    strings = _strings(parts)
    for sheet_no, (name, part) in enumerate(_sheets(parts)):
        root = tree(parts, part)
        grid, cells = _grid(root, strings)
        covered = _covered(root)
        for (row, column), cell in sorted(cells.items()):
            where = f"工作表“{name}”{cell.get('r')}"
            text = grid[row][column]
            if list(names_in(text, where)):
                label = NAME.sub(lambda m: m[1], text)
                place = f"{sheet_no}!{cell.get('r')}"
                yield {"id": place, "label": label[:60], "where": where, "by": "name"}
            elif not text and cell.find(f"{_S}f") is None and (row, column) not in covered:
                yield {
                    "id": f"{sheet_no}!{cell.get('r')}",
                    "label": label_of(grid, row, column),
                    "where": where,
                }


def _grid(root: Any, strings: list[str]) -> tuple[list[list[str]], dict[tuple[int, int], Any]]:
    cells = {}
    for cell in root.iter(f"{_S}c"):
        place = _place(str(cell.get("r")))
        if place is not None and place[0] < 500 and place[1] < 100:
            cells[place] = cell
    rows = max((r for r, _ in cells), default=-1) + 1
    wide = max((c for _, c in cells), default=-1) + 1
    grid = [[""] * wide for _ in range(rows)]
    for (row, column), cell in cells.items():
        grid[row][column] = _value(cell, strings)
    return grid, cells


def _value(cell: Any, strings: list[str]) -> str:
    value = cell.find(f"{_S}v")
    if cell.get("t") == "s" and value is not None and (value.text or "").isdigit():
        number = int(value.text)
        return strings[number].strip() if number < len(strings) else ""
    if cell.get("t") == "inlineStr":
        return "".join(t.text or "" for t in cell.iter(f"{_S}t")).strip()
    return (value.text or "").strip() if value is not None else ""


def _covered(root: Any) -> set[tuple[int, int]]:
    """Cells that lie under a merged one: nothing can be seen of them."""
    out: set[tuple[int, int]] = set()
    for merged in root.iter(f"{_S}mergeCell"):
        first, _, last = str(merged.get("ref")).partition(":")
        begin, end = _place(first), _place(last or first)
        if begin is None or end is None or (end[0] - begin[0]) * (end[1] - begin[1]) > 100_000:
            continue
        for row in range(begin[0], end[0] + 1):
            out |= {(row, column) for column in range(begin[1], end[1] + 1)}
        out.discard(begin)
    return out


def _place(ref: str) -> tuple[int, int] | None:
    found = re.fullmatch(r"([A-Z]{1,3})([1-9]\d{0,6})", ref)
    if found is None:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]) - 1, column - 1


def fill(parts: Parts, values: dict[str, str]) -> None:
    """Put the values, by id of the place, where they belong."""
    strings = _strings(parts)
    for sheet_no, (_, part) in enumerate(_sheets(parts)):
        root = tree(parts, part)
        for cell in _cells_for(root, sheet_no, values):
            text = values.get(f"{sheet_no}!{cell.get('r')}")
            if text is not None:
                before = _value(cell, strings)
                told = NAME.sub(text.replace("\\", r"\\"), before) if "{{" in before else text
                _write(cell, plain(told))
        put(parts, part, root)


def _cells_for(root: Any, sheet_no: int, values: dict[str, str]) -> list[Any]:
    """All cells of a sheet; those that are to be filled and were never written are made."""
    there = {str(cell.get("r")): cell for cell in root.iter(f"{_S}c")}
    for place in values:
        number, mark, ref = place.partition("!")
        if mark and number == str(sheet_no) and ref not in there and _place(ref) is not None:
            there[ref] = _made(root, ref)
    return list(there.values())


def _made(root: Any, ref: str) -> Any:
    """A new cell in its place: rows and cells stand in order."""
    row_no, column = _place(ref) or (0, 0)
    data = root.find(f"{_S}sheetData")
    row = next((r for r in data if r.get("r") == str(row_no + 1)), None)
    if row is None:
        row = etree.Element(f"{_S}row", r=str(row_no + 1))
        data.insert(sum(int(r.get("r") or 0) <= row_no for r in data), row)
    row.attrib.pop("spans", None)  # a hint about how wide the row is, which is no longer so
    made = etree.Element(f"{_S}c", r=ref)
    before = sum((_place(str(c.get("r"))) or (0, 0))[1] < column for c in row)
    row.insert(before, made)
    return made


def _write(cell: Any, text: str) -> None:
    """A number as a number, anything else as plain text, which no program takes for a formula."""
    for child in list(cell):
        cell.remove(child)
    cell.attrib.pop("t", None)
    if re.fullmatch(r"-?(0|[1-9]\d{0,13})(\.\d+)?", text):  # 00012 is no number
        etree.SubElement(cell, f"{_S}v").text = text
    elif text:
        cell.set("t", "inlineStr")
        node = etree.SubElement(etree.SubElement(cell, f"{_S}is"), f"{_S}t")
        node.text = text
        node.set(f"{{{XML}}}space", "preserve")

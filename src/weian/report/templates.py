"""Templates of superiors, Word or Excel: where something can be put in, and putting it in.

Runs in a limited child process on what strangers upload; it knows no database and no template language:
a place is a blank cell of a table, or a name in double braces such as {{隐患数}}. Nothing in the file is carried
out. Everything else of the file stays as it was.
"""

import base64
import io
import json
import re
import zipfile
from collections.abc import Iterator
from typing import Any, Final

from lxml import etree

from weian.base.limited import Refused

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_S: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_NAME: Final = re.compile(r"\{\{\s*(.*?)\s*\}\}")
_GOOD: Final = re.compile(r"\w{1,30}")
_MOST_PART: Final = 40_000_000
_MOST_PLACES: Final = 400
_XML: Final = "http://www.w3.org/XML/1998/namespace"
Place = dict[str, str]


def places(content: bytes, media: str) -> list[Place]:
    """The places of a template in the order of the page, each ``{"id", "label", "where"}``.

    Raises Refused in words that name the place of what is wrong.
    """
    parts = _unpacked(content, media)
    told = _word_places(parts) if media == "docx" else _sheet_places(parts)
    found = [place for place in told if place["label"]]
    if not found:
        raise Refused(
            "文件里没有找到可以填的地方。请留出空白的表格单元格，或在要填的地方写上名称，例如 {{隐患数}}。"
        )
    if len(found) > _MOST_PLACES:
        raise Refused(f"文件里可填的地方超过 {_MOST_PLACES} 处，请拆成几张表。")
    return found


def filled(content: bytes) -> dict[str, str]:
    """A template with values in its places: ``content`` is a line of JSON (media, values by id)
    and then the file; the answer holds the new file in base64. Raises Refused."""
    head, _, file = content.partition(b"\n")
    given = json.loads(head)
    parts = _unpacked(file, given["media"])
    values: dict[str, str] = given["values"]
    if given["media"] == "docx":
        _fill_word(parts, values)
    else:
        _fill_sheets(parts, values)
    return {"file": base64.b64encode(_packed(parts)).decode()}


def _unpacked(content: bytes, media: str) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(m.file_size for m in packed.infolist()) > _MOST_PART * 2:
                raise Refused("文件展开后太大，请去掉图片后重新上传。")
            parts = {m.filename: packed.read(m) for m in packed.infolist()}
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as broken:
        raise Refused("文件不完好，请用 Word、Excel 或 WPS 重新保存后再上传。") from broken
    needed = "word/document.xml" if media == "docx" else "xl/workbook.xml"
    if needed not in parts:
        raise Refused("文件类型不对，请上传 .docx 或 .xlsx 文件。")
    if any("vbaproject" in name.lower() for name in parts):
        raise Refused("文件里有宏，不能作为表样。请另存为不含宏的 .docx 或 .xlsx。")
    return parts


def _packed(parts: dict[str, bytes]) -> bytes:
    """The same bytes for the same content: members are stamped with one moment."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in parts.items():
            info = zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(info, data)
    return out.getvalue()


def _tree(parts: dict[str, bytes], name: str) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(parts[name], parser)
    except (etree.XMLSyntaxError, KeyError) as broken:
        raise Refused("文件内容异常，请用 Word、Excel 或 WPS 重新保存后再上传。") from broken
    if root.getroottree().docinfo.doctype:
        raise Refused("文件内容异常，请用 Word、Excel 或 WPS 重新保存后再上传。")
    return root


def _put(parts: dict[str, bytes], name: str, root: Any) -> None:
    parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _names(text: str, where: str) -> Iterator[str]:
    """The names in double braces; Refused for what is not a plain name."""
    if "{%" in text or "{#" in text:
        raise Refused(f"{where}：这里有程序语句，表样里只能写 {{{{名称}}}}。请改好后重新上传。")
    for name in _NAME.findall(text):
        if not _GOOD.fullmatch(name):
            raise Refused(
                f"{where}：“{{{{{name[:30]}}}}}”不能识别，名称只能用汉字、字母和数字，例如 {{{{隐患数}}}}。"
            )
        yield name
    if _NAME.sub("", text).count("{{") or _NAME.sub("", text).count("}}"):
        raise Refused(f"{where}：双大括号没有成对，请写成 {{{{名称}}}}。")


# Word


def _word_parts(parts: dict[str, bytes]) -> list[str]:
    more = sorted(n for n in parts if re.fullmatch(r"word/(header|footer)\d*\.xml", n))
    return ["word/document.xml", *more]


def _word_places(parts: dict[str, bytes]) -> Iterator[Place]:
    seen: set[str] = set()
    for part in _word_parts(parts):
        root = _tree(parts, part)
        for number, paragraph in enumerate(root.iter(f"{_W}p"), start=1):
            text = _text(paragraph)
            where = f"第 {number} 段" if part.endswith("document.xml") else "页眉页脚"
            for name in _names(text, where):
                if name not in seen:
                    seen.add(name)
                    yield {"id": f"name:{name}", "label": name, "where": where}
    for table_no, row_no, column_no, _, grid in _word_cells(_tree(parts, "word/document.xml")):
        if not grid[row_no][column_no]:
            label = _label(grid, row_no, column_no)
            if label:
                where = f"第 {table_no + 1} 个表第 {row_no + 1} 行第 {column_no + 1} 格"
                yield {
                    "id": f"cell:{table_no}.{row_no}.{column_no}",
                    "label": label,
                    "where": where,
                }


def _word_cells(root: Any) -> Iterator[tuple[int, int, int, Any, list[list[str]]]]:
    for table_no, table in enumerate(root.iter(f"{_W}tbl")):
        rows = [row.findall(f"{_W}tc") for row in table.findall(f"{_W}tr")]
        grid = [
            ["".join(_text(p) for p in cell.iter(f"{_W}p")).strip() for cell in row] for row in rows
        ]
        for row_no, row in enumerate(rows):
            for column_no, cell in enumerate(row):
                yield table_no, row_no, column_no, cell, grid


def _text(paragraph: Any) -> str:
    return "".join(node.text or "" for node in paragraph.iter(f"{_W}t"))


def _label(grid: list[list[str]], row: int, column: int) -> str:
    """What people call a blank cell: the nearest words left of it and above it."""
    left = next((t for t in reversed(grid[row][:column]) if t and "{{" not in t), "")
    over = [r[column] for r in reversed(grid[:row]) if column < len(r)]
    above = next((t for t in over if t and "{{" not in t), "")
    return "／".join(dict.fromkeys(t[:30] for t in (left, above) if t))


def _fill_word(parts: dict[str, bytes], values: dict[str, str]) -> None:
    for part in _word_parts(parts):
        root = _tree(parts, part)
        if part == "word/document.xml":
            for table_no, row_no, column_no, cell, _ in list(_word_cells(root)):
                text = values.get(f"cell:{table_no}.{row_no}.{column_no}")
                if text:
                    _write_cell(cell, text)
        for paragraph in root.iter(f"{_W}p"):
            if "{{" in _text(paragraph):
                _write_names(paragraph, values)
        _put(parts, part, root)


def _write_cell(cell: Any, text: str) -> None:
    paragraph = cell.find(f"{_W}p")
    run = etree.SubElement(paragraph, f"{_W}r")
    for number, line in enumerate(_clean(text).split("\n")):
        if number:
            etree.SubElement(run, f"{_W}br")
        node = etree.SubElement(run, f"{_W}t")
        node.text = line
        node.set(f"{{{_XML}}}space", "preserve")


def _write_names(paragraph: Any, values: dict[str, str]) -> None:
    """Word splits a name over several runs: the first takes the text, the others give theirs up."""
    nodes = list(paragraph.iter(f"{_W}t"))
    text = "".join(node.text or "" for node in nodes)
    told = _NAME.sub(lambda m: _clean(values.get(f"name:{m[1]}", "")), text)
    for node in nodes[1:]:
        node.text = ""
    nodes[0].text = told.replace("\n", " ")
    nodes[0].set(f"{{{_XML}}}space", "preserve")


def _clean(text: str) -> str:
    return re.sub("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text)


# Excel


def _sheets(parts: dict[str, bytes]) -> list[tuple[str, str]]:
    """(name, part) of each sheet, in their order."""
    book = _tree(parts, "xl/workbook.xml")
    links = _tree(parts, "xl/_rels/workbook.xml.rels")
    targets = {link.get("Id"): str(link.get("Target")) for link in links}
    out = []
    for sheet in book.iter(f"{_S}sheet"):
        target = targets.get(sheet.get(f"{_R}id"), "").lstrip("/")
        part = target if target.startswith("xl/") else f"xl/{target}"
        if part in parts and part.startswith("xl/worksheets/"):
            out.append((str(sheet.get("name")), part))
    return out


def _strings(parts: dict[str, bytes]) -> list[str]:
    if "xl/sharedStrings.xml" not in parts:
        return []
    root = _tree(parts, "xl/sharedStrings.xml")
    return ["".join(t.text or "" for t in item.iter(f"{_S}t")) for item in root.iter(f"{_S}si")]


def _sheet_places(parts: dict[str, bytes]) -> Iterator[Place]:
    strings = _strings(parts)
    for sheet_no, (name, part) in enumerate(_sheets(parts)):
        root = _tree(parts, part)
        grid, cells = _grid(root, strings)
        covered = _covered(root)
        for (row, column), cell in sorted(cells.items()):
            where = f"工作表“{name}”{cell.get('r')}"
            text = grid[row][column]
            if list(_names(text, where)):
                label = _NAME.sub(lambda m: m[1], text)
                yield {"id": f"{sheet_no}!{cell.get('r')}", "label": label[:60], "where": where}
            elif not text and cell.find(f"{_S}f") is None and (row, column) not in covered:
                yield {
                    "id": f"{sheet_no}!{cell.get('r')}",
                    "label": _label(grid, row, column),
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


def _fill_sheets(parts: dict[str, bytes], values: dict[str, str]) -> None:
    strings = _strings(parts)
    for sheet_no, (_, part) in enumerate(_sheets(parts)):
        root = _tree(parts, part)
        for cell in root.iter(f"{_S}c"):
            text = values.get(f"{sheet_no}!{cell.get('r')}")
            if text is not None:
                before = _value(cell, strings)
                told = _NAME.sub(text.replace("\\", r"\\"), before) if "{{" in before else text
                _write(cell, _clean(told))
        _put(parts, part, root)


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
        node.set(f"{{{_XML}}}space", "preserve")

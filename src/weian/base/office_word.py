"""Where a Word file can be filled, and filling it."""

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any, Final

from lxml import etree

from weian.base.office import NAME, XML, Parts, Place, label_of, names_in, plain, put, tree

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def _word_parts(parts: Parts) -> list[str]:
    more = sorted(n for n in parts if re.fullmatch(r"word/(header|footer)\d*\.xml", n))
    return ["word/document.xml", *more]


def places(parts: Parts) -> Iterator[Place]:
    """The names in its paragraphs, then the blank cells of its tables that have words beside them.

    Raises Refused with the place of what is wrong.
    """
    seen: set[str] = set()
    for part in _word_parts(parts):
        root = tree(parts, part)
        for number, paragraph in enumerate(root.iter(f"{_W}p"), start=1):
            text = text_of(paragraph)
            where = f"第 {number} 段" if part.endswith("document.xml") else "页眉页脚"
            for name in names_in(text, where):
                if name not in seen:
                    seen.add(name)
                    yield {"id": f"name:{name}", "label": name, "where": where, "by": "name"}
    for table_no, row_no, column_no, _, grid in _word_cells(tree(parts, "word/document.xml")):
        if not grid[row_no][column_no]:
            label = label_of(grid, row_no, column_no)
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
            ["".join(text_of(p) for p in cell.iter(f"{_W}p")).strip() for cell in row]
            for row in rows
        ]
        for row_no, row in enumerate(rows):
            for column_no, cell in enumerate(row):
                yield table_no, row_no, column_no, cell, grid


def text_of(paragraph: Any) -> str:
    """The words of a paragraph, over all its runs."""
    return "".join(node.text or "" for node in paragraph.iter(f"{_W}t"))


def fill(parts: Parts, values: dict[str, str]) -> None:
    """Put the values, by id of the place, where they belong."""
    for part in _word_parts(parts):
        root = tree(parts, part)
        if part == "word/document.xml":
            for table_no, row_no, column_no, cell, _ in list(_word_cells(root)):
                text = values.get(f"cell:{table_no}.{row_no}.{column_no}")
                if text:
                    _write_cell(cell, text)
        for paragraph in list(root.iter(f"{_W}p")):
            if "{{" in text_of(paragraph):
                _write_names(paragraph, values)
        put(parts, part, root)


def _write_cell(cell: Any, text: str) -> None:
    paragraph = cell.find(f"{_W}p")
    run = etree.SubElement(paragraph, f"{_W}r")
    for number, line in enumerate(plain(text).split("\n")):
        if number:
            etree.SubElement(run, f"{_W}br")
        node = etree.SubElement(run, f"{_W}t")
        node.text = line
        node.set(f"{{{XML}}}space", "preserve")


def _write_names(paragraph: Any, values: dict[str, str]) -> None:
    """The values in place of their names. Where a name stands alone, every line of its value becomes
    a paragraph that looks the same."""
    text = text_of(paragraph)
    alone = NAME.fullmatch(text.strip())
    if alone is None:
        told = NAME.sub(lambda m: plain(values.get(f"name:{m[1]}", "")), text)
        _say(paragraph, told.replace("\n", " "))
        return
    first, *more = plain(values.get(f"name:{alone[1]}", "")).split("\n")
    for line in reversed(more):
        copied = deepcopy(paragraph)
        for key in [k for k in copied.attrib if k.endswith(("}paraId", "}textId"))]:
            del copied.attrib[key]  # a paragraph has its own, or none
        for ends in copied.findall(f"{_W}pPr/{_W}sectPr"):
            ends.getparent().remove(ends)  # the section ends once
        _say(copied, line)
        paragraph.addnext(copied)
    _say(paragraph, first)


def _say(paragraph: Any, text: str) -> None:
    """Word splits a name over several runs: the first takes the text, the others give theirs up."""
    nodes = list(paragraph.iter(f"{_W}t"))
    for node in nodes[1:]:
        node.text = ""
    nodes[0].text = text
    nodes[0].set(f"{{{XML}}}space", "preserve")

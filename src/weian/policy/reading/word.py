"""The text of a .docx file as people see it: with the numbers that Word counts, tables and footnotes.

The XML is read with expat alone; a document type declaration (the door of entity tricks) or too deep
nesting is refused.
"""

import io
import zipfile
from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from weian.base.limited import Refused
from weian.policy.reading.numbering import Numbering

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MOST_PART: Final = 60_000_000
_DEEPEST: Final = 200
_WIDEST: Final = 60  # columns that one cell may span
#: Text that is not on the page, or twice in the file.
_SKIPPED: Final = frozenset(
    {f"{_W}del", f"{_W}moveFrom", f"{_W}txbxContent", f"{_W}instrText", f"{_W}delText",
     "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
)  # fmt: skip
_BREAKS: Final = {f"{_W}tab": " ", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}


def read_word(content: bytes) -> tuple[str, list[str]]:
    """Text and what was left out, in Chinese. Raises Refused."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = {
                name: _part(packed, f"word/{name}.xml")
                for name in ("document", "numbering", "styles", "footnotes")
            }
    except (zipfile.BadZipFile, KeyError, EOFError, NotImplementedError, RuntimeError) as broken:
        raise Refused("不是完好的 Word 文件，请用 Word 或 WPS 重新保存后再试。") from broken
    document = parts["document"]
    body = document.find(f"{_W}body") if document is not None else None
    if body is None:
        raise Refused("不是 Word 文档（.docx），请用 Word 或 WPS 另存为 .docx 再试。")
    reader = _Reader(Numbering(parts["numbering"], parts["styles"]), _footnotes(parts["footnotes"]))
    text = "\n".join(reader.blocks(body))
    boxes = sum(1 for _ in body.iter(f"{_W}txbxContent"))
    return text, ["文本框里的文字没有读，如有要求请在正文中补上。"] if boxes else []


class _Reader:
    def __init__(self, numbering: Numbering, footnotes: dict[str, str]) -> None:
        self._numbering = numbering
        self._footnotes = footnotes

    def blocks(self, parent: Element) -> Iterator[str]:
        """Paragraphs, and the rows of tables, in the order of the page."""
        for block in parent:
            if block.tag == f"{_W}p":
                yield self._paragraph(block)
            elif block.tag == f"{_W}tbl":
                for row in block.iter(f"{_W}tr"):
                    yield from self._row(row)
            elif block.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml", f"{_W}ins"):
                yield from self.blocks(block)

    def _paragraph(self, paragraph: Element) -> str:
        number = self._numbering.of(paragraph)
        notes: list[str] = []
        text = "".join(self._runs(paragraph, notes))
        told = "".join(f"\n（注：{note}）" for note in notes)
        return (f"{number}{text}" if text.strip() else text) + told

    def _runs(self, parent: Element, notes: list[str]) -> Iterator[str]:
        for child in parent:
            if child.tag in _SKIPPED:
                continue
            if child.tag == f"{_W}t":
                yield child.text or ""
            elif child.tag in _BREAKS:
                yield _BREAKS[child.tag]
            elif child.tag == f"{_W}footnoteReference":
                if said := self._footnotes.get(child.get(f"{_W}id", "")):
                    notes.append(said)
            elif child.tag != f"{_W}pPr":
                yield from self._runs(child, notes)

    def _row(self, row: Element) -> Iterator[str]:
        """The cells between tabs, empty ones too; a frame of one cell is no table."""
        cells = [self._cell(cell) if cell is not None else "" for cell in _cells(row)]
        if len(cells) == 1:
            yield from (x for cell in row.findall(f"{_W}tc") for x in self.blocks(cell))
        elif any(cells):
            yield "\t".join(cells)

    def _cell(self, cell: Element) -> str:
        return (
            " ".join(x for x in map(str.strip, self.blocks(cell)) if x)
            .replace("\n", " ")
            .replace("\t", " ")
        )


def _cells(row: Element) -> Iterator[Element | None]:
    """The cells of a row by column: None for those that continue the one above or before."""
    for cell in row.findall(f"{_W}tc"):
        merged = cell.find(f"{_W}tcPr/{_W}vMerge")
        span = cell.find(f"{_W}tcPr/{_W}gridSpan")
        said = span.get(f"{_W}val", "1") if span is not None else "1"
        yield cell if merged is None or merged.get(f"{_W}val") == "restart" else None
        for _ in range(min(int(said), _WIDEST) - 1 if said.isdigit() else 0):
            yield None


def _footnotes(root: Element | None) -> dict[str, str]:
    found = root.findall(f"{_W}footnote") if root is not None else []
    return {
        note.get(f"{_W}id", ""): "".join(t.text or "" for t in note.iter(f"{_W}t")).strip("（）() ")
        for note in found
    }


def _part(packed: zipfile.ZipFile, name: str) -> Element | None:
    if name not in packed.namelist():
        return None
    with packed.open(name) as opened:
        content = opened.read(_MOST_PART + 1)
    if len(content) > _MOST_PART:
        raise Refused("解开后过大，不予读取。请去掉图片和多余内容后再试。")
    return parse_xml(content)


def parse_xml(content: bytes) -> Element:
    """The root. Raises Refused for what is broken, declares entities or nests too deep."""
    builder, depth = TreeBuilder(), 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise Refused("文件结构异常（层次过深），不予读取。请用 Word 重新保存后再试。")
        builder.start(_name(tag), {_name(k): v for k, v in attributes.items()})

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(_name(tag))

    def declared(*_: object) -> None:
        raise Refused("文件里有不该有的声明（可能有害），不予读取。请用 Word 重新保存后再试。")

    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = declared
    try:
        parser.Parse(content, True)
    except expat.ExpatError as broken:
        raise Refused("不是完好的 Word 文件，请用 Word 或 WPS 重新保存后再试。") from broken
    return builder.close()


def _name(tag: str) -> str:
    return "{" + tag if "}" in tag else tag

"""A report as a Word document: its table on landscape pages, its words as paragraphs, its pictures."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from html import escape
from io import BytesIO
from typing import Any, Final

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, Twips

from weian.base import attachments
from weian.report.settling import settled
from weian.report.table import HEADLINE, Column, Table
from weian.report.words import files_of

_BODY_FONT = "仿宋_GB2312"
_FACE = f'<w:rFonts w:ascii="{_BODY_FONT}" w:hAnsi="{_BODY_FONT}" w:eastAsia="{_BODY_FONT}"/>'
_UNSPEAKABLE = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PAGE = 15137  # twentieths of a point between the margins of a landscape A4: 267 mm
_TITLE_FONT = "方正小标宋简体"
_SPOKEN: Final = "words."  # begins the keys of columns of a consolidation that hold words
#: Word opens no table of tens of thousands of rows: above it, the units are told with their numbers.
MOST_ROWS: Final = 5000


def to_docx(table: Table, *, unit: str, day: date, signer: str) -> bytes:
    """A landscape A4 page: title, unit and day, the table, the words, the signer."""
    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(15)
    _line(document, table.title, _TITLE_FONT, 18, centre=True)
    _line(document, f"单位：{unit}        时间：{day:%Y年%m月%d日}", _BODY_FONT, 12)
    _body(document, table)
    _line(document, f"主要负责人（签字）：{signer}", _BODY_FONT, 12)
    stamp = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a file property without zone
    document.core_properties.created = document.core_properties.modified = stamp
    out = BytesIO()
    document.save(out)
    return settled(out, day)


def _body(document: Any, table: Table) -> None:
    keys = [column.key for column in table.columns]
    if HEADLINE in keys:
        _stories(document, table, keys.index(HEADLINE))
    else:
        _grid(document, _shown(document, table))
        _spoken(document, table)
    for _, title, text in () if table.in_words else table.words:
        _line(document, title, "黑体", 14)
        _line(document, text, _BODY_FONT, 14)
    _pictures(document, table.pictures)


def _shown(document: Any, table: Table) -> Table:
    listed, note = in_short(table)
    if note:
        _line(document, note, _BODY_FONT, 12)
    return listed


def in_short(table: Table) -> tuple[Table, str]:
    """The table without columns of words; of a very long list how many rows each unit has, and the
    sentence that says so."""
    kept = [i for i, c in enumerate(table.columns) if not c.key.startswith(_SPOKEN)]
    if len(table.rows) <= MOST_ROWS:
        rows = tuple(tuple(row[i] for i in kept) for row in table.rows)
        return Table(table.title, tuple(table.columns[i] for i in kept), rows), ""
    at = next((i for i, c in enumerate(table.columns) if c.key == "unit"), 0)
    counted = Counter(row[at] for row in table.rows)
    columns = (Column("unit", table.columns[at].title, 40), Column("rows", "条数", 12))
    listed = Table(table.title, columns, tuple((name, str(n)) for name, n in counted.items()))
    return listed, f"共 {len(table.rows)} 条，各单位条数如下，明细见 Excel。"


def _stories(document: Any, table: Table, at: int) -> None:
    """One piece after the other: whose it is and its headline, then its paragraphs."""
    for row in table.rows:
        told = "：".join(text for text in (*row[:at], row[at]) if text)
        _line(document, told, "黑体", 14)
        for column, text in zip(table.columns[at + 1 :], row[at + 1 :], strict=True):
            if text:
                said = text if column.key == "text" else f"{column.title}：{text}"
                _line(document, said, _BODY_FONT, 14)


def _spoken(document: Any, table: Table) -> None:
    """What the units of a consolidation wrote beside their figures."""
    spoken = [i for i, c in enumerate(table.columns) if c.key.startswith(_SPOKEN)]
    for row in table.rows if spoken else ():
        if any(row[i] for i in spoken):
            _line(document, row[0], "黑体", 14)
            for i in spoken:
                if row[i]:
                    _line(document, f"{table.columns[i].title}：{row[i]}", _BODY_FONT, 14)


def _pictures(document: Any, numbers: Sequence[str]) -> None:
    for file in files_of(numbers):
        with attachments.open_bytes(file) as content:
            document.add_picture(BytesIO(content.read()), width=Mm(120))


def _line(document: Any, text: str, font: str, size: int, *, centre: bool = False) -> None:
    for part in _UNSPEAKABLE.sub("", text).split("\n"):
        paragraph = document.add_paragraph()
        if centre:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _face(paragraph.add_run(part), font, size)


def _grid(document: Any, table: Table) -> None:
    """The table: columns share the page as they ask, the head comes again on every page.

    Rows are written as XML: through the cells of the library a thousand of them take ten seconds.
    """
    grid = document.add_table(rows=0, cols=len(table.columns))
    grid.style = "Table Grid"
    grid.autofit = False
    asked = [column.width for column in table.columns]
    widths = [round(_PAGE * width / sum(asked)) for width in asked]
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = Twips(width)
    body = grid._tbl
    body.append(parse_xml(_row([c.title for c in table.columns], widths, head=True)))
    for row in table.rows:
        body.append(parse_xml(_row(row, widths)))


def _row(values: Sequence[str], widths: Sequence[int], *, head: bool = False) -> str:
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p><w:r><w:rPr>{_FACE}'
        f'{"<w:b/>" if head else ""}<w:sz w:val="18"/></w:rPr>{_text(value)}</w:r></w:p></w:tc>'
        for value, width in zip(values, widths, strict=True)
    )
    again = "<w:trPr><w:tblHeader/></w:trPr>" if head else ""
    return f"<w:tr {nsdecls('w')}>{again}{cells}</w:tr>"


def _text(value: str) -> str:
    """Text of a run; line breaks and tabs are elements, and what XML cannot hold is left out."""
    begin, end = '<w:t xml:space="preserve">', "</w:t>"
    clean = escape(_UNSPEAKABLE.sub("", value))
    clean = clean.replace("\n", f"{end}<w:br/>{begin}").replace("\t", f"{end}<w:tab/>{begin}")
    return f"{begin}{clean}{end}"


def _face(run: Any, font: str, size: int) -> None:
    run.font.name = font
    run.font.size = Pt(size)
    fonts = run._element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:eastAsia", "w:ascii", "w:hAnsi"):
        fonts.set(qn(script), font)

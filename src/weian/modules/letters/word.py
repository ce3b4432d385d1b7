"""A letter as an editable Word document, laid out after GB/T 9704-2012 like its PDF."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any, Final, Literal

from docx import Document
from docx.document import Document as Book
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_LINE_SPACING as SPACING
from docx.enum.text import WD_TAB_ALIGNMENT as TAB
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

SONG, FANG, HEI, KAI = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312"
_FACES: Final = {1: HEI, 2: KAI}
_THREE, _FOUR = Pt(16), Pt(14)  # 三号, 四号
_LINE: Final = Pt(28.95)  # 225 mm for 22 lines
_RED: Final = RGBColor(0xD7, 0x19, 0x20)
_MARK: Final = Pt(44)  # the line of the issuer's name, 40 pt high with its leading
_TITLE: Final = Pt(34)  # lines of a title of 22 pt
_THICK, _THIN = 8, 6  # eighths of a point: 0.35 and 0.25 mm
Side = Literal["odd", "even"]


def written(shown: Mapping[str, Any]) -> bytes:
    """``shown`` as for the PDF: issuer, number, title (with its lines), to, paragraphs, attachments, date, signer, copies,
    printed, mark."""
    book = Document()
    _page(book, str(shown["mark"]))
    _head(book, shown)
    _body(book, shown)
    _blank(book, 3)
    _signed(book, shown["signer"], shown["date"])
    _colophon(book, shown)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _page(book: Book, mark: str) -> None:
    """Type area 156 × 225 mm; the number at the outer edge, one character in, 7 mm below the type area.

    The first page may bear the mark of a draft above the type area.
    """
    section = book.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.left_margin = Mm(37), Mm(28)
    section.right_margin, section.bottom_margin = Mm(26), Mm(35)
    section.header_distance, section.footer_distance = Mm(12), Mm(25.5)
    grid = OxmlElement("w:docGrid")
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(int(_LINE.pt * 20)))
    section._sectPr.append(grid)
    book.settings.odd_and_even_pages_header_footer = True
    _folio(section.footer.paragraphs[0], "odd")
    _folio(section.even_page_footer.paragraphs[0], "even")
    if mark:
        section.different_first_page_header_footer = True
        _text(section.first_page_header.paragraphs[0], mark, HEI, _THREE)
        _folio(section.first_page_footer.paragraphs[0], "odd")


def _head(book: Book, shown: Mapping[str, Any]) -> None:
    """The issuer 35 mm below the upper edge of the type area, the number two lines below, the red line
    4 mm below that, the title two lines below the line."""
    issuer = _line(
        book, shown["issuer"], SONG, size=Pt(40), line=_MARK, align=ALIGN.CENTER, colour=_RED
    )
    issuer.paragraph_format.space_before = Length(
        Mm(35) - Pt(4)
    )  # its letters begin below its line
    _blank(book, 2)
    _rule(_line(book, shown["number"], align=ALIGN.CENTER))
    _blank(book, 2)
    title = _line(book, "", SONG, size=Pt(22), line=_TITLE, align=ALIGN.CENTER)
    for number, text in enumerate(shown["lines"]):
        if number:
            title.runs[-1].add_break()
        _text(title, text, SONG, Pt(22))
    _blank(book)


def _body(book: Book, shown: Mapping[str, Any]) -> None:
    _line(book, f"{shown['to']}：")
    for part in shown["paragraphs"]:
        told = _line(book, part["text"], _FACES.get(part["level"], FANG), align=ALIGN.JUSTIFY)
        told.paragraph_format.first_line_indent = Pt(32)
        told.paragraph_format.keep_with_next = part["level"] > 0
    for number, name in enumerate(shown["attachments"], 1):
        if number == 1:
            _blank(book)
        form = _line(book, f"{'附件：' if number == 1 else ''}{number}．{name}").paragraph_format
        form.left_indent = Pt(32) if number == 1 else Pt(80)


def _signed(book: Book, signer: str, day: str) -> None:
    """The date ends four characters from the edge, the signer is centred over it: a seal covers both."""
    over = (_wide(day) - _wide(signer)) / 2 if day else 0
    for text, characters in ((signer, max(0.0, 4 + over)), (day, 4.0)):
        form = _line(book, text, align=ALIGN.RIGHT).paragraph_format
        form.right_indent = Pt(16 * characters)
        form.keep_with_next, form.keep_together = text is signer, True


def _wide(text: str) -> float:
    """In Chinese characters; figures are half as wide."""
    return sum(0.5 if letter.isascii() else 1 for letter in text)


def _colophon(book: Book, shown: Mapping[str, Any]) -> None:
    """Copies and who printed it when, between lines at the foot of the last page.

    A table that floats in Word and WPS; LibreOffice before 7.6 leaves it below the date.
    """
    rows = [f"抄送：{shown['copies']}。"] if shown["copies"] else []
    rows += [f"{shown['signer']}\t{shown['printed']}"] if shown["printed"] else []
    if not rows:
        return
    _blank(book)
    table = book.add_table(len(rows), 1)
    table.autofit = False
    for row, text in zip(table.rows, rows, strict=True):
        row.cells[0].width = Mm(156)
        paragraph = row.cells[0].paragraphs[0]
        _spaced(paragraph, Pt(24))
        form = paragraph.paragraph_format
        form.left_indent = form.right_indent = Pt(14)
        form.tab_stops.add_tab_stop(Length(Mm(156) - Pt(14)), TAB.RIGHT)
        _text(paragraph, text, FANG, _FOUR)
    _placed(table._tbl.tblPr)
    _spaced(book.add_paragraph(), Pt(1))  # what the table hangs on


def _placed(properties: Any) -> None:
    """At the foot of the type area, between thick lines, with thin ones between the rows."""
    place = {
        "vertAnchor": "margin",
        "horzAnchor": "margin",
        "tblpXSpec": "left",
        "tblpYSpec": "bottom",
    }
    borders, margins = OxmlElement("w:tblBorders"), OxmlElement("w:tblCellMar")
    for side, size in (("top", _THICK), ("bottom", _THICK), ("insideH", _THIN)):
        borders.append(_marked(side, val="single", sz=size, space=0, color="000000"))
    margins.extend(_marked(side, w=0, type="dxa") for side in ("left", "right"))
    floating = _marked("tblpPr", **place)
    properties.insert_element_before(floating, "w:tblW", "w:jc", "w:tblLayout", "w:tblLook")
    properties.insert_element_before(borders, "w:tblLayout", "w:tblLook")
    properties.insert_element_before(margins, "w:tblLook")


def _marked(name: str, **attributes: object) -> Any:
    element = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), str(value))
    return element


def _folio(paragraph: Paragraph, side: Side) -> None:
    """— 1 —, counted by Word: right on odd pages, left on even ones."""
    form = paragraph.paragraph_format
    paragraph.alignment = ALIGN.RIGHT if side == "odd" else ALIGN.LEFT
    form.right_indent = form.left_indent = Pt(14)
    _spaced(paragraph, Pt(14))
    _text(paragraph, "— ", "宋体", _FOUR)
    for kind in ("begin", "code", "end"):
        run = _text(paragraph, "", "宋体", _FOUR)
        part = OxmlElement("w:instrText" if kind == "code" else "w:fldChar")
        if kind == "code":
            part.text = " PAGE "
        else:
            part.set(qn("w:fldCharType"), kind)
        run._r.append(part)
    _text(paragraph, " —", "宋体", _FOUR)


def _blank(book: Book, lines: int = 1) -> None:
    for _ in range(lines):
        _line(book, "")


def _line(
    book: Book, text: str, face: str = FANG, *, size: Length = _THREE, line: Length = _LINE,
    align: ALIGN | None = None, colour: RGBColor | None = None,
) -> Paragraph:  # fmt: skip
    paragraph = book.add_paragraph()
    _spaced(paragraph, line)
    if align is not None:
        paragraph.alignment = align
    run = _text(paragraph, text, face, size)
    if colour is not None:
        run.font.color.rgb = colour
    return paragraph


def _spaced(paragraph: Paragraph, line: Length) -> None:
    form = paragraph.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing, form.line_spacing_rule = line, SPACING.EXACTLY


def _text(paragraph: Paragraph, text: str, face: str, size: Length) -> Any:
    """A run; Western and Chinese letters alike: Word asks for each by its own name."""
    run = paragraph.add_run(text)
    run.font.name, run.font.size = face, size
    fonts = run._element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("w:eastAsia", "w:ascii", "w:hAnsi"):
        fonts.set(qn(name), face)
    return run


def _rule(paragraph: Paragraph) -> None:
    """The red line 4 mm below the number."""
    borders = OxmlElement("w:pBdr")
    borders.append(_marked("bottom", val="single", sz=12, space=11, color="D71920"))
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:tabs", "w:spacing", "w:ind", "w:jc"
    )

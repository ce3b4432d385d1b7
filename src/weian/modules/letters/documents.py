"""A letter as PDF and as Word, laid out after GB/T 9704-2012."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from docx import Document
from docx.document import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from weian.base import pdf
from weian.case.queries import Case
from weian.modules.letters import actions
from weian.modules.letters.choices import BY_KEY

TEMPLATE: Final = Path(__file__).resolve().parent.parent / "typst" / "letter.typ"
SONG, FANG, HEI = "方正小标宋简体", "仿宋_GB2312", "黑体"
_THREE: Final = Pt(16)
_LINE: Final = Pt(28.95)  # 225 mm for 22 lines
_RED: Final = RGBColor(0xD7, 0x19, 0x20)
_NUMBERS: Final = "一二三四"


def shown(letter: Case) -> dict[str, Any]:
    """What both forms show. A draft has no number and no date, and says that it is one."""
    data: Mapping[str, Any] = letter.data
    issued = str(data.get("issued_on") or "")
    issuer = letter.unit.name
    return {
        "issuer": issuer,
        "number": str(data.get("letter_number") or "（未编号）"),
        "title": str(data["title"]),
        "to": "、".join(unit.name for unit in actions.addressees(letter)),
        "paragraphs": paragraphs(letter),
        "attachments": [],
        "date": _said(date.fromisoformat(issued)) if issued else "",
        "signer": issuer,
        "copies": "，".join(str(c) for c in data.get("copies") or ()),
        "printed": f"{_said(date.fromisoformat(issued))}印发" if issued else "",
        "mark": "" if issued else "文稿（未签发）",
    }


def _said(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _moment(text: str) -> str:
    at = datetime.fromisoformat(text)
    return f"{_said(at.date())}{at.hour}时{f'{at.minute}分' if at.minute else ''}"


def paragraphs(letter: Case) -> list[dict[str, Any]]:
    """The body: facts, demands, basis, each under a heading; one line of what was typed is one paragraph."""
    data = letter.data
    kind = BY_KEY[letter.category]
    parts = [("事由", data["facts"]), ("要求", data["demands"]), ("依据", data["basis"])]
    if kind.key == "interview" and (when := data.get("meeting_on")):
        place = data.get("meeting_at") or "另行通知"
        parts.insert(
            1,
            (
                "约谈安排",
                f"时间：{_moment(str(when))}。\n地点：{place}。\n约谈公开进行。",
            ),
        )
    out: list[dict[str, Any]] = []
    for number, (heading, text) in zip(_NUMBERS, parts, strict=False):
        out.append({"level": 1, "text": f"{number}、{heading}"})
        out += [
            {"level": 0, "text": line.strip()} for line in str(text).splitlines() if line.strip()
        ]
    if day := data.get("reply_by"):
        closing = "前办理完毕，并在平台上答复。" if kind.answered else "前办理完毕。"
        out.append({"level": 0, "text": f"请于{_said(date.fromisoformat(str(day)))}{closing}"})
    return out


def as_pdf(letter: Case) -> bytes:
    """To print and seal."""
    return pdf.render(TEMPLATE, shown(letter))


def as_word(letter: Case) -> bytes:
    """To change in Word or WPS; fonts are named, not shipped."""
    given = shown(letter)
    book = Document()
    _page(book)
    _line(book, given["mark"], HEI)
    _line(book, given["issuer"], SONG, size=Pt(40), align=ALIGN.CENTER, colour=_RED, exact=False)
    _line(book, "")
    number = _line(book, given["number"], FANG, align=ALIGN.CENTER)
    _rule(number)
    _line(book, "")
    _line(book, given["title"], SONG, size=Pt(22), align=ALIGN.CENTER, exact=False)
    _line(book, "")
    _line(book, f"{given['to']}：", FANG)
    for paragraph in given["paragraphs"]:
        face = HEI if paragraph["level"] == 1 else FANG
        _line(book, paragraph["text"], face, indent=True)
    _line(book, "")
    for text in (given["signer"], given["date"]):
        _line(book, text, FANG, align=ALIGN.RIGHT).paragraph_format.right_indent = Pt(64)
    if given["copies"]:
        _line(book, f"抄送：{given['copies']}。", FANG, size=Pt(14))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _page(book: Word) -> None:
    section = book.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.left_margin = Mm(37), Mm(28)
    section.right_margin, section.bottom_margin = Mm(26), Mm(35)
    section.footer_distance = Mm(25)
    grid = OxmlElement("w:docGrid")
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(int(_LINE.pt * 20)))
    section._sectPr.append(grid)
    _folio(section.footer.paragraphs[0])


def _folio(paragraph: Paragraph) -> None:
    """— 1 —, counted by Word."""
    paragraph.alignment = ALIGN.CENTER
    for kind, text in (
        ("text", "— "),
        ("begin", ""),
        ("code", " PAGE "),
        ("end", ""),
        ("text", " —"),
    ):
        run = paragraph.add_run(text if kind == "text" else "")
        _face(run, "宋体", Pt(14))
        if kind in ("begin", "end"):
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)
        elif kind == "code":
            code = OxmlElement("w:instrText")
            code.text = text
            run._r.append(code)


def _line(
    book: Word, text: str, face: str = FANG, *, size: Pt = _THREE, align: ALIGN | None = None,
    colour: RGBColor | None = None, indent: bool = False, exact: bool = True,
) -> Paragraph:  # fmt: skip
    paragraph = book.add_paragraph()
    form = paragraph.paragraph_format
    form.space_before = form.space_after = Pt(0)
    if exact:
        form.line_spacing = _LINE
    if indent:
        form.first_line_indent = Pt(32)
    if align is not None:
        paragraph.alignment = align
    run = paragraph.add_run(text)
    _face(run, face, size)
    if colour is not None:
        run.font.color.rgb = colour
    return paragraph


def _face(run: Any, face: str, size: Pt) -> None:
    """Western and Chinese letters alike; Word asks for each by its own name."""
    run.font.name, run.font.size = face, size
    fonts = run._element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("w:eastAsia", "w:ascii", "w:hAnsi"):
        fonts.set(qn(name), face)


def _rule(paragraph: Paragraph) -> None:
    """The red line below the number."""
    borders = OxmlElement("w:pBdr")
    bottom = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "12"), ("space", "11"), ("color", "D71920")):
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    paragraph._p.get_or_add_pPr().append(borders)

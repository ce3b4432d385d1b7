"""The Word file of a letter keeps the measures of GB/T 9704-2012."""

import io
from typing import Any

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.shared import Pt

from weian.modules.letters import word

SHOWN: dict[str, Any] = {
    "issuer": "清河县卫生健康局", "number": "清卫安改〔2026〕1号", "title": "关于整改的通知书",
    "lines": ["关于整改的通知书"], "to": "清河县人民医院",
    "paragraphs": [{"level": 1, "text": "一、事由"}, {"level": 0, "text": "安全出口锁闭。"}],
    "attachments": ["问题清单", "方案格式"], "date": "2026年9月29日", "signer": "清河县卫生健康局",
    "copies": "县安委办", "printed": "2026年9月29日印发", "mark": "",
}  # fmt: skip


def book(**changed: Any) -> Any:
    return Document(io.BytesIO(word.written({**SHOWN, **changed})))


def test_the_number_of_the_page_stands_at_its_outer_edge_in_size_four() -> None:
    made = book()
    section = made.sections[0]
    assert made.settings.odd_and_even_pages_header_footer
    for footer, side in ((section.footer, ALIGN.RIGHT), (section.even_page_footer, ALIGN.LEFT)):
        (folio,) = footer.paragraphs
        assert folio.alignment == side
        assert folio.paragraph_format.right_indent == folio.paragraph_format.left_indent == Pt(14)
        assert [r.text for r in folio.runs if r.text] == ["— ", " —"]
        assert {(r.font.name, r.font.size) for r in folio.runs} == {("宋体", Pt(14))}
        assert " PAGE " in folio._p.xml
    dash = section.bottom_margin.mm - section.footer_distance.mm - Pt(7).mm
    assert dash == pytest.approx(7, abs=0.2)  # 一字线上距版心下边缘 7 mm


def test_the_head_has_its_distances() -> None:
    made = book()
    texts = [p.text for p in made.paragraphs]
    assert texts[:8] == ["清河县卫生健康局", "", "", SHOWN["number"], "", "", SHOWN["title"], ""]
    issuer, number = made.paragraphs[0], made.paragraphs[3]
    assert issuer.paragraph_format.space_before.mm == pytest.approx(35, abs=1.5)
    assert issuer.runs[0].font.size == Pt(40)
    assert 'w:color="D71920"' in number._p.xml
    assert texts[8] == "清河县人民医院："


def test_attachments_signature_and_copies_stand_at_the_end() -> None:
    made = book()
    texts = [p.text for p in made.paragraphs if p.text]
    assert texts[-4:] == ["附件：1．问题清单", "2．方案格式", SHOWN["signer"], SHOWN["date"]]
    rows = [row.cells[0].text for row in made.tables[0].rows]
    assert rows == ["抄送：县安委办。", "清河县卫生健康局\t2026年9月29日印发"]
    assert 'w:tblpYSpec="bottom"' in made.tables[0]._tbl.xml


def test_a_draft_says_so_above_the_first_page_only() -> None:
    made = book(mark="文稿（未签发）", date="", printed="", copies="")
    section = made.sections[0]
    assert section.different_first_page_header_footer
    assert section.first_page_header.paragraphs[0].text == "文稿（未签发）"
    assert section.header.paragraphs[0].text == ""
    assert "PAGE" in section.first_page_footer.paragraphs[0]._p.xml
    assert made.tables == []


def test_a_title_stands_in_the_lines_that_were_chosen_for_it() -> None:
    found = ["关于限期消除住院楼二层三层重大", "事故隐患的安全生产隐患整改通知书"]
    made = book(title="".join(found), lines=found)
    assert made.paragraphs[6].text.split("\n") == found

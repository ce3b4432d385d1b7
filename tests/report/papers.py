"""What superiors send down: templates of Word and Excel, and a document that asks counties."""

from io import BytesIO

from docx import Document
from openpyxl import Workbook
from openpyxl.styles import Font


def sheet() -> bytes:
    """A form with a blank cell beside each label, and one under a merged head."""
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = "汇总表"
    page["A1"] = "填报单位："
    page["B1"] = "{{单位}}"
    page.merge_cells("A2:C2")
    page["A2"] = "隐患排查情况"
    page["A3"] = "发现隐患数"
    page["A4"], page["A5"] = "整改率", "主要做法"
    for ref in ("B3", "B4", "B5"):
        page[ref].number_format = "General"
        page[ref].font = Font(bold=True)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def letter(text: str = "本单位{{单位}}今年发现隐患{{隐患数}}项。") -> bytes:
    """A Word form: a sentence with names, whose letters Word has put into several runs, and a table."""
    document = Document()
    paragraph = document.add_paragraph()
    for at in range(0, len(text), 4):
        paragraph.add_run(text[at : at + 4])
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "项目", "数量"
    table.cell(1, 0).text = "培训场次"
    out = BytesIO()
    document.save(out)
    return out.getvalue()


UPWARD = """
pack: upward
version: 1
title: 信息报送办法
issuer: 临江市卫生健康委
number: "1"
issued: 2026-01-01
layer: city
since: 2026-01-01
clauses:
  - id: "1"
    article: 一
    summary: 各县每季度报送清单。
    obligations:
      - id: county-list
        title: 各县每季度报送清单
        area: report
        who: {units: [commission_county], post: clerk}
        owes: {record: report.hazard_list}
        when: {every: quarter}
"""

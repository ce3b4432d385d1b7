"""Files that can be read, and clear words for those that cannot."""

import io
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import docx
import pylopdf_fonts_zh_cn
import pytest
import typst

from weian.policy.reading.compiler import compile_text
from weian.policy.reading.files import Unreadable, read_bytes, read_document
from weian.policy.reading.numbering import written
from weian.policy.reading.pages import reflow

SAMPLES = Path(__file__).parent.parent / "samples"
FONTS = Path(pylopdf_fonts_zh_cn.__file__).parent
SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def packed(**parts: str) -> bytes:
    """A .docx of these parts, by hand."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", content)
    return made.getvalue()


def word(body: str, **parts: str) -> bytes:
    """A .docx with this body; each part goes by its root's name."""
    wrapped = {name: f"<w:{name} {SPACE}>{xml}</w:{name}>" for name, xml in parts.items()}
    return packed(document=f"<w:document {SPACE}><w:body>{body}</w:body></w:document>", **wrapped)


def line(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def numbered(text: str, level: int, number: int = 1) -> str:
    return line(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def kept(level: int, form: str, text: str) -> str:
    return f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'


def pdf(text: str, more: str = "") -> bytes:
    escaped = "".join(f"\\{c}" if c in '\\#*_[]$@<>"`-+=/~' else c for c in text)
    lines = "\n\n".join(x.strip() for x in escaped.split("\n") if x.strip())
    head = (
        "#set page(header: [某县卫生健康局文件], footer: context [— #counter(page).display() —])\n"
        f'#set text(font: "Noto Serif SC", lang: "zh", size: 16pt)\n{more}\n'
    )
    return drawn(head + lines)


def drawn(source: str) -> bytes:
    """What Typst makes of it."""
    compiled: Any = typst.compile
    made: bytes = compiled(source.encode(), font_paths=[str(FONTS)])
    return made


def test_a_word_document_is_read_with_its_tables(tmp_path: Path) -> None:
    made = docx.Document()
    made.add_paragraph("一、任务")
    row = made.add_table(1, 2).rows[0]
    row.cells[0].text, row.cells[1].text = "甲", "乙"
    made.add_paragraph("二、要求")
    made.save(str(tmp_path / "a.docx"))
    assert read_document(tmp_path / "a.docx") == "一、任务\n甲\t乙\n二、要求"


def test_the_numbers_that_word_counts_are_read() -> None:
    levels = kept(0, "chineseCountingThousand", "%1、") + kept(1, "chineseCounting", "（%2）")
    levels += kept(2, "decimal", "%3．") + kept(3, "bullet", "-")
    numbering = (
        f'<w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    styles = (
        '<w:style w:styleId="h1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="h1b"><w:basedOn w:val="h1"/></w:style>'
    )
    body = line("目标", '<w:pStyle w:val="h1b"/>') + numbered("甲", 1) + numbered("乙", 1)
    body += numbered("丙", 2) + numbered("任务", 0) + numbered("丁", 1) + numbered("点", 3)
    body += numbered("另起", 0, number=2) + line("无号", '<w:numPr><w:numId w:val="0"/></w:numPr>')
    text = read_bytes("a.docx", word(body, numbering=numbering, styles=styles)).text
    assert text.split("\n") == [
        "一、目标", "（一）甲", "（二）乙", "1．丙", "二、任务", "（一）丁", "点", "一、另起", "无号",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("n", "form", "shown"),
    [(12, "chineseCounting", "十二"), (3, "decimalEnclosedCircle", "③"), (27, "upperLetter", "AA"),
     (14, "lowerRoman", "xiv"), (4, "decimalZero", "04"), (9, "unknown", "9")],
)  # fmt: skip
def test_a_number_is_written_as_word_does(n: int, form: str, shown: str) -> None:
    assert written(n, form) == shown


def test_footnotes_stand_behind_their_paragraph_and_ask_nothing() -> None:
    body = '<w:p><w:r><w:t>各单位每月检查一次。</w:t><w:footnoteReference w:id="2"/></w:r></w:p>'
    note = '<w:footnote w:id="2"><w:p><w:r><w:t>每年应当指本年度。</w:t></w:r></w:p></w:footnote>'
    text = read_bytes("a.docx", word(body, footnotes=note)).text
    assert text == "各单位每月检查一次。\n（注：每年应当指本年度。）"
    assert len(compile_text("一、任务\n" + text).obligations) == 1


def test_text_boxes_are_told_and_struck_text_is_left_out() -> None:
    body = (
        "<w:p><w:r><w:t>正文</w:t></w:r><w:del><w:r><w:delText>旧</w:delText><w:t>旧</w:t></w:r></w:del>"
        "<w:ins><w:r><w:t>新增</w:t></w:r></w:ins>"
        "<w:r><w:txbxContent><w:p><w:r><w:t>框里</w:t></w:r></w:p></w:txbxContent></w:r></w:p>"
    )
    read = read_bytes("a.docx", word(body))
    assert read.text == "正文新增"
    assert "文本框" in read.notes[0]


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_the_usual_encodings_are_read(tmp_path: Path, coding: str) -> None:
    (tmp_path / "a.txt").write_bytes("各单位\r\n要落实。".encode(coding))
    assert read_document(tmp_path / "a.txt").lstrip("\ufeff") == "各单位\n要落实。"


@pytest.mark.parametrize("name", ["fire-campaign-plan", "chemicals-measures"])
def test_a_pdf_is_read_like_the_text_it_was_made_of(name: str) -> None:
    text = (SAMPLES / "work" / f"{name}.txt").read_text("utf-8")
    read = read_bytes("a.pdf", pdf(text)).text
    assert "某县卫生健康局文件" not in read
    asked, expected = compile_text(read).obligations, compile_text(text).obligations
    assert [(f.clause, f.actor, f.recurrence, f.threshold, f.kind) for f in asked] == [
        (f.clause, f.actor, f.recurrence, f.threshold, f.kind) for f in expected
    ]


def test_a_ruled_table_of_a_pdf_keeps_its_columns_apart() -> None:
    table = """#set text(font: "Noto Serif SC", lang: "zh", size: 14pt)
一、任务

各单位每月检查1次。

附件1

任务分工表

#table(columns: (1cm, 3cm, 6cm, 3cm, 3cm),
  [序号], [任务类别], [主要内容], [责任单位], [完成时限],
  [1], table.cell(rowspan: 2)[消防安全], [对高层病房楼消防设施开展一次全面检测，建立问题清单], [各医院], [2024年6月底],
  [2], [灭火器每月检查1次], [后勤科], [长期])

二、要求

各单位每年总结1次。
"""
    text = read_bytes("a.pdf", drawn(table)).text
    assert [line.count("\t") for line in text.split("\n") if "\t" in line] == [4, 4, 4]
    found = compile_text(text).obligations
    assert [(f.clause, f.actor, f.recurrence) for f in found] == [
        ("一", "各单位", {"at_least": 1, "per": "month"}),
        ("附件1第1项", "各医院", {"once_by": "2024-06-30"}),
        ("附件1第2项", "后勤科", {"at_least": 1, "per": "month"}),
        ("附件1二", "各单位", {"at_least": 1, "per": "year"}),
    ]


PLAIN_TABLE = """#set text(font: "Noto Serif SC", lang: "zh", size: 14pt)
一、任务

各单位每月检查1次。各单位要按照任务分工表的要求，把各项工作落到实处，确保不漏一处、不留死角，切实做到底数清、情况明。

附件1

任务分工表

#table(stroke: none, LOOK columns: (1cm, 3cm, 6cm, 3cm, 3cm),
  [序号], [任务类别], [主要内容], [责任单位], [完成时限],
  [1], [消防安全], [对高层病房楼消防设施开展一次全面检测，建立问题清单], [各医院], [2024年6月底],
  [2], [灭火器], [灭火器每月检查1次], [后勤科], [长期],
  [3], [用电安全], [对使用年限超过二十年的电气线路进行更换改造，消除火灾隐患], [各医院], [2024年9月底])

二、要求

各单位每年总结1次。
"""


@pytest.mark.parametrize(
    "look", ["", "align: horizon,", "align: center + horizon,", "inset: (y: 3pt),"]
)
def test_a_table_without_rulings_is_told_by_its_columns(look: str) -> None:
    text = read_bytes("a.pdf", drawn(PLAIN_TABLE.replace("LOOK", look))).text
    rows = [line.split("\t") for line in text.split("\n") if "\t" in line]
    assert [row[0] for row in rows if row[0].isdigit()] == ["1", "2", "3"]
    assert "落到实处，确保不漏一处" in text
    found = [(f.clause, f.actor, f.recurrence) for f in compile_text(text).obligations]
    assert found[0] == ("一", "各单位", {"at_least": 1, "per": "month"})
    assert found[-4:] == [
        ("附件1第1项", "各医院", {"once_by": "2024-06-30"}),
        ("附件1第2项", "后勤科", {"at_least": 1, "per": "month"}),
        ("附件1第3项", "各医院", {"once_by": "2024-09-30"}),
        ("附件1二", "各单位", {"at_least": 1, "per": "year"}),
    ]


def test_signatures_and_lists_of_two_columns_stay_lines() -> None:
    signed = """#set text(font: "Noto Serif SC", lang: "zh", size: 14pt)
各单位要落实责任。

#grid(columns: (8cm, 8cm), row-gutter: 8pt,
  [责任单位（盖章）：], [责任人（签字）：], [日期：], [电话：], [审核：], [批准：], [经办：], [复核：])
"""
    assert "\t" not in read_bytes("a.pdf", drawn(signed)).text


def test_three_hundred_pages_are_read() -> None:
    text = "各单位每月组织一次检查，发现隐患立即整改，建立台账。\n" * 40
    content = pdf(text, "#set page(height: 120pt, margin: 25pt)")
    assert content.count(b"/Type/Page") + content.count(b"/Type /Page") > 1
    assert read_bytes("a.pdf", content).text.count("台账") == 40
    long = "第一条　各单位每月检查一次安全出口和疏散通道，并建立台账，留存备查三年。\n" * 7000
    assert len(compile_text(read_bytes("a.txt", long.encode()).text).obligations) >= 7000


def test_lines_of_a_page_are_put_together_over_its_end() -> None:
    page = ["某局文件", "各单位每季度至少组织一次全面检查，对发现的问题要", "- 1 -"]
    next_page = ["某局文件", "立即整改。", "1.建立台账。", "- 2 -"]
    last = ["某局文件", "2.按月报送。", "- 3 -"]
    assert reflow([page, next_page, last]).split("\n") == [
        "各单位每季度至少组织一次全面检查，对发现的问题要立即整改。", "1.建立台账。", "2.按月报送。",
    ]  # fmt: skip


def test_old_formats_go_through_libreoffice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = tmp_path / "soffice"
    (tmp_path / "made.docx").write_bytes(word(line("一、任务")))
    office.write_text(
        '#!/bin/sh\nwhile [ "$1" != --outdir ]; do shift; done\n'
        f'head -c 8 "$3" | cmp -s - {tmp_path}/ole && cp {tmp_path}/made.docx "$2/given.docx"\n'
    )
    (tmp_path / "ole").write_bytes(OLD)
    office.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    assert read_bytes("a.wps", OLD + b"rest").text == "一、任务"
    office.write_text("#!/bin/sh\nexit 1\n")
    with pytest.raises(Unreadable, match="没有转换成功"):
        read_bytes("a.doc", OLD + b"rest")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("kind", ["doc", "rtf"])
def test_libreoffice_itself_turns_old_formats_into_text(tmp_path: Path, kind: str) -> None:
    made = docx.Document()
    for said in ("一、任务", "（一）各单位每月检查1次。", "附件1"):
        made.add_paragraph(said)
    table = made.add_table(2, 3)
    for row, texts in zip(
        table.rows, (("序号", "任务", "责任单位"), ("1", "召开会议", "各医院")), strict=True
    ):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    made.add_paragraph("二、要求")
    made.save(str(tmp_path / "a.docx"))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "a.docx")], check=True, capture_output=True)
    content = (tmp_path / f"a.{kind}").read_bytes()
    told = "一、任务\n（一）各单位每月检查1次。\n附件1\n序号\t任务\t责任单位\n1\t召开会议\t各医院\n二、要求"
    assert read_bytes(f"a.{kind}", content).text == told
    if kind == "doc":
        assert read_bytes("a.wps", content).text == told


LOCKED_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"3 0 obj<</Filter/Standard/V 1/R 2/P -4/O(" + b"a" * 32 + b")/U(" + b"b" * 32 + b")>>endobj\n"
    b"trailer<</Root 1 0 R/Encrypt 3 0 R/ID[(aaaaaaaaaaaaaaaa)(aaaaaaaaaaaaaaaa)]>>\n%%EOF"
)
ENTITIES = f'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document {SPACE}><w:body>&x;</w:body></w:document>'
NESTED = f"<w:document {SPACE}><w:body>{'<w:ins>' * 500}{'</w:ins>' * 500}</w:body></w:document>"


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.txt", b"", "空文件"),
        ("a.txt", b" \n", "没有文字"),
        ("a.txt", b"MZ\0\0\0", "不是文本文件"),
        ("a.txt", b"\xff" * 50, "编码"),
        ("a.docx", b"PK\x03\x04broken", "完好"),
        ("a.docx", packed(workbook="<x/>"), "不是 Word 文档"),
        ("a.docx", OLD + "EncryptedPackage".encode("utf-16-le"), "加了密码"),
        ("a.docx", packed(document=ENTITIES), "有害"),
        ("a.docx", packed(document=NESTED), "层次过深"),
        ("a.docx", packed(document=" " * 70_000_000), "过大"),
        ("a.docx", word(line("")), "没有文字"),
        ("a.docx", b"not a zip", "完好"),
        ("a.pdf", b"%PDF-1.7 broken", "完好"),
        ("a.pdf", LOCKED_PDF, "密码"),
        ("a.pdf", b"\x89PNG\r\n", "图片"),
        ("a.exe", b"MZ", "另存为"),
        ("a.txt", b"x" * 20_000_001, "20 MB"),
        ("a.txt", "字".encode() * 600_001, "拆分"),
    ],
)
def test_what_cannot_be_read_is_said_plainly(name: str, content: bytes, told: str) -> None:
    with pytest.raises(Unreadable, match=told):
        read_bytes(name, content)


def test_a_scan_is_said_to_be_one() -> None:
    scan = drawn("#rect(width: 100%, height: 50%)\n#pagebreak()\n#circle()")
    with pytest.raises(Unreadable, match="扫描件"):
        read_bytes("a.pdf", scan)


def test_without_libreoffice_old_formats_say_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(Unreadable, match=r"LibreOffice.*另存为 \.docx"):
        read_bytes("a.doc", OLD + b"rest")


def test_a_missing_file_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="没有找到"):
        read_document(tmp_path / "a.txt")

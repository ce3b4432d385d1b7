"""Templates of superiors: what is found in them, what is refused, what is put in."""

import base64
import json
import zipfile
from io import BytesIO

import pytest
from docx import Document
from openpyxl import load_workbook

from weian.base.limited import Refused
from weian.report.templates import filled, places

from .papers import letter, sheet


def put(file: bytes, media: str, values: dict[str, str]) -> bytes:
    head = json.dumps({"media": media, "values": values}).encode()
    return base64.b64decode(filled(head + b"\n" + file)["file"])


def test_blank_cells_are_found_by_the_words_beside_them() -> None:
    found = {p["id"]: (p["label"], p["where"]) for p in places(sheet(), "xlsx")}
    assert found["0!B1"] == ("单位", "工作表“汇总表”B1")
    assert found["0!B3"] == ("发现隐患数", "工作表“汇总表”B3")
    assert "0!B2" not in found  # nothing can be seen below a merged cell


def test_names_that_word_has_split_are_found() -> None:
    found = {p["id"]: p["label"] for p in places(letter(), "docx")}
    assert found == {"name:单位": "单位", "name:隐患数": "隐患数", "cell:0.1.1": "培训场次／数量"}


def test_what_is_put_in_stands_where_it_belongs() -> None:
    book = load_workbook(BytesIO(put(sheet(), "xlsx", {"0!B1": "柳林镇卫生院", "0!B3": "12"})))
    page = book["汇总表"]
    assert (page["B1"].value, page["B3"].value, page["B3"].font.bold) == ("柳林镇卫生院", 12, True)
    values = {"name:单位": "柳林镇卫生院", "name:隐患数": "12", "cell:0.1.1": "3"}
    document = Document(BytesIO(put(letter(), "docx", values)))
    assert document.paragraphs[0].text == "本单位柳林镇卫生院今年发现隐患12项。"
    assert document.tables[0].cell(1, 1).text == "3"


def test_a_formula_typed_by_somebody_stays_text() -> None:
    made = put(sheet(), "xlsx", {"0!B5": '=HYPERLINK("http://x","y")', "0!B3": "+1+1"})
    page = load_workbook(BytesIO(made))["汇总表"]
    assert page["B5"].data_type == "inlineStr" or page["B5"].data_type == "s"
    assert page["B5"].value == '=HYPERLINK("http://x","y")' and page["B3"].value == "+1+1"
    with zipfile.ZipFile(BytesIO(made)) as packed:
        assert b"<f>" not in packed.read("xl/worksheets/sheet1.xml")


def test_the_same_values_give_the_same_bytes() -> None:
    values = {"0!B3": "12"}
    assert put(sheet_once, "xlsx", values) == put(sheet_once, "xlsx", values)


sheet_once = sheet()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{{ x.__class__ }}", "第 1 段：“{{x.__class__}}”不能识别"),
        ("{% for a in b %}", "第 1 段：这里有程序语句"),
        ("{{单位", "第 1 段：双大括号没有成对"),
    ],
)
def test_a_template_that_is_a_program_is_refused_with_its_place(text: str, told: str) -> None:
    with pytest.raises(Refused, match="第 1 段") as refused:
        places(letter(text), "docx")
    assert told in str(refused.value)


@pytest.mark.parametrize(
    ("file", "media", "told"),
    [
        (b"nothing", "xlsx", "不完好"),
        (letter(), "xlsx", "类型不对"),
        (sheet()[:-200], "xlsx", "不完好"),
    ],
)
def test_what_is_no_template_is_refused_in_words(file: bytes, media: str, told: str) -> None:
    with pytest.raises(Refused, match=told):
        places(file, media)


def test_entities_are_not_resolved() -> None:
    source = zipfile.ZipFile(BytesIO(letter()))
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "word/document.xml":
                data = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + data.split(b"?>", 1)[1]  # fmt: skip
            target.writestr(name, data)
    with pytest.raises(Refused, match="内容异常"):
        places(out.getvalue(), "docx")

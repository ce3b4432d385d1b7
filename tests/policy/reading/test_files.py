"""Files that can be read, and clear words for those that cannot."""

from pathlib import Path

import docx
import pytest

from weian.policy.reading.files import Unreadable, read_document


def test_a_word_document_is_read_with_its_tables(tmp_path: Path) -> None:
    made = docx.Document()
    made.add_paragraph("一、任务")
    made.add_table(1, 2).rows[0].cells[0].text = "甲"
    made.add_paragraph("二、要求")
    made.save(str(tmp_path / "a.docx"))
    text = read_document(tmp_path / "a.docx")
    assert text.split("\n")[0] == "一、任务"
    assert "甲" in text
    assert text.endswith("二、要求")


@pytest.mark.parametrize("coding", ["utf-8", "gb18030", "utf-16"])
def test_the_usual_encodings_are_read(tmp_path: Path, coding: str) -> None:
    (tmp_path / "a.txt").write_bytes("各单位\r\n要落实。".encode(coding))
    assert read_document(tmp_path / "a.txt").lstrip("\ufeff") == "各单位\n要落实。"


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [("a.txt", b"", "没有文字"), ("a.txt", b"MZ\0\0\0", "不是文本文件"), ("a.docx", b"PK\x03\x04broken", "完好"),
     ("a.docx", b"\xd0\xcf\x11\xe0rest", "密码"), ("a.pdf", b"%PDF", "另存为")],
)  # fmt: skip
def test_what_cannot_be_read_is_said_plainly(
    tmp_path: Path, name: str, content: bytes, told: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(Unreadable, match=told):
        read_document(tmp_path / name)


def test_a_missing_file_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="没有找到"):
        read_document(tmp_path / "a.txt")

"""The text of a document's bytes, by what they are and not by the file's name.

Runs in a limited child process: what it imports must start fast and touch no database.
"""

from typing import Any, Final

from weian.base.limited import Refused
from weian.policy.reading.pages import read_pages
from weian.policy.reading.word import read_word

#: What is to be converted by LibreOffice first.
OLD_WORD: Final = "old_word"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED: Final = "EncryptedPackage".encode("utf-16-le")
_PICTURES: Final = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"BM", b"II*\0", b"MM\0*")


def kind_of(content: bytes, suffix: str) -> str:
    """pdf, word, old_word or text. Raises Refused for what is none of them."""
    if content.startswith(_OLE) or (
        suffix in (".doc", ".wps") and content[:4] == b"\xd0\xcf\x11\xe0"
    ):
        if _LOCKED in content:
            raise Refused("加了密码，打不开。请取消密码后重新上传。")
        return OLD_WORD
    if content.startswith(b"{\\rtf"):
        return OLD_WORD
    if b"%PDF-" in content[:1024]:
        return "pdf"
    if content.startswith(b"PK\x03\x04"):
        return "word"
    if content.startswith(_PICTURES):
        raise Refused("是图片。请先用文字识别软件转成可复制文字的文件再试。")
    if suffix in (".docx", ".pdf", ".doc", ".wps"):
        raise Refused(f"不是完好的 {suffix} 文件，请重新保存后再试。")
    return "text"


def text_of(content: bytes, kind: str) -> dict[str, Any]:
    """``{"text", "notes"}``. Raises Refused."""
    if kind == "pdf":
        text, notes = read_pages(content)
    elif kind == "word":
        text, notes = read_word(content)
    else:
        text, notes = _decoded(content), []
    return {"text": text, "notes": notes}


def _decoded(content: bytes) -> str:
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    if b"\0" in content[:4096] and not wide:
        raise Refused("不是文本文件，也不是能读的文档，请用 Word 或 WPS 另存为 .docx 再试。")
    for coding in ("utf-16",) if wide else ("utf-8-sig", "gb18030"):
        try:
            return content.decode(coding).replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError:
            continue
    raise Refused("认不出文字编码，请用记事本打开后另存为 UTF-8 编码再试。")

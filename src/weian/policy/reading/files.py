"""The text of a document file, or why it cannot be had."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import docx
from docx.document import Document
from docx.table import Table
from docx.text.paragraph import Paragraph

_MOST_BYTES: Final = 20_000_000
_MOST_UNPACKED: Final = 100_000_000
_ENCRYPTED: Final = b"\xd0\xcf\x11\xe0"


class Unreadable(Exception):
    """The message says in Chinese what is wrong and what to do."""


def read_document(path: Path) -> str:
    """The whole text of a .txt or .docx file, line ends as ``\\n``.

    Raises Unreadable for what is missing, empty, binary, encrypted, too big or of another kind.
    """
    if not path.is_file():
        raise Unreadable(f"没有找到文件 {path.name}，请检查路径。")
    if path.stat().st_size > _MOST_BYTES:
        raise Unreadable(f"{path.name} 超过 20 MB，请拆分或去掉图片后再试。")
    raw = path.read_bytes()
    kind = path.suffix.lower()
    if kind == ".docx":
        text = _docx(path, raw)
    elif kind == ".txt":
        text = _decoded(path, raw)
    else:
        raise Unreadable(f"还不能读 {kind or '没有扩展名的'} 文件，请另存为 .docx 或 .txt 再试。")
    if not text.strip():
        raise Unreadable(f"{path.name} 里没有文字；如果是扫描件，请先识别成文字。")
    return text


def _decoded(path: Path, raw: bytes) -> str:
    if b"\0" in raw[:4096] and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable(f"{path.name} 不是文本文件，请用 Word 打开后另存为 .docx。")
    codings = ("utf-16",) if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8", "gb18030")
    for coding in codings:
        try:
            return raw.decode(coding).replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError:
            continue
    raise Unreadable(f"认不出 {path.name} 的文字编码，请另存为 UTF-8 编码。")


def _docx(path: Path, raw: bytes) -> str:
    if raw.startswith(_ENCRYPTED):
        raise Unreadable(f"{path.name} 加了密码或其实是旧的 .doc 格式，请去掉密码并另存为 .docx。")
    try:
        with zipfile.ZipFile(path) as packed:
            if sum(part.file_size for part in packed.infolist()) > _MOST_UNPACKED:
                raise Unreadable(f"{path.name} 解开后过大，不予读取。")
        opened = docx.Document(str(path))
    except (zipfile.BadZipFile, KeyError, ValueError, SyntaxError) as broken:
        raise Unreadable(f"{path.name} 不是完好的 Word 文件，请重新保存后再试。") from broken
    return "\n".join(_blocks(opened))


def _blocks(opened: Document) -> Iterator[str]:
    """Paragraphs, and the cells of tables row by row, in the order of the page."""
    for block in opened.iter_inner_content():
        if isinstance(block, Paragraph):
            yield block.text
        elif isinstance(block, Table):
            for row in block.rows:
                yield "  ".join(dict.fromkeys(cell.text.replace("\n", " ") for cell in row.cells))

"""Word and Excel files from strangers as parts of XML: taken apart, read, put together again.

Runs in a limited child process; it knows no database and no template language. A place to fill is a
blank cell or a name in double braces such as {{隐患数}}. Nothing in the file is carried out.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any, Final

from lxml import etree

from weian.base.limited import Refused

NAME: Final = re.compile(r"\{\{\s*(.*?)\s*\}\}")
XML: Final = "http://www.w3.org/XML/1998/namespace"
Parts = dict[str, bytes]
Place = dict[str, str]
_GOOD: Final = re.compile(r"\w{1,30}")
_MOST_PART: Final = 40_000_000


def unpacked(content: bytes, media: str) -> Parts:
    """The parts by name. Raises Refused for what is no such file, is too large or holds a macro."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(m.file_size for m in packed.infolist()) > _MOST_PART * 2:
                raise Refused("文件展开后太大，请去掉图片后重新上传。")
            parts = {m.filename: packed.read(m) for m in packed.infolist()}
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as broken:
        raise Refused("文件不完好，请用 Word、Excel 或 WPS 重新保存后再上传。") from broken
    needed = "word/document.xml" if media == "docx" else "xl/workbook.xml"
    if needed not in parts:
        raise Refused("文件类型不对，请上传 .docx 或 .xlsx 文件。")
    if any("vbaproject" in name.lower() for name in parts):
        raise Refused("文件里有宏，不能作为表样。请另存为不含宏的 .docx 或 .xlsx。")
    return parts


def packed(parts: Parts) -> bytes:
    """The same bytes for the same content: members are stamped with one moment."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in parts.items():
            info = zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(info, data)
    return out.getvalue()


def tree(parts: Parts, name: str) -> Any:
    """One part as XML; entities are not resolved. Raises Refused."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(parts[name], parser)
    except (etree.XMLSyntaxError, KeyError) as broken:
        raise Refused("文件内容异常，请用 Word、Excel 或 WPS 重新保存后再上传。") from broken
    if root.getroottree().docinfo.doctype:
        raise Refused("文件内容异常，请用 Word、Excel 或 WPS 重新保存后再上传。")
    return root


def put(parts: Parts, name: str, root: Any) -> None:
    """Put a part back."""
    parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def names_in(text: str, where: str) -> Iterator[str]:
    """The names in double braces; Refused for what is not a plain name."""
    if "{%" in text or "{#" in text:
        raise Refused(f"{where}：这里有程序语句，表样里只能写 {{{{名称}}}}。请改好后重新上传。")
    for name in NAME.findall(text):
        if not _GOOD.fullmatch(name):
            raise Refused(
                f"{where}：“{{{{{name[:30]}}}}}”不能识别，名称只能用汉字、字母和数字，例如 {{{{隐患数}}}}。"
            )
        yield name
    if NAME.sub("", text).count("{{") or NAME.sub("", text).count("}}"):
        raise Refused(f"{where}：双大括号没有成对，请写成 {{{{名称}}}}。")


def label_of(grid: list[list[str]], row: int, column: int) -> str:
    """What people call a blank cell: the nearest words left of it and above it."""
    left = next((t for t in reversed(grid[row][:column]) if t and "{{" not in t), "")
    over = [r[column] for r in reversed(grid[:row]) if column < len(r)]
    above = next((t for t in over if t and "{{" not in t), "")
    return "／".join(dict.fromkeys(t[:30] for t in (left, above) if t))


def plain(text: str) -> str:
    """Without what XML cannot hold."""
    return re.sub("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text)

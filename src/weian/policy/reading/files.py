"""The text of a document file, or why it cannot be had: ``read_bytes`` for uploads."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from weian.base import libreoffice
from weian.base.limited import Exceeded, Refused, work
from weian.policy.reading.unpacking import OLD_WORD, kind_of

SUFFIXES: Final = (".docx", ".pdf", ".doc", ".wps", ".rtf", ".txt")
_MOST_BYTES: Final = 20_000_000
_MOST_TEXT: Final = 600_000  # characters; 300 full pages are about 250,000
_JOB: Final = "weian.policy.reading.unpacking:text_of"
_TOLD: Final = {
    "time": "内容异常，读不完。请用 Word 或 WPS 重新另存为 .docx 再试。",
    "memory": "内容过大，读不下。请拆分或去掉图片后再试。",
    "broken": "内容异常，读不了。请用 Word 或 WPS 重新另存为 .docx 再试。",
}


class Unreadable(Exception):
    """The message says in Chinese what is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class Document:
    """The whole text, line ends as ``\\n``, and what of the file was not read, in Chinese."""

    text: str
    notes: tuple[str, ...] = ()


def read_document(path: Path) -> str:
    """The whole text of a file. Raises Unreadable, also for what is missing."""
    return read_file(path).text


def read_file(path: Path) -> Document:
    """A file with what of it was not read. Raises Unreadable, also for what is missing."""
    if not path.is_file():
        raise Unreadable(f"没有找到文件 {path.name}，请检查路径。")
    if path.stat().st_size > _MOST_BYTES:
        raise Unreadable(f"{path.name} 超过 20 MB，请拆分或去掉图片后再试。")
    return read_bytes(path.name, path.read_bytes())


def read_bytes(name: str, content: bytes) -> Document:
    """A document as it was uploaded: .docx, .pdf with text, .txt; .doc, .wps and .rtf by LibreOffice.

    The parsing happens in a limited child process. Raises Unreadable for what is empty, binary,
    locked, scanned, broken, too big, hostile or of another kind.
    """
    if not content:
        raise Unreadable(f"{name} 里没有文字，是空文件。请检查后重新上传。")
    if len(content) > _MOST_BYTES:
        raise Unreadable(f"{name} 超过 20 MB，请拆分或去掉图片后再试。")
    suffix = Path(name).suffix.lower()
    if suffix and suffix not in SUFFIXES:
        raise Unreadable(f"还不能读 {suffix} 文件，请另存为 .docx、.pdf 或 .txt 再试。")
    try:
        kind = kind_of(content, suffix)
        if kind == OLD_WORD:
            content, kind = _converted(content, suffix or ".doc"), "word"
        told = work(_JOB, content, kind)
    except Refused as reason:
        raise Unreadable(f"{name} {reason}") from None
    except Exceeded as reason:
        raise Unreadable(f"{name} {_TOLD[reason.why]}") from None
    text = str(told["text"])
    if not text.strip():
        raise Unreadable(f"{name} 里没有文字；如果是扫描件，请先识别成文字。")
    if len(text) > _MOST_TEXT:
        raise Unreadable(f"{name} 有 {len(text)} 字，超过 {_MOST_TEXT} 字，请按章节拆分后再试。")
    return Document(text, tuple(map(str, told["notes"])))


def _converted(content: bytes, suffix: str) -> bytes:
    """By LibreOffice, without macros, network or a profile of its own that lasts."""
    try:
        return libreoffice.converted(content, suffix, "docx")
    except LookupError:
        raise Refused(
            "是旧版格式，服务器上没有 LibreOffice，读不了。请另存为 .docx 再试。"
        ) from None
    except Exceeded as exceeded:
        if exceeded.why == "broken":
            raise Refused("旧版格式没有转换成功。请用 Word 或 WPS 另存为 .docx 再试。") from None
        raise

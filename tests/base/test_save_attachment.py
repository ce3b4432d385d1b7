"""Uploads: what is taken, what is refused, what is left on the disk."""

import io
import os
import zipfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from PIL import Image

from weian.base import attachments
from weian.base.attachments import Attachment
from weian.base.errors import BadInput
from weian.org import actions
from weian.org.queries import Person

pytestmark = [pytest.mark.db, pytest.mark.django_db]
AT = datetime(2026, 11, 5, 2, tzinfo=UTC)
SCRIPT = b"<script>alert(1)</script>"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.MEDIA_ROOT = tmp_path / "files"
    return tmp_path / "files"


@pytest.fixture
def person() -> Person:
    unit = actions.keep_unit(
        None, at=AT, kind="commission_county", name="清河县卫生健康局", since=date(2020, 1, 1)
    )
    return actions.appoint(None, at=AT, unit=unit, name="张三")


def picture(kind: str = "JPEG", size: tuple[int, int] = (64, 48), **more: Any) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, kind, **more)
    return out.getvalue()


def archive(**members: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        for name, text in members.items():
            made.writestr(name.replace("__", "/").replace("_dot_", "."), text)
    return out.getvalue()


DOCX = archive(word__document_dot_xml="<w/>")


def save(person: Person, content: bytes, name: str = "现场.jpg", **more: Any) -> Attachment:
    file = SimpleUploadedFile(name, content)
    return attachments.save(file, by=person, unit=person.unit, at=AT, **more)


def content_of(row: Attachment) -> bytes:
    with attachments.open_bytes(row) as file:
        return file.read()


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_photo_loses_its_metadata_and_stands_upright(person: Person) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # lies on its side
    exif[0x010F] = "Phone of somebody"
    exif.get_ifd(0x8825)[1] = "N"  # where it was taken
    row = save(person, picture(exif=exif, size=(64, 48)) + SCRIPT)
    stored = content_of(row)
    assert b"Phone" not in stored
    assert b"script" not in stored
    with Image.open(io.BytesIO(stored)) as image:
        assert not image.getexif()
        assert image.size == (48, 64)
    assert (row.media_type, row.name, row.size) == ("image/jpeg", "现场.jpg", len(stored))
    assert row.county_id == person.county_id


@pytest.mark.parametrize(("kind", "type_"), [("PNG", "image/png"), ("WEBP", "image/webp")])
def test_other_pictures_keep_their_kind(person: Person, kind: str, type_: str) -> None:
    row = save(person, picture(kind), "a.b/..\\图\x07片.exe")
    assert (row.media_type, row.name) == (type_, f"图片.{type_[6:]}")


def test_a_large_photo_becomes_smaller(person: Person) -> None:
    row = save(person, picture(size=(4000, 3000)))
    with Image.open(io.BytesIO(content_of(row))) as image:
        assert image.size == (2048, 1536)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file.empty"),
        (picture("GIF"), "file.type"),
        (b"GIF89a/*" + SCRIPT + b"*/=1;alert(1)", "file.type"),
        (SCRIPT, "file.type"),
        (b"<svg onload='alert(1)'/>", "file.type"),
        (b"MZ\x90\x00" + b"\0" * 100, "file.type"),
        (b"\0" * 512 + b"%PDF-1.7", "file.type"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 300, "file.broken_image"),
        (picture()[:200], "file.broken_image"),
        (picture("PNG")[:60] + b"\0" * 50, "file.broken_image"),
        (archive(other="x"), "file.type"),
        (b"PK\x03\x04" + b"x" * 100, "file.type"),
        (archive(word__document_dot_xml="x", word__vbaProject_dot_bin="x"), "file.macros"),
    ],
)
def test_other_content_is_refused_and_leaves_nothing(
    person: Person, folder: Path, content: bytes, code: str
) -> None:
    with pytest.raises(BadInput) as caught:
        save(person, content, "无害.jpg")
    assert caught.value.code == code
    assert not Attachment.objects.exists()
    assert not folder.exists() or not files_in(folder)


def test_a_bomb_is_refused_by_what_it_declares(person: Person) -> None:
    bomb = archive(word__document_dot_xml="0" * (301 * 1024 * 1024))
    assert len(bomb) < 1024 * 1024
    with pytest.raises(BadInput, match="too_large"):
        save(person, bomb, "a.docx")
    huge = bytearray(picture("PNG"))
    huge[16:24] = (30_000).to_bytes(4, "big") * 2
    with pytest.raises(BadInput, match=r"image|pixels"):
        save(person, bytes(huge), "a.png")


def test_too_large_a_file_is_refused(person: Person, settings: Any) -> None:
    settings.WEIAN_MAX_UPLOAD_MB = 1
    with pytest.raises(BadInput, match="too_large"):
        save(person, b"%PDF-1.7" + b"\0" * 1024 * 1024)


def test_documents_are_kept_as_they_are(person: Person) -> None:
    for content, name in ((DOCX, "方案.docx"), (b"%PDF-1.7 x", "通知.pdf")):
        row = save(person, content, name)
        assert (content_of(row), row.name) == (content, name)


def test_equal_content_lies_on_the_disk_once(person: Person, folder: Path) -> None:
    first = save(person, DOCX, "甲.docx")
    (path,) = files_in(folder)
    os.utime(path, (0, 0))
    second = save(person, DOCX, "乙.docx")
    assert (first.sha256, first.size) == (second.sha256, second.size)
    assert files_in(folder) == [path]
    assert path.stat().st_mtime > 0, "the sweeper must not take it for old"


def test_only_ones_own_drafts_can_be_bound_and_once(person: Person) -> None:
    other = actions.appoint(None, at=AT, unit=person.unit, name="李四")
    row = save(person, DOCX, "a.docx")
    with pytest.raises(BadInput):
        attachments.bind([row.pk], owner=("record", "r1"), by=other, unit=person.unit)
    attachments.bind([str(row.pk)], owner=("record", "r1"), by=person, unit=person.unit)
    attachments.bind([row.pk], owner=("record", "r1"), by=person, unit=person.unit)
    assert attachments.of("record", "r1") == [row]
    for ids in ([row.pk], ["x"], ["01890a5d-ac96-774b-bcce-b302099a8057"]):
        with pytest.raises(BadInput):
            attachments.bind(ids, owner=("record", "r2"), by=person, unit=person.unit)


def test_after_the_sweep_there_is_a_file_exactly_for_each_row(person: Person, folder: Path) -> None:
    kept = save(person, DOCX, "a.docx", owner=("record", "r1"))
    save(person, b"%PDF-1.7 draft", "draft.pdf")
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        save(person, b"%PDF-1.7 lost", "lost.pdf", owner=("record", "r2"))
        raise ZeroDivisionError
    assert len(files_in(folder)) == 3
    assert attachments.sweep(AT) == 0  # nothing is old enough
    old = (AT - timedelta(days=3)).timestamp()
    for path in files_in(folder):
        os.utime(path, (old, old))
    assert attachments.sweep(AT + timedelta(days=2)) == 2
    assert [path.name for path in files_in(folder)] == [kept.sha256]
    assert list(Attachment.objects.all()) == [kept]

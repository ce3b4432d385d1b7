"""Quotas of a person and of an institution, and the brake of the disk: files are refused, everything else goes on."""

from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.site.importing.conftest import AT
from weian.base import attachments, room
from weian.base.attachments import Attachment
from weian.base.errors import BadInput
from weian.case import actions as cases
from weian.org.queries import Person

from .corpus import docx, picture

pytestmark = [pytest.mark.db, pytest.mark.django_db]
_MEGABYTE = 1024 * 1024


def save(person: Person, megabytes: float, at: Any = AT) -> Attachment:
    content = b"%PDF-1.7 " + bytes(str(at), "ascii") + b" " * int(megabytes * _MEGABYTE)
    return attachments.save(
        SimpleUploadedFile("a.pdf", content), by=person, unit=person.unit, at=at
    )


def test_a_person_may_upload_so_much_in_a_day(house: SimpleNamespace, settings: Any) -> None:
    settings.PERSON_MB_A_DAY = 2
    save(house.person, 1.5)
    with pytest.raises(BadInput, match="24 小时内上传的文件已到 2 MB"):
        save(house.person, 1)
    save(house.person, 1, AT + timedelta(hours=25))
    settings.PERSON_MB_A_DAY = 0
    save(house.person, 3, AT + timedelta(hours=26))


def test_an_institution_may_keep_so_much(house: SimpleNamespace, settings: Any) -> None:
    settings.INSTITUTION_GB = 1
    row = save(house.person, 0.1)
    Attachment.objects.filter(pk=row.pk).update(size=1024 * _MEGABYTE)  # as if it were so large
    with pytest.raises(BadInput, match="本单位的文件已到 1 GB"):
        save(house.person, 0.1, AT + timedelta(days=2))
    assert (
        house.clerk.post("/files/", {"file": SimpleUploadedFile("a.docx", docx())}).status_code
        == 201
    )


def test_at_the_brake_files_are_refused_and_the_rest_goes_on(
    house: SimpleNamespace,
    settings: Any,
) -> None:
    kept = house.manager.post("/files/", {"file": SimpleUploadedFile("a.jpg", picture())}).json()[
        "id"
    ]
    settings.DISK_BRAKE = room.percent_used(
        Path(settings.MEDIA_ROOT)
    )  # this very disk, as full as it is
    refused = house.manager.post("/files/", {"file": SimpleUploadedFile("b.jpg", picture())})
    assert refused.status_code == 503 and refused.json()["code"] == "disk.brake"
    assert "暂停接收附件" in refused.json()["message"]
    data = {"place": "楼道", "description": "通道里堆了纸箱", "category": "fire"}
    assert cases.open_case(house.person, kind="hazard", unit=house.hospital, data=data, at=AT)
    shown = house.manager.get(f"/files/{kept}")
    assert shown.status_code == 200 and b"".join(shown.streaming_content)
    settings.DISK_BRAKE += 1
    again = house.manager.post("/files/", {"file": SimpleUploadedFile("b.jpg", picture())})
    assert again.status_code == 201


@pytest.mark.parametrize("address", ["/files/", "/api/files"])
def test_what_comes_back_can_do_nothing_in_the_browser(
    house: SimpleNamespace,
    address: str,
) -> None:
    for name, content in (("a.docx", docx()), ("a.pdf", b"%PDF-1.7 x"), ("a.png", picture("PNG"))):
        made = house.manager.post(address, {"file": SimpleUploadedFile(name, content)})
        told = house.manager.get(f"{address.rstrip('/')}/{made.json()['id']}")
        assert told["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert told["X-Content-Type-Options"] == "nosniff"
        shown = "inline" if name.endswith("png") else "attachment"
        assert told["Content-Disposition"].startswith(f"{shown};"), name
        assert b"".join(told.streaming_content) != b""

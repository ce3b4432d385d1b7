"""A small installation with people, a record with a photo and events, as a backup finds it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from PIL import Image

from weian.base.attachments import Attachment
from weian.base.clock import TZ
from weian.case import actions as cases
from weian.org import actions as org
from weian.org.actions import UnitSeed
from weian.site.backup import making, places, pool
from weian.site.backup.manifest import Manifest

AT = datetime(2026, 11, 21, 2, 30, tzinfo=TZ)
SINCE = date(2024, 1, 1)


@dataclass
class House:
    """An installation: its folders, and the newest backup once there is one."""

    data: Path
    media: Path
    backups: Path
    at: datetime = AT

    def back_up(self, at: datetime = AT) -> Manifest:
        return making.make(self.data, self.media, self.backups, at)

    @property
    def newest(self) -> Path:
        return places.chosen(self.backups)

    def file(self) -> Path:
        """A file of the pool that an attachment names."""
        return pool.path_of(self.backups / places.POOL, Attachment.objects.get().sha256)


@pytest.fixture
def house(
    transactional_db: None, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> House:
    """What stands in the database of this test, read by the superuser as a backup does."""
    made = House(tmp_path / "data", tmp_path / "data" / "files", tmp_path / "backups")
    made.data.mkdir()
    settings.MEDIA_ROOT = made.media
    given = connection.settings_dict
    monkeypatch.setenv(
        "WEIAN_BACKUP_URL", f"postgresql://postgres@/{given['NAME']}?host={given['HOST']}"
    )
    _people_and_work()
    return made


@pytest.fixture
def photo() -> SimpleUploadedFile:
    """A picture as a phone hands it over."""
    return _photo()


def _people_and_work() -> None:
    seeds = [
        UnitSeed("office", "commission_county", "清河县卫生健康局", "", SINCE),
        UnitSeed("clinic", "township_clinic", "柳林镇卫生院", "office", SINCE),
    ]
    units = org.load_tree(None, at=AT, seeds=seeds)
    people = {
        role: org.appoint(
            None, at=AT, unit=units[unit], posts=[post], roles=[role], since=SINCE, name=name
        )
        for role, unit, post, name in (
            ("commission_clerk", "office", "clerk", "吴敏"),
            ("platform_admin", "office", "clerk", "郑系统"),
            ("safety_manager", "clinic", "safety_manager", "陈安"),
        )
    }
    for place in ("东楼道", "西楼道", "锅炉房"):
        cases.open_case(
            people["safety_manager"], kind="hazard", unit=units["clinic"], at=AT,
            data={"place": place, "description": "安全出口被杂物堵塞", "category": "fire"},
            files={"photos": [_photo()]} if place == "东楼道" else None,
        )  # fmt: skip


def _photo() -> SimpleUploadedFile:
    content = BytesIO()
    Image.effect_noise((64, 48), 90).save(content, "JPEG")
    return SimpleUploadedFile("a.jpg", content.getvalue(), "image/jpeg")


@pytest.fixture
def spoil() -> Callable[[Path], None]:
    """``spoil(path)`` changes one byte in the middle of a file, and nothing else of it."""

    def change(path: Path) -> None:
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        path.write_bytes(content)

    return change

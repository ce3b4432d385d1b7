"""How much may be kept: a person in a day, an institution in all, and the disk itself."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db.models import Sum

from weian.base import bounds
from weian.base.errors import BadInput, Unavailable
from weian.base.models import Attachment

_MEGABYTE: Final = 1024 * 1024


class DiskNearlyFull(Unavailable):
    """What is left of the disk is for the database and the log, not for files."""

    def __init__(self, percent: int) -> None:
        super().__init__(
            "disk.brake",
            f"服务器磁盘已用到 {percent}%，暂停接收附件和照片，别的照常办理。"
            "请联系运维人员腾出空间后，再上传一次。",
        )


def percent_used(place: Path) -> int:
    """Of the disk on which a folder lies, or will lie."""
    while not place.exists():
        place = place.parent
    usage = shutil.disk_usage(place)
    return round(100 * (1 - usage.free / usage.total))


def check(*, person: int | None, institution: int | None, size: int, at: datetime) -> None:
    """Raises BadInput over a quota, DiskNearlyFull at the brake; 0 in the settings is no limit."""
    brake, used = settings.DISK_BRAKE, percent_used(Path(settings.MEDIA_ROOT))
    if brake and used >= brake:
        raise DiskNearlyFull(used)
    most = settings.PERSON_MB_A_DAY * _MEGABYTE
    if most and person and _sum(uploaded_by_id=person, uploaded_at__gt=at - timedelta(days=1)) + size > most:  # fmt: skip
        raise BadInput(
            "file.quota_person",
            f"您 24 小时内上传的文件已到 {settings.PERSON_MB_A_DAY} MB 的上限，请明天再传，或者压缩后再传。",
        )
    most = settings.INSTITUTION_GB * 1024 * _MEGABYTE
    if most and institution and _sum(institution_id=institution) + size > most:
        raise BadInput(
            "file.quota_unit",
            f"本单位的文件已到 {settings.INSTITUTION_GB} GB 的上限，请联系平台管理员调整。",
        )


def _sum(**of: object) -> int:
    with bounds.everything("how much is kept, not what"):
        return Attachment.objects.filter(**of).aggregate(sum=Sum("size"))["sum"] or 0

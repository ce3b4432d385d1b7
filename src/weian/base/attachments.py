"""Files that belong to records, cases and the like.

A face saves an upload first (a draft of its uploader) and hands its id to a verb; the verb binds
it in its own transaction. Drafts that nothing took, and content that no row names (a failed
transaction leaves some), are swept away after a day.
"""

import io
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import PurePosixPath
from typing import IO, Any, Protocol
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from weian.base import antivirus, media, room, store, uploads
from weian.base.errors import BadInput, Conflict
from weian.base.events import Actor, Place
from weian.base.models import Attachment

__all__ = [
    "Attachment", "bind", "names_of", "of", "of_many", "open_bytes", "rescan", "save", "sweep",
]  # fmt: skip

_MEGABYTE = 1024 * 1024
WAITING, INFECTED = "waiting", "infected"
_AT_ONCE = 500
_KEPT_BACK = {
    WAITING: "这个文件上传时病毒扫描不可用，扫描通过前不能打开。一般十分钟后再试就行；别的内容照常可看。",
    INFECTED: "这个文件里发现病毒，已经隔离，不能打开。请上传的人杀毒后重新提交。",
}
Owner = tuple[str, object]


class Upload(Protocol):
    """What Django calls an uploaded file; any open binary file with a name will do."""

    name: str | None

    def read(self, size: int = -1, /) -> bytes: ...
    def seek(self, offset: int, whence: int = 0, /) -> int: ...


def save(
    file: IO[bytes] | Any,
    *,
    by: Actor,
    unit: Place,
    at: datetime,
    owner: Owner | None = None,
    department_id: int | None = None,
    name: str = "",
) -> Attachment:
    """Check, store and note one file; ``owner`` is (kind, id) or None for a draft.

    Pictures are written anew without metadata. Raises BadInput for a type or size that is not
    taken; nothing is left behind then.
    """
    size = _check_size(file)
    room.check(person=by.id, institution=unit.institution_id, size=size, at=at)
    found = uploads.examined(_all_of(file), may_wait=True)
    sha256, size = store.put(io.BytesIO(found.content))
    kind, number = owner or ("", "")
    return Attachment.objects.create(
        sha256=sha256,
        size=size,
        media_type=found.media_type,
        name=_plain_name(name or getattr(file, "name", "") or "", found.media_type),
        owner_kind=kind,
        owner_id=str(number),
        unit_id=unit.id,
        department_id=department_id,
        province_id=unit.province_id,
        city_id=unit.city_id,
        county_id=unit.county_id,
        institution_id=unit.institution_id,
        uploaded_by_id=by.id,
        uploaded_at=at,
        quarantine=WAITING if found.waits else "",
    )


def bind(
    ids: Iterable[object],
    *,
    owner: Owner,
    by: Actor | None,
    unit: Place,
    department_id: int | None = None,
) -> list[Attachment]:
    """Give drafts of ``by`` to their owner, with its scope; already its own is fine.

    Raises BadInput if one is not there, is somebody else's draft or belongs to another thing.
    """
    wanted = list(dict.fromkeys(str(number) for number in ids))
    kind, number = owner[0], str(owner[1])
    rows = {str(row.pk): row for row in _locked(wanted)}
    for key in wanted:
        row = rows.get(key)
        free = (
            row is not None and not row.owner_id and by is not None and row.uploaded_by_id == by.id
        )
        if row is None or not (free or (row.owner_kind, row.owner_id) == (kind, number)):
            raise BadInput("file.not_yours", "有附件已失效或不是您上传的，请重新上传后再提交。")
    Attachment.objects.filter(pk__in=wanted).update(
        owner_kind=kind,
        owner_id=number,
        unit_id=unit.id,
        department_id=department_id,
        province_id=unit.province_id,
        city_id=unit.city_id,
        county_id=unit.county_id,
        institution_id=unit.institution_id,
    )
    return [rows[key] for key in wanted]


def _locked(ids: Sequence[str]) -> list[Attachment]:
    try:
        numbers = [UUID(key) for key in ids]
    except ValueError:
        raise BadInput("file.bad_id", "附件编号不正确，请重新上传。") from None
    return list(Attachment.objects.select_for_update().filter(pk__in=numbers)) if numbers else []


def of(kind: str, number: object) -> list[Attachment]:
    """The files of one thing, in the order of their upload."""
    return of_many(kind, [number]).get(str(number), [])


def of_many(kind: str, numbers: Iterable[object]) -> dict[str, list[Attachment]]:
    """The files of many things of a kind, by the id of the thing as text."""
    rows = Attachment.objects.filter(owner_kind=kind, owner_id__in=[str(n) for n in numbers])
    out: dict[str, list[Attachment]] = {}
    for row in rows.order_by("uploaded_at", "pk"):
        out.setdefault(row.owner_id, []).append(row)
    return out


def names_of(ids: Iterable[str]) -> dict[tuple[str, str], str]:
    """File names for base.fields.present."""
    rows = Attachment.objects.filter(pk__in=list(ids)).values_list("pk", "name")
    return {("file", str(pk)): name for pk, name in rows}


def open_bytes(row: Attachment) -> IO[bytes]:
    """The content, open for reading; the caller closes it. Raises Conflict for what is not free of
    viruses, as far as is known."""
    if row.quarantine:
        raise Conflict("file.quarantine", _KEPT_BACK[row.quarantine])
    return store.path_of(row.sha256).open("rb")


def rescan() -> tuple[int, list[Attachment]]:
    """Have the scanner look at what waits for it, the oldest first, as long as it answers. Returns how
    many still wait, and in which it found a virus: those stay shut for good."""
    infected = []
    for row in Attachment.objects.filter(quarantine=WAITING).order_by("uploaded_at")[:_AT_ONCE]:
        try:
            virus = antivirus.scan(store.path_of(row.sha256).read_bytes())
        except (antivirus.Down, FileNotFoundError):
            break
        row.quarantine = INFECTED if virus else ""
        row.save(update_fields=["quarantine"])
        infected += [row] if virus else []
    return Attachment.objects.filter(quarantine=WAITING).count(), infected


@transaction.atomic
def sweep(at: datetime) -> int:
    """Remove drafts and content older than a day that nothing names; returns how many files went."""
    day_ago = at - timedelta(days=1)
    Attachment.objects.filter(owner_id="", uploaded_at__lt=day_ago).delete()
    gone = 0
    for path in store.stored_before(day_ago.timestamp()):
        if not _named(path.name):
            path.unlink(missing_ok=True)
            gone += 1
    return gone


def _named(sha256: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM ({store.all_named()}) n WHERE sha256 = %s", [sha256])
        return cursor.fetchone() is not None


def _all_of(file: IO[bytes] | Any) -> bytes:
    file.seek(0)
    content: bytes = file.read()
    return content


def _check_size(file: IO[bytes] | Any) -> int:
    most = int(getattr(settings, "WEIAN_MAX_UPLOAD_MB", 20))
    size = file.seek(0, io.SEEK_END) if not hasattr(file, "size") else file.size
    file.seek(0)
    if not size:
        raise BadInput("file.empty", "文件是空的，请重新选择。")
    if size > most * _MEGABYTE:
        raise BadInput("file.too_large", f"文件超过 {most} MB，请压缩后上传。")
    return int(size)


def _plain_name(name: str, media_type: str) -> str:
    """The last part of the name without control characters, with the suffix that is true."""
    plain = PurePosixPath(name.replace("\\", "/")).name
    kept = "".join(
        c for c in unicodedata.normalize("NFC", plain) if unicodedata.category(c)[0] != "C"
    )
    stem = PurePosixPath(kept).stem.strip(" .")[:150] or "附件"
    return f"{stem}.{media.SUFFIXES[media_type]}"

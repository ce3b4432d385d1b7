"""Beginning an import, and taking what its check found good."""

from __future__ import annotations

from datetime import datetime, timedelta
from io import BytesIO
from typing import IO, Final

from django.db import transaction
from procrastinate.contrib.django import app

from weian.base import events, media, store, uploads
from weian.base.errors import BadInput, Conflict, Forbidden
from weian.org.queries import Person, Unit
from weian.site.importing.plan import Plan
from weian.site.importing.sheet import MOST_BYTES
from weian.site.models import Import
from weian.subject.envelope import options

_STUCK: Final = timedelta(minutes=10)
_BROKEN: Final = "文件已损坏，或者不是 Excel 文件。请用 Excel 或 WPS 另存为 .xlsx 后上传。"
_MARKS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # .xlsx and the older .xls


@transaction.atomic
def begin(
    actor: Person, *, plan: Plan, unit: Unit, name: str, content: IO[bytes], size: int, at: datetime
) -> Import:
    """Keep the file and leave its check to the worker. Raises Forbidden, BadInput."""
    if not options.anywhere(actor, plan.right, at):
        raise Forbidden(
            "import.no_right", f"您没有登记{plan.title}的权限，请联系本单位安全管理员。"
        )
    if actor.acting is not None:  # the worker writes the rows later, when nobody stands in any more
        raise Forbidden("import.acting", "代办时不能批量导入。请先结束代办，或由本人导入。")
    if size > MOST_BYTES:
        raise BadInput(
            "import.too_large",
            fields={"file": f"文件超过 {MOST_BYTES // 1024 // 1024} MB，请分成几个文件。"},
        )
    if content.read(4) not in _MARKS:
        raise BadInput(
            "import.not_excel",
            fields={"file": "这不是 Excel 文件。请用 Excel 或 WPS 另存为 .xlsx 后上传。"},
        )
    content.seek(0)
    sha256, _ = store.put(BytesIO(_examined(content.read())))
    row = Import.objects.create(
        person=actor, unit=unit, noun=plan.noun, kind=plan.kind.key, name=name[:200],
        sha256=sha256, at=at, seen_at=at,
    )  # fmt: skip
    _event("import.check", row, actor, at)
    app.configure_task("site.check_import").defer(number=str(row.pk))
    return row


def _examined(content: bytes) -> bytes:
    """A workbook that may be kept. Raises BadInput."""
    try:
        found = uploads.examined(content, media.OLE)
    except BadInput as refusal:
        words = _BROKEN if refusal.code == "file.type" else refusal.message
        raise BadInput(refusal.code, fields={"file": words}) from None
    if found.media_type not in (media.XLSX, media.OLE):
        raise BadInput("import.not_excel", fields={"file": _BROKEN})
    return content


@transaction.atomic
def take(actor: Person, *, row: Import, at: datetime) -> Import:
    """Leave the taking of the good rows to the worker. Raises Conflict if that is under way or over."""
    locked = Import.objects.select_for_update().visible_to(actor).get(pk=row.pk)
    stuck = locked.state == Import.State.TAKING and at - locked.seen_at > _STUCK
    if locked.state != Import.State.CHECKED and not stuck:
        raise Conflict("import.not_ready", "这个文件正在导入，或者已经导入过了。请看页面上的结果。")
    locked.state, locked.seen_at = Import.State.TAKING, at
    locked.save(update_fields=["state", "seen_at"])
    _event("import.take", locked, actor, at)
    app.configure_task("site.take_import").defer(number=str(locked.pk))
    return locked


def _event(verb: str, row: Import, actor: Person, at: datetime) -> None:
    given = {"name": row.name, "kind": row.kind, "sha256": row.sha256, "rows": row.good}
    events.append(
        verb=verb, object_kind="import", object_id=row.pk, actor=actor, unit=row.unit, at=at,
        given=given,
    )  # fmt: skip

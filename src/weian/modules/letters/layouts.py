"""A commission's own Word layouts of its letters, in place of the shipped one, and back again.

Putting one in force is a record; a letter that was issued keeps the layout of its day.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any, Final

from django.core.files.base import ContentFile

from weian.base import attachments, libreoffice
from weian.base.attachments import Attachment
from weian.base.clock import TZ
from weian.base.errors import BadInput, NotVisible
from weian.base.fields import Field
from weian.base.limited import Exceeded, Refused, work
from weian.modules.letters.choices import BY_KEY, CHOICES
from weian.modules.letters.slots import NAMES
from weian.org import queries as org
from weian.record import actions as records
from weian.record.kinds import RecordKind, register
from weian.record.queries import Record

RIGHT: Final = "setting.keep:rules"
_MOST_BYTES: Final = 5_000_000
_BROKEN: Final = "文件内容异常，读不了。请用 Word 或 WPS 重新保存为 .docx 后再上传。"
NOT_PRINTABLE: Final = (
    "Word 文件按本局的版式。服务器没有装 LibreOffice，PDF 仍按国标版式；要按本局版式打印，"
    "请下载 Word 打印，或请系统管理员安装 LibreOffice。"
)

LAYOUT: Final = register(
    RecordKind(
        key="letter_layout",
        title="公文版式",
        area="assessment",
        internal=True,
        submit_right=RIGHT,
        summary="{kind_of}",
        help="本局自己的公文版式，代替自带的国标版式。",
        fields=(
            Field("kind_of", "文书种类", "choice", required=True, choices=CHOICES),
            Field("files", "版式文件", "files", max=1, listed=False),
        ),
    )
)


def in_force(unit: org.Unit, kind: str, on: date | None = None) -> Record | None:
    """The commission's own layout of a kind of letter, as it was on a day; None is the shipped one."""
    rows = Record.objects.filter(unit=unit, kind=LAYOUT.key, data__kind_of=kind)
    if on is not None:
        end = datetime.combine(on, time.max, TZ)
        rows = rows.filter(recorded_at__lte=end)
    found: Record | None = rows.order_by("-recorded_at", "-id").first()
    return found if found is not None and found.data.get("files") else None


def file_of(layout: Record) -> Attachment:
    """The file of a layout. Raises NotVisible where it is gone."""
    number = str(layout.data["files"][0])
    for file in attachments.of("record", layout.pk):
        if str(file.pk) == number:
            return file
    raise NotVisible("letter.layout_lost", "版式文件已不在服务器上，请重新上传或恢复国标版式。")


def put_in_force(
    actor: org.Person, *, unit: org.Unit, kind: str, name: str, content: bytes, at: datetime
) -> Record:
    """Use a Word file of the commission's own for a kind of letter from now on.

    Raises BadInput (``file``) with the place of what is wrong in it; the layout in force stays.
    Forbidden.
    """
    _require(actor, unit, kind, at)
    if not name.lower().endswith(".docx"):
        raise BadInput("letter.layout", fields={"file": "请上传 .docx 文件；旧格式请先另存。"})
    if not content or len(content) > _MOST_BYTES:
        raise BadInput("letter.layout", fields={"file": "文件是空的，或者超过 5 MB。"})
    try:
        work("weian.modules.letters.slots:checked", content)
    except Refused as reason:
        raise BadInput("letter.layout", fields={"file": f"{name}：{reason}"}) from None
    except Exceeded:
        raise BadInput("letter.layout", fields={"file": f"{name}：{_BROKEN}"}) from None
    file = ContentFile(content, name)
    return records.submit(
        actor, kind=LAYOUT.key, unit=unit, happened_at=at, data={"kind_of": kind}, at=at,
        files={"files": [file]},
    )  # fmt: skip


def back_to_shipped(actor: org.Person, *, unit: org.Unit, kind: str, at: datetime) -> Record:
    """Use the shipped layout again. Raises Forbidden."""
    _require(actor, unit, kind, at)
    return records.submit(
        actor, kind=LAYOUT.key, unit=unit, happened_at=at, data={"kind_of": kind}, at=at
    )


def _require(actor: org.Person, unit: org.Unit, kind: str, at: datetime) -> None:
    if kind not in BY_KEY:
        raise NotVisible
    org.require(actor, RIGHT, unit, at)


def written(layout: Record, shown: Mapping[str, Any]) -> bytes:
    """A letter in a layout of one's own; ``shown`` as for ``word.written``.

    Raises BadInput where it cannot be filled.
    """
    head = json.dumps(values(shown), ensure_ascii=False).encode()
    with attachments.open_bytes(file_of(layout)) as opened:
        content = opened.read()
    try:
        told = work("weian.modules.letters.slots:filled", head + b"\n" + content)
    except (Refused, Exceeded) as reason:
        raise BadInput(
            "letter.layout", f"本局的版式不能使用（{reason}），请重新上传或恢复国标版式。"
        ) from None
    return base64.b64decode(told["file"])


def printable() -> bool:
    """Whether the server can make a PDF of a layout of one's own."""
    return libreoffice.program() is not None


def printed(layout: Record, shown: Mapping[str, Any]) -> bytes:
    """The same as PDF. Raises BadInput where it cannot be filled or printed; only where ``printable``."""
    return _as_pdf(written(layout, shown))


@lru_cache(maxsize=16)
def _as_pdf(content: bytes) -> bytes:
    """A letter that was issued does not change: looked at again, it is not made again."""
    try:
        return libreoffice.converted(content, ".docx", "pdf")
    except Exceeded:
        raise BadInput(
            "letter.layout",
            "本局的版式没有转换成 PDF。请下载 Word 打印；或者到“公文版式”重新上传，或恢复国标版式。",
        ) from None


def values(shown: Mapping[str, Any]) -> dict[str, str]:
    """What stands for each name."""
    named = enumerate(shown["attachments"], 1)
    attached = [f"{'附件：' if number == 1 else ''}{number}．{name}" for number, name in named]
    lines = {
        **{key: str(shown[key]) for key in NAMES.values() if key in shown},
        "body": "\n".join(str(part["text"]) for part in shown["paragraphs"]),
        "attached": "\n".join(attached),
    }
    return {name: lines[key] for name, key in NAMES.items()}

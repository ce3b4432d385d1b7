"""Files on their way into an act, and out again."""

import hashlib
from typing import Final
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from ninja import File, Router, Schema, Status
from ninja.files import UploadedFile
from pydantic import Field

from weian.base import attachments, media
from weian.base.attachments import Attachment
from weian.base.errors import NotVisible
from weian.org import queries as org
from weian.site.api.common import asking, says
from weian.site.api.shapes import Once
from weian.subject.envelope import once as repeated
from weian.subject.envelope import web

router = Router()
_BYTES: Final = {"schema": {"type": "string", "format": "binary"}}


class FileOut(Schema):
    """A file that waits to be named in an act; unclaimed, it is gone after a day."""

    id: str
    name: str
    size: int
    media_type: str = Field(description="按内容判断的类型")


@router.post(
    "",
    **says("uploadFile", "上传一个附件", FileOut, status=201, writes=True,
           description="返回的编号填到记录、事项或对象的附件字段里。一天内没有用到的会被清理。"),
)  # fmt: skip
def upload(request: HttpRequest, file: File[UploadedFile], once: Once = None) -> Status[FileOut]:
    """A draft of the person's, as from the pages."""
    person, at = asking(request)
    content = hashlib.sha256(file.read()).hexdigest()
    file.seek(0)
    print_ = repeated.digest("api.upload", {"name": file.name, "content": content}, None)
    with transaction.atomic():
        row = attachments.save(
            file, by=person, unit=person.unit, department_id=person.department_id, at=at
        )
        if earlier := repeated.claim(person, once, print_, row.pk, at):
            row.delete()
            row = attachments.Attachment.objects.get(pk=earlier)
    return Status(
        201, FileOut(id=str(row.pk), name=row.name, size=row.size, media_type=row.media_type)
    )


@router.get(
    "/{uuid:pk}",
    **says("downloadFile", "下载一个附件", None,
           description="看得到附件所属的记录、事项或对象，才能下载；未用到的只有上传者本人能下载。"
           "等待病毒扫描、发现病毒的不能下载。", also=(409,)),
    openapi_extra={
        "responses": {200: {"content": dict.fromkeys(media.SUFFIXES, _BYTES)}}
    },
)  # fmt: skip
def download(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The bytes, to whoever sees them on a page: nothing but a file that one may see is there."""
    person, at = asking(request)
    row = Attachment.objects.filter(pk=pk).first()
    if row is None or not org.sees_file(person, row, at):
        raise NotVisible
    return web.file_of((row.owner_kind, row.owner_id), (str(pk),), pk)

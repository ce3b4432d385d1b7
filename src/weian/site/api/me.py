"""Who the program acts for, and files on their way into an act."""

import hashlib
from datetime import date

from django.db import transaction
from django.http import HttpRequest
from ninja import File, Router, Schema, Status
from ninja.files import UploadedFile
from pydantic import Field

from weian.base import attachments
from weian.org import queries as org
from weian.org.kinds import POSTS, ROLES
from weian.org.rights import RIGHTS
from weian.site.api.common import asking, says
from weian.site.api.shapes import Once, Ref, unit_ref
from weian.subject.envelope import once as repeated

router = Router()
files_router = Router()


class GrantOut(Schema):
    """A role on a unit and all below it."""

    role: str
    title: str
    unit: Ref | None
    since: date
    until: date | None
    rights: list[str]


class PostOut(Schema):
    """A post that one holds."""

    post: str
    title: str
    unit: Ref | None
    department: Ref | None


class MeOut(Schema):
    """Oneself."""

    id: int
    name: str
    unit: Ref | None
    department: Ref | None
    grants: list[GrantOut]
    posts: list[PostOut]


class FileOut(Schema):
    """A file that waits to be named in an act; unclaimed, it is gone after a day."""

    id: str
    name: str
    size: int
    media_type: str = Field(description="按内容判断的类型")


@router.get("", **says("getMe", "我是谁、有哪些权限", MeOut))
def show(request: HttpRequest) -> MeOut:
    """The person, their grants and posts."""
    person, at = asking(request)
    grants = [
        GrantOut(
            role=g.role, title=ROLES[g.role].title, unit=unit_ref(g.unit), since=g.since,
            until=g.until, rights=sorted(RIGHTS[g.role]),
        )
        for g in org.grants_of(person, at)
    ]  # fmt: skip
    posts = [
        PostOut(
            post=p.post, title=POSTS[p.post], unit=unit_ref(p.unit),
            department=unit_ref(p.department),
        )
        for p in org.posts_of(person, at)
    ]  # fmt: skip
    return MeOut(
        id=person.pk, name=person.name, unit=unit_ref(person.unit),
        department=unit_ref(person.department), grants=grants, posts=posts,
    )  # fmt: skip


@files_router.post(
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

"""Attachments as files: only to those who see what they belong to."""

from urllib.parse import quote
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_GET, require_POST

from weian.base import attachments
from weian.base.attachments import Attachment
from weian.base.errors import BadInput, NotVisible, Refusal
from weian.org import queries
from weian.org.views.common import asking

_SAFE = "default-src 'none'; sandbox"


@require_GET
def show(request: HttpRequest, pk: UUID) -> FileResponse:
    """The bytes of a file: pictures in the page, anything else to keep."""
    person, at = asking(request)
    row = Attachment.objects.filter(pk=pk).first()
    if row is None or not queries.sees_file(person, row, at):
        raise NotVisible
    try:
        content = attachments.open_bytes(row)
    except FileNotFoundError:
        raise NotVisible("file.lost", "文件已不在服务器上，请联系管理员从备份恢复。") from None
    response = FileResponse(content, content_type=row.media_type)
    kind = "inline" if row.is_image and "keep" not in request.GET else "attachment"
    response["Content-Disposition"] = f"{kind}; filename*=UTF-8''{quote(row.name)}"
    response["Content-Length"] = row.size
    response["Content-Security-Policy"] = _SAFE
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, max-age=86400, immutable"
    return response


@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    """Keep a draft of one file; answers with its id, to be handed in with a form."""
    person, at = asking(request)
    file = request.FILES.get("file")
    try:
        if file is None:
            raise BadInput("file.missing", "没有收到文件，请重新选择。")
        row = attachments.save(
            file, by=person, unit=person.unit, department_id=person.department_id, at=at
        )
    except Refusal as refusal:
        return JsonResponse(
            {"code": refusal.code, "message": refusal.message}, status=refusal.status
        )
    return JsonResponse({"id": str(row.pk), "name": row.name, "size": row.size}, status=201)

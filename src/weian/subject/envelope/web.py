"""What the pages of subjects, records and cases share: who asks, addresses, files, exports."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from urllib.parse import quote, urlencode
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme

from weian.base import attachments, clock
from weian.base.attachments import Attachment
from weian.base.errors import Forbidden, NotVisible
from weian.base.export import write_xlsx
from weian.base.fields import Field
from weian.org import queries as org
from weian.org.queries import Person
from weian.ui.shapes import Action, Empty

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS = 200_000


def asking(request: HttpRequest) -> tuple[Person, datetime]:
    """Who asks, and when."""
    person = request.user
    assert isinstance(person, Person)  # LoginRequiredMiddleware lets nobody else in
    return person, clock.now()


def at_cursor(request: HttpRequest, cursor: str) -> str:
    """This list at another place; "" stays ""."""
    return narrowed(request, "", cursor=cursor) if cursor else ""


def narrowed(request: HttpRequest, url: str, **changed: str) -> str:
    """The filters of this list at ``url``, some replaced; "" takes one away."""
    gone = {"cursor", *changed}  # a copy of a QueryDict costs more than all of this
    kept = [(key, v) for key, values in request.GET.lists() if key not in gone for v in values]
    query = [*kept, *((key, value) for key, value in changed.items() if value)]
    return f"{url}?{urlencode(query)}" if query else url


def came_from(request: HttpRequest, default: str) -> str:
    """The page to go back to: ``next`` if it is one of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(wanted, None) and wanted.startswith("/")
    return wanted if safe else default


def nothing(request: HttpRequest, title: str) -> Empty:
    """What stands where rows would: nothing yet, or nothing that fits."""
    narrowing = [k for k, v in request.GET.items() if v and k not in ("sort", "cursor")]
    if narrowing:
        return Empty(f"没有符合条件的{title}", "换一个条件，或清除筛选。")
    return Empty(f"还没有{title}", "登记之后会出现在这里。")


def import_url(noun: str, kind: str, fields: Iterable[Field], may: bool) -> str:
    """Where a kind is imported; "" for those who may leave none and for kinds that insist on a
    picture or file, which a spreadsheet cannot hold."""
    insists = any(f.required and f.noun == "file" for f in fields)
    return f"/imports/{noun}/{kind}/" if may and not insists else ""


def may_export(person: Person, at: datetime) -> bool:
    """Whether somebody may take lists away."""
    return bool(org.reach_of(org.grants_of(person, at), "export"))


def traces(person: Person, at: datetime, kind: str, key: object) -> tuple[Action, ...]:
    """The way to who did what with a thing, for those who read the log."""
    if not org.reach_of(org.grants_of(person, at), "log.read"):
        return ()
    return (Action("留痕", f"/log/?object={kind}:{key}", icon="log"),)


def spreadsheet(
    request: HttpRequest, name: str, columns: Sequence[str], rows: Iterable[Sequence[object]]
) -> HttpResponse:
    """An Excel file to keep; only for those who may export."""
    person, at = asking(request)
    if not may_export(person, at):
        raise Forbidden("export.no_right", "您没有导出的权限，请联系本单位安全管理员。")
    out = io.BytesIO()
    write_xlsx(out, columns, rows, sheet=name)
    response = HttpResponse(out.getvalue(), content_type=XLSX)
    file_name = quote(f"{name}-{at.astimezone(clock.TZ):%Y%m%d}.xlsx")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{file_name}"
    return response


def file_of(owner: tuple[str, object], named: Iterable[str], pk: UUID) -> FileResponse:
    """A file of a thing that the caller has found visible: one it owns or one that it names."""
    row = Attachment.objects.filter(pk=pk).first()
    mine = row is not None and (
        (row.owner_kind, row.owner_id) == (owner[0], str(owner[1])) or str(pk) in set(named)
    )
    if row is None or not mine:
        raise NotVisible()
    try:
        content = attachments.open_bytes(row)
    except FileNotFoundError:
        raise NotVisible("file.lost", "文件已不在服务器上，请联系管理员从备份恢复。") from None
    response = FileResponse(content, content_type=row.media_type)
    shown = "inline" if row.is_image else "attachment"
    response["Content-Disposition"] = f"{shown}; filename*=UTF-8''{quote(row.name)}"
    response["Content-Length"] = row.size
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, max-age=86400, immutable"
    return response

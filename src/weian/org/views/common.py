"""What the pages of this part share."""

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse

from weian.base import clock
from weian.base.errors import Forbidden
from weian.base.export import write_xlsx
from weian.org import queries
from weian.org.models import Person, Unit
from weian.ui.shapes import Action, Crumb

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def asking(request: HttpRequest) -> tuple[Person, datetime]:
    """Who asks, and when."""
    person = request.user
    assert isinstance(person, Person)  # LoginRequiredMiddleware lets nobody else in
    return person, clock.now()


def cursor_url(request: HttpRequest, cursor: str) -> str:
    """This list at another place; "" stays ""."""
    if not cursor:
        return ""
    query = request.GET.copy()
    query["cursor"] = cursor
    return f"?{query.urlencode()}"


def export_url(request: HttpRequest, url: str) -> str:
    """The same filters, as a file."""
    query = request.GET.copy()
    query.pop("cursor", None)
    return f"{url}?{query.urlencode()}" if query else url


def spreadsheet(
    request: HttpRequest, name: str, columns: Sequence[str], rows: Iterable[Sequence[object]],
    *, right: str = "export",
) -> HttpResponse:  # fmt: skip
    """An Excel file to keep; only for those who may export."""
    person, at = asking(request)
    if not queries.reach_of(queries.grants_of(person, at), right):
        raise Forbidden("org.no_export", "您没有导出的权限，请联系本单位安全管理员。")
    out = io.BytesIO()
    write_xlsx(out, columns, rows, sheet=name)
    response = HttpResponse(out.getvalue(), content_type=XLSX)
    file_name = quote(f"{name}-{at:%Y%m%d}.xlsx")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{file_name}"
    return response


def traces(person: Person, at: datetime, query: str) -> tuple[Action, ...]:
    """The way to the traces of a person or a unit, for those who read the log."""
    if not queries.reach_of(queries.grants_of(person, at), "log.read"):
        return ()
    return (Action("留痕", f"/log/?{query}", icon="log"),)


def day_given(text: object) -> date | None:
    """A day out of a form or an address, or None."""
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return None


def until_words(since: date, until: date | None, today: date) -> str:
    """ "2024-01-01 起", "2024-01-01 至 2024-12-31" (the last day in force), "尚未开始"."""
    if until is None:
        return f"{since} 起" if since <= today else f"{since} 起（尚未开始）"
    last = date.fromordinal(max(until.toordinal() - 1, since.toordinal()))
    return f"{since} 至 {last}" if until > since else f"{since} 当日撤销"


def unit_crumbs(person: Person, unit: Unit, at: datetime) -> tuple[Crumb, ...]:
    """The units above, those the person may open as links."""
    above = queries.ancestors(unit)
    numbers = [one.pk for one in above]
    seen = set(
        queries.units_visible(person, at).filter(pk__in=numbers).values_list("pk", flat=True)
    )
    trail = [Crumb(str(one), f"/units/{one.pk}/") for one in above if one.pk in seen]
    return (Crumb("单位", "/units/"), *trail)

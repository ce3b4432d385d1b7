"""Who did what: narrowing the log to a person, a unit, a thing, a sort of act, some days."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time, timedelta
from typing import Final

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from weian.base import bounds
from weian.base.clock import TZ
from weian.base.models import Event
from weian.base.verbs import TITLES
from weian.org import queries
from weian.org.models import Person
from weian.org.views.common import day_given
from weian.ui.shapes import Filter, Option, Tab

#: Sorts of acts: title, and the parts whose verbs belong to it.
SORTS: Final = {
    "login": ("登录和退出", ("account",)),
    "secret": ("查看保密资料", ("secret", "private", "trace")),
    "export": ("导出", ("export",)),
    "rights": ("人员、账号和授权", ("person", "delegation", "token")),
}
#: Tries to log in by names that nobody has. They are of no unit, so of no list by units.
NOBODY: Final = "nobody"
_NOBODYS: Final = Option(NOBODY, "用没有的账号登录")
_KEEPERS: Final = frozenset({"platform_admin", "auditor"})
#: What tells of secrets: whoever reads such lines leaves one.
SECRET: Final = ("secret", "private", "tip", "trace")


@contextmanager
def readable(request: HttpRequest, person: Person, at: datetime) -> Iterator[QuerySet[Event]]:
    """The events that the address asks for and the person may read, to be read here and now."""
    if request.GET.get("sort") == NOBODY and keeps_all(person, at):
        with bounds.everything("tries to log in by names that nobody has are of no unit"):
            yield _of_days(request, Event.objects.filter(verb="account.refuse", unit_id=None))
    else:
        yield narrowed(request, queries.events_read(person, at))


def keeps_all(person: Person, at: datetime) -> bool:
    """Whether somebody runs or audits the whole, for a commission: what is of nobody is theirs to see."""
    return any(
        grant.role in _KEEPERS and grant.unit.group == "commission"
        for grant in queries.grants_of(person, at)
    )


def narrowed(request: HttpRequest, rows: QuerySet[Event]) -> QuerySet[Event]:
    """The events that the address asks for."""
    asked = request.GET
    if whose := _number(asked.get("person", "")):
        about = Q(object_kind="person", object_id=str(whose))
        done = Q(actor_id=whose) | Q(behalf_id=whose)
        rows = rows.filter(about if asked.get("side") == "about" else done)
    if place := _number(asked.get("unit", "")):
        rows = rows.filter(Q(unit_id=place) | Q(department_id=place))
    kind, _, number = asked.get("object", "").partition(":")
    if kind and number:
        rows = rows.filter(object_kind=kind, object_id=number)
    if asked.get("sort") in SORTS:
        rows = rows.filter(verb__in=verbs_of(SORTS[asked["sort"]][1]))
    return _of_days(request, rows)


def _of_days(request: HttpRequest, rows: QuerySet[Event]) -> QuerySet[Event]:
    asked = request.GET
    first, last = day_given(asked.get("day_from")), day_given(asked.get("day_to"))
    if first:
        rows = rows.filter(at__gte=datetime.combine(first, time.min, TZ))
    if last:
        rows = rows.filter(at__lt=datetime.combine(last + timedelta(days=1), time.min, TZ))
    return rows


def verbs_of(parts: tuple[str, ...]) -> list[str]:
    """The verbs of some parts that have a name; looking at a tip's words is one of secrecy."""
    found = [verb for verb in TITLES if verb.partition(".")[0] in parts]
    return [*found, "tip.view"] if "secret" in parts else found


def is_secret(event: Event) -> bool:
    """Whether an event tells of something secret."""
    return event.verb.partition(".")[0] in SECRET


def filters(
    request: HttpRequest, names: dict[tuple[str, str], str], *, whole: bool
) -> tuple[Filter, ...]:
    """The chips above the list; a person, a unit or a thing only where one was asked for, what is of
    nobody only for those who see the ``whole``."""
    asked = request.GET
    sorts = tuple(Option(key, title) for key, (title, _) in SORTS.items())
    sorts += (_NOBODYS,) if whole else ()
    days = Filter(
        "day",
        "日期",
        kind="range",
        value=asked.get("day_from", ""),
        value_to=asked.get("day_to", ""),
    )
    out = [days, Filter("sort", "哪类操作", sorts, value=asked.get("sort", ""))]
    for key, title in (("person", "人员"), ("unit", "单位")):
        if value := asked.get(key, ""):
            only = (Option(value, names.get((key, value), value)),)
            out.append(Filter(key, title, only, value=value))
    if thing := asked.get("object", ""):
        out.append(Filter("object", "对象", kind="text", value=thing))
    return tuple(out)


def tabs(request: HttpRequest) -> tuple[Tab, ...]:
    """Of a person: what they did, and what was done about them."""
    if not _number(request.GET.get("person", "")):
        return ()
    query = request.GET.copy()
    query.pop("cursor", None)
    out = []
    for side, title in (("", "本人办的"), ("about", "关于本人的")):
        query["side"] = side
        out.append(Tab(title, f"?{query.urlencode()}", request.GET.get("side", "") == side))
    return tuple(out)


def asked_refs(request: HttpRequest) -> list[tuple[str, str]]:
    """The person and the unit of the address, whose names the chips and the title show."""
    keys = ("person", "unit")
    return [(k, request.GET[k]) for k in keys if _number(request.GET.get(k, ""))]


def title(request: HttpRequest, names: dict[tuple[str, str], str]) -> str:
    """日志, or whose traces they are."""
    found = [names[ref] for ref in asked_refs(request) if ref in names]
    return f"{'、'.join(found)}的留痕" if found else "日志"


def _number(text: str) -> int:
    return int(text[:18]) if text.isascii() and text.isdigit() else 0

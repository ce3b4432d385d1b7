"""Tags and filters that every page uses."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django import template
from django.http import HttpRequest
from django.template import Context
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from weian.ui import choices, display, frame, humane, matrix, table

register = template.Library()
_NUMBER = re.compile(r"(?<![A-Za-z0-9])([A-Z]{2,4}20\d\d-\d{5})(?!\d)")  # of a case: YH2026-00285
PLACES = ("cursor", "after", "before", "page")  # where in a list: meaningless once it is narrowed


@register.simple_tag
@lru_cache(maxsize=256)
def icon(name: str, label: str = "") -> SafeString:
    """A symbol of the sprite; silent for screen readers unless it has a label."""
    told = (
        format_html('role="img" aria-label="{}"', label)
        if label
        else SafeString('aria-hidden="true"')
    )
    return format_html(
        '<svg class="icon" {}><use href="{}#{}"></use></svg>', told, static("ui/icons.svg"), name
    )


@register.simple_tag(takes_context=True)
def display_attributes(context: Context) -> SafeString:
    """Attributes of ``<html>``. With theme ``auto`` a script chooses before the first paint."""
    chosen = shown(context)
    painted = "dark" if chosen.theme == "dark" else "light"
    return format_html(
        'data-bs-theme="{}" data-theme="{}" data-size="{}"', painted, chosen.theme, chosen.size
    )


@register.simple_tag(takes_context=True)
def display_choices(context: Context) -> dict[str, Any]:
    """What the display menu offers and what is chosen."""
    return {"chosen": shown(context), "themes": display.THEMES, "sizes": display.SIZES}


def shown(context: Mapping[str, Any] | Context) -> display.Display:
    """The reader's settings; the defaults where a page is rendered without a request."""
    request = context.get("request")
    cookie = request.COOKIES.get(display.COOKIE, "") if isinstance(request, HttpRequest) else ""
    return display.read(cookie)


@register.filter
def numbered(text: object) -> SafeString:
    """Text with the numbers of cases in it as links to whatever the reader may see under them."""
    parts = _NUMBER.split(str(text))  # words, number, words, number, …
    return format_html_join(
        "",
        "{}",
        (
            (format_html('<a href="/search/?q={0}">{0}</a>', part) if at % 2 else part,)
            for at, part in enumerate(parts)
        ),
    )


def _query(context: Context, without: Iterable[str]) -> list[tuple[str, str]]:
    request = context.get("request")
    if not isinstance(request, HttpRequest):
        return []
    gone = {*PLACES, *without}
    return [(key, v) for key, values in request.GET.lists() if key not in gone for v in values]


@register.simple_tag(takes_context=True)
def query_with(context: Context, *pairs: str) -> str:
    """This page's query with some parameters replaced (``key, value, …``); "" removes one."""
    given = list(zip(pairs[::2], pairs[1::2], strict=True))
    query = [*_query(context, pairs[::2]), *((key, value) for key, value in given if value)]
    return f"?{urlencode(query)}"


@register.simple_tag(takes_context=True)
def query_kept(context: Context, *without: str) -> SafeString:
    """Hidden fields that keep this page's query when a small GET form changes ``without``."""
    return format_html_join(
        "", '<input type="hidden" name="{}" value="{}">', _query(context, without)
    )


@register.simple_tag(takes_context=True)
def filter_panels(context: Context, filters: Iterable[Any]) -> SafeString:
    """The filters of a list: a city has hundreds of units to choose from, too many for a template."""
    return choices.panels(filters, _query(context, ()), icon("down"))


@register.simple_tag(takes_context=True)
def table_head(context: Context, page: Any, sortable: Any = True) -> SafeString:
    """The heads of a ledger's columns, those that sort as links."""
    query = _query(context, ("sort",)) if sortable else None
    return table.head(page, query, {name: icon(name) for name in ("up", "down", "sort")})


@register.simple_tag(takes_context=True)
def frame_part(context: Context, name: str) -> SafeString:
    """A part around the page: ``nav``, ``topbar`` or ``bottom_bar``."""
    return frame.part(context, name)


@register.simple_tag
def table_body(page: Any) -> SafeString:
    """The rows of a ledger (written in Python: fifty rows of a template cost 10 ms, this costs 1)."""
    return table.body(page)


@register.simple_tag
def view_links(chips: Any) -> SafeString:
    """The preset views above a ledger."""
    return table.views(chips)


@register.simple_tag
def column_menu(columns: Any) -> SafeString:
    """The choice of columns of a ledger."""
    return table.column_menu(tuple(columns))


@register.simple_tag
def board_body(page: Any) -> SafeString:
    """The rows of a board, written in Python for the same reason."""
    return matrix.body(page)


@register.filter
def day(value: date | None) -> str:
    """9月30日 周三 as ISO-free words."""
    return humane.day(value) if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    """2026年9月30日 周三 14:05."""
    return humane.exact(value) if value else ""


@register.filter
def due_from(value: date | datetime | None, now: date | datetime | None) -> str:
    """还剩 3 天 or 逾期 2 天, seen from ``now``."""
    return humane.due(value, now) if value and now else ""


@register.filter
def ago_from(value: datetime | None, now: datetime | None) -> str:
    """刚刚, 5 分钟前, 昨天 14:05, seen from ``now``."""
    return humane.ago(value, now) if value and now else ""


@register.filter
def dates(value: Iterable[date]) -> str:
    """Several days in words."""
    return "、".join(humane.day(d) for d in value)

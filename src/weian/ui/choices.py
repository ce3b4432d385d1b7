"""The filters above a list as HTML, written in Python for the same reason as the rows (see table).

Every choice is a plain link or a small form, so they work without script.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from html import escape
from urllib.parse import urlencode

from django.utils.safestring import SafeString, mark_safe

from weian.ui.shapes import Filter

Query = Sequence[tuple[str, str]]
_TYPED = frozenset({"q"})  # what people type is different every time
_FEW = 12  # choices shown as links; more become a searchable select


def panels(filters: Iterable[Filter], query: Query, arrow: str) -> SafeString:
    """One chip for each filter; ``query`` is the address they narrow, ``arrow`` the icon of a menu."""
    return mark_safe("".join(_panel(chosen, query, arrow) for chosen in filters))


def _panel(chosen: Filter, query: Query, arrow: str) -> str:
    lit = on = ""
    if chosen.active:
        lit, on = " is-on", f"：<strong>{escape(chosen.shown)}</strong>"
    if chosen.kind == "range":
        inner = _range(chosen, query)
    elif chosen.kind == "text" or len(chosen.options) > _FEW:
        inner = _form(chosen, query)
    else:
        inner = f'<div class="menu-panel"><ul class="menu-list menu-scroll">{_links(chosen, query)}</ul></div>'
    head = f'<summary class="chip{lit}">{escape(chosen.title)}{on}{arrow}</summary>'
    return f'<details class="menu filter" data-menu>{head}{inner}</details>'


def _without(query: Query, *keys: str) -> list[tuple[str, str]]:
    return [pair for pair in query if pair[0] not in keys]


def _kept(query: Query) -> str:
    return "".join(
        f'<input type="hidden" name="{escape(key)}" value="{escape(value)}">'
        for key, value in query
    )


def _to(query: Query) -> str:
    return escape(f"?{urlencode(query)}")


def _menu(query: Query, fields: str, clear: str) -> str:
    off = f'<a class="btn btn-quiet btn-sm" href="{_to(query)}">{clear}</a>' if clear else ""
    return (
        f'<form class="menu-panel menu-form" method="get">{_kept(query)}{fields}<div class="form-actions">'
        f'<button class="btn btn-primary btn-sm">筛选</button>{off}</div></form>'
    )


def _range(chosen: Filter, query: Query) -> str:
    key = escape(chosen.key)
    fields = "".join(
        f'<label class="form-label" for="f-{key}_{end}">{word}</label>'
        f'<input class="form-control form-control-sm" type="date" id="f-{key}_{end}" name="{key}_{end}" value="{escape(value)}">'
        for end, word, value in (("from", "从", chosen.value), ("to", "到", chosen.value_to))
    )
    kept = _without(query, f"{chosen.key}_from", f"{chosen.key}_to")
    return _menu(kept, fields, "清除" if chosen.active else "")


def _form(chosen: Filter, query: Query) -> str:
    key = escape(chosen.key)
    label = f'<label class="form-label" for="f-{key}">{escape(chosen.title)}</label>'
    if chosen.kind == "text":
        field = f'<input class="form-control form-control-sm" id="f-{key}" name="{key}" value="{escape(chosen.value)}">'
    else:
        field = (
            f'<select class="form-select form-select-sm" id="f-{key}" name="{key}" data-combobox>'
            f'<option value="">不限</option>{_options(chosen)}</select>'
        )
    return _menu(_without(query, chosen.key), label + field, "清除" if chosen.active else "")


def _options(chosen: Filter) -> str:
    """The hundreds of units of a city are written once for as long as they are the same."""
    written = _written(tuple([(o.value, o.title) for o in chosen.options]))
    if not any(o.value == chosen.value for o in chosen.options):
        return written
    own = f'<option value="{escape(chosen.value)}"'
    return written.replace(f"{own}>", f"{own} selected>")


@lru_cache(maxsize=64)
def _written(options: tuple[tuple[str, str], ...]) -> str:
    return "".join(
        f'<option value="{escape(value)}">{escape(title)}</option>' for value, title in options
    )


def _links(chosen: Filter, query: Query) -> str:
    """The same choices below the same address are written once: lists are asked for again and again."""
    options = tuple([(o.value, o.title, o.count) for o in chosen.options])
    kept = tuple(_without(query, chosen.key))
    if any(key in _TYPED for key, _ in kept):
        return _written_links(chosen.key, chosen.value, chosen.active, options, kept)
    return _kept_links(chosen.key, chosen.value, chosen.active, options, kept)


def _written_links(
    key: str, value: str, active: bool, options: Sequence[tuple[str, str, str]], kept: Query
) -> str:
    begin = f"{urlencode(kept)}&" if kept else ""
    out = [_link(_to(kept), not active, "", "不限")]
    for own, title, many in options:
        more = urlencode([(key, own)]) if own else ""
        url = escape(f"?{begin}{more}") if more else _to(kept)
        count = f"<small>{escape(many)}</small>" if many else ""
        lit = own == value
        current = ' aria-current="true"' if lit else ""
        out.append(_link(url, lit, current, escape(title) + count))
    return "".join(out)


_kept_links = lru_cache(maxsize=256)(_written_links)


def _link(url: str, lit: bool, current: str, inner: str) -> str:
    on = " is-on" if lit else ""
    return f'<li><a class="menu-item{on}" href="{url}"{current}>{inner}</a></li>'

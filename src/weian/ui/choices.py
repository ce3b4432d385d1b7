"""The choices of a filter as HTML, written in Python for the same reason as the rows (see table)."""

from collections.abc import Sequence
from html import escape
from urllib.parse import urlencode

from django.utils.safestring import SafeString, mark_safe

from weian.ui.shapes import Filter


def options(chosen: Filter) -> SafeString:
    """Of a long filter, for its select."""
    return mark_safe(
        "".join(
            f'<option value="{escape(o.value)}"{" selected" if o.value == chosen.value else ""}>{escape(o.title)}</option>'
            for o in chosen.options
        )
    )


def links(chosen: Filter, query: Sequence[tuple[str, str]]) -> SafeString:
    """Of a short filter, each a link; ``query`` is the rest of the address."""
    out = []
    for option in chosen.options:
        more = [(chosen.key, option.value)] if option.value else []
        url = escape(f"?{urlencode([*query, *more])}")
        lit, current = ("", "")
        if option.value == chosen.value:
            lit, current = " is-on", ' aria-current="true"'
        count = f"<small>{escape(option.count)}</small>" if option.count else ""
        title = escape(option.title)
        out.append(f'<li><a class="menu-item{lit}" href="{url}"{current}>{title}{count}</a></li>')
    return mark_safe("".join(out))

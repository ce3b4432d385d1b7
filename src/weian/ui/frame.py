"""The parts around a page, kept once rendered: they are the same from page to page of a person."""

from django.template import Context
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

from weian.ui import display

_TOKEN = "-csrf-token-of-the-request-"  # stands for what differs in every answer
_MOST = 400  # parts of some ten kilobytes at most
_KEPT: dict[object, str] = {}


def part(context: Context, name: str) -> SafeString:
    """``ui/parts/NAME.html`` for ``shell``, ``nav``, ``notice_count`` and the request's path."""
    shell, token = context.get("shell"), context.get("csrf_token")
    request = context.get("request")
    if request is None or token is None or shell is None or shell.dated:
        return _rendered(context, name)
    key = (
        name, shell, context.get("nav"), context.get("notice_count"),
        request.path if name == "bottom_bar" else "", request.COOKIES.get(display.COOKIE, ""),
    )  # fmt: skip
    found = _KEPT.get(key)
    if found is None:
        with context.push(csrf_token=_TOKEN):
            found = _rendered(context, name)
        if len(_KEPT) >= _MOST:
            _KEPT.clear()
        _KEPT[key] = found
    return mark_safe(found.replace(_TOKEN, str(token)))


def _rendered(context: Context, name: str) -> SafeString:
    return get_template(f"ui/parts/{name}.html").template.render(context)  # type: ignore[attr-defined,no-any-return]

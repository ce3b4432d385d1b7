"""Everything that goes wrong, as RFC 9457 problem documents with a stable code."""

import logging
from collections.abc import Iterable, Mapping
from functools import wraps
from typing import Any

from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, RawPostDataException, UnreadablePostError
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from weian.base.errors import BadInput, NotVisible, Refusal
from weian.site.refusals import missing_ground, problem, unavailable

_LOG = logging.getLogger("django.request")
_WRONG = {
    "missing": "必须填写。",
    "extra_forbidden": "没有这一项，请对照接口文档。",
    "uuid_parsing": "应当是编号（UUID）。",
    "int_parsing": "应当是整数。",
    "int_type": "应当是整数。",
    "string_type": "应当是文字。",
    "dict_type": "应当是一个对象。",
    "literal_error": "不在可选项中。",
    "bool_parsing": "应当是 true 或 false。",
}
_PLACES = {"body", "query", "path", "header", "file", "form"}


class Unauthorized(Refusal):
    """Nobody, or nobody that we know."""

    status = 401


class Malformed(Refusal):
    """Not even JSON."""

    status = 400


class TooLarge(Refusal):
    """More than is taken at once."""

    status = 413


class NotAllowed(Refusal):
    """The address has no such method."""

    status = 405


class Failed(Refusal):
    """Our fault."""

    status = 500


def speak(api: NinjaAPI) -> None:
    """Make an API answer every error in this form."""
    api.add_exception_handler(Refusal, _refused)
    api.add_exception_handler(ValidationError, _invalid)
    api.add_exception_handler(HttpError, _http)
    for unreadable in (BadRequest, SuspiciousOperation, RawPostDataException, UnreadablePostError):
        api.add_exception_handler(unreadable, _unreadable)
    api.add_exception_handler(RequestDataTooBig, _too_large)
    api.add_exception_handler(Exception, _failed)


def _refused(request: HttpRequest, refusal: Any) -> HttpResponse:
    response = problem(refusal)
    if refusal.status == 401:
        response["WWW-Authenticate"] = "Bearer"
    return response


def _invalid(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(BadInput("input.invalid", fields=dict(_fields(error.errors))))


def _fields(errors: Iterable[Mapping[str, Any]]) -> Iterable[tuple[str, str]]:
    for error in errors:
        place, *path = error["loc"]
        if place == "body" and len(path) > 1 and path[0] == "given":
            path = path[1:]
        key = ".".join(str(part) for part in path if part not in _PLACES) or "body"
        yield key, f"{key}：{_words(error)}"


def _words(error: Mapping[str, Any]) -> str:
    said = _WRONG.get(error["type"])
    if said is None and error["type"] == "value_error":
        said = str(error.get("ctx", {}).get("error", ""))
    return said or "值不对，请对照接口文档。"


def _http(request: HttpRequest, error: Any) -> HttpResponse:
    if error.status_code == 401:
        return _refused(request, Unauthorized("auth.required", "请先登录，或带上接口令牌。"))
    if error.status_code == 403:
        why = "这次请求没有带页面的校验码（X-CSRFToken）。程序请改用接口令牌。"
        refusal: Refusal = Refusal("csrf.failed", why)
        refusal.status = 403
        return problem(refusal)
    return _unreadable(request, error)


def _unreadable(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(Malformed("body.unreadable", "请求内容不完整或格式不对，请检查后重发。"))


def _too_large(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(TooLarge("body.too_large", "请求内容太大，请分批办理；附件请另外上传。"))


def _failed(request: HttpRequest, error: Any) -> HttpResponse:
    if refusal := missing_ground(error):
        return unavailable(request, refusal)
    _LOG.error("api failed: %s %s", request.method, request.path, exc_info=error)
    return problem(
        Failed("server.failed", "服务器出错，没有办成。请稍后再试，仍不行请联系管理员。")
    )


def spoken(view: Any) -> Any:
    """A view of ninja's whose "method not allowed" is a problem too."""

    @wraps(view)
    def respond(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = view(request, *args, **kwargs)
        if response.status_code != 405:
            return response
        said = problem(NotAllowed("method.not_allowed", "这个地址不支持这种请求方法。"))
        said["Allow"] = ", ".join(sorted(response["Allow"].split(", ")))
        return said

    return respond


def nowhere(request: HttpRequest, rest: str = "") -> HttpResponse:
    """An address below /api/ that does not exist."""
    return problem(NotVisible("address.unknown", "没有这个接口地址，请对照 /api/docs。"))

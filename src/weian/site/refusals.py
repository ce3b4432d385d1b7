"""Refusals that no view has caught: a clear page for people, a problem document for programs."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from weian.base.errors import Refusal
from weian.ui.shapes import Action, MessageShape

TITLES = {
    400: "请求格式不对",
    401: "需要登录",
    403: "没有权限办理",
    404: "没有找到这个页面",
    405: "不支持这种请求方法",
    409: "情况已经变化",
    413: "内容太大",
    422: "内容需要改正",
    429: "操作太频繁",
    500: "系统出了错",
}


class Refusals:
    """Turns a Refusal into its status and words. Everything else stays an error."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refusal):
            return None
        if request.path.startswith("/api/"):
            return problem(exception)
        page = MessageShape(
            title=TITLES.get(exception.status, "没有办成"),
            code=str(exception.status),
            text=exception.message,
            actions=(Action("回到待办", "/", primary=True),),
        )
        return render(request, "ui/message.html", {"page": page}, status=exception.status)


def problem(refusal: Refusal) -> JsonResponse:
    """RFC 9457: ``code`` is stable, ``detail`` Chinese, ``fields`` the words for each field."""
    body = {
        "type": f"urn:weian:{refusal.code}",
        "title": TITLES.get(refusal.status, "没有办成"),
        "status": refusal.status,
        "code": refusal.code,
        "detail": refusal.message,
        "fields": refusal.fields,
    }
    return JsonResponse(
        body,
        status=refusal.status,
        content_type="application/problem+json",
        json_dumps_params={"ensure_ascii": False},
    )

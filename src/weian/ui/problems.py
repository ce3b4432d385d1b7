"""Refusals as problem documents (RFC 9457), for programs; people get pages."""

from django.http import JsonResponse

from weian.base.errors import Refusal

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
    503: "暂时不能使用",
}


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

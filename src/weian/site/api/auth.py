"""Who asks: the owner of a token, or whoever is logged in to the pages."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from ninja.security import HttpBearer, SessionAuth

from weian.base import bounds, clock
from weian.base.errors import Forbidden
from weian.org import proof
from weian.org.bounds import bounds_of
from weian.org.queries import Person
from weian.site.api import tokens
from weian.site.api.problems import Unauthorized


class Token(HttpBearer):
    """``Authorization: Bearer weian_…``. A wrong one is refused even if somebody is logged in."""

    openapi_description = "在“我的 → 接口令牌”生成。令牌的权限就是其主人的权限。"

    def __call__(self, request: HttpRequest) -> Any:
        given = request.headers.get("Authorization", "")
        if not given:
            return None
        scheme, _, secret = given.partition(" ")
        return self.authenticate(request, secret.strip() if scheme.lower() == "bearer" else "")

    def authenticate(self, request: HttpRequest, token: str) -> Person:
        """The owner; raises Unauthorized, or Forbidden while an initial password stands
        or a second factor is owed."""
        at = clock.now()
        with bounds.everything("whose token it is, only the token says"):
            person = tokens.owner_of(token, at) if token else None
        if person is None:
            raise Unauthorized("auth.bad_token", "令牌无效、已经撤销，或其主人已离岗，请重新生成。")
        if person.must_change_password and not settings.WEIAN_DEMO:
            raise Forbidden("auth.initial_password", "请先登录网页修改初始密码，再使用令牌。")
        bounds.become(bounds_of(person, at))
        if proof.owes_second_factor(person, at):
            raise Forbidden("auth.second_factor", "请先登录网页开通二次验证，再使用令牌。")
        return person


class Session(SessionAuth):
    """The login of the pages; whatever writes needs their CSRF token as well."""

    openapi_description = "已登录网页的会话。写入时另需请求头 X-CSRFToken。"

    def __call__(self, request: HttpRequest) -> Any:
        return super().__call__(request) if request.user.is_authenticated else None

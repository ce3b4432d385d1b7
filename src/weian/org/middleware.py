"""What an account must still do, or may no longer do, before any page answers."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from weian.base import clock
from weian.base.errors import Forbidden
from weian.org.models import Person
from weian.ui.problems import problem

_CHANGE = "/account/password"
_PROGRAMS, _DOCS = "/api/", "/api/docs"
_OPEN = (_CHANGE, "/logout", "/static/")


class AccountState:
    """Ends the login of whoever has left; leads whoever holds an initial password to change it.

    The latter not with WEIAN_DEMO, whose passwords everybody may know. Stands after
    AuthenticationMiddleware.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        person = request.user
        if isinstance(person, Person):
            if not person.works_on(clock.today()):
                logout(request)
                if not _is_program(request):  # the interface itself says 401
                    return redirect(settings.LOGIN_URL)
            elif _must_change(person) and not request.path.startswith(_OPEN):
                return _to_change(request)
        return self._get_response(request)


def _is_program(request: HttpRequest) -> bool:
    """Whether the answer is read by a program, which cannot follow a redirect to a form."""
    return request.path.startswith(_PROGRAMS) and not request.path.startswith(_DOCS)


def _to_change(request: HttpRequest) -> HttpResponse:
    if _is_program(request):
        return problem(Forbidden("auth.initial_password", "请先登录网页修改初始密码，再使用接口。"))
    return redirect(_CHANGE)


def _must_change(person: Person) -> bool:
    return person.must_change_password and not getattr(settings, "WEIAN_DEMO", False)

"""What an account must still do, or may no longer do, before any page answers."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from weian.base import clock
from weian.org.models import Person

_CHANGE = "/account/password"
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
                return redirect(settings.LOGIN_URL)
            if _must_change(person) and not request.path.startswith(_OPEN):
                return redirect(_CHANGE)
        return self._get_response(request)


def _must_change(person: Person) -> bool:
    return person.must_change_password and not getattr(settings, "WEIAN_DEMO", False)

"""What an account must still do, or may no longer do, before any page answers."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from weian.base import bounds, clock
from weian.base.errors import Forbidden
from weian.org import actions, proof, queries
from weian.org.bounds import bounds_of
from weian.org.models import Person
from weian.ui.problems import TITLES, problem
from weian.ui.shapes import Action, MessageShape

_CHANGE = "/account/password"
_PROGRAMS, _DOCS = "/api/", "/api/docs"
_SECOND = "/account/second/app"
_OPEN = (
    _CHANGE,
    "/logout",
    "/static/",
    "/account/second/",
    "/account/reauthenticate",
    "/account/unlock",
)
ACTING = "acting"  # in the session: the number of the delegation by which somebody acts
_OVER = "委托已经结束，刚才的操作没有办理。现在是您自己的身份，请回到待办重新开始。"
_SEEN = "second_factor"  # in the session, once one was found


def is_too_old(person: Person, at: datetime) -> bool:
    """Whether a password has stood longer than ``PASSWORD_DAYS``, if that is switched on."""
    days, since = settings.PASSWORD_DAYS, person.password_at
    return bool(days and since and at - since >= timedelta(days=days))


class Bounded:
    """Every request begins as nobody's. Outermost: sessions are kept after all others have answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with bounds.within(bounds.NOBODY):
            return self._get_response(request)


class Known:
    """From here on the database shows a request the rows of whoever is logged in.

    Stands after AuthenticationMiddleware. A token names its person later (``site.api.auth``).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        person = _unwrapped(request)
        if person is not None:
            bounds.become(bounds_of(person, clock.now()))
        return self._get_response(request)


def _unwrapped(request: HttpRequest) -> Person | None:
    """Who is logged in. From here on ``request.user`` is the person, not Django's lazy stand-in for
    it, through which every look at a field goes twice."""
    person = request.user
    if not isinstance(person, Person):
        return None
    found: Person = getattr(person, "_wrapped", person)
    request.user = found
    return found


class Acting:
    """Whoever stands in for somebody (委托代办) has for this request what was lent to them, as far as it
    still is: a delegation that ran out, was ended, or whose giver lost the roles ends here.

    Stands after what asks for the account itself, and after MessageMiddleware.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        person = request.user
        if isinstance(person, Person) and ACTING in request.session:
            number = request.session[ACTING]
            at = clock.now()
            person.stand_in(queries.delegation_to(person, number, at))
            bounds.become(bounds_of(person, at))
            if person.acting is None:
                del request.session[ACTING]
                if request.method not in ("GET", "HEAD"):
                    return _over(request)
                messages.info(request, "委托已经结束，现在是您自己的身份。")
        return self._get_response(request)


def _over(request: HttpRequest) -> HttpResponse:
    """Nothing is done under one's own name that was meant for another's."""
    refusal = Forbidden("delegation.over", _OVER)
    if _is_program(request):
        return problem(refusal)
    page = MessageShape(
        title=TITLES[403], code="403", text=_OVER, actions=(Action("回到待办", "/", primary=True),)
    )
    return render(request, "ui/message.html", {"page": page}, status=403)


class AccountState:
    """Ends the login of whoever has left; leads whoever holds an initial password to change it, and
    whoever holds a powerful role to set up a second factor.

    A first password may stay with WEIAN_DEMO, whose passwords everybody may know. Stands after
    AuthenticationMiddleware.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        person = request.user
        if isinstance(person, Person):
            if not person.works_on(clock.today()):
                with transaction.atomic():
                    actions.logged_out(person, at=clock.now(), why="已不在岗")
                    logout(request)
                if not _is_program(request):  # the interface itself says 401
                    return redirect(settings.LOGIN_URL)
            elif not request.path.startswith(_OPEN):
                if _must_change(person) and not proof.came_by_other(request):
                    return _to_change(request)
                if settings.SECOND_FACTOR_REQUIRED and _owes_code(request, person):
                    return _to_set_up(request)
        return self._get_response(request)


def _is_program(request: HttpRequest) -> bool:
    """Whether the answer is read by a program, which cannot follow a redirect to a form."""
    return request.path.startswith(_PROGRAMS) and not request.path.startswith(_DOCS)


def _to_change(request: HttpRequest) -> HttpResponse:
    if _is_program(request):
        return problem(Forbidden("auth.initial_password", "请先登录网页修改初始密码，再使用接口。"))
    return redirect(_CHANGE)


def _to_set_up(request: HttpRequest) -> HttpResponse:
    if _is_program(request):
        return problem(Forbidden("auth.second_factor", "请先登录网页开通二次验证，再使用接口。"))
    return redirect(_SECOND)


def _owes_code(request: HttpRequest, person: Person) -> bool:
    """Asks the database only until it is found set up; a reset ends the session that knew of it."""
    at = clock.now()
    if request.session.get(_SEEN) or not proof.must_have_second_factor(person, at):
        return False
    if not proof.has_second_factor(person):
        return True
    request.session[_SEEN] = True
    return False


def _must_change(person: Person) -> bool:
    if person.must_change_password and not getattr(settings, "WEIAN_DEMO", False):
        return True
    return is_too_old(person, clock.now())

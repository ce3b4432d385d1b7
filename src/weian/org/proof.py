"""Who it really is: second factors, and how long ago somebody last proved themselves."""

from datetime import datetime

from allauth.account.authentication import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Sum
from django.http import HttpRequest

from weian.base import clock
from weian.base.clock import day_of
from weian.base.errors import Forbidden
from weian.org.models import Person
from weian.org.rights import ON_SHIFT, TWO_FACTOR_ROLES

_QUARTER = 15 * 60
#: How a login through another system stands in the session's records.
OTHER = "oidc"


def demand(request: HttpRequest) -> None:
    """Send whoever asks to give the password or a code again, unless one was given a short time ago;
    the page that was asked for follows. With ``PROOF_SECONDS`` 0 nobody is sent.
    """
    if settings.PROOF_SECONDS and not recent(request, clock.now()):
        raise ReauthenticationRequired


def demand_of_program(request: HttpRequest) -> None:
    """The same where nobody can be sent to a form. Raises Forbidden: without a proof, or with a token,
    behind which nobody can prove anything."""
    if not settings.PROOF_SECONDS:
        return
    if request.headers.get("Authorization"):
        raise Forbidden(
            "auth.token_no_proof", "令牌不能查看保密事项和限制查看的资料，请本人登录网页查看。"
        )
    if not recent(request, clock.now()):
        raise Forbidden(
            "auth.proof", "请先在网页 /account/reauthenticate 重新验证本人，15 分钟内再用接口查看。"
        )


def recent(request: HttpRequest, at: datetime) -> bool:
    """Whether whoever asks gave a password or a code lately, in logging in or since."""
    records = get_authentication_records(request, request.user)
    # Another system may have let in whoever sat down at an open screen: that proves nothing here.
    times = [one["at"] for one in records if one["method"] != OTHER]
    age = at.timestamp() - max(times, default=0)
    return bool(age < (settings.PROOF_SECONDS or _QUARTER))


def given_since(request: HttpRequest, moment: float) -> bool:
    """Whether whoever asks gave a password or a code here since a moment (seconds of the epoch)."""
    records = get_authentication_records(request, request.user)
    return any(one["at"] >= moment for one in records if one["method"] != OTHER)


def works_shifts(person: Person, at: datetime) -> bool:
    """Whether somebody has no other roles than those of people who work in shifts with a telephone."""
    roles = {grant.role for grant in person.grants_on(day_of(at))}
    return bool(roles) and roles <= ON_SHIFT


def came_by_other(request: HttpRequest) -> bool:
    """Whether whoever asks logged in through another system and has not given a password since."""
    ways = {one["method"] for one in get_authentication_records(request, request.user)}
    return OTHER in ways and "password" not in ways


def has_second_factor(person: Person) -> bool:
    """Whether a code is asked for when the person logs in."""
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return bool(Authenticator.objects.filter(user=person, type__in=kinds).exists())


def has_app(person: Person) -> bool:
    """Whether a telephone makes codes for the person."""
    return bool(Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists())


def passkeys_of(person: Person) -> list[Authenticator]:
    """The passkeys of a person, the oldest first."""
    found = Authenticator.objects.filter(user=person, type=Authenticator.Type.WEBAUTHN)
    return list(found.order_by("created_at"))


def is_locked(person: Person, at: datetime) -> bool:
    """Whether wrong passwords have locked the account, from wherever they came."""
    since = at - settings.AXES_COOLOFF_TIME
    tried = AccessAttempt.objects.filter(username=person.login, attempt_time__gte=since)
    wrong = tried.aggregate(wrong=Sum("failures_since_start"))["wrong"] or 0
    return bool(wrong >= settings.AXES_FAILURE_LIMIT)


def must_have_second_factor(person: Person, at: datetime) -> bool:
    """Whether a role in force demands one here."""
    if not settings.SECOND_FACTOR_REQUIRED:
        return False
    return any(grant.role in TWO_FACTOR_ROLES for grant in person.grants_on(day_of(at)))


def owes_second_factor(person: Person, at: datetime) -> bool:
    """Whether one is demanded that has not been set up."""
    return must_have_second_factor(person, at) and not has_second_factor(person)

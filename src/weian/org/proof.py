"""Who it really is: second factors, and how long ago somebody last proved themselves."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.decorators import reauthentication_required
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from weian.base.clock import day_of
from weian.org.models import Person
from weian.org.rights import TWO_FACTOR_ROLES

View = Callable[..., HttpResponse]


def fresh(view: View) -> View:
    """The page asks for the password or a code again unless one was given a short time ago.

    With ``PROOF_SECONDS`` 0 it never asks.
    """
    wrapped: View = reauthentication_required(view, enabled=_is_on)
    return wrapped


def recent(request: HttpRequest, at: datetime) -> bool:
    """Whether whoever asks gave a password or a code lately, in logging in or since."""
    times = [one["at"] for one in get_authentication_records(request, request.user)]
    age = at.timestamp() - max(times, default=0)
    return bool(age < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT)


def has_second_factor(person: Person) -> bool:
    """Whether a code is asked for when the person logs in."""
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return bool(Authenticator.objects.filter(user=person, type__in=kinds).exists())


def must_have_second_factor(person: Person, at: datetime) -> bool:
    """Whether a role in force demands one here."""
    if not settings.SECOND_FACTOR_REQUIRED:
        return False
    return any(grant.role in TWO_FACTOR_ROLES for grant in person.grants_on(day_of(at)))


def owes_second_factor(person: Person, at: datetime) -> bool:
    """Whether one is demanded that has not been set up."""
    return must_have_second_factor(person, at) and not has_second_factor(person)


def _is_on(request: Any) -> bool:
    return bool(settings.PROOF_SECONDS)

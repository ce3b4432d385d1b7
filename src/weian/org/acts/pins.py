"""The PIN of somebody on shift: made and dropped by its owner, tried a few times."""

from __future__ import annotations

import hmac
from datetime import datetime
from hashlib import sha256
from typing import Final

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction

from weian.base import buckets
from weian.base.buckets import Limit
from weian.base.errors import BadInput
from weian.org.acts import logins
from weian.org.acts.accounts import note
from weian.org.models import Person, Pin

DIGITS: Final = 6
#: As many as passwords (等保 8.1.4.1 b); one too many, and the whole login is asked for.
_TRIES: Final = Limit(5, 900)
_RUNS: Final = ("012345678901234", "987654321098765")
_EASY: Final = "太容易猜到：不要用连号、重复的数字，也不要用手机号里的数字。"


@transaction.atomic
def make_pin(person: Person, *, pin: str, again: str, at: datetime) -> None:
    """Set or change one's own. Raises BadInput: not six digits, easy to guess, mistyped."""
    if len(pin) != DIGITS or not (pin.isascii() and pin.isdigit()):
        raise BadInput("pin.digits", fields={"pin": f"PIN 是 {DIGITS} 位数字。"})
    if _easy(pin, person):
        raise BadInput("pin.easy", fields={"pin": _EASY})
    if pin != again:
        raise BadInput("pin.again", fields={"again": "两次输入的不一样，请重新输入。"})
    given = {"digest": make_password(_keyed(person, pin)), "made_at": at}
    Pin.objects.update_or_create(person=person, defaults=given)
    note(person, at, person, "person.make_pin")


def _easy(pin: str, person: Person) -> bool:
    runs = any(pin in run for run in _RUNS)
    halves = pin[:3] == pin[3:] or pin == pin[:2] * 3
    return len(set(pin)) < 3 or runs or halves or pin in (person.phone or "")


def _keyed(person: Person, pin: str) -> str:
    """Without the installation's key, which is not in the database, digits cannot be tried."""
    key = b"shift pin " + settings.SECRET_KEY.encode()
    return hmac.new(key, f"{person.pk} {pin}".encode(), sha256).hexdigest()


@transaction.atomic
def drop_pin(person: Person, *, at: datetime) -> None:
    """Do without; nothing happens without one."""
    if Pin.objects.filter(person=person).delete()[0]:
        note(person, at, person, "person.drop_pin")


def has_pin(person: Person) -> bool:
    """Whether the person set one."""
    return Pin.objects.filter(person=person).exists()


def try_pin(person: Person, pin: str, *, source: str, device: str, at: datetime) -> bool | None:
    """Whether it is the person's PIN, noted either way; None: too many were wrong, it is not looked at."""
    key = _bucket(person)
    if buckets.take(key, _TRIES, at):
        return None
    found = Pin.objects.filter(person=person).first()
    right = found is not None and check_password(_keyed(person, pin), found.digest)
    with transaction.atomic():
        if right:
            logins.proved(person, at=at, how="PIN")
            buckets.refill(key)
        else:
            login = person.login or ""
            logins.login_refused(login, at=at, source=source, device=device, why="PIN 不对")
    return right


def forgive(person: Person) -> None:
    """After a whole login wrong PINs count no more."""
    buckets.refill(_bucket(person))


def _bucket(person: Person) -> str:
    return f"pin {person.pk}"

"""Accounts: a name to log in with and a first password, given by whoever appoints."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable
from datetime import datetime
from itertools import count

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from axes.utils import reset as unlock
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from weian.base import bounds, events
from weian.base.errors import BadInput, Conflict, Forbidden
from weian.base.pinyin import syllables
from weian.org import queries
from weian.org.acts import granting
from weian.org.models import Person, Pin

_LOGIN = re.compile(r"[a-z][a-z0-9._-]{2,29}")
_LONGEST_ID = 200
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that is misread on paper


@transaction.atomic
def create_login(
    actor: Person | None,
    *,
    at: datetime,
    person: Person,
    login: str,
    password: str | None = None,
) -> str:
    """Give a person an account; returns the first password, which must be changed at first use.

    Raises BadInput (name, password), Conflict (name taken, has one already), Forbidden.
    """
    _check(actor, person, at)
    login = check_login(login, person)
    if person.login:
        raise Conflict("account.exists", f"{person.name}已有账号 {person.login}。")
    person.login = login
    person.index_name()
    return _set(actor, at, person, "person.create_login", password)


def propose_login(person: Person) -> str:
    """A free name to log in with: the reading of the name, a number behind it where it is taken."""
    read = "".join(syllables(person.name, person=True))[:24]
    stem = read if _LOGIN.fullmatch(read) else f"user{person.pk}"
    with bounds.everything("a name to log in with is one person's, wherever they work"):
        taken = set(Person.objects.filter(login__startswith=stem).values_list("login", flat=True))
    return next(name for n in count(1) if (name := stem if n == 1 else f"{stem}{n}") not in taken)


@transaction.atomic
def open_accounts(
    actor: Person | None, *, at: datetime, people: Iterable[Person]
) -> list[tuple[Person, str]]:
    """Accounts for many, all or none; returns each with the first password. Raises as ``create_login``."""
    return [
        (person, create_login(actor, at=at, person=person, login=propose_login(person)))
        for person in people
    ]


@transaction.atomic
def reset_password(
    actor: Person | None, *, at: datetime, person: Person, password: str | None = None
) -> str:
    """Set a new first password, end all sessions of the account and lift its lock-out.

    Raises BadInput (no account, weak password), Forbidden.
    """
    _check(actor, person, at)
    if not person.login:
        raise BadInput("account.missing", f"{person.name}还没有账号，请先开通。")
    return _set(actor, at, person, "person.reset_password", password)


@transaction.atomic
def declare_external_id(
    actor: Person | None, *, at: datetime, person: Person, external_id: str
) -> None:
    """Say which account of the organisation's own login is this person's; "" takes it back.

    Raises BadInput (no account here, too long), Conflict (somebody else's), Forbidden.
    """
    _check(actor, person, at)
    external_id = external_id.strip()
    if not person.login:
        raise BadInput("account.missing", f"{person.name}还没有账号，请先开通。")
    if len(external_id) > _LONGEST_ID:
        raise BadInput("account.external", fields={"external_id": f"最多 {_LONGEST_ID} 个字符。"})
    with bounds.everything("a name of the other system is one person's, wherever they work"):
        others = Person.objects.filter(external_id=external_id).exclude(pk=person.pk)
        if external_id and others.exists():
            taken = {"external_id": "这个统一认证账号已经登记给别人了，请核对。"}
            raise Conflict("account.external_taken", fields=taken)
    person.external_id = external_id or None
    person.save(update_fields=["external_id"])
    note(actor, at, person, "person.external", external=external_id)


@transaction.atomic
def reset_second_factor(actor: Person | None, *, at: datetime, person: Person) -> None:
    """Take away somebody's second factor, who has lost it, and end their logins.

    Raises BadInput (there is none), Forbidden.
    """
    _check(actor, person, at)
    found = Authenticator.objects.filter(user=person)
    if not found.exists():
        raise BadInput("account.no_second_factor", f"{person.name}没有开通二次验证。")
    found.delete()
    for session in UserSession.objects.filter(user=person):
        session.end()
    note(actor, at, person, "person.reset_factor")


@transaction.atomic
def end_sessions(actor: Person | None, *, at: datetime, person: Person) -> int:
    """End every login of an account, from the next request on; returns how many there were.

    Raises BadInput (no account), Forbidden.
    """
    _check(actor, person, at)
    if not person.login:
        raise BadInput("account.missing", f"{person.name}还没有账号，请先开通。")
    found = list(UserSession.objects.filter(user=person))
    for session in found:
        session.end()
    note(actor, at, person, "person.end_sessions", count=len(found))
    return len(found)


def add_second_factor(person: Person, *, at: datetime, way: str, name: str = "") -> None:
    """Note in the log that a person has set up a second factor; inside the transaction that does.
    ``way`` in Chinese (验证器, 通行密钥), ``name`` as the person calls it."""
    note(person, at, person, "person.add_factor", **_factor(way, name))


def remove_second_factor(person: Person, *, at: datetime, way: str, name: str = "") -> None:
    """Note that a person has given up a second factor; inside the transaction that does."""
    note(person, at, person, "person.remove_factor", **_factor(way, name))


def new_recovery_codes(person: Person, *, at: datetime) -> None:
    """Note that a person has new recovery codes; inside the transaction that makes them."""
    note(person, at, person, "person.new_codes")


def change_password(person: Person, *, at: datetime) -> None:
    """Note that a person has chosen a new password; inside the transaction that sets it."""
    Person.objects.filter(pk=person.pk).update(password_at=at)
    note(person, at, person, "person.change_password")


@transaction.atomic
def unlock_login(actor: Person | None, *, at: datetime, person: Person) -> None:
    """Let an account be logged in to again at once that was locked for wrong passwords.

    Raises BadInput (no account), Forbidden.
    """
    _check(actor, person, at)
    if not person.login:
        raise BadInput("account.missing", f"{person.name}还没有账号，请先开通。")
    unlock(username=person.login)
    note(actor, at, person, "person.unlock")


def check_login(login: str, person: Person) -> str:
    """The name as it is kept (small letters), or BadInput/Conflict."""
    login = login.strip().casefold()
    if not _LOGIN.fullmatch(login):
        rule = "登录名用 3 到 30 位小写字母、数字、点、横线，以字母开头。"
        raise BadInput("account.bad_login", fields={"login": rule})
    if not person.unit.is_login:
        raise BadInput("account.no_login_unit", f"“{person.unit}”只作为办事对象登记，不开通账号。")
    if Person.objects.filter(login=login).exclude(pk=person.pk).exists():
        raise Conflict("account.login_taken", fields={"login": f"登录名 {login} 已被使用。"})
    return login


def set_first_password(person: Person, password: str | None) -> str:
    """Put a given or a random password on a person not yet saved."""
    if password is None:
        password = "-".join("".join(secrets.choice(_ALPHABET) for _ in range(4)) for _ in range(4))
    else:
        try:
            validate_password(password, person)
        except ValidationError as error:
            raise BadInput(
                "account.weak_password", fields={"password": "".join(error.messages)}
            ) from None
    person.set_password(password)
    person.must_change_password = True
    return password


def _factor(way: str, name: str) -> dict[str, str]:
    return {"way": way, "name": name} if name else {"way": way}


def _check(actor: Person | None, person: Person, at: datetime) -> None:
    """Whoever sets a password could be that person: so only if they could have given all the roles."""
    queries.require(actor, "person.appoint", person.unit, at, person.department)
    if actor is not None and actor.pk == person.pk:
        raise Forbidden("account.own", "自己的密码请在“修改密码”里更改。")
    for grant in queries.grants_of(person, at):
        granting.check(actor, grant.role, grant.unit, at)


def _set(
    actor: Person | None, at: datetime, person: Person, verb: str, password: str | None
) -> str:
    password = set_first_password(person, password)
    person.save()
    with bounds.everything("whoever knew the password may have set the PIN as well"):
        Pin.objects.filter(person=person).delete()
    unlock(username=person.login)
    note(actor, at, person, verb)
    return password


def note(actor: Person | None, at: datetime, person: Person, verb: str, **more: object) -> None:
    """The event of an act about an account."""
    events.append(
        verb=verb,
        object_kind="person",
        object_id=person.pk,
        actor=actor,
        unit=person.unit,
        department_id=person.department_id,
        at=at,
        given={"login": person.login, **more},
    )

"""What the log says of logging in and out. Whoever calls decides what is undone if it cannot be said:
a login, a logout and an answer to a wrong password come after their event, in its transaction."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from weian.base import bounds, buckets, events
from weian.base.buckets import Limit
from weian.org import queries
from weian.org.models import Person

#: While an account or a source is locked, further tries of the source are one event in a minute.
_LOCKED: Final = Limit(1, 60)
_LONGEST: Final = 120


def logged_in(person: Person, *, at: datetime, source: str, device: str, way: str = "密码") -> None:
    """Somebody logs in; ``source`` is the network address, ``device`` the browser in words, ``way``
    what was shown (密码, 密码、通行密钥 …)."""
    given = {"source": source, "device": device[:_LONGEST], "way": way}
    _log("account.login", person, person, at, given)


def logged_out(person: Person, *, at: datetime, why: str) -> None:
    """A login ends: ``why`` in Chinese (本人退出, 闲置超时 …)."""
    _log("account.logout", person, person, at, {"why": why})


def proved(person: Person, *, at: datetime, how: str) -> None:
    """Somebody proves again who they are, before something secret: ``how`` in Chinese."""
    _log("account.prove", person, person, at, {"way": how})


def login_refused(
    name: str, *, at: datetime, source: str, device: str, why: str, locked: bool = False
) -> None:
    """A wrong password, a wrong code, or a try while locked. What was typed as the name of no account
    is not kept: it may be a password in the wrong field."""
    if locked and buckets.take(f"locked login {source}"[:200], _LOCKED, at):
        return
    person = queries.person_by_login(name) if name else None
    given = {"source": source, "device": device[:_LONGEST], "why": why}
    _log("account.refuse", None, person, at, given)


@bounds.everything("logins are noted before anybody is known, and after")
def _log(
    verb: str, actor: Person | None, about: Person | None, at: datetime, given: dict[str, Any]
) -> None:
    events.append(
        verb=verb,
        object_kind="person" if about else "account",
        object_id=about.pk if about else "",
        actor=actor,
        unit=about.unit if about else None,
        department_id=about.department_id if about else None,
        at=at,
        given=given,
    )

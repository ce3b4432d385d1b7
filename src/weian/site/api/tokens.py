"""Making, knowing and revoking the tokens of a person."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from weian.base import events, verbs
from weian.base.clock import day_of
from weian.base.errors import BadInput, Conflict, NotVisible
from weian.org import queries as org
from weian.org.queries import Person
from weian.site.models import ApiToken

verbs.name_verbs({"token.issue": "生成接口令牌", "token.revoke": "撤销接口令牌"})

PREFIX = "weian_"  # so that scanners of leaked secrets can know one
_MOST = 20
_NOTED_EVERY = timedelta(hours=1)


def standing(person: Person) -> list[ApiToken]:
    """A person's tokens that work, the newest first."""
    rows = ApiToken.objects.filter(person=person, revoked_at=None)
    return list(rows.order_by("-created_at", "-pk"))


@transaction.atomic
def issue(person: Person, *, name: str, at: datetime) -> tuple[ApiToken, str]:
    """A new token and its secret, which nobody can be shown again.

    Raises BadInput (no name), Conflict (too many that work).
    """
    name = name.strip()
    if not name or len(name) > 60 or not name.isprintable():
        raise BadInput("token.name", fields={"name": "请写明令牌给哪个程序用（不超过 60 个字）。"})
    if len(standing(person)) >= _MOST:
        raise Conflict("token.too_many", f"最多同时有 {_MOST} 个令牌，请先撤销不用的。")
    secret = PREFIX + secrets.token_urlsafe(32)
    row = ApiToken.objects.create(person=person, name=name, sha256=_digest(secret), created_at=at)
    _note("token.issue", person, row, at)
    return row, secret


@transaction.atomic
def revoke(person: Person, *, number: int, at: datetime) -> ApiToken:
    """One's own token stops working at once; twice is once. Raises NotVisible for any other."""
    row = ApiToken.objects.select_for_update().filter(person=person, pk=number).first()
    if row is None:
        raise NotVisible()
    if row.revoked_at is None:
        row.revoked_at = at
        row.save(update_fields=["revoked_at"])
        _note("token.revoke", person, row, at)
    return row


def owner_of(secret: str, at: datetime) -> Person | None:
    """Whose token this is, if it works and its owner is in service; notes that it was used."""
    rows = ApiToken.objects.filter(sha256=_digest(secret), revoked_at=None)
    row = rows.select_related("person__unit").first()
    if row is None or not row.person.is_active or not row.person.works_on(day_of(at)):
        return None
    if row.last_used is None or at - row.last_used >= _NOTED_EVERY:
        stale = Q(last_used=None) | Q(last_used__lte=at - _NOTED_EVERY)
        ApiToken.objects.filter(stale, pk=row.pk).update(last_used=at)
    return org.person_by_id(row.person_id)


def _digest(secret: str) -> str:
    """Plain SHA-256: the secret is 256 random bits, so that there is nothing to guess."""
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()


def _note(verb: str, person: Person, row: ApiToken, at: datetime) -> None:
    events.append(
        verb=verb, object_kind="token", object_id=row.pk, actor=person, unit=person.unit, at=at,
        given={"name": row.name}, department_id=person.department_id,
    )  # fmt: skip

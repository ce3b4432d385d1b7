"""What a kind may say for itself beyond its fields: answers worked out, and answers checked.

Both see the same: the cleaned answers and where they belong. They may ask the queries of other
parts but never write, and never read the clock.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from weian.base import fields
from weian.base.fields import Field

if TYPE_CHECKING:
    from weian.org.queries import Unit


@dataclass(frozen=True)
class Answers:
    """Cleaned answers, of which unit, when. ``subject`` is the thing that a record is about,
    ``corrects`` the record that it stands in for, ``itself`` the subject that is changed, ``by`` the
    person who answers (None: the system)."""

    data: Mapping[str, object]
    unit: Unit
    moment: datetime
    subject: UUID | None = None
    corrects: UUID | None = None
    itself: UUID | None = None
    by: int | None = None


#: Field key → the answer worked out (None: there is none). The keys are ``derived`` of the kind.
Derive = Callable[[Answers], Mapping[str, object]]
#: Field key (or "subject", "happened_at") → what is wrong, in Chinese; nothing if all is well.
Check = Callable[[Answers], Mapping[str, str]]


def by_oneself(key: str) -> Check:
    """A check: whom a field names answers in person, nobody for another (but the system)."""

    def check(answers: Answers) -> Mapping[str, str]:
        if answers.by is None or answers.data.get(key) == answers.by:
            return {}
        return {key: "要由本人登录后确认，不能替别人确认。"}

    return check


def given(derived: Iterable[str], data: Mapping[str, object]) -> dict[str, object]:
    """What was typed: an answer that the system works out is not listened to."""
    left = frozenset(derived)
    return {k: v for k, v in data.items() if k not in left}


def worked_out(
    derive: Derive | None, derived: Iterable[str], asked: Iterable[Field], answers: Answers
) -> dict[str, object]:
    """The answers with those that the kind works out, in the form in which they are stored."""
    if derive is None:
        return dict(answers.data)
    keys = frozenset(derived)
    own = [f for f in asked if f.key in keys]
    return {**answers.data, **fields.clean(own, derive(answers))}


def wrong(check: Check | None, answers: Answers) -> dict[str, str]:
    """What the kind itself finds wrong."""
    return dict(check(answers)) if check is not None else {}


def problems(derive: Derive | None, derived: Iterable[str], fields_: Iterable[Field]) -> list[str]:
    """What is wrong with the declaration, in words."""
    known = {f.key: f for f in fields_}
    out = [f"derives no field: {k}" for k in derived if k not in known]
    out += [f"asks for what it derives: {k}" for k in derived if k in known and known[k].required]
    if bool(list(derived)) != (derive is not None):
        out.append("derived and derive go together")
    return out

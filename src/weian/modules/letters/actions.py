"""Issuing a letter and what follows from it: its number, its service, its withdrawal, its answer."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from weian.base import bounds
from weian.base.clock import day_of
from weian.base.errors import BadInput
from weian.base.models import Event
from weian.base.numbering import next_number
from weian.case import actions as cases
from weian.case import queries as case_queries
from weian.case.queries import Case
from weian.modules.letters.choices import BY_KEY
from weian.org import queries as org
from weian.org.queries import Person, Unit

_COPIED: Final = ("title", "facts", "demands", "basis", "reply_by")


@transaction.atomic
def issue(actor: Person, *, letter: Case, version: int | None, at: datetime) -> Case:
    """Number the letter (by issuer, kind and year, without gaps), and serve it to every addressee that
    uses the platform. Raises what ``case.actions.act`` raises; a number is then not used up."""
    day = day_of(at)
    kind = BY_KEY[letter.category]
    order = next_number(f"letter:{letter.unit_id}:{kind.key}", day.year)
    number = f"{letter.unit.short_name or letter.unit.name}安{kind.mark}〔{day.year}〕{order}号"
    given = {"letter_number": number, "issued_on": day.isoformat(), "signed_by": actor.pk}
    done = cases.act(actor, case=letter, verb="issue", given=given, version=version, at=at)
    with bounds.everything("a letter is served with its addressees, wherever they are"):
        for unit in addressees(done):
            if unit.is_login and unit.group in ("institution", "employer", "commission", "agency"):
                _serve(done, unit, number, at)
    return done


def addressees(letter: Case) -> list[Unit]:
    """The units it is written to."""
    to = letter.data.get("addressees") or []
    return org.units_by_ids([int(str(pk)) for pk in to])


def _serve(letter: Case, unit: Unit, number: str, at: datetime) -> None:
    data = {key: letter.data[key] for key in _COPIED if letter.data.get(key) is not None}
    cases.open_case(
        None, kind="incoming_letter", unit=unit, at=at,
        data={**data, "kind_of": letter.category, "letter_number": number,
              "issuer": letter.unit_id, "letter": str(letter.pk)},
    )  # fmt: skip


@transaction.atomic
def withdraw(
    actor: Person, *, letter: Case, by_letter: str, reason: str, version: int | None, at: datetime
) -> Case:
    """Withdraw by a new letter of the same issuer, which has been issued; copies with addressees end
    too. Raises BadInput for a number that is none."""
    newer = (
        case_queries.visible(actor, at)
        .filter(kind="letter", unit=letter.unit)
        .exclude(pk=letter.pk)
    )
    if not newer.filter(data__letter_number=by_letter, state__in=("issued", "closed")).exists():
        why = f"没有文号为“{by_letter}”的已签发文书。请先签发说明撤回的新文书，再填它的文号。"
        raise BadInput("letter.no_newer", fields={"by_letter": why})
    given = {"by_letter": by_letter, "reason": reason}
    done = cases.act(actor, case=letter, verb="withdraw", given=given, version=version, at=at)
    with bounds.everything("copies with addressees are withdrawn with their letter"):
        for copy in (c for c in served(letter) if c.is_open):
            given = {"by_letter": by_letter}
            cases.act(None, case=copy, verb="withdraw", given=given, version=None, at=at)
    return done


def served(letter: Case) -> list[Case]:
    """The copies with its addressees, without regard to who asks."""
    units = [unit.pk for unit in addressees(letter)]
    return case_queries.pointing("incoming_letter", units, "letter", str(letter.pk))


def answered(event: Event) -> None:
    """Follower of events: an answer that was accepted stands with the letter, so that nobody types
    it again."""
    if event.object_kind != "incoming_letter" or event.verb != "case.accept":
        return
    copy = case_queries.by_ids([UUID(event.object_id)]).get(UUID(event.object_id))
    letter_id = UUID(str(copy.data["letter"])) if copy else None
    letter = case_queries.by_ids([letter_id]).get(letter_id) if letter_id else None
    if copy is None or letter is None or letter.state != "issued":
        return
    told = f"{copy.unit}：{copy.data.get('reply', '')}"
    before = str(letter.data.get("answered") or "")
    cases.act(
        None, case=letter, verb="answer", given={"answered": f"{before}\n{told}".strip()},
        version=None, at=event.at,
    )  # fmt: skip

"""Questions about sealed tips. Those for custodians and their superiors begin with who asks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import Count, Max, Q, QuerySet

from weian.base import bounds
from weian.base.errors import NotVisible
from weian.base.models import Event
from weian.case import queries as cases
from weian.case.queries import Case
from weian.modules.tips import codes, sealing
from weian.modules.tips.codes import Derived
from weian.modules.tips.models import SealedLetter, SealedTip, TipKey
from weian.org import queries as org
from weian.org.queries import Person, Unit

KEEP: Final = "tip.keep"
OVERSEE: Final = "tip.oversee"
OBJECT: Final = "sealed_tip"
VIEWED: Final = "tip.view"
ASKED: Final = "tip.ask"
AGREED: Final = "tip.agree"
REFUSED: Final = "tip.refuse"
#: What the superior sees of what custodians do with originals.
LOOKS: Final = {
    VIEWED: "看了原文", ASKED: "申请看原文", AGREED: "同意看原文", REFUSED: "不同意看原文",
}  # fmt: skip
SENDER: Final = "sender"
_FEW: Final = 5
_WHO_TAKES: Final = "who takes tips, and the public half of their keys"


class Found(NamedTuple):
    """A tip that a code proved, with the key that opens its answers."""

    tip: SealedTip
    seed: bytes


def hush() -> None:
    """Keep the database from writing this transaction's statements, and when they ran, to its log.

    Does nothing where the role was not given the right to (a database of one's own).
    """
    asked = "has_parameter_privilege(%s, 'SET')"
    with connection.cursor() as cursor:
        for name, value in (
            ("log_min_duration_statement", "-1"),
            ("log_min_error_statement", "panic"),
        ):
            cursor.execute(
                f"SELECT CASE WHEN {asked} THEN set_config(%s, %s, true) END", [name, name, value]
            )


def offices(at: datetime) -> list[Unit]:
    """The commissions that take tips now, in the order of their names."""
    with bounds.everything(_WHO_TAKES):
        numbers = {key.office_id for key in _active(TipKey.objects.all(), at)}
    return sorted(org.units_by_ids(sorted(numbers)), key=lambda u: (u.path.count("/"), u.sort_key))


def office_or_404(pk: int, at: datetime) -> Unit:
    """A commission that takes tips now, else NotVisible."""
    if not readers(pk, at):
        raise NotVisible()
    return org.unit_by_id(pk)


def readers(office: int, at: datetime) -> dict[str, bytes]:
    """The keys to which a letter to this office is sealed, by their number."""
    with bounds.everything(_WHO_TAKES):
        rows = _active(TipKey.objects.filter(office_id=office), at)
    return {str(key.pk): bytes(key.public) for key in rows}


def active_keys(office: Unit, at: datetime) -> list[TipKey]:
    """The keys in use."""
    return _active(TipKey.objects.filter(office=office), at)


def _active(rows: QuerySet[TipKey], at: datetime) -> list[TipKey]:
    """Confirmed, not ended, and of somebody who is a custodian there today."""
    found = rows.filter(ended_at=None, confirmed_at__isnull=False).select_related(
        "person", "office"
    )
    return [key for key in found.order_by("pk") if org.can(key.person, KEEP, key.office, at)]


def by_code(code: str) -> Found | None:
    """The tip of a receipt code; a code that is none takes as long."""
    with bounds.everything("the one tip whose code the sender knows"):
        tip = SealedTip.objects.filter(locator=codes.locator(code, settings.TIP_KEY)).first()
    derived: Derived = codes.derive(code, bytes(tip.salt) if tip else None)
    if tip is None or not codes.same(bytes(tip.verifier), derived):
        return None
    return Found(tip, derived.seed)


def replies(found: Found) -> list[tuple[date, str]]:
    """What the custodian wrote to the sender, in order."""
    private = sealing.pair_of(found.seed).private
    out = []
    with bounds.everything("what was written to the sender, who knows the code"):
        letters = list(found.tip.letters.filter(sort="reply").order_by("number"))
    for letter in letters:
        content = sealing.unseal(as_sealed(letter), SENDER, private)
        if content is not None:
            out.append((letter.day, str(content["text"])))
    return out


def as_sealed(letter: SealedLetter) -> sealing.Sealed:
    """The box of a row."""
    return sealing.Sealed(bytes(letter.body), letter.keys)


def case_of(tip: SealedTip) -> Case | None:
    """The case that its release opened."""
    if not tip.case_id:
        return None
    with bounds.everything("how far a tip has come, for its sender and its custodian"):
        return cases.by_ids([tip.case_id]).get(tip.case_id)


def rewarded(case: Case | None) -> bool:
    """Whether a reward was decided."""
    return case is not None and bool(case.data.get("form"))


def offices_of(person: Person, right: str, at: datetime) -> list[int]:
    """The commissions on which somebody holds a right over tips, by number."""
    held = (org.reach_of([grant], right) for grant in org.grants_of(person, at))
    return sorted({pk for reach in held for units in reach.values() for pk in units})


def tips_of(person: Person, at: datetime) -> QuerySet[SealedTip]:
    """The tips that a custodian keeps, the latest first, with how many letters await an answer."""
    rows = SealedTip.objects.filter(office__in=offices_of(person, KEEP, at))
    counted = rows.annotate(
        letters_in=Count("letters", filter=~Q(letters__sort="reply")),
        last_in=Max("letters__number", filter=~Q(letters__sort="reply")),
        last_out=Max("letters__number", filter=Q(letters__sort="reply")),
    )
    return counted.select_related("office").order_by("-day", "id")


def tip_or_404(person: Person, pk: UUID, at: datetime) -> SealedTip:
    """A tip that the person keeps, else NotVisible."""
    found = tips_of(person, at).filter(pk=pk).first()
    if found is None:
        raise NotVisible()
    return found


def letters_of(tip: SealedTip) -> list[SealedLetter]:
    """Everything written, in order."""
    return list(tip.letters.order_by("number"))


def keys_of(person: Person) -> list[TipKey]:
    """The keys that somebody ever made, the latest first."""
    rows = TipKey.objects.filter(person=person).select_related("office", "confirmed_by")
    return list(rows.order_by("-pk"))


def keys_at(numbers: Iterable[int]) -> list[TipKey]:
    """The keys of some offices, the latest first."""
    rows = TipKey.objects.filter(office_id__in=list(numbers))
    return list(rows.select_related("office", "person", "confirmed_by").order_by("-pk"))


def views_at(numbers: Iterable[int]) -> QuerySet[Event]:
    """Who looked at originals of some offices, asked to or agreed that another does."""
    rows = Event.objects.filter(object_kind=OBJECT, verb__in=LOOKS, unit_id__in=list(numbers))
    return rows.order_by("-seq")


def views_of(tip: SealedTip) -> list[Event]:
    """Who looked at one, asked to or agreed that another does."""
    rows = Event.objects.filter(object_kind=OBJECT, object_id=str(tip.pk), verb__in=LOOKS)
    return list(rows.order_by("seq"))


def received(numbers: Iterable[int], year: int) -> int:
    """How many tips came in a year; shown outside only ``guarded``."""
    return SealedTip.objects.filter(office_id__in=list(numbers), day__year=year).count()


def guarded(number: int) -> str:
    """A count as it may be shown outside: a small one could point at somebody."""
    return str(number) if number >= _FEW else f"少于 {_FEW}"


def content(letter: SealedLetter, privates: dict[str, bytes]) -> dict[str, Any] | None:
    """What is in a letter, if one of these keys opens it."""
    for reader, private in privates.items():
        found = sealing.unseal(as_sealed(letter), reader, private)
        if found is not None:
            return found
    return None

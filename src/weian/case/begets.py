"""A step that opens a case of another kind in the same act: said once, followed under its own number."""

from __future__ import annotations

from collections.abc import Mapping

from weian.base.errors import BadInput
from weian.case.drafts import Draft
from weian.case.kinds import Begets, CaseKind, kind
from weian.case.models import Case
from weian.case.steps import Move
from weian.org import queries as org
from weian.org.queries import Unit

__all__ = ["draft_of", "in_own_words", "starting"]


def draft_of(move: Move, data: Mapping[str, object]) -> Draft | None:
    """The case that a step opens; None if it opens none, or names one that stands already.

    Raises BadInput if the one that is named is not there for whoever names it.
    """
    begets = move.declared.begets.get(move.verb)
    if begets is None:
        return None
    place = _place(move.case, move.declared)
    if number := str(data.get(begets.number) or ""):
        _stands(move, begets, place, number)
        return None
    told = {child: data[key] for child, key, _ in begets.takes if data.get(key) not in (None, "")}
    same = place.pk == move.case.unit_id
    return Draft(
        move.actor, begets.kind, place, {**told, **dict(begets.fixed)}, move.at,
        move.case.department if same else None,
    )  # fmt: skip


def in_own_words(move: Move, refused: BadInput) -> BadInput:
    """A refusal of the case that would have been opened, by the fields that were really asked."""
    asked = {child: key for child, key, _ in move.declared.begets[move.verb].takes}
    wrong = {asked.get(child, child): why for child, why in refused.fields.items()}
    return BadInput(refused.code, refused.message, fields=wrong)


def starting(case: Case, declared: CaseKind, verb: str) -> dict[str, object]:
    """What the form of such a step begins with: what the case says already."""
    begets = declared.begets.get(verb)
    takes = begets.takes if begets else ()
    return {key: case.data[own] for _, key, own in takes if own and case.data.get(own)}


def _stands(move: Move, begets: Begets, place: Unit, number: str) -> None:
    rows = Case.objects.filter(kind=begets.kind, unit_id=place.pk, number=number)
    seen = rows if move.actor is None else rows.visible_to(move.actor, move.at)
    if not seen.exists():
        what = kind(begets.kind).title
        told = f"{place}没有编号为 {number} 的{what}。请核对编号；还没有报过的，清空编号，由系统新报一条。"
        raise BadInput("case.invalid", fields={begets.number: told})


def _place(case: Case, declared: CaseKind) -> Unit:
    """The unit that it is about, where it is kept from that unit."""
    about = case.data.get(declared.concerns) if declared.concerns else None
    return org.unit_by_id(int(str(about))) if about else case.unit

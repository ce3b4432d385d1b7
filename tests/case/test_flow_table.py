"""Every verb from every state by every role: as the table of the flow says, or refused clearly."""

from datetime import datetime
from types import SimpleNamespace
from typing import Any

import pytest

from weian.base.clock import TZ
from weian.base.errors import Conflict, Forbidden, NotVisible, Refusal
from weian.case.drafts import Draft, build
from weian.case.kinds import KINDS
from weian.case.models import Case
from weian.case.steps import Move, admit
from weian.org import rights
from weian.subject.envelope.known import Known

pytestmark = pytest.mark.db

AT = datetime(2026, 11, 5, 10, 0, tzinfo=TZ)
ROLES = (
    "leader", "clerk", "inspector", "head", "deputy", "manager", "chief", "nurse", "guard",
    "auditor", "other",
)  # fmt: skip


def place(kind: str, tree: SimpleNamespace) -> Case:
    """A case of the surgery, as it would lie in the table; its answers do not matter here."""
    draft = Draft(None, kind, tree.hospital, {}, AT, tree.surgery)
    (case,), (step,) = build([(draft, {})], Known())
    case.save()
    step.save()
    return Case.objects.select_related("unit", "department").get(pk=case.pk)


def by_table(role: str, step: Any, person: Any, case: Case) -> str:
    """What the two tables say: "yes", "no right", "out of sight"."""
    grant = person.grants_on(AT.date())[0]
    on_department = grant.unit.kind == "department"

    def reaches(right: str) -> bool:
        held = rights.holds(grant.role, right, on_department=on_department)
        return held and rights.covers(grant.unit, right, case.unit, case.department)

    if not reaches("read"):
        return "out of sight"
    return "yes" if reaches(step.right) else "no right"


@pytest.mark.parametrize("key", sorted(KINDS))
def test_each_verb_from_each_state_by_each_role(
    key: str, tree: SimpleNamespace, people: SimpleNamespace, transactional: Any
) -> None:
    kind = KINDS[key]
    case = place(key, tree)
    case.known_to = None  # who knows of what is secret is another matter
    for state in kind.flow.states:
        case.state = state
        for step in kind.flow.steps:
            for role in ROLES:
                person = getattr(people, role)
                outcome = attempt(Move(person, case, step.verb, {}, AT))
                told = by_table(role, step, person, case)
                assert outcome == expected(told, state in step.sources), (state, step.verb, role)


def expected(told: str, open_here: bool) -> str:
    if told == "out of sight":
        return "404"
    if not open_here:
        return "409"
    return "yes" if told == "yes" else "403"


def attempt(move: Move) -> str:
    try:
        admit(move, ())
    except Refusal as refusal:
        assert refusal.message and refusal.code
        assert isinstance(refusal, Conflict | Forbidden | NotVisible)
        return str(refusal.status)
    return "yes"


@pytest.fixture
def transactional(db: None) -> None:
    """Numbers are taken inside a transaction, which the test already is."""


@pytest.mark.parametrize("key", sorted(KINDS))
def test_every_guard_can_be_asked_with_an_empty_case(
    key: str, tree: SimpleNamespace, people: SimpleNamespace, browse: Any
) -> None:
    if KINDS[key].page:
        pytest.skip("has a page of its own")
    case = place(key, tree)
    for role in ("leader", "clerk", "head", "manager", "chief", "nurse"):
        for state in KINDS[key].flow.states:
            ended = state in KINDS[key].flow.ends
            Case.objects.filter(pk=case.pk).update(
                state=state, is_open=not ended, closed_on=case.opened_on if ended else None
            )
            page = browse(getattr(people, role)).get(f"/cases/{case.pk}/")
            assert page.status_code == 200
            shape = page.context["page"]
            assert shape.next or shape.waits_for or ended, (role, state)

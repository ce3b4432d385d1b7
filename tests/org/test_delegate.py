"""Standing in for a colleague: limited in time, never wider, not passed on, both names in the log."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from weian.base.clock import TZ
from weian.base.errors import BadInput, Conflict, Forbidden, NotVisible
from weian.base.models import Event
from weian.org import actions, queries
from weian.org.models import Delegation, Grant, Person
from weian.org.rights import NOT_LENT_ROLES, RIGHTS, lends

pytestmark = pytest.mark.db
DAY = date(2026, 11, 5)
NOON = datetime(2026, 11, 5, 12, tzinfo=TZ)
ALL_RIGHTS = sorted({right for rights in RIGHTS.values() for right in rights})


@pytest.fixture
def pair(tree: SimpleNamespace, someone: Any) -> SimpleNamespace:
    """A head with two roles and a colleague with one of a department, both with accounts."""
    head = someone("institution_head", tree.hospital, name="李院长")
    actions.appoint(None, at=NOON, unit=tree.hospital, person=head, roles=["safety_manager"])
    nurse = someone("staff", tree.hospital, tree.ward, name="王护士")
    for person, login in ((head, "li.head"), (nurse, "wang.nurse")):
        actions.create_login(None, at=NOON, person=person, login=login)
    return SimpleNamespace(head=fresh(head), nurse=fresh(nurse), tree=tree)


def fresh(person: Person) -> Person:
    found: Person = Person.objects.get(pk=person.pk)
    return found


def lend(pair: SimpleNamespace, **more: Any) -> Delegation:
    given: dict[str, Any] = {
        "taker": pair.nurse, "grants": [g.pk for g in pair.head.grants_on(DAY)], "since": DAY,
        "until": DAY + timedelta(days=3), "reason": "外出培训",
    }  # fmt: skip
    return actions.delegate(pair.head, at=NOON, **{**given, **more})


def standing_in(pair: SimpleNamespace, row: Delegation, at: datetime = NOON) -> Person:
    """The taker of a later request, with whatever the delegation gives at that moment."""
    taker = fresh(pair.nurse)
    taker.stand_in(queries.delegation_to(taker, row.pk, at))
    return taker


def test_whoever_stands_in_may_what_was_lent_and_the_event_names_both(
    pair: SimpleNamespace,
) -> None:
    row = lend(pair)
    hospital = pair.tree.hospital
    assert not queries.can(fresh(pair.nurse), "fact.declare", hospital, NOON)
    taker = standing_in(pair, row)
    assert queries.can(taker, "fact.declare", hospital, NOON)
    actions.declare_fact(taker, at=NOON, unit=hospital, key="beds", value=300)
    event = Event.objects.get(verb="fact.declare")
    assert (event.actor_id, event.behalf_id) == (pair.nurse.pk, pair.head.pk)
    names = queries.names_of(queries.doers([event]))
    assert queries.doer(event, names) == "王护士 代 李院长 办"
    given = Event.objects.get(verb="delegation.give")
    assert given.actor_id == pair.head.pk
    assert given.given["given"]["taker"] == pair.nurse.pk


def test_secrets_and_giving_rights_are_never_lent(pair: SimpleNamespace) -> None:
    taker = standing_in(pair, lend(pair))
    hospital = pair.tree.hospital
    assert queries.can(pair.head, "person.appoint", hospital, NOON)
    for right in ("person.appoint", "pack.adopt", "log.read", "tip.keep", "health.read"):
        assert not lends(right)
        assert not queries.can(taker, right, hospital, NOON)
    with pytest.raises(Forbidden):
        actions.appoint(
            taker, at=NOON, unit=hospital, person=pair.nurse, roles=["institution_head"]
        )


@pytest.mark.parametrize("role", sorted(NOT_LENT_ROLES))
def test_a_role_that_keeps_secrets_is_not_offered(
    role: str, tree: SimpleNamespace, someone: Any
) -> None:
    unit = tree.hospital if role == "health_keeper" else tree.county
    keeper, other = someone(role, unit, name="甲"), someone("staff", unit, name="乙")
    actions.create_login(None, at=NOON, person=other, login="yi.yi")
    assert actions.lendable(keeper, NOON) == []
    numbers = [g.pk for g in keeper.grants_on(DAY)]
    with pytest.raises(BadInput):
        actions.delegate(
            keeper, at=NOON, taker=fresh(other), grants=numbers, since=DAY,
            until=DAY + timedelta(days=1), reason="休假",
        )  # fmt: skip


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"grants": []}, "roles"),
        ({"grants": [999_999]}, "roles"),
        ({"since": DAY - timedelta(days=1)}, "since"),
        ({"until": DAY}, "last"),
        ({"until": DAY + timedelta(days=91)}, "last"),
        ({"reason": "  "}, "reason"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    pair: SimpleNamespace, more: dict[str, Any], field: str
) -> None:
    with pytest.raises(BadInput) as refused:
        lend(pair, **more)
    assert list(refused.value.fields) == [field]


def test_only_colleagues_of_the_unit_with_an_account_stand_in(
    pair: SimpleNamespace, someone: Any
) -> None:
    for other in (pair.head, someone("staff", pair.tree.clinic), someone("staff", pair.tree.hospital)):  # fmt: skip
        with pytest.raises(BadInput) as refused:
            lend(pair, taker=other)
        assert list(refused.value.fields) == ["taker"]


def test_the_same_days_are_lent_once(pair: SimpleNamespace) -> None:
    row = lend(pair)
    with pytest.raises(Conflict):
        lend(pair, since=DAY + timedelta(days=2), until=DAY + timedelta(days=5))
    actions.end_delegation(pair.head, at=NOON, delegation=row)
    lend(pair)


def test_what_was_lent_is_not_lent_on(pair: SimpleNamespace, someone: Any) -> None:
    third = someone("staff", pair.tree.hospital, name="赵三")
    actions.create_login(None, at=NOON, person=third, login="zhao.san")
    taker = standing_in(pair, lend(pair))
    assert actions.lendable(taker, NOON) == []
    with pytest.raises(Forbidden) as refused:
        actions.delegate(
            taker, at=NOON, taker=fresh(third), grants=[g.pk for g in taker.grants_on(DAY)],
            since=DAY, until=DAY + timedelta(days=1), reason="顺便",
        )  # fmt: skip
    assert refused.value.code == "delegation.passed_on"
    with pytest.raises(BadInput):  # nor in one's own name
        actions.delegate(
            fresh(pair.nurse), at=NOON, taker=fresh(third), since=DAY,
            grants=[g.pk for g in taker.grants_on(DAY)], until=DAY + timedelta(days=1), reason="顺便",
        )  # fmt: skip


def test_it_ends_at_once_by_either_side_or_by_who_appoints(
    pair: SimpleNamespace, someone: Any
) -> None:
    stranger = someone("safety_manager", pair.tree.clinic)
    for actor in (pair.head, pair.nurse, someone("safety_manager", pair.tree.hospital)):
        row = lend(pair)
        with pytest.raises((Forbidden, NotVisible)):
            actions.end_delegation(stranger, at=NOON, delegation=row)
        assert standing_in(pair, row).acting is not None
        actions.end_delegation(actor, at=NOON, delegation=row)
        assert standing_in(pair, row).acting is None
    assert Event.objects.filter(verb="delegation.end").count() == 3


def test_with_the_role_goes_what_was_lent_of_it(pair: SimpleNamespace) -> None:
    row = lend(pair)
    hospital = pair.tree.hospital
    first, second = Grant.objects.filter(person=pair.head).order_by("pk")
    actions.end_grant(None, at=NOON, grant=first)
    taker = standing_in(pair, row)
    assert [g.role for g in taker.grants_on(DAY)] == ["safety_manager"]
    assert not queries.can(taker, "report.sign", hospital, NOON)
    actions.end_grant(None, at=NOON, grant=second)
    assert standing_in(pair, row).acting is None


def test_with_its_giver_or_the_common_unit_it_goes(pair: SimpleNamespace) -> None:
    row = lend(pair)
    Person.objects.filter(pk=pair.nurse.pk).update(unit=pair.tree.clinic)
    assert standing_in(pair, row).acting is None
    Person.objects.filter(pk=pair.nurse.pk).update(unit=pair.tree.hospital)
    assert standing_in(pair, row).acting is not None
    actions.leave(None, at=NOON, person=pair.head)
    assert standing_in(pair, row).acting is None


_DAYS = st.integers(-5, 100)


@settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(
    since=st.integers(0, 20),
    length=st.integers(1, 90),
    lent=st.sets(st.sampled_from([0, 1]), min_size=1),
    moment=st.integers(-2 * 86_400, 120 * 86_400),
    taken=st.none() | st.tuples(st.sampled_from([0, 1]), st.integers(0, 100)),
    ended=st.none() | st.integers(0, 100),
    right=st.sampled_from(ALL_RIGHTS),
)
def test_at_no_moment_does_a_stand_in_have_more_than_the_giver_lent_and_has(
    pair: SimpleNamespace,
    since: int,
    length: int,
    lent: set[int],
    moment: int,
    taken: tuple[int, int] | None,
    ended: int | None,
    right: str,
) -> None:
    """Any days, any part of the roles, any role taken back, any moment to the second."""
    begin = datetime.combine(DAY, datetime.min.time(), TZ)
    at = begin + timedelta(seconds=moment)
    roles = list(Grant.objects.filter(person=pair.head).order_by("pk"))
    Grant.objects.filter(person=pair.head).update(until=None)
    Delegation.objects.all().delete()
    first = DAY + timedelta(days=since)
    row = lend(
        pair, grants=[roles[n].pk for n in lent], since=first, until=first + timedelta(days=length)
    )
    if taken is not None:
        actions.end_grant(None, at=NOON, grant=roles[taken[0]], on=DAY + timedelta(days=taken[1]))
    is_over = ended is not None and begin + timedelta(days=ended) <= at
    if is_over:
        actions.end_delegation(pair.head, at=at, delegation=row)

    taker, giver = standing_in(pair, row, at), fresh(pair.head)
    hospital = pair.tree.hospital
    in_time = datetime.combine(first, datetime.min.time(), TZ) <= at < datetime.combine(
        first + timedelta(days=length), datetime.min.time(), TZ
    )  # fmt: skip
    if not in_time or is_over:
        assert taker.acting is None
        assert taker.grants_on(at.astimezone(TZ).date()) == fresh(pair.nurse).grants_on(
            at.astimezone(TZ).date()
        )
        return
    if taker.acting is not None and queries.can(taker, right, hospital, at):
        assert queries.can(giver, right, hospital, at)
        assert lends(right)
    held = {g.pk for g in giver.grants_on(at.astimezone(TZ).date())}
    expected = held & {roles[n].pk for n in lent}
    assert (taker.acting is not None) == bool(expected)
    if taker.acting is not None:
        assert {g.pk for g in taker.grants_on(at.astimezone(TZ).date())} == expected
        assert taker.acting_for_id == pair.head.pk
        assert taker.hands == {pair.nurse.pk, pair.head.pk}

"""Appointing people, ending it, keeping units, declaring facts: rules and the batch forms."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from weian.base import events
from weian.base.errors import BadInput, Conflict, Forbidden, NotVisible, Refusal
from weian.base.models import Event
from weian.org import actions, queries
from weian.org.actions import Engagement, UnitSeed
from weian.org.kinds import ROLES, UNIT_KINDS, kinds_in
from weian.org.models import Fact, Person, Unit
from weian.org.rights import RIGHTS
from weian.org.scope import scope_of

pytestmark = pytest.mark.db
AT = datetime(2026, 11, 5, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 5)


def test_every_role_has_rights_and_only_roles_have() -> None:
    assert set(RIGHTS) == set(ROLES)
    assert kinds_in(["commission", "hospital"]) == {
        "commission_province", "commission_city", "commission_county", "hospital",
    }  # fmt: skip
    with pytest.raises(KeyError):
        kinds_in(["spaceship"])


def test_one_act_is_one_event_and_the_chain_holds(tree: SimpleNamespace) -> None:
    before = Event.objects.count()
    person = actions.appoint(
        None, at=AT, unit=tree.hospital, department=tree.ward, name="张三", phone="13800000000",
        posts=["department_head", "staff"], roles=["department_head"],
    )  # fmt: skip
    event = Event.objects.order_by("-seq")[0]
    assert Event.objects.count() == before + 1
    assert (event.verb, event.object_id, event.at) == ("person.appoint", str(person.pk), AT)
    assert (event.unit_id, event.department_id) == (tree.hospital.pk, tree.ward.pk)
    assert event.given["roles"] == [["department_head", tree.ward.pk]]
    assert events.verify() is None


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({}, "name"),
        ({"name": "张三", "employment": "guest"}, "employment"),
        ({"name": "张三", "since": date(2019, 12, 31)}, "since"),
        ({"name": "张三", "posts": ["king"]}, "posts"),
        ({"name": "张三", "roles": ["king"]}, "roles"),
        ({"name": "张三", "roles": ["department_head"]}, "roles"),
        ({"name": "张三", "roles": ["commission_clerk"]}, "roles"),
        ({"name": "张三", "phone": "1" * 40}, "phone"),
        ({"name": "张三", "shoe_size": 43}, "shoe_size"),
    ],
)
def test_a_wrong_appointment_leaves_nothing(
    tree: SimpleNamespace, given: dict[str, Any], field: str
) -> None:
    before = Event.objects.count()
    with pytest.raises(BadInput) as caught:
        actions.appoint(None, at=AT, unit=tree.hospital, **given)
    assert field in caught.value.fields
    assert not Person.objects.exists()
    assert Event.objects.count() == before


def test_a_department_of_another_unit_is_refused(tree: SimpleNamespace) -> None:
    with pytest.raises(BadInput):
        actions.appoint(None, at=AT, unit=tree.clinic, department=tree.ward, name="张三")
    with pytest.raises(ValueError, match="another unit"):
        scope_of(tree.clinic, tree.ward)


def test_the_same_post_twice_is_a_conflict(tree: SimpleNamespace, someone: Any) -> None:
    person = someone("safety_manager", tree.hospital, posts=["safety_manager"])
    for more in ({"posts": ["safety_manager"]}, {"roles": ["safety_manager"]}):
        with pytest.raises(Conflict):
            actions.appoint(None, at=AT, unit=tree.hospital, person=person, **more)


def test_who_has_left_is_not_appointed(tree: SimpleNamespace, someone: Any) -> None:
    person = actions.leave(None, at=AT, person=someone("staff", tree.hospital))
    with pytest.raises(BadInput):
        actions.appoint(None, at=AT, unit=tree.hospital, person=person, posts=["staff"])
    with pytest.raises(Conflict):
        actions.leave(None, at=AT, person=person)


@pytest.mark.parametrize(
    ("role", "unit", "given", "place", "refusal"),
    [
        ("commission_clerk", "county", "institution_head", "hospital", None),
        ("commission_clerk", "county", "safety_manager", "branch", None),
        ("commission_clerk", "county", "commission_inspector", "county", None),
        ("commission_clerk", "county", "platform_admin", "county", Forbidden),
        ("commission_clerk", "county", "commission_leader", "county", Forbidden),
        ("commission_clerk", "county", "safety_manager", "stranger", NotVisible),
        ("platform_admin", "province", "commission_leader", "county", None),
        ("platform_admin", "county", "auditor", "county", None),
        ("institution_head", "hospital", "deputy_in_charge", "hospital", None),
        ("institution_head", "hospital", "staff", "hospital", None),
        ("institution_head", "hospital", "auditor", "hospital", Forbidden),
        ("institution_head", "hospital", "safety_manager", "clinic", NotVisible),
        ("safety_manager", "hospital", "institution_head", "hospital", Forbidden),
        ("safety_manager", "hospital", "security_guard", "hospital", None),
        ("deputy_in_charge", "hospital", "staff", "hospital", Forbidden),
        ("staff", "hospital", "staff", "hospital", Forbidden),
        ("auditor", "county", "staff", "hospital", NotVisible),
    ],
)
def test_who_gives_which_role(
    tree: SimpleNamespace, someone: Any, role: str, unit: str, given: str, place: str,
    refusal: type[Refusal] | None,
) -> None:  # fmt: skip
    actor, target = someone(role, getattr(tree, unit)), getattr(tree, place)
    if refusal is None:
        made = actions.appoint(actor, at=AT, unit=target, name="李四", roles=[given])
        assert made.grants.get().role == given
    else:
        with pytest.raises(refusal):
            actions.appoint(actor, at=AT, unit=target, name="李四", roles=[given])
        assert not Person.objects.filter(name="李四").exists()


@pytest.mark.parametrize(
    ("role", "unit", "department", "right", "place", "inside", "expected"),
    [
        ("commission_clerk", "county", None, "notify.urge", "hospital", None, True),
        ("commission_clerk", "county", None, "notify.urge", "stranger", None, False),
        ("commission_clerk", "county", None, "report.sign", "hospital", None, False),
        ("institution_head", "hospital", None, "report.sign", "branch", None, True),
        ("institution_head", "branch", None, "report.sign", "branch", None, True),
        ("institution_head", "branch", None, "report.sign", "hospital", None, False),
        ("department_head", "hospital", "ward", "record.submit", "hospital", "ward", True),
        ("department_head", "hospital", "ward", "record.submit", "hospital", "surgery", False),
        ("department_head", "hospital", "ward", "record.submit", "hospital", None, False),
        ("staff", "hospital", "ward", "case.report", "hospital", None, True),
        ("staff", "hospital", "ward", "case.report", "clinic", None, False),
        ("staff", "hospital", "ward", "record.submit:own", "hospital", None, True),
        ("staff", "hospital", "ward", "record.submit:drill", "hospital", None, False),
        ("security_guard", "clinic", None, "record.submit:patrol", "clinic", None, True),
        ("safety_manager", "clinic", None, "record.submit:drill", "clinic", None, True),
        ("auditor", "county", None, "log.read", "hospital", None, True),
        ("auditor", "county", None, "read", "hospital", None, False),
    ],
)
def test_rights_reach_as_far_as_the_grant(
    tree: SimpleNamespace, someone: Any, role: str, unit: str, department: str | None, right: str,
    place: str, inside: str | None, expected: bool,
) -> None:  # fmt: skip
    person = someone(role, getattr(tree, unit), getattr(tree, department or "", None))
    target, within = getattr(tree, place), getattr(tree, inside or "", None)
    assert queries.can(person, right, target, AT, within) is expected


def test_holders_are_those_in_office_and_in_service(tree: SimpleNamespace, someone: Any) -> None:
    head = someone("institution_head", tree.hospital, posts=["head"], name="院长")
    nurse = someone("", tree.hospital, tree.ward, posts=["head_nurse"], name="护士长")
    assert queries.holders(tree.hospital, "head", AT) == [head]
    assert queries.holders(tree.ward, "head_nurse", AT) == [nurse]
    assert queries.holders(tree.clinic, "head", AT) == []
    actions.leave(None, at=AT, person=head)
    assert queries.holders(tree.hospital, "head", AT) == []
    assert queries.holders(tree.hospital, "head", AT - timedelta(days=1)) == [head]
    assert list(queries.people_of(tree.ward, AT)) == [nurse]


def test_the_tree_is_walked_both_ways(tree: SimpleNamespace) -> None:
    assert queries.ancestors(tree.east) == [
        tree.province, tree.city, tree.county, tree.hospital, tree.branch,
    ]  # fmt: skip
    below = queries.units_below(tree.county, of=["institution"], on=TODAY)
    assert set(below) == {tree.hospital, tree.branch, tree.clinic}
    assert set(queries.units_below(tree.branch)) == {tree.east}
    assert set(queries.departments_of(tree.hospital, AT)) == {tree.surgery, tree.ward}
    assert (tree.east.institution_id, tree.branch.level_column) == (tree.hospital.pk, "unit_id")


@pytest.mark.parametrize(
    ("parent", "given", "field"),
    [
        ("hospital", {"kind": "commission_county", "name": "某局"}, "kind"),
        ("county", {"kind": "commission_city", "name": "某委"}, "kind"),
        ("ward", {"kind": "department", "name": "某组"}, "kind"),
        ("police", {"kind": "hospital", "name": "警察医院"}, "kind"),
        ("county", {"kind": "spaceship", "name": "某船"}, "kind"),
        ("county", {"kind": "hospital", "name": ""}, "name"),
        ("county", {"kind": "hospital", "name": "某医院", "code": "123"}, "code"),
        ("county", {"kind": "hospital", "name": "某医院", "since": date(2019, 1, 1)}, "since"),
        ("county", {"kind": "hospital", "name": "某医院", "until": date(2026, 1, 1)}, "until"),
    ],
)
def test_a_wrong_unit_is_refused(
    tree: SimpleNamespace, parent: str, given: dict[str, Any], field: str
) -> None:
    with pytest.raises(BadInput) as caught:
        actions.keep_unit(None, at=AT, parent=getattr(tree, parent), **given)
    assert field in caught.value.fields


def test_a_kind_never_changes(tree: SimpleNamespace) -> None:
    with pytest.raises(BadInput):
        actions.keep_unit(None, at=AT, unit=tree.clinic, kind="hospital")
    closed = actions.close_unit(None, at=AT, unit=tree.clinic, on=TODAY)
    assert not closed.stands_on(TODAY)
    assert closed.stands_on(TODAY - timedelta(days=1))


def test_codes_are_unique(tree: SimpleNamespace) -> None:
    given = {"kind": "hospital", "code": "91350100M000100Y43"}
    actions.keep_unit(None, at=AT, parent=tree.county, name="甲医院", **given)
    with pytest.raises(Conflict):
        actions.keep_unit(None, at=AT, parent=tree.county, name="乙医院", **given)
    assert queries.unit_by_code("91350100M000100Y43") == queries.unit_by_code("甲医院")


class TestFacts:
    def test_they_hold_from_their_day_until_another_follows(self, tree: SimpleNamespace) -> None:
        june, september = date(2026, 6, 1), date(2026, 9, 1)
        for since, beds in ((june, 80), (september, 100)):
            actions.declare_fact(
                None, at=AT, unit=tree.hospital, key="beds", value=beds, since=since
            )
        late = datetime(2026, 11, 6, tzinfo=UTC)
        assert queries.facts_of(tree.hospital, late)["beds"].value == 100
        assert queries.facts_of(tree.hospital, AT - timedelta(seconds=1)) == {}  # not known yet
        rows = list(queries.fact_rows([tree.hospital.pk]))
        assert [(key, since, value) for _, key, since, value, _ in rows] == [
            ("beds", june, 80), ("beds", september, 100),
        ]  # fmt: skip

    def test_the_same_again_is_no_act(self, tree: SimpleNamespace) -> None:
        actions.declare_fact(None, at=AT, unit=tree.hospital, key="lift", value=True)
        count = Event.objects.count()
        assert actions.declare_fact(None, at=AT, unit=tree.hospital, key="lift", value=True) is None
        assert Event.objects.count() == count

    def test_taken_back_is_unknown_again(self, tree: SimpleNamespace) -> None:
        actions.declare_fact(None, at=AT, unit=tree.hospital, key="lift", value=False)
        assert queries.facts_of(tree.hospital, AT)["lift"].value is False
        actions.declare_fact(None, at=AT, unit=tree.hospital, key="lift", value=None)
        assert "lift" not in queries.facts_of(tree.hospital, AT)

    @pytest.mark.parametrize(
        ("key", "value", "since"),
        [
            ("beds", "many", TODAY),
            ("beds", -1, TODAY),
            ("level", "9", TODAY),
            ("wings", True, TODAY),
            ("lift", True, TODAY + timedelta(days=1)),
            ("lift", True, date(2019, 1, 1)),
        ],
    )
    def test_wrong_ones_are_refused(
        self, tree: SimpleNamespace, key: str, value: Any, since: date
    ) -> None:
        with pytest.raises(BadInput):
            actions.declare_fact(None, at=AT, unit=tree.hospital, key=key, value=value, since=since)
        assert not Fact.objects.exists()


class TestBatches:
    def test_many_people_at_once_are_as_if_one_by_one(self, tree: SimpleNamespace) -> None:
        wanted = [
            Engagement(
                f"曾{n}", tree.hospital, date(2024, 1, 1), tree.ward, ["staff"], ["staff"],
                until=date(2025, 1, 1) if n == 0 else None,
                login="zeng1" if n == 1 else "", password="liulin-xiaoyuan-88",
            )
            for n in range(120)
        ]  # fmt: skip
        before = Event.objects.count()
        made = actions.appoint_batch(None, at=AT, engagements=wanted)
        assert Event.objects.count() == before + 120
        assert events.verify() is None
        assert made[5].pinyin == "z5"
        assert made[5].county_id == tree.county.pk
        assert [grant.unit for grant in made[5].grants_on(TODAY)] == [tree.ward]
        assert made[0].grants_on(TODAY) == ()
        assert made[1].check_password("liulin-xiaoyuan-88")
        assert queries.people_of(tree.ward, AT).count() == 119

    def test_one_wrong_entry_refuses_all(self, tree: SimpleNamespace, someone: Any) -> None:
        good = Engagement("甲", tree.hospital, TODAY)
        with pytest.raises(BadInput):
            actions.appoint_batch(
                None, at=AT, engagements=[good, Engagement("", tree.hospital, TODAY)]
            )
        clerk = someone("safety_manager", tree.clinic)
        with pytest.raises(NotVisible):
            actions.appoint_batch(clerk, at=AT, engagements=[good])
        assert not Person.objects.filter(name="甲").exists()

    def test_facts_of_many_units(self, tree: SimpleNamespace) -> None:
        rows = [(unit, {"beds": 10}, TODAY, AT, None) for unit in (tree.hospital, tree.clinic)]
        actions.declare_batch(None, at=AT, declarations=rows)
        assert Fact.objects.count() == 2
        assert Event.objects.filter(verb="fact.declare").count() == 2

    def test_a_tree_is_loaded_below_a_unit_one_may_keep(
        self, tree: SimpleNamespace, someone: Any
    ) -> None:
        clerk = someone("commission_clerk", tree.county)
        seeds = [
            UnitSeed("a", "hospital", "新医院", "", TODAY),
            UnitSeed("b", "department", "检验科", "a", TODAY),
        ]
        made = actions.load_tree(clerk, at=AT, seeds=seeds, root=tree.county)
        assert made["b"].path == f"{tree.county.path}{made['a'].pk}/{made['b'].pk}/"
        for root in (tree.far, None):
            with pytest.raises(Refusal):
                actions.load_tree(clerk, at=AT, seeds=seeds[:1], root=root)


def test_every_kind_of_unit_finds_its_column(tree: SimpleNamespace) -> None:
    for kind in UNIT_KINDS:
        if kind == "department" or kind == "commission_province":
            continue
        parent = tree.province if kind.startswith("commission") else tree.county
        unit = actions.keep_unit(None, at=AT, parent=parent, kind=kind, name=f"单位{kind}")
        assert getattr(unit, unit.level_column) == unit.pk
        assert Unit.objects.filter(**{unit.level_column: unit.pk}).count() == 1

"""The tables hold what a computation from nothing gives, whatever was written in between."""

from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest

from tests.duty.conftest import AT, EARLY, moment
from weian.base import events
from weian.base.models import Event
from weian.case import actions as cases
from weian.duty import actions, jobs, law
from weian.duty.models import Progress, Standing, StandingCount, StandingSum
from weian.duty.rows import SCOPE, Count, Row
from weian.duty.touching import touch_of
from weian.org import actions as org
from weian.policy import actions as policy
from weian.policy.loading import load_pack, load_text

CASES_PACK = Path(__file__).parent / "cases_pack" / "pack.yaml"
pytestmark = pytest.mark.db


SUM = ("owner_id", "department_id", "area", "status", "year", "n")


def snapshot() -> tuple[list[Any], ...]:
    return tuple(
        sorted(model.objects.values_list(*SCOPE, *names), key=repr)
        for model, names in (
            (Standing, Row._fields),
            (StandingCount, Count._fields),
            (StandingSum, SUM),
        )
    )  # type: ignore[return-value]


def rows(**given: Any) -> list[Standing]:
    return list(Standing.objects.filter(**given).order_by("due", "obligation"))


def test_open_windows_are_rows_and_settled_ones_counts(county: SimpleNamespace, did: Any) -> None:
    did("patrol", "clinic", "2026-03-09 20:00", "clinic_manager", kind_of="fire")
    actions.rebuild(AT)
    daily = {"owner_id": county.clinic.pk, "obligation": "trial#daily-patrol"}
    assert [(r.window, r.status) for r in rows(**daily)] == [
        ("2026-03-10", "open"), ("2026-03-11", "upcoming"),
    ]  # fmt: skip
    counted = StandingCount.objects.filter(**daily, month="2026-03-01")
    assert dict(counted.values_list("status", "n")) == {"met": 1, "overdue": 8}


def test_a_fact_that_nobody_declared_is_asked_about(county: SimpleNamespace) -> None:
    actions.rebuild(AT)
    found = rows(owner_id=county.clinic.pk, obligation="trial#lift-service")
    assert {r.status for r in found} == {"undetermined"}


def test_a_department_has_duties_of_its_own(county: SimpleNamespace, did: Any) -> None:
    did(
        "inspection", "hospital", "2026-03-10 08:00", "nurse", department="ward",
        mode="department_daily", led_by=county.nurse.pk,
    )  # fmt: skip
    actions.rebuild(AT)
    found = rows(owner_id=county.ward.pk, status="met")
    assert [(r.window, r.unit_id, r.department_id) for r in found] == [
        ("2026-W11", county.hospital.pk, county.ward.pk)
    ]


def test_a_second_rebuild_writes_nothing(county: SimpleNamespace, did: Any) -> None:
    did(
        "meeting",
        "office",
        "2026-02-03",
        "leader",
        topic="work_deployment",
        chaired_by=county.leader.pk,
    )
    assert actions.rebuild(AT).written > 0
    assert actions.rebuild(AT).written == 0


def random_work(county: SimpleNamespace, did: Any, r: Random, at: datetime) -> None:
    """What a day may bring: patrols, checks, training, corrections of who works where."""
    when = f"{at:%Y-%m-%d %H:%M}"
    for unit, by in (("clinic", "clinic_manager"), ("hospital", "manager")):
        person = getattr(county, by)
        if r.random() < 0.6:
            did("patrol", unit, when, by, kind_of=r.choice(["fire", "security"]))
        if r.random() < 0.1:
            earlier = f"{at - timedelta(days=r.randrange(40)):%Y-%m-%d %H:%M}"
            did("inspection", unit, earlier, by, at=when, mode="self_check", led_by=person.pk)
        if r.random() < 0.05:
            did(
                "training",
                unit,
                when,
                by,
                topic="safety",
                hours=2,
                people=[person.pk],
                audience=["all_staff"],
            )
        if r.random() < 0.05:
            org.declare_facts(
                person, at=at, unit=getattr(county, unit), answers={"lift": r.random() < 0.5}
            )
        if r.random() < 0.03:
            org.appoint(None, at=at, unit=getattr(county, unit), name="新人", posts=["head"])


@pytest.mark.parametrize("seed", range(4))
def test_following_events_and_the_clock_equals_a_rebuild(
    county: SimpleNamespace, did: Any, seed: int
) -> None:
    r = Random(seed)
    actions.rebuild(AT - timedelta(days=40))
    seen = Event.objects.count()
    for day in range(40, 0, -r.choice((1, 2, 3))):
        at = AT - timedelta(days=day) + timedelta(hours=r.randrange(12))
        random_work(county, did, r, at)
        actions.sweep(at)
        for event in Event.objects.filter(seq__gt=seen).order_by("seq"):
            actions.refresh_for(event)
            seen = event.seq
    actions.sweep(AT)
    kept = snapshot()
    for model in (Standing, StandingSum, StandingCount):
        model.objects.all().delete()
    actions.rebuild(AT)
    assert snapshot() == kept


def test_the_office_counts_its_units_when_one_of_them_acts(
    county: SimpleNamespace, did: Any
) -> None:
    actions.rebuild(AT)
    for unit, by in (("clinic", "clinic_manager"), ("hospital", "manager")):
        did(
            "inspection",
            unit,
            "2026-03-10 08:00",
            by,
            mode="self_check",
            led_by=getattr(county, by).pk,
        )
        actions.refresh_for(Event.objects.latest("seq"))
    (row,) = rows(owner_id=county.office.pk, obligation="trial#units-checked", window="2026-03")
    assert (row.value, row.target, row.status) == (2, 2, "met")


def test_a_committed_act_refreshes_its_unit(
    county: SimpleNamespace, did: Any, django_capture_on_commit_callbacks: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(events, "FOLLOWERS", [actions.refresh_for])
    actions.rebuild(AT)
    with django_capture_on_commit_callbacks(execute=True):
        did("patrol", "clinic", "2026-03-10 08:00", "clinic_manager", kind_of="fire")
    (row,) = rows(owner_id=county.clinic.pk, obligation="trial#daily-patrol", window="2026-03-10")
    assert row.status == "met"


def test_adoption_leaves_the_subtree_to_the_worker(county: SimpleNamespace) -> None:
    event = Event.objects.filter(verb="pack.adopt").latest("seq")
    actions.refresh_for(event)
    progress = Progress.objects.get()
    assert progress.ended_at is None
    jobs.refresh_subtree(progress.pk)
    progress.refresh_from_db()
    assert progress.ended_at is not None
    assert (progress.done, progress.total) == (4, 4)
    assert rows(owner_id=county.clinic.pk) and not rows(owner_id=county.stranger.pk)


def test_time_alone_turns_a_row_on_its_next_change(county: SimpleNamespace) -> None:
    actions.rebuild(AT)
    actions.sweep(moment("2026-03-11 00:00"))
    found = rows(owner_id=county.clinic.pk, obligation="trial#daily-patrol")
    assert [(r.window, r.status) for r in found] == [
        ("2026-03-11", "open"), ("2026-03-12", "upcoming"),
    ]  # fmt: skip


LIFTS = """
pack: trial-lifts
version: 1
title: 电梯办法
issuer: 清河县卫生健康局
number: "2"
issued: 2025-01-01
layer: county
since: 2025-01-01
clauses:
  - id: "1"
    article: 一
    summary: 有电梯、有锅炉的单位每月检查，县局掌握。
    obligations:
      - id: boiler-check
        title: 锅炉每月检查
        area: equipment
        who: {units: [institution], post: safety_manager, applies: {boiler: true, lift: true}}
        owes: {record: inspection}
        when: {every: month}
      - id: lifts-seen
        title: 县局每月看过有电梯的单位
        area: inspection
        who: {units: [commission_county], post: clerk}
        owes: {record: inspection, below: true}
        measure: {cover: units, kinds: [institution], where: {lift: true}, by: unit, share: 100%}
        when: {every: month}
"""


@pytest.mark.parametrize("seed", range(6))
def test_declared_facts_equal_a_rebuild(county: SimpleNamespace, did: Any, seed: int) -> None:
    edition, _ = policy.load_edition(load_text(LIFTS, "trial-lifts"), at=EARLY)
    policy.adopt(None, edition=edition, unit=county.office, since=date(2025, 1, 1), at=EARLY)
    r = Random(seed)
    begun = AT - timedelta(days=30)
    actions.rebuild(begun)
    seen = Event.objects.count()
    for day in range(30, 0, -3):
        at = AT - timedelta(days=day)
        unit, by = r.choice([("clinic", "clinic_manager"), ("hospital", "manager")])
        person = getattr(county, by)
        keys = r.sample(["lift", "boiler", "canteen_gas"], r.choice((1, 2)))
        org.declare_facts(
            person, at=at, unit=getattr(county, unit), answers={k: r.random() < 0.5 for k in keys},
            since=at.date() - timedelta(days=r.choice((0, 0, 20, 90))),
        )  # fmt: skip
        if r.random() < 0.5:
            did("inspection", unit, f"{at:%Y-%m-%d %H:%M}", by, mode="self_check", led_by=person.pk)
        actions.sweep(at)
        for event in Event.objects.filter(seq__gt=seen).order_by("seq"):
            actions.refresh_for(event)
            seen = event.seq
    actions.sweep(AT)
    assert Standing.objects.filter(obligation="trial-lifts#lifts-seen", target__gt=0).exists()
    kept = snapshot()
    for model in (Standing, StandingSum, StandingCount):
        model.objects.all().delete()
    actions.rebuild(AT)
    assert snapshot() == kept


def test_a_fact_touches_only_what_rests_on_it(county: SimpleNamespace) -> None:
    org.declare_fact(county.manager, at=AT, unit=county.hospital, key="boiler", value=True)
    touch = touch_of(Event.objects.latest("seq"))
    bound = law.laws_of([county.hospital], AT)[county.hospital.pk]
    assert touch.own is not None and not any(map(touch.own, bound))
    org.declare_fact(county.manager, at=AT, unit=county.hospital, key="lift", value=True)
    touch = touch_of(Event.objects.latest("seq"))
    assert touch.own is not None
    assert [o.key for o in bound if touch.own(o)] == ["trial#lift-service"]


def hazards_of_a_day(county: SimpleNamespace, r: Random, at: datetime) -> None:
    """Some are reported, one as of an earlier day; some of them graded."""
    given = {"place": "门诊楼", "description": "灭火器压力不足", "category": "fire"}
    for unit, by in (("clinic", "clinic_manager"), ("hospital", "manager")):
        person, place = getattr(county, by), getattr(county, unit)
        if r.random() < 0.4:
            cases.open_case(person, kind="hazard", unit=place, data=given, at=at)
        for case in cases.Case.objects.filter(unit=place, state="reported"):
            if r.random() < 0.3:
                answers = {"grade": r.choice(["ordinary", "major"]), "basis": "判定清单"}
                cases.act(person, case=case, verb="grade", given=answers, at=at, version=1)


@pytest.mark.parametrize("seed", range(4))
def test_cases_that_open_and_move_equal_a_rebuild(county: SimpleNamespace, seed: int) -> None:
    edition, _ = policy.load_edition(load_pack(CASES_PACK), at=EARLY)
    policy.adopt(None, edition=edition, unit=county.office, since=date(2025, 1, 1), at=EARLY)
    r = Random(seed)
    actions.rebuild(AT - timedelta(days=30))
    seen = Event.objects.count()
    for day in range(30, 0, -1):
        at = AT - timedelta(days=day) + timedelta(hours=r.randrange(12))
        hazards_of_a_day(county, r, at)
        if r.random() < 0.5:  # else what time alters is still to come when the events are followed
            actions.sweep(at)
        for event in Event.objects.filter(seq__gt=seen).order_by("seq"):
            actions.refresh_for(event)
            seen = event.seq
    actions.sweep(AT)
    assert Standing.objects.filter(bearer__startswith="case:").exists()
    assert StandingCount.objects.filter(obligation="trial-cases#graded-at-once").exists()
    kept = snapshot()
    for model in (Standing, StandingSum, StandingCount):
        model.objects.all().delete()
    actions.rebuild(AT)
    assert snapshot() == kept


def test_a_new_case_leaves_the_duties_of_others_alone(county: SimpleNamespace) -> None:
    edition, _ = policy.load_edition(load_pack(CASES_PACK), at=EARLY)
    policy.adopt(None, edition=edition, unit=county.office, since=date(2025, 1, 1), at=EARLY)
    given = {"place": "门诊楼", "description": "灭火器压力不足", "category": "fire"}
    found = []
    for _ in range(2):
        cases.open_case(county.manager, kind="hazard", unit=county.hospital, data=given, at=AT)
        event = Event.objects.order_by("-seq").first()
        assert event is not None
        actions.refresh_for(event)
        borne = Standing.objects.filter(bearer__startswith="case:")
        found.append(set(borne.values_list("pk", flat=True)))
    assert found[0] < found[1]

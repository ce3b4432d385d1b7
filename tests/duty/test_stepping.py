"""A step of a case touches the duties of that case, and what is counted stays what a rebuild counts."""

import io
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from weian.base.models import Event
from weian.case import actions as cases
from weian.case.models import Case
from weian.duty import actions, law
from weian.duty.models import StandingCount
from weian.duty.refreshing import Known
from weian.duty.stepping import refresh_step
from weian.duty.touching import touch_of
from weian.org import actions as org
from weian.policy import actions as policy
from weian.policy.loading import load_pack

from .conftest import AT, EARLY
from .test_refresh import CASES_PACK, snapshot

pytestmark = pytest.mark.db
DATA = {"place": "门诊楼", "description": "灭火器压力不足", "category": "fire"}
GIVEN: dict[str, dict[str, Any]] = {
    "grade": {"grade": "ordinary", "basis": "判定清单第 2 条"},
    "plan": {"measures": "更换老化线路并复测", "amount": "1200", "due_on": "2026-12-20", "contingency": "专人看护，备灭火器"},
    "rectify": {"result": "线路已全部更换"},
    "verify": {"finding": "现场核对到位"},
    "close": {"cause": "facility", "lasting": "纳入年度检修"},
    "void": {"reason": "false_alarm", "note": "现场核实不存在"},
}  # fmt: skip
NEXT = {"reported": "grade", "graded": "plan", "planned": "rectify", "rectified": "verify",
        "verified": "close"}  # fmt: skip


@pytest.fixture
def law_of_cases(county: SimpleNamespace, settings: Any, tmp_path: Path) -> SimpleNamespace:
    settings.MEDIA_ROOT = tmp_path
    edition, _ = policy.load_edition(load_pack(CASES_PACK), at=EARLY)
    policy.adopt(None, edition=edition, unit=county.office, since=date(2025, 1, 1), at=EARLY)
    for name in ("deputy", "porter"):
        person = org.appoint(
            None, at=EARLY, unit=county.hospital, posts=["safety_manager"], since=EARLY.date(),
            roles=["safety_manager"], name=name,
        )  # fmt: skip
        setattr(county, name, person)
    actions.rebuild(AT - timedelta(days=40))
    return county


def photo() -> SimpleUploadedFile:
    content = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(content, "JPEG")
    return SimpleUploadedFile("现场.jpg", content.getvalue(), "image/jpeg")


def found(county: SimpleNamespace, at: datetime) -> Case:
    return cases.open_case(county.manager, kind="hazard", unit=county.hospital, data=DATA, at=at)


def move(county: SimpleNamespace, case: Case, verb: str, at: datetime) -> Event:
    """The step is taken by whoever may; its event."""
    given = dict(GIVEN[verb], **({"assignee": county.porter.pk} if verb == "plan" else {}))
    actor = {"rectify": county.porter, "verify": county.deputy}.get(verb, county.manager)
    files = {"photos": [photo()]} if verb == "rectify" else None
    cases.act(actor, case=case, verb=verb, given=given, at=at, version=None, files=files)
    return Event.objects.latest("seq")


def step(county: SimpleNamespace, event: Event) -> bool:
    """What following the event does first."""
    bound = law.laws_of([county.hospital], event.at)
    touch = touch_of(event)
    assert touch.borne is not None
    keys = {o.key for o in bound[county.hospital.pk] if touch.borne(o)}
    assert keys
    return refresh_step(county.hospital, event, keys, Known(event.seq, bound))


def rebuilt(at: datetime) -> bool:
    """Whether a rebuild finds nothing to put right."""
    kept = snapshot()
    actions.rebuild(at)
    return snapshot() == kept


def test_every_step_up_to_the_end_needs_its_own_case_only(law_of_cases: SimpleNamespace) -> None:
    county, at = law_of_cases, AT - timedelta(days=20)
    others = [found(county, at + timedelta(hours=n)) for n in range(3)]
    case = found(county, at + timedelta(hours=4))
    actions.rebuild(at + timedelta(hours=5))
    for days, verb in enumerate(("grade", "plan", "rectify", "verify", "close"), start=2):
        moment = at + timedelta(days=2 * days)
        actions.sweep(moment)
        event = move(county, case, verb, moment)
        assert step(county, event), verb
        actions.refresh_for(event)  # what the step touches besides, above and as evidence
        assert rebuilt(moment), verb
    assert {o.state for o in Case.objects.filter(pk__in=[o.pk for o in others])} == {"reported"}
    settled = StandingCount.objects.filter(obligation="trial-cases#verified-soon")
    assert dict(settled.values_list("status", "n")) == {"met_late": 1}


Happening = Callable[[SimpleNamespace, Case, datetime], None]


def another_event(county: SimpleNamespace, case: Case, at: datetime) -> None:
    org.declare_fact(county.manager, at=at, unit=county.hospital, key="boiler", value=True)


@pytest.mark.parametrize("what", ["something else since", "time has passed", "another at the time"])
def test_where_more_may_have_happened_it_is_left_to_the_long_way(
    law_of_cases: SimpleNamespace, what: str
) -> None:
    county, at = law_of_cases, AT - timedelta(days=20)
    case = found(county, at)
    actions.rebuild(at + timedelta(hours=1))
    later = at + timedelta(hours=2 if what != "time has passed" else 30)
    event = move(county, case, "grade", later)
    if what == "something else since":
        another_event(county, case, later)
    if what == "another at the time":
        event = move(county, case, "plan", later)
    kept = snapshot()
    assert not step(county, event)
    assert snapshot() == kept  # nothing was done
    for one in Event.objects.filter(seq__gte=event.seq).order_by("seq"):
        actions.refresh_for(one)
    actions.sweep(later)
    assert rebuilt(later)


@pytest.mark.parametrize("seed", range(4))
def test_cases_followed_at_once_equal_a_rebuild(law_of_cases: SimpleNamespace, seed: int) -> None:
    county, r, short = law_of_cases, Random(seed), 0
    for day in range(30, 0, -1):
        at = AT - timedelta(days=day) + timedelta(hours=r.randrange(8))
        if r.random() < 0.7:
            actions.sweep(at)
        if r.random() < 0.5:
            found(county, at)
            actions.refresh_for(Event.objects.latest("seq"))
        for case in Case.objects.filter(is_open=True).order_by("pk"):
            at += timedelta(minutes=r.randrange(1, 5))
            if r.random() < 0.4:
                verb = "void" if case.state == "reported" and r.random() < 0.2 else NEXT[case.state]
                event = move(county, case, verb, at)
                short += step(county, event)
                actions.refresh_for(event)
    assert short > 5
    actions.sweep(AT)
    assert rebuilt(AT)

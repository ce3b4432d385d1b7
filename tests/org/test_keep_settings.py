"""What a commission sets: who may, what is written, what counts then, and the pages."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from weian.base.adjustable import ADJUSTABLES
from weian.base.errors import BadInput, Forbidden, NotVisible
from weian.base.models import Event, Setting
from weian.base.nearest import setting_of
from weian.duty.law import rules
from weian.org import actions
from weian.org.models import Person
from weian.report.queries import columns_for

pytestmark = pytest.mark.db
AT = datetime(2026, 11, 5, 2, 0, tzinfo=UTC)
LADDER = {
    "department_department_head": 1, "institution_safety_manager": 2, "institution_head": 5,
}  # fmt: skip


@pytest.fixture
def clerk(tree: SimpleNamespace, someone: Any) -> Person:
    person: Person = someone("commission_clerk", tree.county)
    return person


def keep(by: Person, unit: Any, key: str = "hazard.ladder", **given: Any) -> bool:
    return actions.keep_setting(by, at=AT, unit=unit, key=key, given=given or LADDER)


def test_what_a_commission_sets_counts_for_all_below_it_and_is_in_the_log(
    clerk: Person, tree: SimpleNamespace
) -> None:
    assert keep(clerk, tree.county)
    assert setting_of("hazard.ladder", tree.hospital.path) == [1, 2, 5, None]
    event = Event.objects.get(verb="setting.keep")
    assert (event.object_id, event.unit_id) == ("hazard.ladder", tree.county.pk)
    assert "5" in event.given["note"]
    assert not keep(clerk, tree.county)  # nothing new, no second event
    assert Event.objects.filter(verb="setting.keep").count() == 1


def test_a_setting_is_taken_back_to_the_default(clerk: Person, tree: SimpleNamespace) -> None:
    keep(clerk, tree.county)
    assert actions.reset_setting(clerk, at=AT, unit=tree.county, key="hazard.ladder")
    assert setting_of("hazard.ladder", tree.hospital.path) is None
    assert not actions.reset_setting(clerk, at=AT, unit=tree.county, key="hazard.ladder")
    told = Event.objects.filter(verb="setting.keep").order_by("seq")
    assert [e.given["note"] == "恢复默认" for e in told] == [False, True]


def test_only_leaders_and_clerks_of_a_commission_set(someone: Any, tree: SimpleNamespace) -> None:
    for role in ("commission_inspector", "auditor"):
        with pytest.raises((Forbidden, NotVisible)):
            keep(someone(role, tree.county), tree.county)
    with pytest.raises(NotVisible):
        keep(someone("institution_head", tree.hospital), tree.county)
    assert not Setting.objects.filter(key="hazard.ladder").exists()


@pytest.mark.parametrize(
    ("key", "given", "field"),
    [
        ("hazard.ladder", {"institution_head": -1}, "institution_head"),
        ("hazard.ladder", {"nobody": 1}, "nobody"),
        ("fire.six_plus_one", {"first": "一"}, "second"),
        ("incident.report_minutes", {"accident": 0}, "accident"),
        ("report.hazard_list.columns", {"columns": ["number"]}, "columns"),
        ("report.hazard_list.columns", {"columns": ["hazard"], "titles": ["钱：投入"]}, "titles"),
        ("duty.last_week", {"week": "days:9"}, "week"),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    someone: Any, tree: SimpleNamespace, key: str, given: dict[str, Any], field: str
) -> None:
    top = tree.province
    by = someone("commission_leader", top)
    with pytest.raises(BadInput) as refused:
        actions.keep_setting(by, at=AT, unit=top, key=key, given=given)
    assert field in refused.value.fields


def test_an_unknown_setting_is_not_there(clerk: Person, tree: SimpleNamespace) -> None:
    with pytest.raises(NotVisible):
        keep(clerk, tree.county, "demo.place", place="x")


def test_the_columns_of_the_list_are_those_that_were_set(
    clerk: Person, tree: SimpleNamespace
) -> None:
    keep(clerk, tree.county, "report.hazard_list.columns",
         columns=["hazard", "number"], titles=["问题隐患=问题"])  # fmt: skip
    assert [(c.key, c.title) for c in columns_for(tree.hospital)] == [
        ("number", "序号"), ("hazard", "问题"),
    ]  # fmt: skip


def test_how_a_last_week_is_read_is_set_by_the_highest_commission_alone(
    someone: Any, tree: SimpleNamespace
) -> None:
    assert (rules().last_week, rules().before_includes_day) == ("days:7", True)
    top = tree.province
    by = someone("commission_clerk", top)
    with pytest.raises(Forbidden):
        keep(someone("commission_clerk", tree.county), tree.county, "duty.last_week", week="iso")
    keep(by, top, "duty.last_week", week="iso")
    keep(by, top, "duty.before_includes_day", before="no")
    assert (rules().last_week, rules().before_includes_day) == ("iso", False)
    assert Setting.objects.get(key="duty.last_week").unit_id is None


def test_a_commission_above_without_anybody_in_office_does_not_stand_in_the_way(
    clerk: Person, tree: SimpleNamespace
) -> None:
    assert keep(clerk, tree.county, "duty.last_week", week="working:5")
    assert rules().last_week == "working:5"


@pytest.mark.parametrize("key", [k for k, found in ADJUSTABLES.items() if found.fields])
def test_each_default_can_be_read_and_saved_again(key: str) -> None:
    found = ADJUSTABLES[key]
    answers = found.shown(None)
    assert set(answers) <= {f.key for f in found.fields}
    if key != "fire.six_plus_one":  # the document names nothing, so there is no default
        assert found.shown(found.stored(answers)) == answers
    assert found.words(None)


def test_the_pages_list_change_and_reset(
    client: Client, clerk: Person, tree: SimpleNamespace
) -> None:
    client.force_login(clerk)
    page = client.get("/settings/").content.decode()
    assert "隐患逾期逐级提醒" in page
    assert "默认" in page
    form = client.get("/settings/edit?key=hazard.ladder").content.decode()
    assert "恢复默认" not in form
    posted = client.post("/settings/edit?key=hazard.ladder", LADDER)
    assert posted.status_code == 302
    changed = client.get("/settings/edit?key=hazard.ladder").content.decode()
    assert "恢复默认" in changed
    assert "修改记录" in changed
    assert client.post("/settings/reset", {"key": "hazard.ladder"}).status_code == 302
    assert not Setting.objects.filter(key="hazard.ladder").exists()
    bad = client.post("/settings/edit?key=hazard.ladder", {"institution_head": "三天"})
    assert bad.status_code == 200
    assert client.get("/settings/edit?key=demo.place").status_code == 404


def test_a_stranger_is_sent_away(client: Client, someone: Any, tree: SimpleNamespace) -> None:
    client.force_login(someone("institution_head", tree.hospital))
    for url in ("/settings/", "/settings/edit?key=hazard.ladder"):
        assert client.get(url).status_code == 403


def test_the_list_asks_few_questions(
    client: Client, clerk: Person, django_assert_max_num_queries: Any
) -> None:
    client.force_login(clerk)
    client.get("/settings/")
    with django_assert_max_num_queries(12):
        client.get("/settings/")

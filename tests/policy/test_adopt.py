"""Adopting, replacing and withdrawing; and what then binds whom, as known when."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from weian.base.errors import BadInput, Conflict, Forbidden, NotVisible, Refusal
from weian.base.models import Event
from weian.core.cadence import Every
from weian.org import queries as org
from weian.policy import actions, queries
from weian.policy.loading import load_pack
from weian.policy.models import Adoption, Edition

pytestmark = pytest.mark.db
AT = datetime(2026, 11, 5, 2, 0, tzinfo=UTC)
DAY = date(2020, 10, 1)


def keys(unit: org.Unit, at: datetime = AT) -> list[str]:
    return [o.key for o in queries.obligations_for(unit, at)]


def adopt(edition: Edition, unit: org.Unit, since: date = DAY, **given: Any) -> Adoption:
    return actions.adopt(
        None, edition=edition, unit=unit, since=since, at=given.pop("at", AT), **given
    )


def test_it_binds_the_unit_and_all_below_it_and_nobody_else(
    edition: Edition, tree: SimpleNamespace
) -> None:
    adopt(edition, tree.county)
    assert keys(tree.county) == ["plan#launch"]
    assert keys(tree.clinic) == keys(tree.hospital) == ["plan#list", "plan#screening"]
    assert keys(tree.stranger) == keys(tree.far) == keys(tree.city) == keys(tree.ward) == []
    law = queries.obligations_for(tree.clinic, AT)[0]
    assert (law.since, law.until) == (DAY, date(2023, 1, 1))


def test_the_book_for_many_units_says_the_same(edition: Edition, tree: SimpleNamespace) -> None:
    adopt(edition, tree.county)
    book = queries.obligations_by_unit_kind(AT)
    for unit in vars(tree).values():
        line = [int(n) for n in unit.path.split("/") if n]
        assert book.of(line, org.kinds_of(unit)) == queries.obligations_for(unit, AT)


def test_answers_are_kept_and_default(edition: Edition, tree: SimpleNamespace) -> None:
    assert adopt(edition, tree.county).answers == {"screening": "month"}
    adopt(edition, tree.hospital, answers={"screening": "week"})
    assert queries.obligations_for(tree.clinic, AT)[1].when == Every("month")
    assert queries.obligations_for(tree.hospital, AT)[1].when == Every("week")


@pytest.mark.parametrize(
    ("answers", "field"), [({"screening": "daily"}, "screening"), ({"colour": "red"}, "colour")]
)
def test_wrong_answers_are_refused_by_name(
    edition: Edition, tree: SimpleNamespace, answers: dict[str, str], field: str
) -> None:
    with pytest.raises(BadInput) as refused:
        adopt(edition, tree.county, answers=answers)
    assert list(refused.value.fields) == [field]
    assert not Adoption.objects.exists()


@pytest.mark.parametrize(
    ("role", "place", "unit", "refusal"),
    [
        ("commission_clerk", "county", "county", None),
        ("commission_leader", "county", "clinic", None),
        ("institution_head", "hospital", "hospital", None),
        ("commission_inspector", "county", "county", Forbidden),
        ("safety_manager", "hospital", "hospital", Forbidden),
        ("institution_head", "hospital", "county", NotVisible),
        ("commission_clerk", "far", "county", NotVisible),
        ("auditor", "county", "county", NotVisible),
    ],
)
def test_who_may_adopt_and_withdraw(
    edition: Edition, tree: SimpleNamespace, someone: Any,
    role: str, place: str, unit: str, refusal: type[Refusal] | None,
) -> None:  # fmt: skip
    person, target = someone(role, getattr(tree, place)), getattr(tree, unit)
    if refusal is None:
        done = actions.adopt(person, edition=edition, unit=target, since=DAY, at=AT)
        assert done.adopted_by == person
        actions.withdraw(person, adoption=done, until=date(2021, 1, 1), at=AT)
        return
    with pytest.raises(refusal):
        actions.adopt(person, edition=edition, unit=target, since=DAY, at=AT)
    done = adopt(edition, target)
    with pytest.raises(refusal):
        actions.withdraw(person, adoption=done, until=date(2021, 1, 1), at=AT)


def test_each_act_leaves_one_event(edition: Edition, tree: SimpleNamespace) -> None:
    done = adopt(edition, tree.county)
    actions.withdraw(None, adoption=done, until=date(2021, 1, 1), at=AT)
    verbs = (
        Event.objects.filter(object_kind="edition").order_by("seq").values_list("verb", flat=True)
    )
    assert list(verbs) == ["pack.load", "pack.adopt", "pack.withdraw"]


@pytest.mark.parametrize(
    ("since", "word"), [(date(2023, 1, 1), "沿用"), (date(2019, 12, 31), "设立")]
)
def test_days_that_make_no_sense(
    edition: Edition, tree: SimpleNamespace, since: date, word: str
) -> None:
    with pytest.raises(BadInput) as refused:
        adopt(edition, tree.county, since)
    assert word in refused.value.fields["since"]


def test_departments_do_not_adopt(edition: Edition, tree: SimpleNamespace) -> None:
    with pytest.raises(BadInput):
        adopt(edition, tree.ward)


def test_twice_the_same_is_a_conflict(edition: Edition, tree: SimpleNamespace) -> None:
    adopt(edition, tree.county)
    with pytest.raises(Conflict):
        adopt(edition, tree.county, DAY + timedelta(days=30))


def test_others_re_issues_are_not_for_us(edition: Edition, tree: SimpleNamespace) -> None:
    theirs = actions.reissue(None, edition=edition, unit=tree.far, years=5, at=AT)
    with pytest.raises(BadInput):
        adopt(theirs, tree.county, date(2026, 1, 1))
    adopt(theirs, tree.stranger, date(2026, 1, 1))


def newer(plan: Path, write: Callable[..., Path]) -> Edition:
    text = (
        plan.read_text("utf-8").replace("version: 1", "version: 2").replace("id: list", "id: lists")
    )
    return actions.load_edition(load_pack(write(text, "v2/pack.yaml")), at=AT)[0]


def test_a_new_version_ends_the_old_one_on_its_day(
    edition: Edition, tree: SimpleNamespace, plan: Path, write: Callable[..., Path]
) -> None:
    first = adopt(edition, tree.county)
    second = newer(plan, write)
    adopt(second, tree.county, date(2021, 7, 1))
    first.refresh_from_db()
    assert first.until == date(2021, 7, 1)
    found = {o.id: (o.since, o.until) for o in queries.obligations_for(tree.clinic, AT)}
    assert found["list"] == (DAY, date(2021, 7, 1))
    assert found["lists"] == (date(2021, 7, 1), date(2023, 1, 1))
    with pytest.raises(Conflict):
        adopt(edition, tree.county, date(2021, 3, 1))


def test_withdrawn_it_keeps_what_was_owed_before(edition: Edition, tree: SimpleNamespace) -> None:
    done = adopt(edition, tree.county)
    actions.withdraw(None, adoption=done, until=date(2021, 1, 1), at=AT)
    assert {o.until for o in queries.obligations_for(tree.clinic, AT)} == {date(2021, 1, 1)}
    with pytest.raises(Conflict):
        actions.withdraw(None, adoption=done, until=date(2021, 2, 1), at=AT)


def test_it_cannot_end_before_it_begins(edition: Edition, tree: SimpleNamespace) -> None:
    done = adopt(edition, tree.county)
    with pytest.raises(BadInput):
        actions.withdraw(None, adoption=done, until=DAY - timedelta(days=1), at=AT)


def test_any_earlier_day_is_seen_as_it_was_known_then(
    edition: Edition, tree: SimpleNamespace
) -> None:
    done = adopt(edition, tree.county)
    actions.withdraw(None, adoption=done, until=date(2021, 1, 1), at=AT + timedelta(days=9))
    assert keys(tree.clinic, AT - timedelta(days=1)) == []
    before = queries.obligations_for(tree.clinic, AT + timedelta(days=8))
    after = queries.obligations_for(tree.clinic, AT + timedelta(days=9))
    assert {o.until for o in before} == {date(2023, 1, 1)}
    assert {o.until for o in after} == {date(2021, 1, 1)}


def test_loading_again_changes_only_what_nobody_adopted(
    edition: Edition, tree: SimpleNamespace, plan: Path
) -> None:
    assert actions.load_edition(load_pack(plan), at=AT) == (edition, "same")
    plan.write_text(plan.read_text("utf-8").replace("动员部署。", "动员。"), "utf-8")
    changed, outcome = actions.load_edition(load_pack(plan), at=AT)
    assert (changed.pk, outcome) == (edition.pk, "changed")
    adopt(changed, tree.county)
    plan.write_text(plan.read_text("utf-8").replace("动员。", "部署。"), "utf-8")
    with pytest.raises(Conflict):
        actions.load_edition(load_pack(plan), at=AT)


def test_where_an_obligation_stands(edition: Edition) -> None:
    cited = queries.clause_of("plan#list")
    assert (cited.edition, cited.clause.article) == (edition, "五、保障措施（四）")
    assert cited.obligation.title == "每季度报送清单"
    assert cited.url == f"/packs/{edition.pk}/#c-5.4"
    for key in ("plan#none", "none#list", ""):
        with pytest.raises(NotVisible):
            queries.clause_of(key)


@pytest.mark.parametrize(
    ("role", "place", "seen"),
    [
        ("commission_clerk", "province", "county hospital far"),
        ("commission_clerk", "county", "county hospital"),
        ("institution_head", "hospital", "county hospital"),
        ("safety_manager", "clinic", "county"),
        ("staff", "clinic", "county"),
        ("commission_clerk", "far", "far"),
        ("auditor", "county", ""),
    ],
)
def test_adoptions_are_seen_by_those_whom_they_bind_and_those_above(
    edition: Edition, tree: SimpleNamespace, someone: Any, role: str, place: str, seen: str
) -> None:
    for name in ("county", "hospital", "far"):
        adopt(edition, getattr(tree, name))
    found = queries.adoptions_visible(someone(role, getattr(tree, place)), AT)
    assert {a.unit for a in found} == {getattr(tree, name) for name in seen.split()}


def test_what_binds_a_unit_is_one_question(
    edition: Edition, tree: SimpleNamespace, django_assert_num_queries: Any
) -> None:
    adopt(edition, tree.county)
    queries.obligations_for(tree.clinic, AT)
    with django_assert_num_queries(1):
        queries.obligations_for(tree.hospital, AT)
    with django_assert_num_queries(1):
        queries.obligations_by_unit_kind(AT)

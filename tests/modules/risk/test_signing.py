"""The head signs a list as it stands; later everybody sees what has changed since."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine

from weian.base.errors import BadInput, Conflict, Forbidden, NotVisible
from weian.modules.risk import acting, freezing, lookup, marks
from weian.record.queries import Record
from weian.subject import actions as subjects

from ..conftest import AT
from .conftest import LEC

pytestmark = [pytest.mark.db, pytest.mark.django_db]
UNIT = {"scope": "unit"}
LATER = AT + timedelta(hours=1)


@pytest.fixture
def judged(risks: SimpleNamespace, people: SimpleNamespace) -> SimpleNamespace:
    """The points, all of them judged."""
    answers = {**LEC["yellow"], "trigger": "first"}
    acting.reassess(people.manager, point=risks.gas, answers=answers, at=AT)
    return risks


def digest(unit: Any, scope: dict[str, object], at: Any = AT) -> str:
    return marks.digest(marks.line(p) for p in freezing.points_in(unit, at, scope))


def sign(person: Any, unit: Any, scope: dict[str, object] = UNIT, at: Any = AT) -> Record:
    return acting.sign_off(
        person, unit=unit, scope=scope, digest=digest(unit, scope, at), at=at,
        reported_to="清河县卫生健康局",
    )  # fmt: skip


def test_what_is_signed_stands_still(
    judged: SimpleNamespace, people: SimpleNamespace, tree: SimpleNamespace
) -> None:
    made = sign(people.head, tree.hospital)
    numbers = [made.data[k] for k in ("points", "major", "orange", "yellow", "blue")]
    assert numbers == [4, 1, 1, 1, 1]
    assert made.data["signer"] == people.head.pk
    assert next(one.name for one in marks.read_all(made.data["frozen"])) == "氧气站"
    assert made.data["digest"] == digest(tree.hospital, UNIT)
    subjects.retire(people.manager, subject=judged.stairs, at=AT)
    found = lookup.last_signoff(tree.hospital, UNIT)
    assert found is not None and found.data["points"] == 4


@pytest.mark.parametrize(
    "scope", [{"scope": "post", "post": "特种作业人员"}, {"scope": "department"}]
)
def test_the_list_of_a_post_and_of_the_departments_is_signed_apart(
    judged: SimpleNamespace,
    people: SimpleNamespace,
    tree: SimpleNamespace,
    scope: dict[str, object],
) -> None:
    names = [
        one.name for one in marks.read_all(sign(people.head, tree.hospital, scope).data["frozen"])
    ]
    assert names == (["配电房", "疏散楼梯"] if scope.get("post") else ["氧气站"])
    assert lookup.last_signoff(tree.hospital, UNIT) is None


def test_only_the_head_of_the_house_signs(
    judged: SimpleNamespace, people: SimpleNamespace, tree: SimpleNamespace
) -> None:
    with pytest.raises(Forbidden):
        sign(people.manager, tree.hospital)
    with pytest.raises(NotVisible):
        sign(people.other, tree.hospital)


def test_a_list_with_unjudged_points_or_without_any_is_not_signed(
    risks: SimpleNamespace, people: SimpleNamespace, tree: SimpleNamespace
) -> None:
    with pytest.raises(BadInput) as refused:
        sign(people.head, tree.hospital)
    assert "食堂燃气" in refused.value.message
    for point in (risks.oxygen, risks.power, risks.stairs, risks.gas):
        subjects.retire(people.manager, subject=point, at=AT)
    with pytest.raises(BadInput) as refused:
        sign(people.head, tree.hospital)
    assert "还没有风险点" in refused.value.message


def test_a_list_that_changed_while_it_was_read_is_not_signed(
    judged: SimpleNamespace, people: SimpleNamespace, tree: SimpleNamespace
) -> None:
    read = digest(tree.hospital, UNIT)
    subjects.retire(people.manager, subject=judged.stairs, at=AT)
    with pytest.raises(Conflict):
        acting.sign_off(people.head, unit=tree.hospital, scope=UNIT, digest=read, at=AT)


def test_the_page_says_what_is_other_than_in_the_list_signed_last(
    judged: SimpleNamespace, people: SimpleNamespace, tree: SimpleNamespace, pages: Any,
    django_assert_max_num_queries: Any,
) -> None:  # fmt: skip
    sign(people.head, tree.hospital)
    subjects.retire(people.manager, subject=judged.stairs, at=LATER)
    acting.reassess(
        people.manager, point=judged.oxygen, answers={**LEC["blue"], "trigger": "change"}, at=LATER
    )
    subjects.keep(
        people.manager, kind="risk_point", unit=tree.hospital, subject=judged.power, at=LATER,
        data={"technique_measures": "更换电缆"},
    )  # fmt: skip
    subjects.keep(
        people.manager, kind="risk_point", unit=tree.hospital, at=LATER,
        data={"name": "污水站", "aspect": "environment", **LEC["yellow"]},
    )  # fmt: skip
    client = pages(people.manager)
    with time_machine.travel(LATER, tick=False):
        client.get("/risks/signing/")
        with django_assert_max_num_queries(17):
            page = client.get("/risks/signing/").content.decode()
    for said in (
        "污水站，一般风险(黄)", "氧气站：重大风险(红) → 低风险(蓝)", "配电房，较大风险(橙)",
        "疏散楼梯，低风险(蓝)", "王立", "由本单位主要负责人登录后签发",
    ):  # fmt: skip
        assert said in page, said
    assert "签发清单" not in page


def test_the_head_signs_on_the_page_and_a_double_click_signs_once(
    judged: SimpleNamespace, people: SimpleNamespace, tree: SimpleNamespace, pages: Any
) -> None:
    client = pages(people.head)
    with time_machine.travel(AT, tick=False):
        page = client.get("/risks/signing/").content.decode()
        given = {
            name: page.split(f'name="{name}" value="')[1].split('"')[0]
            for name in ("unit", "digest", "once")
        }
    for seconds in (1, 3):
        with time_machine.travel(AT + timedelta(seconds=seconds), tick=False):
            sent = client.post("/risks/signing/", {**given, "reported_to": "清河县卫生健康局"})
        assert sent.status_code == 302
    with time_machine.travel(LATER, tick=False):
        assert Record.objects.filter(kind="risk_list_signoff").count() == 1
        assert "完全一致" in client.get("/risks/signing/").content.decode()
        wrong = client.post("/risks/signing/", {**given, "digest": "0", "once": "x"})
    assert wrong.status_code == 409

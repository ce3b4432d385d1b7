"""Scores follow from duties; what no machine can judge is answered; a veto fails the whole."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.test import Client

from tests.modules.assessment.conftest import AT, EARLY, PACK, computed, inspected
from weian.base.errors import BadInput, Forbidden
from weian.case import actions as cases
from weian.case.kinds import kind as kind_of
from weian.modules.assessment import judging, scoring
from weian.policy import actions as policy
from weian.policy.loading import load_text
from weian.record.queries import Record

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
SHORT, GOALS = "assessed#1.short", "assessed#1.goals"
pytestmark = pytest.mark.django_db


def assessed(place: SimpleNamespace, unit: Any = None) -> scoring.Assessed:
    return scoring.assess(unit or place.hospital, place.clerk, AT, year=2026)


def answered(place: SimpleNamespace, **said: str) -> None:
    given = {f"assessed#1.{key}": (value, "") for key, value in said.items()}
    judging.answer(place.inspector, unit=place.hospital, given=given, at=AT)


def test_points_are_the_weighed_share_of_what_came_due(place: SimpleNamespace) -> None:
    inspected(place, 1, 2, 3)  # four months and one quarter came due; no accident holds now
    computed()
    found = assessed(place)
    lines = {line.title: (line.tally.counted, round(line.points, 2)) for line in found.score.lines}
    assert lines["每月检查一次"] == (4, 4.5)
    assert lines["每季度开会"] == (1, 0)
    assert found.points == pytest.approx(100 * found.score.points / found.score.full)
    assert {post: (t.of("met"), t.counted) for post, t in found.by_post.items()} == {
        "safety_manager": (3, 4), "head": (1, 2)
    }  # fmt: skip


def test_the_table_of_many_units_agrees_with_the_working_of_each(place: SimpleNamespace) -> None:
    inspected(place, 1, 2, 4)
    computed()
    units = [place.hospital, place.clinic]
    many = scoring.assess_many(place.clerk, [*units, place.stranger], 2026, AT)
    for unit in units:
        one = assessed(place, unit)
        assert many[unit.pk].marks == one.marks
        assert many[unit.pk].duties.counted == sum(line.tally.counted for line in one.score.lines)
    assert many[place.stranger.pk].marks.points is None


def test_what_departments_owe_counts_in_the_table_as_in_the_working(place: SimpleNamespace) -> None:
    text = PACK.read_text("utf-8").partition("clauses:")[0].replace("pack: assessed", "pack: wards")
    clause = """clauses:
  - id: "1"
    article: 一
    summary: 科室每月检查。
    obligations:
      - id: ward-inspection
        title: 科室每月检查
        area: inspection
        who: {units: [department], post: department_head}
        owes: {record: inspection}
        when: {every: month}
"""
    edition, _ = policy.load_edition(load_text(text + clause, "wards"), at=EARLY)
    policy.adopt(None, edition=edition, unit=place.county, since=date(2026, 1, 1), at=EARLY)
    computed()
    one = scoring.assess(place.hospital, place.clerk, AT, year=2026)
    many = scoring.assess_many(place.clerk, [place.hospital], 2026, AT)[place.hospital.pk]
    owed = {law.id: tally.counted for law, tally in one.tallies}
    assert owed["ward-inspection"] == 4
    assert many.duties.counted == sum(owed.values())
    assert many.marks.points == one.points


def test_an_accident_vetoes_the_year(place: SimpleNamespace) -> None:
    inspected(place, 1, 2, 3, 4)
    declared = kind_of("incident")
    data = answers_for(declared.fields, place.manager, AT)
    cases.open_case(place.manager, kind="incident", unit=place.hospital, at=AT, data=data)
    computed()
    found = assessed(place)
    assert found.vetoed == ("不发生事故",)
    assert found.points == 0
    many = scoring.assess_many(place.clerk, [place.hospital, place.clinic], 2026, AT)
    assert many[place.hospital.pk].marks.vetoed == ("不发生事故",)
    assert not many[place.clinic.pk].marks.vetoed


def answers_for(fields: Any, person: Any, at: Any) -> dict[str, object]:
    """Something that fits each question that must be answered."""
    given: dict[str, object] = {}
    for field in fields:
        if not field.required:
            continue
        plain = {"date": at.date(), "datetime": at, "bool": True, "person": person.pk, "integer": 0}
        given[field.key] = (
            field.choices[0][0] if field.choices else plain.get(field.type, "起火已扑灭")
        )
    return given


def test_judgements_count_by_share_and_a_veto_among_them_fails_the_whole(
    place: SimpleNamespace,
) -> None:
    inspected(place, 1, 2, 3, 4)
    computed()
    before = assessed(place)
    assert before.judged.share is None
    answered(place, short="partly", goals="yes")
    found = assessed(place)
    assert found.judged.share == 0.75
    assert before.points is not None
    assert found.points == pytest.approx(0.8 * before.points + 20 * 0.75)
    answered(place, goals="no")
    failed = assessed(place)
    assert failed.points == 0
    assert failed.vetoed == ("年度目标是否完成？",)


def test_an_answer_is_a_record_and_the_same_again_leaves_none(place: SimpleNamespace) -> None:
    answered(place, short="yes")
    answered(place, short="yes")
    (row,) = Record.objects.filter(kind="judgement")
    assert (row.data["source"], row.by) == ("inspection", place.inspector)
    assert "考核试行办法" in row.data["document"]


def test_what_the_authority_said_stands_above_what_the_unit_says(place: SimpleNamespace) -> None:
    answered(place, short="no")
    judging.answer(place.manager, unit=place.hospital, given={SHORT: ("yes", "好用")}, at=AT)
    (question,) = [
        q for q in judging.questions(place.hospital, place.clerk, AT, 2026) if q.key == SHORT
    ]
    assert question.said == "no"


def test_unknown_questions_and_strangers_are_refused(place: SimpleNamespace) -> None:
    with pytest.raises(BadInput):
        judging.answer(place.inspector, unit=place.hospital, given={"x#1.y": ("yes", "")}, at=AT)
    with pytest.raises(Forbidden):
        judging.answer(place.other, unit=place.hospital, given={GOALS: ("yes", "")}, at=AT)


def test_an_inspector_answers_on_the_page_and_typed_notes_stay(
    place: SimpleNamespace, client: Client
) -> None:
    client.force_login(place.inspector, BACKEND)
    with time_machine.travel(AT, tick=False):
        shown = client.get(f"/judging/?unit={place.hospital.pk}").content.decode()
        assert "制度是否简明好用" in shown
        assert "一票否决" in shown
        sent = client.post(
            f"/judging/?unit={place.hospital.pk}",
            {f"a:{SHORT}": "partly", f"n:{SHORT}": "有两处太长"},
        )
        assert sent.status_code == 302
        again = client.get(f"/judging/?unit={place.hospital.pk}").content.decode()
        assert "有两处太长" in again
        left = client.get(f"/judging/?unit={place.hospital.pk}&left=1").content.decode()
        assert "制度是否简明好用" not in left
        wrong = client.post(
            f"/judging/?unit={place.hospital.pk}", {f"a:{SHORT}": "maybe", f"n:{SHORT}": "留着"}
        )
        assert wrong.status_code == 422
        assert "留着" in wrong.content.decode()


def test_boards_open_for_those_above_and_for_the_unit_itself(
    place: SimpleNamespace, client: Client, django_assert_max_num_queries: Any
) -> None:
    inspected(place, 1, 2)
    computed()
    with time_machine.travel(AT, tick=False):
        client.force_login(place.clerk, BACKEND)
        client.get("/assessment/")
        with django_assert_max_num_queries(18):
            many = client.get("/assessment/").content.decode()
        assert "清河县人民医院" in many
        assert "远山县医院" not in many
        client.force_login(place.manager, BACKEND)
        own = client.get("/assessment/").content.decode()
        assert "责任事项完成情况" in own
        assert "每月检查一次" in client.get("/assessment/?view=duties").content.decode()
        assert "每月检查一次" in client.get("/assessment/?view=duties&part=1").content.decode()
        assert "每月检查一次" not in client.get("/assessment/?view=duties&part=2").content.decode()
        assert "安全管理员" in client.get("/assessment/?view=posts").content.decode()
        assert "不发生事故" in client.get("/assessment/?view=targets").content.decode()
        assert client.get("/assessment/?view=nothing").status_code == 404
        assert client.get(f"/assessment/?unit={place.clinic.pk}").status_code == 404
        client.force_login(place.other, BACKEND)
        assert client.get(f"/assessment/?unit={place.hospital.pk}").status_code == 404

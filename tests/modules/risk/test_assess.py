"""A level once given changes by an assessment alone: record and point together, or neither."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine

from weian.base.errors import BadInput, Conflict
from weian.modules.risk import acting
from weian.record import actions as records
from weian.record.queries import Record
from weian.subject import actions as subjects
from weian.subject.queries import by_ids

from ..conftest import AT
from .conftest import LEC

pytestmark = [pytest.mark.db, pytest.mark.django_db]
ANSWERS = {**LEC["blue"], "trigger": "change", "technique_measures": "换了新阀门"}


def now(point: Any) -> Any:
    return by_ids([point.pk])[point.pk]


def test_an_assessment_leaves_a_record_and_gives_the_point_its_level(
    risks: SimpleNamespace, people: SimpleNamespace
) -> None:
    made = acting.reassess(people.manager, point=risks.oxygen, answers=ANSWERS, at=AT)
    told = {k: made.data[k] for k in ("before", "result", "scores", "adjusted")}
    assert told == {
        "before": "red", "result": "blue", "scores": "LEC 法：1 × 1 × 1 = 1",
        "adjusted": "技术措施：换了新阀门",
    }  # fmt: skip
    kept = now(risks.oxygen)
    assert (kept.level, kept.data["score"]) == ("blue", 1)
    assert kept.data["rules_measures"] == "每班巡查阀门"
    assert kept.department_id == risks.oxygen.department_id


def test_another_method_takes_the_scores_of_the_old_one_away(
    risks: SimpleNamespace, people: SimpleNamespace
) -> None:
    answers = {"method": "ls", "score_l": 5, "score_s": 4, "score_e": 6, "trigger": "periodic"}
    acting.reassess(people.manager, point=risks.power, answers=answers, at=AT)
    kept = now(risks.power)
    assert kept.level == "red" and "score_e" not in kept.data and "score_c" not in kept.data


def test_when_the_point_cannot_be_kept_no_record_is_left(
    risks: SimpleNamespace, people: SimpleNamespace
) -> None:
    acting.place(people.manager, point=risks.oxygen, plan=None, x=0, y=0, at=AT)
    with pytest.raises(Conflict):
        acting.reassess(people.manager, point=risks.oxygen, answers=ANSWERS, at=AT, version=1)
    with pytest.raises(BadInput) as refused:
        acting.reassess(
            people.manager, point=risks.power, at=AT,
            answers={**LEC["red"], "trigger": "change", "control_level": "post"},
        )  # fmt: skip
    assert "control_level" in refused.value.fields
    assert not Record.objects.filter(kind="risk_assessment").exists()
    assert now(risks.oxygen).level == "red"


def test_the_same_request_twice_is_one_assessment(
    risks: SimpleNamespace, people: SimpleNamespace
) -> None:
    for seconds in (0, 2):
        acting.reassess(
            people.manager, point=now(risks.oxygen), answers=ANSWERS, idempotency_key="k",
            at=AT + timedelta(seconds=seconds), version=risks.oxygen.version,
        )  # fmt: skip
    assert Record.objects.filter(kind="risk_assessment").count() == 1


def test_scores_are_not_changed_behind_the_back_of_the_assessment(
    risks: SimpleNamespace, people: SimpleNamespace, tree: SimpleNamespace
) -> None:
    with pytest.raises(BadInput) as refused:
        subjects.keep(
            people.manager, kind="risk_point", unit=tree.hospital, department=tree.surgery,
            subject=risks.oxygen, data={"score_c": 1}, at=AT,
        )  # fmt: skip
    assert "重新评估" in refused.value.fields["method"]


def test_a_new_standard_changes_no_level_until_the_point_is_assessed_again(
    risks: SimpleNamespace, people: SimpleNamespace, tree: SimpleNamespace
) -> None:
    own = {"name": "本院标准", "method": "lec", "red": 1000, "orange": 500, "yellow": 100}
    subjects.keep(people.manager, kind="risk_standard", unit=tree.hospital, data=own, at=AT)
    acting.place(people.manager, point=risks.oxygen, plan=None, x=0, y=0, at=AT)
    assert now(risks.oxygen).level == "red"
    acting.reassess(
        people.manager,
        point=now(risks.oxygen),
        answers={**LEC["red"], "trigger": "periodic"},
        at=AT,
    )
    assert now(risks.oxygen).level == "orange"


def test_a_typed_assessment_may_not_say_another_level_than_the_point_has(
    risks: SimpleNamespace, people: SimpleNamespace, tree: SimpleNamespace
) -> None:
    def submit(result: str) -> Record:
        return records.submit(
            people.manager, kind="risk_assessment", unit=tree.hospital, happened_at=AT, at=AT,
            data={"scope": "氧气站", "risk_point": str(risks.oxygen.pk), "result": result},
        )  # fmt: skip

    with pytest.raises(BadInput) as refused:
        submit("blue")
    assert "result" in refused.value.fields
    assert submit("red").data["result"] == "red"


def post(client: Any, point: Any, **more: Any) -> Any:
    asked = {"trigger": "change", "method": "lec", "score_l": "1", "score_e": "1", "score_c": "1"}
    with time_machine.travel(AT, tick=False):
        return client.post(
            f"/risks/point/{point.pk}/assess", {**asked, "version": point.version, **more}
        )


def test_the_form_shows_the_level_first_and_saves_on_the_second_button(
    risks: SimpleNamespace, people: SimpleNamespace, pages: Any
) -> None:
    client = pages(people.manager)
    looked = post(client, risks.power, look="1")
    assert looked.status_code == 200
    assert "评出：低风险(蓝)（还没有保存）" in looked.content.decode()
    assert now(risks.power).level == "orange"
    saved = post(client, risks.power)
    assert saved["Location"] == f"/risks/point/{risks.power.pk}"
    with time_machine.travel(AT, tick=False):
        page = client.get(saved["Location"]).content.decode()
    assert "较大风险(橙) → 低风险(蓝)" in page and "原来：较大风险(橙)" in page


def test_a_missing_score_is_named_beside_its_field(
    risks: SimpleNamespace, people: SimpleNamespace, pages: Any
) -> None:
    for more in ({"look": "1"}, {}):
        sent = post(pages(people.manager), risks.power, score_e="", **more)
        assert sent.status_code == 422
        assert "用这种评价方法要填写暴露频次 E" in sent.content.decode()


def test_a_worker_reads_the_point_and_does_not_judge_it(
    risks: SimpleNamespace, people: SimpleNamespace, pages: Any, django_assert_max_num_queries: Any
) -> None:
    client = pages(people.guard)  # of the house, of no department
    url = f"/risks/point/{risks.oxygen.pk}"
    with time_machine.travel(AT, tick=False):
        page = client.get(url).content.decode()
        assert "关总阀" in page and "重新评估" not in page and "评估记录" not in page
        assert client.get(f"{url}/assess").status_code == 403
        manager = pages(people.manager)
        manager.get(url)
        with django_assert_max_num_queries(20):
            manager.get(url)

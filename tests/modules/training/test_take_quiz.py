"""A test on the phone: the same paper when reloaded, marked here, one record, so often and no more."""

import re
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.test import Client

from weian.base.errors import BadInput, Forbidden, NotVisible
from weian.modules.training import taking
from weian.record import actions as records
from weian.record.queries import Record
from weian.subject import actions as subjects

from ..conftest import AT

pytestmark = [pytest.mark.db, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def now() -> Any:
    with time_machine.travel(AT, tick=False):
        yield


def opened(client: Client, quiz: Any) -> tuple[str, str]:
    """The page, and the paper that it posts back."""
    page = client.get(f"/training/test/{quiz.pk}").content.decode()
    found = re.search(r'name="paper" value="([^"]+)"', page)
    assert found is not None, page
    return page, found.group(1)


def hand_in(client: Client, quiz: Any, *answers: str, paper: str = "") -> Any:
    sent = {f"q{n}": answer for n, answer in enumerate(answers, 1)}
    told = paper or opened(client, quiz)[1]
    return client.post(f"/training/test/{quiz.pk}", {**sent, "paper": told})


def results() -> Any:
    return Record.objects.filter(kind="test_result").order_by("recorded_at", "id")


def test_a_paper_is_the_same_after_a_reload_and_another_for_somebody_else(
    pages: Any, people: SimpleNamespace, quiz: Any, keep: Any
) -> None:
    for n in range(20):
        keep("question", question=f"多的 {n}", test=["fire"], form="judge", answer="对")
    client = pages(people.nurse)
    asked = re.findall(r"\d\. [^<]+", opened(client, quiz)[0])
    assert asked and re.findall(r"\d\. [^<]+", opened(client, quiz)[0]) == asked
    sitting = taking.sittings(people.nurse, [quiz], AT)[0]
    drawn = {
        tuple(i.id for i in taking.drawn(sitting, person, AT))
        for person in (people.nurse, people.guard, people.chief, people.head)
    }
    assert len(drawn) > 1


def test_a_nurse_hands_in_and_one_record_of_hers_is_left_with_what_was_worked_out(
    pages: Any, people: SimpleNamespace, quiz: Any
) -> None:
    client = pages(people.nurse)
    sent = hand_in(client, quiz, "1", "1")
    record = results().get()
    assert (record.by_id, record.people, record.amount) == (people.nurse.pk, [people.nurse.pk], 100)
    assert record.data["passed"] is True
    assert (record.data["form"], record.data["quiz"]) == ("phone", str(quiz.pk))
    told = client.get(sent.headers["Location"]).content.decode()
    assert "100 分，合格" in told
    again = client.get(f"/training/test/{quiz.pk}").content.decode()
    assert "您已经合格" in again and 'name="paper"' not in again


def test_what_was_wrong_is_shown_with_what_is_right(
    pages: Any, people: SimpleNamespace, quiz: Any
) -> None:
    client = pages(people.nurse)
    told = client.get(hand_in(client, quiz, "1", "3").headers["Location"]).content.decode()
    assert "50 分，不合格" in told
    assert "C. 也不对" in told and "A. 对的" in told and "书上写的。" in told
    assert "再考一次" in told


def test_a_paper_handed_in_twice_counts_once_also_with_better_answers(
    pages: Any, people: SimpleNamespace, quiz: Any
) -> None:
    client = pages(people.nurse)
    paper = opened(client, quiz)[1]
    first = hand_in(client, quiz, "2", "2", paper=paper)
    again = hand_in(client, quiz, "1", "1", paper=paper)
    assert again.headers["Location"] == "/training/"
    assert [r.amount for r in results()] == [0]
    tapped = hand_in(client, quiz, "2", "2", paper=paper)
    assert "result" in first.headers["Location"] and "result" in tapped.headers["Location"]
    assert results().count() == 1


def test_attempts_are_as_many_as_the_test_allows(
    pages: Any, people: SimpleNamespace, quiz: Any
) -> None:
    client = pages(people.nurse)
    hand_in(client, quiz, "2", "2")
    third = opened(client, quiz)[1]
    hand_in(client, quiz, "2", "2", paper=third)
    over = client.get(f"/training/test/{quiz.pk}").content.decode()
    assert "2 次机会已经用完" in over
    sitting = taking.sittings(people.nurse, [quiz], AT)[0]
    items = taking.drawn(sitting, people.nurse, AT)
    with pytest.raises(Forbidden):
        taking.hand_in(people.nurse, sitting=sitting, number=3, items=items, given={}, at=AT)
    assert results().count() == 2


def test_a_paper_of_somebody_else_is_not_taken(
    pages: Any, people: SimpleNamespace, quiz: Any
) -> None:
    paper = opened(pages(people.chief), quiz)[1]
    sent = hand_in(pages(people.nurse), quiz, "1", "1", paper=paper)
    assert sent.headers["Location"] == f"/training/test/{quiz.pk}"
    assert not results().exists()


def test_an_unanswered_question_is_asked_again_and_what_was_answered_stays(
    pages: Any, people: SimpleNamespace, quiz: Any
) -> None:
    sent = hand_in(pages(people.nurse), quiz, "2")
    assert sent.status_code == 422
    page = sent.content.decode()
    assert re.search(r'value="2"[^>]*checked', page) and "这道题还没有作答" in page
    assert not results().exists()


def test_after_the_last_day_nobody_is_tested(
    pages: Any, people: SimpleNamespace, keep: Any, quiz: Any
) -> None:
    late = keep("quiz", name="去年的", test="fire", asked=2, pass_mark=60, closes_on=AT.date())
    with time_machine.travel(AT + timedelta(days=1), tick=False):
        assert "截止" in pages(people.nurse).get(f"/training/test/{late.pk}").content.decode()


def test_a_stranger_finds_no_test_and_the_bank_of_the_county_serves_the_hospital(
    pages: Any, people: SimpleNamespace, tree: SimpleNamespace, keep: Any, quiz: Any
) -> None:
    assert pages(people.other).get(f"/training/test/{quiz.pk}").status_code == 404
    with pytest.raises(NotVisible):
        taking.quiz_or_404(people.auditor, quiz.pk, AT)
    keep(
        "question",
        tree.county,
        people.clerk,
        question="县里的",
        test=["law"],
        form="judge",
        answer="错",
    )
    law = keep("quiz", name="法律", test="law", asked=5, pass_mark=60)
    page, _ = opened(pages(people.nurse), law)
    assert "县里的" in page and "题库里现在只有 1 道题" in page


def test_a_topic_leads_to_its_only_test_and_a_plan_to_its_own(
    pages: Any, people: SimpleNamespace, quiz: Any, keep: Any
) -> None:
    client = pages(people.nurse)
    assert client.get("/training/test/fire").headers["Location"] == f"/training/test/{quiz.pk}"
    assert client.get("/training/test/law").headers["Location"] == "/training/?test=law"
    assert client.get("/training/test/nothing").status_code == 404
    plan = keep("training_plan", name="消防培训", year=2026, topic="fire", planned_on="2026-11-20")
    mine = keep("quiz", name="培训后的考试", test="fire", asked=2, pass_mark=60, plan=str(plan.pk))
    assert mine.name in client.get(f"/training/test/{plan.pk}").content.decode()


def test_the_list_says_where_one_stands_and_teaches_when_there_is_nothing(
    pages: Any, people: SimpleNamespace, django_assert_max_num_queries: Any, quiz: Any
) -> None:
    client = pages(people.nurse)
    assert "还没有手机考试" in pages(people.other).get("/training/").content.decode()
    hand_in(client, quiz, "2", "2")
    with django_assert_max_num_queries(20):
        page = client.get("/training/").content.decode()
    assert "1 次，最多 2 次" in page and "不合格" in page and "再考一次" in page


def test_a_score_is_not_typed_by_whoever_may_only_be_tested(
    people: SimpleNamespace, tree: SimpleNamespace
) -> None:
    data = {"person": people.nurse.pk, "test": "fire", "score": 100, "passed": True}
    with pytest.raises(Forbidden):
        records.submit(
            people.nurse, kind="test_result", unit=tree.hospital, happened_at=AT, data=data, at=AT
        )


def test_a_question_that_cannot_be_asked_is_refused_when_it_is_entered(keep: Any) -> None:
    with pytest.raises(BadInput) as refused:
        keep(
            "question",
            question="？",
            test=["fire"],
            form="single",
            options=["甲", "乙"],
            answer="3",
        )
    assert "1–2" in refused.value.fields["answer"]


def test_a_retired_test_is_gone(pages: Any, people: SimpleNamespace, quiz: Any) -> None:
    subjects.retire(people.manager, subject=quiz, at=AT, reason="考完了")
    assert pages(people.nurse).get(f"/training/test/{quiz.pk}").status_code == 404


def test_whoever_sets_tests_sees_how_many_passed_and_no_names(
    pages: Any, people: SimpleNamespace, quiz: Any
) -> None:
    hand_in(pages(people.nurse), quiz, "1", "1")
    hand_in(pages(people.guard), quiz, "2", "2")
    page = pages(people.manager).get("/training/").content.decode()
    assert "1 / 5 人" in page and "卫兰" not in page
    assert "1 / 5 人" not in pages(people.nurse).get("/training/").content.decode()

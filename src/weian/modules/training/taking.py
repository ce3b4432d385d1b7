"""Taking a test: who may, which questions, how often, and the one record that a paper leaves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from weian.base import bounds
from weian.base.clock import day_of
from weian.base.errors import BadInput, Conflict, Forbidden, NotVisible
from weian.modules.training import paper
from weian.modules.training.paper import Item, Marked
from weian.org import queries as org
from weian.org.queries import Person, Unit
from weian.record import actions as records
from weian.record.queries import Record
from weian.subject import queries as subjects
from weian.subject.queries import Subject

RIGHT = "record.submit:own"


@dataclass(frozen=True)
class Sitting:
    """Where somebody stands with a test; ``used`` papers were handed in, ``best`` is the best score."""

    quiz: Subject
    used: int
    best: float | None
    passed: bool
    closed: bool

    @property
    def most(self) -> int | None:
        """How many papers may be handed in; None: as many as one likes."""
        told = self.quiz.data.get("attempts")
        return int(told) if told else None

    @property
    def open(self) -> bool:
        """Whether a paper may be handed in now."""
        return not (self.passed or self.closed or self.worn)

    @property
    def worn(self) -> bool:
        """Whether all attempts are used up."""
        return self.most is not None and self.used >= self.most


def may(person: Person, at: datetime) -> bool:
    """Whether somebody takes tests of their unit at all."""
    return org.can(person, RIGHT, person.unit, at, person.department)


def quizzes(person: Person, at: datetime) -> list[Subject]:
    """The tests of the person's own unit that stand, by name."""
    return list(subjects.of_unit(person.unit, "quiz", day_of(at))) if may(person, at) else []


def quiz_or_404(person: Person, pk: UUID, at: datetime) -> Subject:
    """A test of the person's own unit by its number or that of the training plan it ends."""
    for quiz in quizzes(person, at):
        if quiz.pk == pk or quiz.data.get("plan") == str(pk):
            return quiz
    raise NotVisible("quiz.unknown", "没有找到这项考试：可能已经停用，或者不是本单位的。")


def sittings(person: Person, found: Sequence[Subject], at: datetime) -> list[Sitting]:
    """Where somebody stands with each of these tests, in one query."""
    rows = Record.objects.filter(
        unit_id=person.unit_id, kind="test_result", people__contains=[person.pk],
        superseded_by=None, data__has_key="quiz",
    )  # fmt: skip
    handed: dict[str, list[Mapping[str, object]]] = {}
    for data in rows.values_list("data", flat=True):
        handed.setdefault(str(data["quiz"]), []).append(data)
    return [_sitting(quiz, handed.get(str(quiz.pk), []), day_of(at)) for quiz in found]


def passed(unit: Unit, at: datetime) -> tuple[dict[str, int], int]:
    """How many of those in service have passed each test of the unit, and how many they are."""
    here = set(org.people_of(unit, at).values_list("pk", flat=True))
    rows = Record.objects.filter(
        unit=unit, kind="test_result", superseded_by=None, data__has_key="quiz", data__passed=True
    ).values_list("data__quiz", "people")
    who: dict[str, set[int]] = {}
    for quiz, people in rows:
        who.setdefault(str(quiz), set()).update(people)
    return {quiz: len(found & here) for quiz, found in who.items()}, len(here)


def _sitting(quiz: Subject, handed: Sequence[Mapping[str, object]], today: date) -> Sitting:
    scores = [float(str(data["score"])) for data in handed]
    last = quiz.data.get("closes_on")
    return Sitting(
        quiz, len(handed), max(scores, default=None), any(d.get("passed") for d in handed),
        bool(last) and date.fromisoformat(str(last)) < today,
    )  # fmt: skip


def bank(quiz: Subject, unit: Unit, at: datetime) -> list[Item]:
    """The questions that a test of a unit draws from: its own and those of the units above it."""
    rows = _questions(unit, at).filter(data__contains={"test": [quiz.data["test"]]})
    with bounds.everything("questions of the bodies above serve those below"):
        found = [paper.item_of(str(pk), data) for pk, data in rows.values_list("pk", "data")]
    return [item for item in found if item is not None]


def _questions(unit: Unit, at: datetime) -> QuerySet[Subject]:
    line = [int(part) for part in unit.path.split("/") if part]
    standing = subjects.standing(day_of(at))
    return Subject.objects.filter(standing, kind="question", unit_id__in=line)


def stock(unit: Unit, at: datetime) -> Counter[str]:
    """How many questions a unit may draw from for each topic: its own and those from above."""
    with bounds.everything("questions of the bodies above serve those below"):
        topics = list(_questions(unit, at).values_list("data__test", flat=True))
    return Counter(topic for told in topics for topic in told or ())


def drawn(sitting: Sitting, person: Person, at: datetime) -> list[Item]:
    """The paper of the person's next attempt: the same however often it is opened."""
    quiz = sitting.quiz
    items = bank(quiz, person.unit, at)
    told = f"{quiz.pk}:{person.pk}:{sitting.used + 1}"
    seed = salted_hmac("weian.quiz", told, algorithm="sha256").hexdigest()
    return paper.draw(items, int(str(quiz.data["asked"])), seed)


def items_of(keys: Sequence[str]) -> list[Item]:
    """The questions of a paper that was given out, in its order."""
    with bounds.everything("the questions of a paper that was given out, also those from above"):
        rows = subjects.by_ids(UUID(key) for key in keys)
    found = (paper.item_of(key, rows[UUID(key)].data) for key in keys if UUID(key) in rows)
    return [item for item in found if item is not None]


@transaction.atomic
def hand_in(
    person: Person, *, sitting: Sitting, number: int, items: Sequence[Item],
    given: Mapping[str, Sequence[str]], at: datetime,
) -> tuple[Record, Marked]:  # fmt: skip
    """Mark a paper and leave its one record, by the person and about the person.

    ``number`` is which attempt the paper was given out for. Raises Conflict for a paper handed in
    before, Forbidden when none may be handed in any more, and what ``record.actions.submit`` raises.
    """
    if number <= sitting.used:
        raise Conflict("quiz.handed_in", "这份试卷已经交过，成绩以第一次交卷为准。")
    if not sitting.open or number != sitting.used + 1:
        raise Forbidden("quiz.closed", refusal(sitting) or "请重新打开考试页面再作答。")
    if not items:
        raise BadInput("quiz.empty", "试卷里没有题目，请联系本单位安全管理员。")
    marked, quiz = paper.mark(items, given), sitting.quiz
    data = {
        "person": person.pk, "test": quiz.data["test"], "score": marked.score, "form": "phone",
        "passed": marked.score >= float(str(quiz.data["pass_mark"])), "quiz": str(quiz.pk),
    }  # fmt: skip
    try:
        made = records.submit(
            person, kind="test_result", unit=person.unit, department=person.department,
            happened_at=at, data=data, at=at, right=RIGHT, idempotency_key=f"quiz-{quiz.pk}-{number}",
        )  # fmt: skip
    except BadInput as refused:
        if refused.code == "once.reused":
            raise Conflict("quiz.handed_in", "这份试卷已经交过，成绩以第一次交卷为准。") from None
        raise
    return made, marked


def handed(person: Person, quiz: Subject, number: int) -> float | None:
    """The score of the so-manieth paper that somebody handed in."""
    rows = Record.objects.filter(
        unit_id=person.unit_id, kind="test_result", people__contains=[person.pk],
        superseded_by=None, data__quiz=str(quiz.pk),
    ).order_by("recorded_at", "id")  # fmt: skip
    scores = list(rows.values_list("amount", flat=True)[number - 1 : number])
    return float(scores[0]) if scores and scores[0] is not None else None


def refusal(sitting: Sitting) -> str:
    """Why no paper is given out any more; "" if one is."""
    if sitting.passed:
        return f"您已经合格（{sitting.best:g} 分），不用再考。"
    if sitting.worn:
        return f"{sitting.most} 次机会已经用完，最好成绩 {sitting.best:g} 分。请联系本单位安全管理员安排补训补考。"
    if sitting.closed:
        return f"考试已于 {sitting.quiz.data['closes_on']} 截止。请联系本单位安全管理员安排补考。"
    return ""

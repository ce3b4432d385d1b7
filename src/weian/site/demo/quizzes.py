"""The results of the tests on the phone: most pass at once, some at the second attempt."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from random import Random

from weian.base.clock import TZ
from weian.org.queries import Person
from weian.record.actions import Draft
from weian.site.demo.crew import Crew
from weian.subject.queries import Subject

_OWN = "record.submit:own"
_OPENED, _DAYS = 120, 90  # so many days ago, for so many


def results(crews: Mapping[str, Crew], now: datetime, chance: Random) -> Iterator[Draft]:
    """What everybody who took the tests of their institution left (``now`` is wall time)."""
    for crew in crews.values():
        for quiz in crew.things.get("quiz", []):
            for person in crew.everyone.values():
                if chance.random() < crew.diligence and _served(person, now):
                    yield from _papers(crew, person, quiz, now, chance)


def _served(person: Person, now: datetime) -> bool:
    """Whether somebody was there while the test was open."""
    days = (now.date() - timedelta(days=_OPENED), now.date())
    return all(person.works_on(day) for day in days)


def _papers(
    crew: Crew, person: Person, quiz: Subject, now: datetime, chance: Random
) -> Iterator[Draft]:
    """One paper, and another a week later where the first was failed."""
    asked, mark = int(quiz.data["asked"]), float(quiz.data["pass_mark"])
    moment = now - timedelta(days=_OPENED - chance.randint(0, _DAYS))
    moment = moment.replace(hour=chance.randint(8, 20), minute=chance.randint(0, 59), tzinfo=TZ)
    for _ in range(2):
        right = sum(chance.random() < 0.85 for _ in range(asked))
        score = round(100 * right / asked, 1)
        data = {
            "person": person.pk, "test": quiz.data["test"], "score": score, "form": "phone",
            "passed": score >= mark, "quiz": str(quiz.pk),
        }  # fmt: skip
        yield Draft(
            person, "test_result", crew.unit, moment, data, moment,
            department=person.department, right=_OWN,
        )  # fmt: skip
        if score >= mark:
            return
        moment += timedelta(days=7)

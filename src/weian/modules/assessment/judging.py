"""评判: what no machine can judge is asked of an inspector, clause by clause; the answer is evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

from weian.base.clock import TZ, day_of
from weian.base.errors import BadInput, Forbidden
from weian.base.fields import Field
from weian.org import queries as org
from weian.org.queries import Person, Unit
from weian.org.rights import OVERSEE
from weian.policy import queries as policy
from weian.record import actions as records
from weian.record import queries as record_queries
from weian.record.actions import Draft
from weian.record.kinds import RecordKind, register
from weian.record.queries import Record

ANSWERS: Final = (("yes", "做到"), ("partly", "部分做到"), ("no", "没有做到"), ("na", "不适用"))
SOURCES: Final = (("inspection", "上级评判"), ("self", "单位自评"))
JUDGEMENT: Final = register(
    RecordKind(
        key="judgement",
        title="评判",
        area="assessment",
        summary="{answer}：{title}",
        help="制度包里要由人判断的问题，请在“评判”页按条款回答。",
        columns=("answer", "source", "document"),
        fields=(
            Field("question", "问题编号", "text", required=True, listed=False),
            Field("title", "问题", "text", required=True, search=True),
            Field("document", "依据", "text", search=True),
            Field("answer", "结论", "choice", required=True, choices=ANSWERS),
            Field("source", "谁评判", "choice", required=True, choices=SOURCES),
            Field("note", "情况和依据", "longtext", max=2000, listed=False),
            Field("photos", "照片", "photos", listed=False),
        ),
    )
)


@dataclass(frozen=True)
class Question:
    """One judged clause. ``key`` is "pack#clause.id", ``clause`` "pack#clause"; ``answer`` the newest
    of the year, if any."""

    key: str
    clause: str
    document: str
    article: str
    summary: str
    text: str
    reason: str
    veto: bool
    answer: Record | None = None

    @property
    def said(self) -> str:
        """The key of the answer; "" for none."""
        return str(self.answer.data["answer"]) if self.answer else ""


def questions(unit: Unit, person: Person, at: datetime, year: int) -> list[Question]:
    """All that binds a unit, in the order of its documents, with what was answered in a year."""
    return questions_of([unit], person, at, year)[unit.pk]


def questions_of(
    units: Sequence[Unit], person: Person, at: datetime, year: int
) -> dict[int, list[Question]]:
    """The same for many units, in two queries."""
    answered = _answers(units, person, at, year)
    return {
        pk: _asked(tuple((e.digest, e.pack) for e in reversed(editions)), answered.get(pk, {}))
        for pk, editions in policy.editions_for(units, at).items()
    }


def _asked(editions: tuple[tuple[str, str], ...], answered: Mapping[str, Record]) -> list[Question]:
    plain = policy.judged_in(editions)
    return [
        Question(j.key, j.clause, j.document, j.article, j.summary, j.text, j.reason, j.veto, answered.get(j.key))
        for j in plain
    ]  # fmt: skip


def _answers(
    units: Sequence[Unit], person: Person, at: datetime, year: int
) -> dict[int, dict[str, Record]]:
    """The newest answer of a year by unit and question; what an authority said stands above what a unit
    said."""
    rows = record_queries.current(person, at).filter(
        kind=JUDGEMENT.key, unit__in=[u.pk for u in units],
        happened_at__gte=datetime.combine(date(year, 1, 1), time(), TZ),
        happened_at__lt=datetime.combine(date(year + 1, 1, 1), time(), TZ),
    )  # fmt: skip
    out: dict[int, dict[str, Record]] = {}
    for row in rows.order_by("happened_at", "id").select_related("by", "behalf"):
        found = out.setdefault(row.unit_id, {})
        before = found.get(str(row.data["question"]))
        own = row.data["source"] == "self"
        if before is None or not own or before.data["source"] == "self":
            found[str(row.data["question"])] = row
    return out


def source_for(person: Person, unit: Unit, at: datetime) -> str:
    """As what somebody answers: as the authority above, or for their own unit. Raises Forbidden."""
    if person.unit_id != unit.pk and org.can(person, OVERSEE, unit, at):
        return "inspection"
    if org.can(person, "record.submit", unit, at):
        return "self" if person.unit_id == unit.pk else "inspection"
    raise Forbidden("judging.no_right", "您没有评判这个单位的权限。")


def answer(
    actor: Person, *, unit: Unit, given: Mapping[str, tuple[str, str]], at: datetime
) -> list[Record]:
    """Leave an answer for each question given as key → (answer, note); those that say nothing new are
    left out. All or none. Raises BadInput (unknown question or answer), Forbidden."""
    source = source_for(actor, unit, at)
    asked = {q.key: q for q in questions(unit, actor, at, day_of(at).year)}
    if unknown := [key for key in given if key not in asked]:
        raise BadInput("judging.unknown", f"制度包里没有这个问题（{unknown[0]}），请刷新页面。")
    drafts = [
        Draft(actor, JUDGEMENT.key, unit, at, _data(asked[key], said, note, source), at)
        for key, (said, note) in given.items()
        if _news(asked[key], said, note)
    ]
    return records.submit_batch(drafts) if drafts else []


def _news(question: Question, said: str, note: str) -> bool:
    before = question.answer
    if before is None:
        return bool(said)
    return bool(said) and (said, note.strip()) != (
        question.said,
        str(before.data.get("note") or ""),
    )


def _data(question: Question, said: str, note: str, source: str) -> dict[str, object]:
    return {
        "question": question.key, "title": question.text, "answer": said, "source": source,
        "document": f"《{question.document}》{question.article}"[:200], "note": note,
    }  # fmt: skip


@dataclass(frozen=True)
class Judged:
    """How many questions there are and how they were answered."""

    asked: int
    yes: int
    partly: int
    no: int
    na: int
    vetoed: tuple[str, ...]

    @property
    def answered(self) -> int:
        """With whatever answer."""
        return self.yes + self.partly + self.no + self.na

    @property
    def share(self) -> float | None:
        """Of those that apply and were answered; half for what is done in part."""
        counted = self.yes + self.partly + self.no
        return (self.yes + self.partly / 2) / counted if counted else None


def judged(found: Iterable[Question]) -> Judged:
    """The counts of a list of questions; a question with a veto that is not met fails the whole."""
    listed = list(found)
    said = [q.said for q in listed]
    vetoed = tuple(q.text for q in listed if q.veto and q.said == "no")
    yes, partly, no, na = (said.count(key) for key, _ in ANSWERS)
    return Judged(len(listed), yes, partly, no, na, vetoed)

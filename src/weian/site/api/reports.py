"""Reports that go upward: a unit's own, one on its way, and what a commission collects."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest
from ninja import Query, Router, Schema, Status
from pydantic import Field

from weian.base import ids
from weian.base.errors import BadInput
from weian.case import queries as cases
from weian.case.kinds import kind as kind_of
from weian.case.queries import Case
from weian.duty.wall import aware
from weian.org import queries as org
from weian.org.queries import Person, Unit
from weian.report import actions, queries
from weian.report.kinds import FLOW
from weian.report.table import Table
from weian.site.api.cases import StepOut, step_out
from weian.site.api.common import asking, says
from weian.site.api.shapes import Given, Number, Once, Ref, Said, choice, unit_ref
from weian.subject.envelope import once as repeated

router = Router()
_PERIODS = 8  # as on the page: two years of quarters
VERBS = ("revise", "sign", "unsign", "submit", "return", "accept", "correct", "adopt")


class DueOut(Schema):
    """A report that is or was asked for."""

    report: str
    period: str
    title: str
    opens: Said = Field(description="从此可以报送")
    due: Said = Field(description="期限，不含")
    id: UUID | None = Field(description="已开始编制的报送")
    state: str
    state_title: str


class Dues(Schema):
    """All reports of a unit, the latest first."""

    unit: Ref | None
    rows: list[DueOut]


class TableOut(Schema):
    """What a report says."""

    columns: list[str]
    rows: list[list[str]]


class ReportOut(Schema):
    """A report on its way."""

    id: UUID
    unit: Ref | None
    report: str
    period: str
    title: str
    text: str
    state: str
    state_title: str
    version: int
    contents: TableOut | None = Field(description="未签字时为当前内容，签字后为冻结的内容")
    digest: str
    signer: str
    signed_on: date | None
    steps: list[StepOut]


class LineOut(Schema):
    """One unit of a collection."""

    unit: Ref | None
    state: str = Field(description="missing 表示还没有报送，waived 表示已豁免")
    late: bool
    sent_at: Said | None
    id: UUID | None


class CollectionOut(Schema):
    """What a commission expects of one report and period."""

    report: str
    period: str
    title: str
    due: Said
    expected: int
    received: int
    late: int


class CollectionFull(CollectionOut):
    """The same, unit by unit."""

    lines: list[LineOut]


class Collections(Schema):
    """What a commission collects, the latest first."""

    rows: list[CollectionOut]


class UnitAsked(Schema):
    """Whose reports; without one the person's own unit's."""

    unit: Number | None = None


class PrepareGiven(Given):
    """Begin a report."""

    unit: Number
    report: str
    period: str
    headline: str = Field("", max_length=120)
    text: str = Field("", max_length=20_000, description="正文")
    answers: dict[str, str] = Field({}, description="其他要写的内容，按字段名")


class ReportStep(Given):
    """Rewrite, sign, take the signature back, submit, return, accept, correct or adopt."""

    verb: Annotated[str, *choice(VERBS)]
    version: int = Field(ge=1)
    text: str = Field("", max_length=20_000, description="修改后的正文")
    answers: dict[str, str] = Field({}, description="修改后的其他内容，按字段名")
    reason: str = Field("", max_length=500, description="退回或更正的原因")
    opinion: str = Field("", max_length=200, description="接收意见")


def _unit(person: Person, asked: UnitAsked, at: datetime) -> Unit:
    return org.unit_or_404(person, asked.unit or person.unit_id, at)


@router.get("", **says("listReports", "一个单位要报送的各期", Dues))
def index(request: HttpRequest, asked: Query[UnitAsked]) -> Dues:
    """What the unit reports, with what came of it."""
    person, at = asking(request)
    unit = _unit(person, asked, at)
    org.require(person, "report.submit", unit, at)
    known = queries.returns_of(unit, person, at)
    return Dues(
        unit=unit_ref(unit),
        rows=[_due(d, known.get((d.kind.key, d.period))) for d in queries.dues_of(unit, at)],
    )


def _due(due: Any, case: Case | None) -> DueOut:
    return DueOut(
        report=due.kind.key, period=due.period, title=due.title, opens=aware(due.opens),
        due=aware(due.due), id=case.pk if case else None, state=case.state if case else "",
        state_title=FLOW.states[case.state] if case else "未开始",
    )  # fmt: skip


@router.get("/collections", **says("listCollections", "主管部门收集的各期报送", Collections))
def collections(request: HttpRequest, asked: Query[UnitAsked]) -> Collections:
    """What a commission collects."""
    person, at = asking(request)
    unit = _unit(person, asked, at)
    org.require(person, "report.review", unit, at)
    found = queries.collections(unit, person, at, _PERIODS)
    return Collections(rows=[CollectionOut(**_collection(c)) for c in found])


@router.get(
    "/collections/{report}/{period}",
    **says("getCollection", "一期报送的收集情况，逐个单位", CollectionFull),
)
def collection(
    request: HttpRequest, report: str, period: str, asked: Query[UnitAsked]
) -> CollectionFull:
    """Unit by unit."""
    person, at = asking(request)
    unit = _unit(person, asked, at)
    org.require(person, "report.review", unit, at)
    found = queries.collection(unit, queries.kind_or_404(report), period, person, at)
    lines = [
        LineOut(
            unit=unit_ref(line.unit), state=line.state, late=line.late, sent_at=line.sent_at,
            id=line.case.pk if line.case and line.sent_at else None,
        )
        for line in found.lines
    ]  # fmt: skip
    return CollectionFull(**_collection(found.tally), lines=lines)


def _collection(found: queries.Tally) -> dict[str, Any]:
    due = found.due
    return {
        "report": found.kind.key, "period": due.period, "title": due.title,
        "due": aware(due.due), "expected": found.expected, "received": found.received,
        "late": found.late,
    }  # fmt: skip


@router.get("/{uuid:pk}", **says("getReport", "查看一份报送", ReportOut))
def show(request: HttpRequest, pk: UUID) -> ReportOut:
    """One report: where it stands and what it says."""
    person, at = asking(request)
    return _shown(person, queries.return_or_404(person, pk, at), at)


@router.post(
    "",
    **says("prepareReport", "开始编制一份报送", ReportOut, status=201, writes=True,
           description="同一期已经开始的，返回已有的一份。"),
)  # fmt: skip
def prepare(request: HttpRequest, given: PrepareGiven, once: Once = None) -> Status[ReportOut]:
    """Begin, or take up what was begun: by nature the same twice."""
    person, at = asking(request)
    unit = org.unit_or_404(person, given.unit, at)
    org.require(person, "report.submit", unit, at)
    due = queries.due_or_404(unit, given.report, given.period, at)
    print_ = repeated.digest("api.prepare", given.model_dump(), None)
    with transaction.atomic():
        repeated.claim(person, once, print_, ids.uuid7(), at)
        case = actions.prepare(
            person, unit=unit, due=due, headline=given.headline, answers=_answers(given), at=at
        )
    return Status(201, _shown(person, case, at))


@router.post(
    "/{uuid:pk}/steps",
    **says("actOnReport", "签字、撤回签字、报送、退回或接收", ReportOut, writes=True),
)
def act(request: HttpRequest, pk: UUID, given: ReportStep, once: Once = None) -> ReportOut:
    """The same verbs as the buttons'."""
    person, at = asking(request)
    case = queries.return_or_404(person, pk, at)
    print_ = repeated.digest("api.report", {"case": pk, **given.model_dump()}, None)
    with transaction.atomic():
        if not repeated.claim(person, once, print_, case.pk, at):
            case = _act(person, case, given, at)
    return _shown(person, case, at)


def _act(person: Person, case: Case, given: ReportStep, at: datetime) -> Case:
    version = given.version
    if given.verb == "revise":
        answers = _answers(given)
        return actions.revise(person, case=case, answers=answers, version=version, at=at)
    if given.verb == "correct":
        return actions.correct(person, case=case, reason=given.reason, version=version, at=at)
    if given.verb == "sign":
        return actions.sign(person, case=case, version=version, at=at)
    if given.verb == "submit":
        return actions.submit(person, case=case, version=version, at=at)
    if given.verb == "unsign":
        return actions.take_back(person, case=case, version=version, at=at)
    if given.verb == "return" and not given.reason.strip():
        raise BadInput("report.no_reason", fields={"reason": "请填写退回原因。"})
    said = {k: v for k in ("reason", "opinion") if (v := getattr(given, k))}
    return actions.review(person, case=case, verb=given.verb, given=said, version=version, at=at)


def _answers(given: PrepareGiven | ReportStep) -> dict[str, object]:
    """What was written, without what was left empty."""
    said = {"text": given.text, **given.answers}
    return {key: text for key, text in said.items() if text.strip()}


def _shown(person: Person, case: Case, at: datetime) -> ReportOut:
    seen = queries.seen_by(person, case, at)
    table, frozen = seen.table, seen.frozen
    return ReportOut(
        id=case.pk, unit=unit_ref(case.unit), report=queries.kind_key(case),
        period=case.data["period"], title=case.title, text=_text(table),
        state=case.state, state_title=FLOW.states[case.state], version=case.version,
        contents=_table(table) if table else None, digest=frozen.digest if frozen else "",
        signer=frozen.signer if frozen else "", signed_on=frozen.day if frozen else None,
        steps=[step_out(kind_of("return"), s) for s in cases.timeline(case)],
    )  # fmt: skip


def _text(table: Table | None) -> str:
    """The main text of what the person may see."""
    return next((text for key, _, text in table.words if key == "text"), "") if table else ""


def _table(table: Table) -> TableOut:
    return TableOut(columns=[c.title for c in table.columns], rows=[list(r) for r in table.rows])

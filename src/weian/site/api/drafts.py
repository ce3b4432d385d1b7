"""Drafts: a document uploaded, what was read of it, corrected, submitted, approved."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from typing import Annotated, Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest
from ninja import File, Query, Router, Schema, Status
from ninja.files import UploadedFile
from pydantic import Field

from weian.base.fields import clean
from weian.base.paging import page
from weian.org import queries as org
from weian.policy.drafting import actions, answers, intake, parting, questions
from weian.policy.drafting import queries as drafts
from weian.policy.drafting.header import HEADER
from weian.policy.drafting.queries import Draft, DraftItem
from weian.site.api.common import asking, says
from weian.site.api.shapes import (
    Answers,
    Cursor,
    Given,
    Number,
    Once,
    Paged,
    Ref,
    Said,
    Size,
    person_ref,
    unit_ref,
)
from weian.subject.envelope import once as repeated

router = Router()
_UPDATED = "version 是您看到的版本；期间有人办理过会返回 409。"
#: The answers that only the judged form asks; both may stand in what was read.
_JUDGED = ("question", "reason")
Version = Annotated[
    int, Field(ge=-1, lt=10**9, description="您看到的版本；不给就算没有看过（409）")
]


class DraftOut(Schema):
    """A draft as it stands."""

    id: UUID
    title: str
    name: str = Field(description="上传的文件名")
    sha256: str
    unit: Ref | None
    author: Ref | None
    state: str = Field(description="reading、failed、review、submitted 或 approved")
    state_title: str
    why: str = Field(description="读不出来或退回的原因")
    created_at: Said
    version: int
    previous: UUID | None
    edition: int | None = Field(description="审定后的制度包")


class Drafts(Paged):
    """A page of drafts."""

    rows: list[DraftOut]


class ItemOut(Schema):
    """One ask, or a sentence that asks for nothing."""

    number: int
    clause: str
    start: int
    end: int
    sentence: str
    none: str = Field(description="不是要求时的类别，空表示是要求")
    confidence: float
    found: dict[str, Any] = Field(description="读出的主体、时间、数量等")
    content: dict[str, Any] = Field(description="作为责任事项的各项答案")
    decision: str = Field(description="空、accept、judged、principle、reject 或 merged")
    merged_into: int | None
    version: int
    lacks: list[str] = Field(description="采纳前还要选的")


class DraftFull(DraftOut):
    """A draft with its text, what was read, and what is left to decide."""

    header: dict[str, Any]
    notes: list[str]
    text: str
    items: list[ItemOut]
    undecided: int


class DraftAsked(Schema):
    """Where in the list."""

    cursor: Cursor = ""
    size: Size = 50


class Uploaded(Schema):
    """For which unit, and of which document it is a later version."""

    unit: Number | None = Field(None, description="不给就是您能上传的第一个单位")
    previous: UUID | None = None


class Seen(Given):
    """An act on what was seen."""

    version: Version = -1


class DecisionGiven(Seen):
    """What becomes of an item."""

    decision: Annotated[str, Field(pattern="^(|accept|judged|principle|reject)$")] = ""
    answers: Answers | None = Field(None, description="先改成这些答案；不给就按读出的办")


class CutGiven(Seen):
    """Where an item is parted."""

    cut: int = Field(0, ge=0, lt=10**9, description="正文里的位置，0 表示同一句话作两项")


class HeaderGiven(Seen):
    """What the pack says of the document."""

    header: Answers = Field(default_factory=dict)


class NoteGiven(Seen):
    """Why it is returned."""

    note: Annotated[str, Field(max_length=500)] = ""


@router.get("", **says("listDrafts", "列出上传的文件", Drafts))
def index(request: HttpRequest, asked: Query[DraftAsked]) -> Drafts:
    """The drafts of the units for which one may review, the latest first."""
    person, at = asking(request)
    rows = drafts.drafts_visible(person, at)
    found = page(rows, ("-created_at", "-id"), asked.cursor, asked.size)
    return Drafts(
        rows=[DraftOut(**_told(d)) for d in found.rows],
        next=found.next_cursor, prev=found.prev_cursor,
    )  # fmt: skip


@router.post(
    "",
    **says("uploadDraft", "上传一份文件，读出里面的要求", DraftOut, status=201, writes=True,
           description="短文件当场读完；长文件由后台读，state 变成 review 以后再取条目。"),
)  # fmt: skip
def upload(
    request: HttpRequest, file: File[UploadedFile], asked: Query[Uploaded], once: Once = None
) -> Status[DraftOut]:
    """The verb of the page's form."""
    person, at = asking(request)
    unit = _unit(person, asked.unit, at)
    previous = drafts.draft_or_404(person, asked.previous, at) if asked.previous else None
    raw = file.read()
    content = hashlib.sha256(raw).hexdigest()
    given = {
        "name": file.name,
        "content": content,
        "unit": unit.pk,
        "previous": str(asked.previous),
    }
    print_ = repeated.digest("api.draft", given, None)
    with transaction.atomic():
        draft = actions.begin(
            person, unit=unit, name=file.name or "", content=BytesIO(raw), size=len(raw), at=at,
            previous=previous,
        )  # fmt: skip
        earlier = repeated.claim(person, once, print_, draft.pk, at)
        transaction.set_rollback(earlier is not None)
    if earlier:
        return Status(201, DraftOut(**_told(drafts.draft_or_404(person, earlier, at))))
    if actions.at_once(draft, len(raw)):
        draft = intake.read(draft, at)
    return Status(201, DraftOut(**_told(draft)))


@router.get("/{uuid:pk}", **says("getDraft", "一份文件的正文、读出的条目和处理", DraftFull))
def show(request: HttpRequest, pk: UUID) -> DraftFull:
    """A draft with everything that the page of review shows."""
    person, at = asking(request)
    draft = drafts.draft_or_404(person, pk, at)
    document, items = drafts.document_of(draft.sha256), list(drafts.items_of(draft))
    return DraftFull(
        **_told(draft), header=draft.header, notes=draft.notes, text=document.text if document else "",
        items=[_item(i) for i in items], undecided=sum(not i.none and not i.decision for i in items),
    )  # fmt: skip


@router.post(
    "/{uuid:pk}/items/{int:number}",
    **says("decideDraftItem", "处理一项：采纳、作为人工评判、原则性要求、不采纳，或重新打开", ItemOut,
           writes=True, description=_UPDATED),
)  # fmt: skip
def decide(
    request: HttpRequest, pk: UUID, number: int, given: DecisionGiven, once: Once = None
) -> ItemOut:
    """The buttons and the form of a card."""
    person, at = asking(request)
    draft, item = _both(person, pk, number, at)
    content = _content(item, given.decision, given.answers) if given.answers is not None else None

    def act() -> None:
        actions.decide(
            person, draft=draft, number=number, decision=given.decision, version=given.version,
            at=at, answers=content,
        )  # fmt: skip

    _once(person, once, f"decide/{pk}/{number}", given, pk, at, act)
    return _item(drafts.item_or_404(draft, number))


@router.post(
    "/{uuid:pk}/items/{int:number}/split",
    **says("splitDraftItem", "把一项拆成两项", list[ItemOut], writes=True, description=_UPDATED),
)
def split(
    request: HttpRequest, pk: UUID, number: int, given: CutGiven, once: Once = None
) -> list[ItemOut]:
    """Each part is read anew."""
    person, at = asking(request)
    draft, item = _both(person, pk, number, at)
    document = drafts.document_of(draft.sha256)
    parts = parting.parts_of(item, document.text if document else "", given.cut, draft)

    def act() -> None:
        actions.split(
            person, draft=draft, number=number, cut=given.cut, at=at, parts=parts,
            version=given.version,
        )  # fmt: skip

    _once(person, once, f"split/{pk}/{number}", given, pk, at, act)
    alike = drafts.items_of(draft).filter(sentence=item.sentence, clause=item.clause)
    return [_item(drafts.item_or_404(draft, number)), _item(max(alike, key=lambda i: i.number))]


@router.post(
    "/{uuid:pk}/items/{int:number}/merge",
    **says("mergeDraftItem", "并入同一条款里的前一项", ItemOut, writes=True, description=_UPDATED),
)
def merge(request: HttpRequest, pk: UUID, number: int, given: Seen, once: Once = None) -> ItemOut:
    """The item that then stands for both."""
    person, at = asking(request)
    draft, _ = _both(person, pk, number, at)

    def act() -> None:
        actions.merge(person, draft=draft, number=number, version=given.version, at=at)

    _once(person, once, f"merge/{pk}/{number}", given, pk, at, act)
    item = drafts.item_or_404(draft, number)
    return _item(item.merged_into or item)


@router.patch(
    "/{uuid:pk}",
    **says("describeDraft", "改文件信息：名称、印发单位、文号、日期", DraftOut, writes=True,
           description=_UPDATED),
)  # fmt: skip
def describe(request: HttpRequest, pk: UUID, given: HeaderGiven, once: Once = None) -> DraftOut:
    """The form of the header, a field at a time."""
    person, at = asking(request)
    draft = drafts.draft_or_404(person, pk, at)
    known = {f.key: draft.header.get(f.key, "") for f in HEADER}
    checked = clean(HEADER, {**known, **given.header})
    header = {f.key: checked.get(f.key) or "" for f in HEADER}

    def act() -> None:
        actions.describe(person, draft=draft, header=header, version=given.version, at=at)

    _once(person, once, f"describe/{pk}", given, pk, at, act)
    return _now(person, pk, at)


@router.post(
    "/{uuid:pk}/submit",
    **says("submitDraft", "提请审定", DraftOut, writes=True, description=_UPDATED),
)
def submit(request: HttpRequest, pk: UUID, given: Seen, once: Once = None) -> DraftOut:
    """Once every item is decided."""
    person, at = asking(request)
    draft = drafts.draft_or_404(person, pk, at)

    def act() -> None:
        actions.submit(person, draft=draft, version=given.version, at=at)

    _once(person, once, f"submit/{pk}", given, pk, at, act)
    return _now(person, pk, at)


@router.post(
    "/{uuid:pk}/return",
    **says("returnDraft", "退回审读", DraftOut, writes=True, description=_UPDATED),
)
def send_back(request: HttpRequest, pk: UUID, given: NoteGiven, once: Once = None) -> DraftOut:
    """With what is to be changed."""
    person, at = asking(request)
    draft = drafts.draft_or_404(person, pk, at)

    def act() -> None:
        actions.send_back(person, draft=draft, version=given.version, note=given.note, at=at)

    _once(person, once, f"return/{pk}", given, pk, at, act)
    return _now(person, pk, at)


@router.post(
    "/{uuid:pk}/approve",
    **says("approveDraft", "审定：成为可以采用的制度包", DraftOut, writes=True,
           description="上传的人和提请审定的人不能审定。" + _UPDATED),
)  # fmt: skip
def approve(request: HttpRequest, pk: UUID, given: Seen, once: Once = None) -> DraftOut:
    """By another person than who reviewed."""
    person, at = asking(request)
    draft = drafts.draft_or_404(person, pk, at)

    def act() -> None:
        actions.approve(person, draft=draft, version=given.version, at=at)

    _once(person, once, f"approve/{pk}", given, pk, at, act)
    return _now(person, pk, at)


def _once(
    person: org.Person, once: str | None, verb: str, given: Given, pk: UUID, at: datetime,
    act: Callable[[], None],
) -> None:  # fmt: skip
    """Do it unless the same request was done already."""
    print_ = repeated.digest(f"api.draft.{verb}", given.model_dump(mode="json"), None)
    with transaction.atomic():
        if repeated.claim(person, once, print_, pk, at) is None:
            act()


def _now(person: org.Person, pk: UUID, at: datetime) -> DraftOut:
    return DraftOut(**_told(drafts.draft_or_404(person, pk, at)))


def _unit(person: org.Person, wanted: int | None, at: datetime) -> org.Unit:
    if wanted is not None:
        return org.unit_or_404(person, wanted, at)
    units = drafts.units_that_may_draft(person, at)
    return units[0] if units else person.unit


def _both(person: org.Person, pk: UUID, number: int, at: datetime) -> tuple[Draft, DraftItem]:
    draft = drafts.draft_or_404(person, pk, at)
    return draft, drafts.item_or_404(draft, number)


def _content(item: DraftItem, decision: str, given: dict[str, Any]) -> dict[str, Any]:
    """The answers as the form would keep them. Raises BadInput."""
    if decision == "judged":
        return {**item.content, **clean(questions.judged_fields(), given)}
    asked = questions.fields(given, drafts.asked(item))
    kept = {k: item.content[k] for k in _JUDGED if k in item.content}
    return {**kept, **clean(asked, given, partial=False)}


def _told(draft: Draft) -> dict[str, Any]:
    return {
        "id": draft.pk, "title": str(draft), "name": draft.name, "sha256": draft.sha256,
        "unit": unit_ref(draft.unit), "author": person_ref(draft.author), "state": draft.state,
        "state_title": draft.get_state_display(), "why": draft.why, "created_at": draft.created_at,
        "version": draft.version, "previous": draft.previous_id, "edition": draft.edition_id,
    }  # fmt: skip


def _item(item: DraftItem) -> ItemOut:
    merged = item.merged_into
    return ItemOut(
        number=item.number, clause=item.clause, start=item.start, end=item.end,
        sentence=item.sentence, none=item.none, confidence=item.confidence, found=item.found,
        content=item.content, decision=item.decision, version=item.version,
        merged_into=merged.number if merged else None,
        lacks=[] if item.none else list(answers.missing(item.content)),
    )  # fmt: skip

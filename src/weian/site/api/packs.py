"""Packs: the documents, who adopted them, and what each clause became."""

from datetime import date

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from weian.base.paging import page
from weian.policy import queries
from weian.policy.compiling import compile_pack
from weian.policy.queries import Adoption, Edition
from weian.policy.schema import PackFile
from weian.policy.vocabulary import titles
from weian.policy.words import obligation_words
from weian.site.api.common import asking, says
from weian.site.api.shapes import Cursor, Paged, Ref, Size, unit_ref

router = Router()
Refs = list[str]


class AdoptionOut(Schema):
    """A unit binds itself and all below it."""

    id: int
    unit: Ref | None
    since: date
    until: date | None = Field(description="停止日，不含当天")
    answers: dict[str, str]


class PackOut(Schema):
    """One edition of a document."""

    id: int
    pack: str
    version: int
    title: str
    issuer: str
    number: str
    layer: str
    layer_title: str
    issued: date
    since: date
    until: date | None = Field(description="失效日，不含当天")
    reissued_from: int | None
    adoptions: list[AdoptionOut]


class Packs(Paged):
    """A page of editions."""

    rows: list[PackOut]


class ObligationOut(Schema):
    """An obligation of a clause, in words."""

    key: str
    title: str
    area: str
    words: str
    veto: bool
    weight: float
    requirements: Refs


class JudgedOut(Schema):
    """What an inspector answers."""

    id: str
    question: str
    reason: str
    requirements: Refs


class GuardOut(Schema):
    """What a step of a flow enforces."""

    id: str
    step: str
    says: str
    requirements: Refs


class ClauseOut(Schema):
    """A place in the document and what it became."""

    id: str
    article: str
    summary: str
    obligations: list[ObligationOut]
    judged: list[JudgedOut]
    guards: list[GuardOut]
    principle: str = Field(description="原则性要求的理由，空表示不是")


class PackFull(PackOut):
    """An edition clause by clause."""

    clauses: list[ClauseOut]


class PackAsked(Schema):
    """Where in the list."""

    cursor: Cursor = ""
    size: Size = 50


@router.get("", **says("listPacks", "列出制度包", Packs))
def index(request: HttpRequest, asked: Query[PackAsked]) -> Packs:
    """The editions that one may see, the latest first."""
    person, at = asking(request)
    rows = queries.editions_visible(person, at)
    found = page(rows, ("-issued", "-id"), asked.cursor, asked.size)
    adopted: dict[int, list[Adoption]] = {}
    for row in queries.adoptions_visible(person, at).filter(edition__in=list(found.rows)):
        adopted.setdefault(row.edition_id, []).append(row)
    return Packs(
        rows=[_pack(e, adopted.get(e.pk, [])) for e in found.rows],
        next=found.next_cursor, prev=found.prev_cursor,
    )  # fmt: skip


@router.get("/{int:pk}", **says("getPack", "一个制度包的条款和每条对应的责任事项", PackFull))
def show(request: HttpRequest, pk: int) -> PackFull:
    """One edition, clause by clause."""
    person, at = asking(request)
    edition = queries.edition_or_404(person, pk, at)
    adopted = list(queries.adoptions_visible(person, at).filter(edition=edition))
    answers = dict(adopted[0].answers) if adopted else {}
    shown = _pack(edition, adopted).model_dump()
    return PackFull(**shown, clauses=_clauses(queries.pack_of(edition), answers))


def _pack(edition: Edition, adopted: list[Adoption]) -> PackOut:
    return PackOut(
        id=edition.pk, pack=edition.pack, version=edition.version, title=edition.title,
        issuer=edition.issuer, number=edition.number, layer=edition.layer,
        layer_title=edition.layer_title, issued=edition.issued, since=edition.since,
        until=edition.until, reissued_from=edition.reissued_from_id,
        adoptions=[
            AdoptionOut(
                id=a.pk, unit=unit_ref(a.unit), since=a.since, until=a.until,
                answers={str(k): str(v) for k, v in a.answers.items()},
            )
            for a in adopted
        ],
    )  # fmt: skip


def _clauses(pack: PackFile, answers: dict[str, str]) -> list[ClauseOut]:
    given = {k: v for k, v in answers.items() if k in pack.questions}
    laws, known = {o.id: o for o in compile_pack(pack, given)}, titles()
    return [
        ClauseOut(
            id=c.id, article=c.article, summary=c.summary,
            obligations=[
                ObligationOut(
                    key=laws[o.id].key, title=o.title, area=o.area, weight=o.weight, veto=o.veto,
                    words=obligation_words(laws[o.id], known), requirements=o.req,
                )
                for o in c.obligations
            ],
            judged=[
                JudgedOut(id=j.id, question=j.question, reason=j.reason, requirements=j.req)
                for j in c.judged
            ],
            guards=[
                GuardOut(id=g.id, step=g.step, says=g.says, requirements=g.req) for g in c.guards
            ],
            principle=c.principle.reason if c.principle else "",
        )
        for c in pack.clauses
    ]  # fmt: skip

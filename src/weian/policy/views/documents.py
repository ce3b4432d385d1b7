"""The text of a document: with the obligations of its edition, and beside its earlier version."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from weian.base.errors import NotVisible
from weian.policy import queries
from weian.policy.drafting import queries as drafts
from weian.policy.drafting.matching import match, plain
from weian.policy.models import Document, Draft, Edition
from weian.policy.schema import Clause, Passage
from weian.policy.views.common import CRUMBS, asking, edition_url
from weian.policy.views.drafts import HOME, draft_url
from weian.policy.views.paper import Mark, paper
from weian.ui.shapes import CompareRow, CompareShape, Crumb, Figure, Page


@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """The words of an edition's document; each obligation leads to its clause."""
    person, at = asking(request)
    edition = queries.edition_or_404(person, pk, at)
    marks = dict(_marks(edition))
    file = next(iter(marks), "")
    document = drafts.document_of(file) if file else None
    if document is None:
        raise NotVisible("policy.no_document", "这个制度包没有存下文件原文。")
    context = {
        "page": Page(
            title="文件原文", subtitle=edition.title, crumbs=(*CRUMBS, Crumb(edition.title, edition_url(edition)))
        ),
        "paper": paper(document, marks[file]),
    }  # fmt: skip
    return render(request, "policy/document.html", context)


def _marks(edition: Edition) -> Iterator[tuple[str, list[Mark]]]:
    """Of the file that most obligations come from."""
    pack = queries.pack_of(edition)
    found: dict[str, dict[tuple[int, int], Mark]] = {}
    for clause in pack.clauses:
        for title, source in _sources(clause):
            if source is not None:
                mark = Mark(
                    source.start,
                    source.end,
                    f"s-{source.start}",
                    edition_url(edition, clause.id),
                    "law",
                    title,
                )
                found.setdefault(source.file, {}).setdefault((source.start, source.end), mark)
    for file in sorted(found, key=lambda f: -len(found[f])):
        yield file, list(found[file].values())


def _sources(clause: Clause) -> Iterator[tuple[str, Passage | None]]:
    yield from ((o.title, o.source) for o in clause.obligations)
    yield from ((j.question, j.source) for j in clause.judged)


def has_document(edition: Edition) -> bool:
    """Whether the words are kept from which its obligations were read."""
    pack = queries.pack_of(edition)
    return any(source for clause in pack.clauses for _, source in _sources(clause))


class _Clause:
    """A clause of a version: its path and words."""

    none = ""

    def __init__(self, clause: str, words: str) -> None:
        self.clause = clause
        self.words = words


@require_GET
def compare(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A draft's text clause by clause beside the version before it."""
    person, at = asking(request)
    draft = drafts.draft_or_404(person, pk, at)
    if draft.previous is None:
        raise NotVisible()
    before, now = (drafts.document_of(d.sha256) for d in (draft.previous, draft))
    if before is None or now is None:
        raise NotVisible()
    rows = list(_rows(_clauses(before), _clauses(now)))
    page = CompareShape(
        title="与上一版对比",
        crumbs=(*CRUMBS, Crumb("把文件变成制度包", HOME), Crumb(str(draft), draft_url(draft))),
        left_title=f"上一版：{draft.previous.name}",
        right_title=f"这一版：{draft.name}",
        rows=tuple(r for r in rows if r.change != "same"),
        figures=(*_counts(rows), *_kept(draft)),
    )
    return render(request, "ui/compare.html", {"page": page})


def _clauses(document: Document) -> list[_Clause]:
    found = (_Clause(p, document.text[a:b].strip()) for p, _, a, b, _ in document.pieces)
    return [c for c in found if plain(c.words)]


def _rows(old: Sequence[_Clause], new: Sequence[_Clause]) -> Iterator[CompareRow]:
    pairs = match(old, new)
    followed = {id(m.new): m for m in pairs}
    for clause in new:
        pair = followed.get(id(clause))
        if pair is None:
            yield CompareRow(clause.clause, "added", "", clause.words)
        elif pair.same:
            yield CompareRow(clause.clause, "same", pair.old.words, clause.words)
        else:
            yield CompareRow(clause.clause, "changed", pair.old.words, clause.words)
    kept = {id(m.old) for m in pairs}
    yield from (CompareRow(c.clause, "removed", c.words, "") for c in old if id(c) not in kept)


def _counts(rows: Sequence[CompareRow]) -> tuple[Figure, ...]:
    named = (("same", "没有变的条款"), ("changed", "改动"), ("added", "新增"), ("removed", "删去"))
    return tuple(Figure(t, str(sum(r.change == k for r in rows))) for k, t in named)


def _kept(draft: Draft) -> tuple[Figure, ...]:
    kept = draft.items.filter(kept=True, none="").count()
    left = draft.items.filter(none="", decision="").count()
    return (Figure("沿用的处理", str(kept)), Figure("还要处理", str(left)))

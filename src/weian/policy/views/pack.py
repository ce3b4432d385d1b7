"""A document clause by clause, each beside what it became."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from weian.base.clock import day_of
from weian.org import queries as org
from weian.policy import queries
from weian.policy.compiling import compile_pack
from weian.policy.models import Adoption, Edition
from weian.policy.schema import Clause, PackFile
from weian.policy.views.common import CRUMBS, asking, edition_url, ends, span, state_of
from weian.policy.views.documents import has_document
from weian.policy.views.sheets import sheets
from weian.policy.vocabulary import titles
from weian.policy.words import cadence_words, measure_words, who_words
from weian.ui.shapes import Action, Became, Fact, Figure, PackClause, PackShape
from weian.ui.shapes.common import Tone


@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of an edition."""
    person, at = asking(request)
    edition = queries.edition_or_404(person, pk, at)
    adoptions = list(queries.adoptions_visible(person, at).filter(edition=edition))
    pack, day = queries.pack_of(edition), day_of(at)
    state: tuple[str, Tone] = ("未采用", "muted")
    if adoptions:
        state = state_of(adoptions[0], day)
    page = PackShape(
        title=edition.title,
        subtitle="，".join(p for p in (edition.issuer, edition.number) if p),
        crumbs=CRUMBS,
        state=state[0],
        tone=state[1],
        actions=tuple(_actions(person, edition, adoptions, at)),
        facts=tuple(_facts(edition, pack, adoptions, day)),
        figures=figures(pack),
        clauses=(*clauses(pack, _answers(adoptions)), *sheets(pack)),
        source_url=f"{edition_url(edition)}document" if has_document(edition) else "",
    )
    return render(request, "ui/pack.html", {"page": page})


def _answers(adoptions: list[Adoption]) -> dict[str, str]:
    return dict(adoptions[0].answers) if adoptions else {}


def figures(pack: PackFile) -> tuple[Figure, ...]:
    """How many of each."""
    every = pack.clauses
    return (
        Figure("条款", str(len(every))),
        Figure("责任事项", str(len(pack.obligations))),
        Figure("人工评判", str(sum(len(c.judged) for c in every))),
        Figure("流程把关", str(sum(len(c.guards) for c in every))),
        Figure("原则性要求", str(sum(c.principle is not None for c in every))),
    )


def clauses(pack: PackFile, answers: dict[str, str]) -> Iterator[PackClause]:
    """The clauses in order, with obligations in words."""
    given = {k: v for k, v in answers.items() if k in pack.questions}
    laws = {o.id: o for o in compile_pack(pack, given)}
    known = titles()
    for clause in pack.clauses:
        became = [
            Became(
                o.title, "obligation", "责任事项",
                who_words(laws[o.id].who, laws[o.id].bearing, known),
                f"{cadence_words(laws[o.id].when, known)}，"
                f"{measure_words(laws[o.id].measure, laws[o.id].owes, known)}",
                refs="、".join(o.req),
            )
            for o in clause.obligations
        ]  # fmt: skip
        became += _others(clause)
        depth = 2 if "（" in clause.article or " " in clause.article else 1
        yield PackClause(
            clause.article,
            clause.summary,
            depth=depth,
            anchor=f"c-{clause.id}",
            became=tuple(became),
        )


def _others(clause: Clause) -> Iterator[Became]:
    for judged in clause.judged:
        yield Became(
            judged.question, "judged", "人工评判", "检查员",
            reason=judged.reason + ("（一票否决）" if judged.veto else ""),
            refs="、".join(judged.req),
        )  # fmt: skip
    for guard in clause.guards:
        step = titles().evidence(guard.step)
        yield Became(guard.says, "guard", "流程把关", step, refs="、".join(guard.req))
    if clause.principle is not None:
        yield Became(
            "原则性要求", "principle", "原则", reason=clause.principle.reason,
            refs="、".join(clause.principle.req),
        )  # fmt: skip


def _facts(
    edition: Edition, pack: PackFile, adoptions: Iterable[Adoption], day: date
) -> Iterator[Fact]:
    yield Fact("层级", edition.layer_title)
    yield Fact("印发", f"{edition.issued}，第 {edition.version} 版")
    yield Fact("有效", span(edition.since, edition.until))
    if edition.reissued_from is not None:
        source = edition.reissued_from
        text = f"《{source.title}》，日期整体平移 {edition.shift_years} 年"
        yield Fact("沿用自", text, href=edition_url(source))
    if pack.under:
        yield Fact("依据", "；".join(pack.under), lines=True)
    for adoption in adoptions:
        text = f"{adoption.unit}，{span(max(adoption.since, edition.since), ends(adoption))}"
        yield Fact("采用", f"{text}（{state_of(adoption, day)[0]}）")


def _actions(
    person: org.Person, edition: Edition, adoptions: Sequence[Adoption], at: datetime
) -> Iterator[Action]:
    url, adopters = edition_url(edition), {a.unit_id for a in adoptions if a.until is None}
    if any(unit.pk not in adopters for unit in queries.units_that_may_adopt(person, at)):
        yield Action("采用", f"{url}adopt", primary=True)
    if queries.versions_visible(person, edition, at):
        yield Action("与另一版本对比", f"{url}compare")
    yield Action("导出 Excel", f"{url}export.xlsx")
    yield Action("导出 YAML", f"{url}export.yaml")
    for adoption in adoptions:
        if adoption.until is None and queries.may_stop(person, adoption, at):
            yield Action(f"停止执行（{adoption.unit}）", f"/packs/adoptions/{adoption.pk}/withdraw")

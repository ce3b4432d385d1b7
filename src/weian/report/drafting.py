"""What a return would say now: drawn from the ledgers, joined with what was written, checked."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from weian.base.clock import TZ
from weian.base.errors import NotVisible
from weian.case.queries import Case
from weian.org import queries as org
from weian.report import words
from weian.report.collecting import Collection, collection, consolidated, standing
from weian.report.consolidating import as_one
from weian.report.consolidations import is_large, made_of, whole_of
from weian.report.consolidations import table_of as table_of_made
from weian.report.counting import Period, tell
from weian.report.due import Due, period_title
from weian.report.figures import catalogue
from weian.report.hazard_list import problems_of, table_of
from weian.report.models import Form, Frozen
from weian.report.owing import (
    LIVE,
    columns_for,
    due_or_404,
    hazards_of,
    kind_key,
    of_the_house,
    signed_of,
)
from weian.report.sheets import SHEETS, Filled, Trouble, figure_sheet
from weian.report.shelf import latest
from weian.report.table import HEADLINE, NUMBER, Column, Table, from_content


@dataclass(frozen=True)
class Draft:
    """What the return would say now, and what is still wrong with it. ``below`` is what came from
    the units below, for a commission that sends it on; ``waits``: so much of it that the worker must
    put it together first, which it has not. ``rows`` says how many rows there are where ``table``
    holds only the first of them."""

    table: Table | None
    problems: tuple[Trouble, ...] = ()
    below: Collection | None = None
    waits: bool = False
    rows: int = 0


def draft_of(
    unit: org.Unit,
    due: Due,
    at: datetime,
    answers: dict[str, Any] | None = None,
    headline: str = "",
    *,
    whole: bool = False,
) -> Draft:
    """The contents filled from what is known; no table for a report that is told in words only
    and of which nothing has been written yet (``answers`` None).

    ``whole``: with all its rows, also those of very many units that no screen shows.
    """
    given = answers or {}
    below = _below(unit, due, at) if due.kind.drawn else None
    filled: Filled | None
    if below is not None and is_large(below):
        made = made_of(unit, below)
        if made is None:
            return Draft(None, (_not_together(unit, due), *_open_below(below)), below, waits=True)
        together = replace(whole_of(made) if whole else table_of_made(made), title=due.title)
        filled, rows = Filled(_in_template(together, unit, due, at, given)), made.rows
    else:
        filled, rows = _filled(unit, due, at, given, below), 0
    told = words.triples(due.kind, given)
    shown = words.pictures(due.kind, given)
    problems = list(filled.troubles) if filled else []
    if answers is not None:
        problems += [
            Trouble(f"“{f.title}”", "还没有填写") for f in words.missing(due.kind, given)
            if f.noun != "file"
        ]  # fmt: skip
    if below is not None:
        problems += _open_below(below)
    if filled is None:
        if answers is None:
            return Draft(None)
        table = _in_words(due, headline or due.title, told)
    else:
        table = filled.table
    return Draft(
        replace(table, words=(*table.words, *told), pictures=shown), tuple(problems), below,
        rows=rows,
    )  # fmt: skip


def _not_together(unit: org.Unit, due: Due) -> Trouble:
    place = f"/reports/collect/{due.kind.key}/{due.period}/together/?unit={unit.pk}"
    return Trouble(
        "下级报送的汇总",
        "内容较多，由服务器在后台汇总，还没有按现在的接收情况汇总。点这里去汇总",
        place,
    )


def _open_below(below: Collection) -> list[Trouble]:
    return [Trouble(x.unit.name, _unsettled(x.state)) for x in below.unsettled]


def _unsettled(state: str) -> str:
    return "已报送，还没有接收或退回" if state == "submitted" else "还没有报送，也没有登记缺报原因"


def _in_words(due: Due, headline: str, told: words.Triples) -> Table:
    columns = (Column(HEADLINE, "标题", 30), *(Column(key, title, 80) for key, title, _ in told))
    return Table(due.title, columns, ((headline, *(text for _, _, text in told)),), ("",))


def _filled(
    unit: org.Unit, due: Due, at: datetime, given: dict[str, Any], below: Collection | None
) -> Filled | None:
    """What the system fills in: from the returns of the units below where these file the same,
    else from the ledgers."""
    if below is not None:
        table = consolidated(below, due.title) or _nothing(due, below)
        return Filled(_in_template(table, unit, due, at, given))
    period = Period(unit, due.begins, due.ends, at, period_title(due.period).strip())
    if due.kind.form:
        return _by_form(due, period, given)
    if due.kind.contents == "hazard_list":
        return _hazard_list(unit, due, at)
    if due.kind.contents:
        return SHEETS[due.kind.contents](due.title, period)
    if due.kind.figures:
        return figure_sheet(due.kind, due.title, period)
    return None


def _in_template(
    table: Table, unit: org.Unit, due: Due, at: datetime, given: dict[str, Any]
) -> Table:
    """With what stands in the superior's template: the totals, its own head and its own words."""
    form = latest(due.kind.form) if due.kind.form else None
    if form is None or not form.sha256:
        return table
    period = Period(unit, due.begins, due.ends, at, period_title(due.period).strip())
    one = as_one(table)
    totals = dict(zip(one.sources, (row[-1] for row in one.rows), strict=True))
    used = {said.get("figure", "") for said in form.points.values()}
    heads = tell([k for k, f in catalogue().items() if f.noun == "head" and k in used], period)
    values: dict[str, str] = {}
    for number, place in enumerate(form.places):
        point = form.points.get(place["id"], {})
        if key := point.get("figure"):
            values[place["id"]] = heads[key].text if key in heads else totals.get(key, "")
        elif point.get("ask"):
            values[place["id"]] = str(given.get(f"p{number}") or "")
    return replace(table, form=_filled_form(form, values))


def _nothing(due: Due, below: Collection) -> Table:
    told = (("standing", "报送情况", standing(below)),)
    return Table(due.title, (Column("unit", "单位", 18),), (), words=told)


def _below(unit: org.Unit, due: Due, at: datetime) -> Collection | None:
    if unit.group != "commission":
        return None
    try:
        return collection(unit, due.kind, due.period, None, at)
    except NotVisible:  # nobody below files it: the ledgers are asked
        return None


def _hazard_list(unit: org.Unit, due: Due, at: datetime) -> Filled:
    hazards = hazards_of(unit, due.begins, due.ends)
    today = at.astimezone(TZ).date()
    troubles = tuple(
        Trouble(f"第 {p.row} 行", p.text, f"/cases/{p.case}/")
        for p in problems_of(hazards, min(today, due.ends))
    )
    return Filled(table_of(due.title, hazards, columns_for(unit)), troubles)


def _by_form(due: Due, period: Period, given: dict[str, Any]) -> Filled:
    """A template's places as a table of two columns, and what is put into each of them."""
    form = latest(due.kind.form)
    if form is None:
        raise NotVisible("report.form_gone", "这张报表已经停用，请向上级卫健部门核实。")
    return Filled(table_by_form(form, due.title, period, given))


def table_by_form(form: Form, title: str, period: Period, given: dict[str, Any]) -> Table:
    """The same for any version, also one that is still being designed."""
    known = catalogue()
    told = tell([p["figure"] for p in form.points.values() if p.get("figure")], period)
    rows: list[tuple[str, ...]] = []
    sources: list[str] = []
    behind: dict[str, tuple[str, ...]] = {}
    values: dict[str, str] = {}
    for number, place in enumerate(form.places):
        point = form.points.get(place["id"], {})
        figure = known.get(point.get("figure", ""))
        if figure is not None:
            value = told[figure.key]
            if value.behind:
                behind[f"{len(rows)}:2"] = value.behind
            rows.append((place["label"], figure.title, value.text, figure.unit))
            sources.append(figure.key)
            values[place["id"]] = value.text
        elif point.get("ask"):
            values[place["id"]] = str(given.get(f"p{number}") or "")
    columns = (
        Column("place", "表中位置" if form.sha256 else "分组", 24), Column("figure", "指标", 22),
        Column(f"{NUMBER}value", "数值", 16), Column("unit", "单位", 8),
    )  # fmt: skip
    filled = _filled_form(form, values) if form.sha256 else {}
    return Table(title, columns, tuple(rows), tuple(sources), behind, form=filled)


def _filled_form(form: Form, values: dict[str, str]) -> dict[str, Any]:
    """Which template is filled with what, as a table keeps it."""
    return {"id": str(form.pk), "sha256": form.sha256, "media": form.media, "values": values}


@dataclass(frozen=True)
class Seen:
    """What a report says to somebody: the ``draft`` as it would be signed now, or what is
    ``frozen``; ``before`` is the version submitted before it. Above the unit only what was
    submitted is seen."""

    draft: Draft | None
    frozen: Frozen | None
    before: Frozen | None = None
    due: Due | None = None

    @property
    def table(self) -> Table | None:
        if self.draft is not None:
            return self.draft.table
        return from_content(self.frozen.content) if self.frozen else None


def seen_by(person: org.Person, case: Case, at: datetime) -> Seen:
    """The same for a person; no draft where the law asks for the report no longer."""
    house = of_the_house(person, case.unit, at)
    signed = signed_of(case)
    sent = [v for v in signed if v.record_id is not None]
    frozen = next(reversed(signed if house else sent), None)
    earlier = [v for v in sent if frozen is None or v.version < frozen.version]
    before = earlier[-1] if earlier else None
    if not house or case.state not in LIVE:
        return Seen(None, frozen, before)
    try:
        due = due_or_404(case.unit, kind_key(case), case.data["period"], at)
    except NotVisible:
        return Seen(Draft(None), frozen, before)
    last = frozen if frozen and frozen.record_id else before
    return Seen(draft_of_case(case, due, at), frozen, last, due)


def draft_of_case(case: Case, due: Due, at: datetime, *, whole: bool = False) -> Draft:
    """What a return that has been begun would say now."""
    answers = words.answers_of(case)
    return draft_of(case.unit, due, at, answers, str(case.data["headline"]), whole=whole)

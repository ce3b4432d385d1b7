"""The page of one report, before it is begun and after."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from weian.base.clock import TZ
from weian.case import queries as cases
from weian.case.queries import Case
from weian.org import queries as org
from weian.report import queries, shapes
from weian.report.diff import differences
from weian.report.due import Due
from weian.report.kinds import FLOW, RETURN, WORDS_HEADLINE, ReportKind
from weian.report.models import Frozen
from weian.report.table import Table, from_content
from weian.report.words import files_of
from weian.ui import humane
from weian.ui.forms import AnswerForm, form_class
from weian.ui.shapes import (
    Action,
    CaseShape,
    Crumb,
    Fact,
    Figure,
    FormShape,
    Notice,
    Photo,
    Section,
    TimelineEntry,
)  # fmt: skip

_WHO = {
    "drafted": "主要负责人签字", "returned": "单位修改后重新签字", "signed": "安全管理员或负责人报送",
    "submitted": "上级卫健部门审阅",
}  # fmt: skip
_HOUSE = ("sign", "submit", "unsign", "revise", "correct")
_ONWARD = ("sign", "submit", "accept")
_ASKS = {"return": "退回", "correct": "更正"}  # verbs that ask for words first, in a dialog
_MOST_TROUBLES = 30


def prepare_page(unit: org.Unit, due: Due, at: datetime, posted: Any, files: Any) -> dict[str, Any]:
    """Context before the report exists."""
    draft = queries.draft_of(unit, due, at)
    state, tone = shapes.state_words(None, due, queries.wall(at))
    url = f"/reports/{due.kind.key}/{due.period}/"
    begun = queries.wall(at).date() >= due.begins
    begin = Action("开始编制", url, method="post", primary=True, hidden=(("unit", str(unit.pk)),))
    shown = begun and not due.kind.asks
    page = CaseShape(
        title=due.title,
        subtitle=unit.name,
        crumbs=(Crumb("上报", f"/reports/?unit={unit.pk}"),),
        state=state,
        tone=tone,
        due=f"报送时间 {shapes.window_words(due)}",
        due_exact=humane.due(due.due, queries.wall(at)),
        steps=shapes.dots(None),
        next=begin if shown else None,
        next_hint=due.kind.help if shown else "",
        waits_for="" if begun else f"{humane.day(due.begins)} 起可以编制",
    )
    context: dict[str, Any] = {"page": page, **_draft_parts(draft, due, unit)}
    if due.kind.asks and begun:
        form = words_form(due.kind, posted, files, initial={"headline": due.title})
        context["form"] = FormShape(
            title=due.title, form=form, url=url, submit="保存并送签", draft=f"return-{unit.pk}-{due.kind.key}-{due.period}",
            seen=(("unit", str(unit.pk)),), hint=due.kind.help,
        )  # fmt: skip
    return context


def words_form(
    kind: ReportKind, posted: Any = None, files: Any = None, *, headline: bool = True, **more: Any
) -> AnswerForm:
    """What is written by hand; ``headline`` only where it is begun."""
    asked = (WORDS_HEADLINE, *kind.asks) if headline else kind.asks
    return form_class(asked, {})(posted or None, files if posted else None, **more)


def _draft_parts(draft: queries.Draft, due: Due | None, unit: org.Unit, base: str = "") -> dict[str, Any]:  # fmt: skip
    problems = [Fact(t.place, t.text, href=t.url) for t in draft.problems[:_MOST_TROUBLES]]
    if draft.table is None:
        return {"problems": problems}
    table, rows = draft.table, draft.rows or len(draft.table.rows)
    filled = sum(bool(text) for row in table.rows for text in row)
    only_first = rows > len(table.rows)
    figures = [
        Figure("列入条数", str(rows)),
        Figure("系统自动填写", "全部" if only_first else f"{filled} 项"),
        Figure("需要核对", str(len(draft.problems)), tone="soon" if draft.problems else ""),
    ]
    if draft.below is not None and due is not None:
        tally = draft.below.tally
        place = f"/reports/collect/{due.kind.key}/{due.period}/?unit={unit.pk}"
        figures.append(Figure("下级已接收", f"{tally.accepted}/{tally.expected}", href=place))
    parts = {"problems": problems, "figures": tuple(figures if not table.in_words else figures[2:])}
    if table.in_words:
        return parts
    ledger = shapes.content_ledger(table, "这一期没有内容", base)
    if only_first:
        told = f"这里只列前 {len(table.rows)} 行，签字时全部列入。"
        ledger = replace(ledger, subtitle=told, count=str(rows))
    return {**parts, "table": ledger}


def return_page(
    case: Case, person: org.Person, at: datetime, refused: Mapping[str, AnswerForm] | None = None
) -> dict[str, Any]:
    """Context of a report on its way; ``refused`` are the forms of steps that were not accepted,
    by verb."""
    refused = refused or {}
    kind = queries.kind_or_404(queries.kind_key(case))
    seen = queries.seen_by(person, case, at)
    verbs = _verbs(case, person, at, kind)
    onward = next((v for v in verbs if v in _ONWARD), "")
    steps = cases.timeline(case)
    page = CaseShape(
        title=case.title,
        subtitle=case.unit.name,
        crumbs=(Crumb("上报", "/reports/"),),
        number=case.number,
        state="已接收，已采用" if case.data.get("adopted") else FLOW.states[case.state],
        tone=shapes.TONES[case.state],
        steps=shapes.dots(case),
        next=_button(case, onward) if onward else None,
        next_hint=FLOW.step(onward).help if onward else "",
        waits_for="" if onward else _WHO.get(case.state, ""),
        others=(
            *(_button(case, v) for v in verbs if v not in (onward, "revise")),
            *_files(case, seen.frozen),
        ),
        sections=_sections(case, seen),
        timeline=tuple(_entry(e) for e in reversed(steps)),
        notices=_notices(case, steps),
        dialogs=tuple(_dialog(case, v, refused.get(v)) for v in verbs if v in _ASKS),
    )
    context: dict[str, Any] = {"page": page, "changes": _changes(seen)}
    base = f"/reports/{case.pk}/behind/{{}}/"
    if seen.draft is not None:
        context |= _draft_parts(seen.draft, seen.due, case.unit, base)
    elif seen.table is not None and not seen.table.in_words:
        context["table"] = shapes.content_ledger(seen.table, "零报告", base)
    if "revise" in verbs and kind.asks:
        form = refused.get("revise") or words_form(
            kind, headline=False, initial=queries.answers_of(case)
        )
        context["form"] = FormShape(
            title="修改正文", form=form, url=f"/reports/{case.pk}/revise", submit="保存修改",
            seen=(("version", str(case.version)),),
        )  # fmt: skip
    return context


def _notices(case: Case, steps: Sequence[Any]) -> tuple[Notice, ...]:
    """Why it has to be written anew, until it goes out again: nobody should have to look for it."""
    for step in reversed(steps):
        if step.verb in ("submit", "accept"):
            break
        if step.verb == "return":
            who = step.by.name if step.by else "上级"
            told = f"{who} {humane.day(step.at)}退回：{step.given['reason']}"
            return (Notice(told, kind="warning"),)
        if step.verb == "correct":
            why = f"正在更正：{step.given['correcting']}。新的一版接收之前，汇总用的仍是接收过的一版。"
            return (Notice(why, kind="info"),)
    return ()


def _verbs(case: Case, person: org.Person, at: datetime, kind: ReportKind) -> list[str]:
    """The steps that the person may take now: the house its own, the authority above it theirs."""
    house = queries.of_the_house(person, case.unit, at)
    above = queries.is_above(person, case.unit, at)
    return [
        step.verb
        for step in FLOW.open_steps(case.state)
        if (house if step.verb in _HOUSE else above)
        and org.can(person, step.right, case.unit, at)
        and (step.verb != "adopt" or (kind.adoptable and not case.data.get("adopted")))
    ]


def _button(case: Case, verb: str) -> Action:
    title = FLOW.step(verb).title
    url = f"/reports/{case.pk}/{verb}"
    if verb in _ASKS:
        return Action(title, f"#{verb}", dialog=verb, danger=verb == "return")
    ask = "签字后内容冻结，确定签字？" if verb == "sign" else ""
    return Action(
        title, url, method="post", primary=verb in _ONWARD, confirm=ask,
        hidden=(("version", str(case.version)),),
    )  # fmt: skip


def _dialog(case: Case, verb: str, refused: AnswerForm | None) -> FormShape:
    title = _ASKS[verb]
    return FormShape(
        title=title, form=refused or step_form(verb), url=f"/reports/{case.pk}/{verb}", submit=title,
        id=verb, seen=(("version", str(case.version)),), danger=verb == "return",
        opened=refused is not None, hint="" if verb == "return" else FLOW.step(verb).help,
    )  # fmt: skip


def step_form(verb: str, posted: Any = None, **more: Any) -> AnswerForm:
    """What is asked when a report is returned or corrected."""
    return form_class(RETURN.step_fields[verb], {})(posted, **more)


def _files(case: Case, frozen: Frozen | None) -> tuple[Action, ...]:
    if frozen is None:
        return ()
    out = [
        Action("Excel", f"/reports/{case.pk}/xlsx", icon="download"),
        Action("Word", f"/reports/{case.pk}/docx", icon="download"),
        Action("PDF", f"/reports/{case.pk}/pdf", icon="download"),
    ]
    if frozen.content.get("form"):
        out.insert(0, Action("上级表样", f"/reports/{case.pk}/filled/", icon="download"))
    return tuple(out)


def _sections(case: Case, seen: queries.Seen) -> tuple[Section, ...]:
    out, table, frozen = [], seen.table, seen.frozen
    if table is not None and (table.words or table.pictures):
        facts = tuple(Fact(title, text, lines=True) for _, title, text in table.words)
        out.append(Section("正文", facts, photos=_photos(case, table)))
    if frozen is not None:
        facts = (
            Fact("签字", f"{frozen.signer}　{humane.exact(frozen.frozen_at)}"),
            Fact("版次", f"第 {frozen.version} 版"),
            Fact("内容摘要值", frozen.digest[:16]),
        )
        out.append(Section("签字与冻结", facts))
    return tuple(out)


def _photos(case: Case, table: Table) -> tuple[Photo, ...]:
    files = files_of(table.pictures)
    return tuple(Photo(f"/reports/{case.pk}/files/{f.pk}", f.name) for f in files)


def _changes(seen: queries.Seen) -> list[Fact]:
    """What differs from the version that was submitted before."""
    if seen.before is None or seen.table is None:
        return []
    if seen.draft is not None and seen.draft.rows > len(seen.table.rows):
        return [Fact("差别", "内容较多，签字以后列出，也可以导出两版对照。")]
    found = differences(from_content(seen.before.content), seen.table)
    if not found:
        return [Fact("差别", "与上一版相同，没有差别。")]
    more = len(found) - _MOST_TROUBLES
    rest = [Fact("其余", f"还有 {more} 处差别，请导出两版对照。")] if more > 0 else []
    shown = [
        Fact(c.place, f"{c.was or '（无）'} → {c.now or '（删去）'}", lines=True)
        for c in found[:_MOST_TROUBLES]
    ]
    return [*shown, *rest]


def _entry(step: Any) -> TimelineEntry:
    given = step.given
    return TimelineEntry(
        at=f"{humane.day(step.at)} {step.at.astimezone(TZ):%H:%M}",
        exact=humane.exact(step.at),
        who=step.who,
        what=RETURN.title_of(step.verb),
        note=str(given.get("reason") or given.get("opinion") or given.get("correcting") or ""),
        tone="soon" if step.verb == "return" else "",
    )

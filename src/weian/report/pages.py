"""The page of one report, before it is begun and after."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from weian.base.clock import TZ
from weian.case import queries as cases
from weian.case.queries import Case
from weian.org import queries as org
from weian.report import queries, shapes
from weian.report.due import Due
from weian.report.kinds import FLOW, REPORTS, RETURN, WORDS
from weian.report.models import Frozen
from weian.ui import humane
from weian.ui.forms import AnswerForm, form_class
from weian.ui.shapes import (
    Action,
    CaseShape,
    Crumb,
    Fact,
    Figure,
    FormShape,
    Section,
    TimelineEntry,
)  # fmt: skip

_WHO = {
    "drafted": "主要负责人签字", "returned": "单位修改后重新签字", "signed": "安全管理员或负责人报送",
    "submitted": "上级卫健部门审阅",
}  # fmt: skip
_HOUSE = ("sign", "submit", "unsign", "revise")
_ONWARD = ("sign", "submit", "accept")


def prepare_page(unit: org.Unit, due: Due, at: datetime, posted: Any) -> dict[str, Any]:
    """Context before the report exists."""
    draft = queries.draft_of(unit, due, at)
    state, tone = shapes.state_words(None, due, queries.wall(at))
    url = f"/reports/{due.kind.key}/{due.period}/"
    begun = queries.wall(at).date() >= due.begins
    begin = Action("开始编制", url, method="post", primary=True, hidden=(("unit", str(unit.pk)),))
    shown = begun and not due.kind.asks_text
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
    context: dict[str, Any] = {"page": page, **_draft_parts(draft)}
    if due.kind.asks_text and begun:
        form = form_class(WORDS, {})(posted or None, initial={"headline": due.title})
        context["form"] = FormShape(
            title=due.title, form=form, url=url, submit="保存并送签", draft=f"return-{unit.pk}-{due.kind.key}-{due.period}",
            seen=(("unit", str(unit.pk)),), hint=due.kind.help,
        )  # fmt: skip
    return context


def _draft_parts(draft: queries.Draft) -> dict[str, Any]:
    if draft.table is None:
        return {}
    filled = sum(bool(text) for row in draft.table.rows for text in row)
    return {
        "table": shapes.content_ledger(draft.table, "这一期没有隐患"),
        "problems": [
            Fact(f"第 {row} 行", text, href=f"/cases/{case}/") for row, case, text in draft.problems
        ],
        "figures": (
            Figure("列入隐患", str(len(draft.table.rows))),
            Figure("系统自动填写", f"{filled} 项"),
            Figure("需要核对", str(len(draft.problems)), tone="late" if draft.problems else ""),
        ),
    }


def return_page(
    case: Case, person: org.Person, at: datetime, refused: Mapping[str, AnswerForm] | None = None
) -> dict[str, Any]:
    """Context of a report on its way; ``refused`` are the forms of steps that were not accepted,
    by verb."""
    refused = refused or {}
    seen = queries.seen_by(person, case, at)
    verbs = _verbs(case, person, at)
    onward = next((v for v in verbs if v in _ONWARD), "")
    page = CaseShape(
        title=case.title,
        subtitle=case.unit.name,
        crumbs=(Crumb("上报", "/reports/"),),
        number=case.number,
        state=FLOW.states[case.state],
        tone=shapes.TONES[case.state],
        steps=shapes.dots(case),
        next=_button(case, onward) if onward else None,
        next_hint=FLOW.step(onward).help if onward else "",
        waits_for="" if onward else _WHO.get(case.state, ""),
        others=(
            *(_button(case, v) for v in verbs if v not in (onward, "revise")),
            *_files(case, seen.frozen),
        ),
        sections=_sections(case, seen.frozen),
        timeline=tuple(_entry(e) for e in reversed(cases.timeline(case))),
        dialogs=(_dialog(case, refused.get("return")),) if "return" in verbs else (),
    )
    context: dict[str, Any] = {"page": page}
    if seen.draft is not None:
        context |= _draft_parts(seen.draft)
    elif seen.table is not None and REPORTS[case.data["report"]].contents:
        context["table"] = shapes.content_ledger(seen.table, "零报告")
    if "revise" in verbs and REPORTS[case.data["report"]].asks_text:
        form = refused.get("revise") or step_form("revise", initial={"text": case.data.get("text")})
        context["form"] = FormShape(
            title="修改正文", form=form, url=f"/reports/{case.pk}/revise", submit="保存修改",
            seen=(("version", str(case.version)),),
        )  # fmt: skip
    return context


def _verbs(case: Case, person: org.Person, at: datetime) -> list[str]:
    """The steps that the person may take now: the house its own, the authority above it theirs."""
    house = queries.of_the_house(person, case.unit, at)
    above = queries.is_above(person, case.unit, at)
    return [
        step.verb
        for step in FLOW.open_steps(case.state)
        if (house if step.verb in _HOUSE else above) and org.can(person, step.right, case.unit, at)
    ]


def _button(case: Case, verb: str) -> Action:
    title = FLOW.step(verb).title
    url = f"/reports/{case.pk}/{verb}"
    if verb == "return":
        return Action(title, "#return", dialog="return", danger=True)
    ask = "签字后内容冻结，确定签字？" if verb == "sign" else ""
    return Action(
        title, url, method="post", primary=verb in _ONWARD, confirm=ask,
        hidden=(("version", str(case.version)),),
    )  # fmt: skip


def _dialog(case: Case, refused: AnswerForm | None) -> FormShape:
    return FormShape(
        title="退回", form=refused or step_form("return"), url=f"/reports/{case.pk}/return", submit="退回",
        id="return", seen=(("version", str(case.version)),), danger=True,
        opened=refused is not None,
    )  # fmt: skip


def step_form(verb: str, posted: Any = None, **more: Any) -> AnswerForm:
    """What is asked when a report is returned or rewritten."""
    return form_class(RETURN.step_fields[verb], {})(posted, **more)


def _files(case: Case, frozen: Frozen | None) -> tuple[Action, ...]:
    if frozen is None:
        return ()
    return (
        Action("Excel", f"/reports/{case.pk}/xlsx", icon="download"),
        Action("Word", f"/reports/{case.pk}/docx", icon="download"),
    )


def _sections(case: Case, frozen: Frozen | None) -> tuple[Section, ...]:
    out = []
    if case.data.get("text"):
        out.append(Section("正文", (Fact("内容", case.data["text"], lines=True),)))
    if frozen is not None:
        facts = (
            Fact("签字", f"{frozen.signer}　{humane.exact(frozen.frozen_at)}"),
            Fact("版次", f"第 {frozen.version} 版"),
            Fact("内容摘要值", frozen.digest[:16]),
        )
        out.append(Section("签字与冻结", facts))
    return tuple(out)


def _entry(step: Any) -> TimelineEntry:
    return TimelineEntry(
        at=f"{humane.day(step.at)} {step.at.astimezone(TZ):%H:%M}",
        exact=humane.exact(step.at),
        who=step.by.name if step.by else "系统",
        what=RETURN.title_of(step.verb),
        note=str(step.given.get("reason") or step.given.get("opinion") or ""),
        tone="late" if step.verb == "return" else "",
    )

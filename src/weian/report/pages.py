"""The page of one report, before it is begun and after."""

from datetime import datetime
from typing import Any

from weian.base.clock import TZ
from weian.base.fields import Field
from weian.case import queries as cases
from weian.case.queries import Case
from weian.org import queries as org
from weian.report import queries, shapes
from weian.report.due import Due
from weian.report.kinds import FLOW, REPORTS
from weian.report.table import from_content
from weian.ui.forms import form_class
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

WORDS = (
    Field("headline", "标题", "text", required=True, max=120),
    Field(
        "text",
        "正文",
        "longtext",
        required=True,
        min=10,
        help="写清做了什么、效果如何、下一步打算。",
    ),
)
_WHO = {"sign": "主要负责人签字", "submit": "安全管理员或负责人报送", "return": "上级卫健部门审阅"}


def prepare_page(unit: org.Unit, due: Due, at: datetime, posted: Any) -> dict[str, Any]:
    """Context before the report exists."""
    draft = queries.draft_of(unit, due, at)
    state, tone = shapes.state_words(None, due, queries.wall(at))
    url = f"/reports/{due.kind.key}/{due.period}/"
    begin = Action("开始编制", url, method="post", primary=True, hidden=(("unit", str(unit.pk)),))
    page = CaseShape(
        title=due.title,
        subtitle=due.kind.help,
        crumbs=(Crumb("上报", f"/reports/?unit={unit.pk}"),),
        state=state,
        tone=tone,  # type: ignore[arg-type]
        due=f"报送时间 {shapes.window_words(due)}",
        steps=shapes.dots(None),
        next=None if due.kind.asks_text else begin,
        next_hint="" if due.kind.asks_text else "内容已按台账自动生成，编制后由主要负责人签字。",
    )
    context: dict[str, Any] = {"page": page, **_draft_parts(draft)}
    if due.kind.asks_text:
        form = form_class(WORDS, {})(posted or None, initial={"headline": due.title})
        context["form"] = FormShape(
            title=due.title, form=form, url=url, submit="保存并送签", draft=f"return-{due.kind.key}-{due.period}",
            seen=(("unit", str(unit.pk)),),
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


def return_page(case: Case, person: org.Person, at: datetime) -> dict[str, Any]:
    """Context of a report on its way."""
    kind = REPORTS[case.data["report"]]
    frozen = queries.frozen_of(case)
    live = case.state in ("drafted", "returned")
    verbs = [s for s in FLOW.open_steps(case.state) if org.can(person, s.right, case.unit, at)]
    page = CaseShape(
        title=case.title,
        subtitle=case.unit.name,
        crumbs=(Crumb("上报", "/reports/"),),
        number=case.number,
        state=FLOW.states[case.state],
        tone=shapes.TONES[case.state],
        steps=shapes.dots(case),
        next=_button(case, verbs[0].verb) if verbs else None,
        next_hint=verbs[0].help if verbs else "",
        waits_for="" if verbs or case.state == "accepted" else _waits_for(case),
        others=(*(_button(case, s.verb) for s in verbs[1:]), *_files(case, frozen is not None)),
        sections=_sections(case, frozen),
        timeline=tuple(_entry(e) for e in cases.timeline(case)),
        dialogs=tuple(_dialog(case, s.verb) for s in verbs if s.verb == "return"),
    )
    context: dict[str, Any] = {"page": page}
    if live and kind.contents:
        due = queries.due_or_404(case.unit, kind.key, case.data["period"], at)
        context |= _draft_parts(queries.draft_of(case.unit, due, at))
    elif frozen is not None and kind.contents:
        context["table"] = shapes.content_ledger(from_content(frozen.content), "零报告")
    return context


def _button(case: Case, verb: str) -> Action:
    title = FLOW.step(verb).title
    url = f"/reports/{case.pk}/{verb}"
    if verb == "return":
        return Action(title, "#", dialog="return", danger=True)
    ask = "签字后内容冻结，确定签字？" if verb == "sign" else ""
    return Action(
        title, url, method="post", primary=verb in ("sign", "submit", "accept"), confirm=ask,
        hidden=(("version", str(case.version)),),
    )  # fmt: skip


def _dialog(case: Case, verb: str) -> FormShape:
    fields = (Field("reason", "退回原因", "longtext", required=True, min=2, max=500),)
    return FormShape(
        title="退回", form=form_class(fields, {})(), url=f"/reports/{case.pk}/{verb}", submit="退回",
        id=verb, seen=(("version", str(case.version)),), danger=True,
    )  # fmt: skip


def _files(case: Case, frozen: bool) -> tuple[Action, ...]:
    if not frozen:
        return ()
    return (
        Action("Excel", f"/reports/{case.pk}/xlsx", icon="download"),
        Action("Word", f"/reports/{case.pk}/docx", icon="download"),
    )


def _waits_for(case: Case) -> str:
    return {"drafted": _WHO["sign"], "returned": _WHO["sign"], "signed": _WHO["submit"]}.get(
        case.state, _WHO["return"]
    )


def _sections(case: Case, frozen: Any) -> tuple[Section, ...]:
    out = []
    if case.data.get("text"):
        out.append(Section("正文", (Fact("内容", case.data["text"], lines=True),)))
    if frozen is not None:
        signed = frozen.frozen_at.astimezone(TZ)
        facts = (
            Fact("签字", f"{frozen.signer}　{signed:%Y-%m-%d %H:%M}"),
            Fact("版次", f"第 {frozen.version} 版"),
            Fact("内容摘要值", frozen.digest[:16], hint=frozen.digest),
        )
        out.append(Section("签字与冻结", facts))
    return tuple(out)


def _entry(step: Any) -> TimelineEntry:
    moment = step.at.astimezone(TZ)
    titles = {"draft": "编制", **{s.verb: s.title for s in FLOW.steps}}
    return TimelineEntry(
        at=f"{moment:%m月%d日 %H:%M}",
        exact=f"{moment:%Y-%m-%d %H:%M:%S}",
        who=step.by.name if step.by else "系统",
        what=titles[step.verb],
        note=str(step.given.get("reason") or step.given.get("opinion") or ""),
    )

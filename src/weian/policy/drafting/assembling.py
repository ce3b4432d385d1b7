"""The decisions of a draft as the content of a pack."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from weian.base.errors import BadInput
from weian.policy.drafting.answers import judged_of, obligation_of, question_key, question_of
from weian.policy.drafting.places import clause_id, unlike
from weian.policy.models import DraftItem

Decision = DraftItem.Decision
#: What a sentence is that asks for nothing, as the reason why its clause is a principle.
NATURES: Final[Mapping[str, str]] = {
    "purpose": "说明目的和依据", "scope": "说明适用范围", "definition": "解释用语", "principle": "原则性表述",
    "encouragement": "提倡和鼓励", "permission": "赋予权限", "effective": "施行日期", "lead_in": "引出下文",
    "transmittal": "印发说明", "description": "说明情况", "unread": "没有读懂的长句",
}  # fmt: skip
_SUMMARY: Final = 300


def content_of(
    header: Mapping[str, Any], sha256: str, items: Iterable[DraftItem]
) -> dict[str, Any]:
    """The whole pack. Raises BadInput when an accepted item lacks an answer."""
    ordered = list(items)
    taken: list[str] = []
    clauses = []
    for path, found in _by_clause(ordered).items():
        taken.append(unlike(clause_id(path), taken))
        clauses.append(_clause(taken[-1], path, found, sha256))
    out = {k: v for k, v in header.items() if v not in ("", None, [])}
    questions = {
        question_key(i.key): question_of(i.content)
        for i in ordered
        if i.decision == Decision.ACCEPT
        and i.content.get("form") == "ask"
        and not i.content.get("ask")
    }
    _asked(ordered, questions)
    if questions:
        out["questions"] = questions
    return {**out, "clauses": clauses}


def _asked(items: Iterable[DraftItem], questions: Mapping[str, Any]) -> None:
    """Refuse an interval said to be that of an item which asks for none any more."""
    for item in items:
        said = item.content.get("ask") if item.decision == Decision.ACCEPT else None
        if said and item.content.get("form") == "ask" and said not in questions:
            title = item.content.get("title", item.sentence[:20])
            raise BadInput(
                "draft.incomplete",
                f"{item.clause}“{title}”：所选的同一个周期已经没有了，请重新选择。",
            )


def _by_clause(items: Iterable[DraftItem]) -> dict[str, list[DraftItem]]:
    out: dict[str, list[DraftItem]] = {}
    for item in items:
        out.setdefault(item.clause, []).append(item)
    return out


def _clause(number: str, path: str, items: Sequence[DraftItem], sha256: str) -> dict[str, Any]:
    said = "".join(dict.fromkeys(i.sentence for i in items))
    summary = said if len(said) <= _SUMMARY else f"{said[: _SUMMARY - 1]}…"
    out: dict[str, Any] = {"id": number, "article": path, "summary": summary or path}
    made = [
        _made(i, sha256, items) for i in items if i.decision in (Decision.ACCEPT, Decision.JUDGED)
    ]
    for name in ("obligations", "judged"):
        if found := [value for kind, value in made if kind == name]:
            out[name] = found
    if not made:
        out["principle"] = {"reason": _reason(items)}
    return out


def _made(item: DraftItem, sha256: str, items: Iterable[DraftItem]) -> tuple[str, dict[str, Any]]:
    spans = [(i.start, i.end) for i in items if i is item or i.merged_into_id == item.pk]
    source = {"file": sha256, "start": min(s for s, _ in spans), "end": max(e for _, e in spans)}
    try:
        if item.decision == Decision.JUDGED:
            return "judged", {**judged_of(item.content, item.key), "source": source}
        return "obligations", {**obligation_of(item.content, item.key), "source": source}
    except BadInput as refusal:
        said = "；".join(refusal.fields.values()) or refusal.message
        text = f"{item.clause}“{item.content.get('title', item.sentence[:20])}”：{said}"
        raise BadInput("draft.incomplete", text) from None


def _reason(items: Iterable[DraftItem]) -> str:
    told = [NATURES[i.none] for i in items if i.none in NATURES and i.decision != Decision.REJECT]
    if any(i.decision == Decision.PRINCIPLE and not i.none for i in items):
        told.append("原则性要求")
    if any(i.decision == Decision.REJECT for i in items):
        told.append("审读认为不产生责任事项")
    return "、".join(dict.fromkeys(told)) + "。" if told else "没有可以核对的动作。"

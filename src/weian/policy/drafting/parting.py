"""Parting an item in two: each part is read anew."""

from typing import Any

from weian.policy.drafting import reading
from weian.policy.models import Draft, DraftItem
from weian.policy.reading.compiler import compile_text
from weian.policy.vocabulary import vocabulary

Part = dict[str, Any]


def parts_of(item: DraftItem, text: str, cut: int, draft: Draft) -> tuple[Part, Part]:
    """What is read of the words before and behind ``cut``; of the same words twice when it is 0."""
    whole = text[item.start : item.end]
    first, second = (text[item.start : cut], text[cut : item.end]) if cut > 0 else (whole, whole)
    return _part(item, first, draft), _part(item, second, draft)


def _part(item: DraftItem, words: str, draft: Draft) -> Part:
    """What is read of a part by itself; who owes it is known from the whole."""
    read = reading.items_of(
        compile_text(words.strip("，；、")), draft.unit.kind, vocabulary().evidence or {}
    )
    asked = next((i for i in read if not i.none), None)
    if asked is None:
        return {"content": dict(item.content), "found": dict(item.found)}
    whose = {k: item.content[k] for k in ("units", "post", "applies") if k in item.content}
    named = asked.found.get("actor_source") == "verbatim"
    found = {
        **asked.found,
        **({} if named else {k: item.found.get(k) for k in ("actor", "actor_source")}),
    }
    return {"content": {**asked.content, **({} if named else whose)}, "found": found}

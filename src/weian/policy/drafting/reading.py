"""A stored file as text, and the findings of a text as items of a draft."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from weian.base import store
from weian.policy.drafting.matching import Match, match
from weian.policy.drafting.proposing import propose, title_of
from weian.policy.models import DraftItem
from weian.policy.reading.compiler import Compiled, Finding
from weian.policy.reading.files import Document, read_bytes

Decision = DraftItem.Decision
#: The answers that come from what the words say of time and figures.
_TIMED: Final = frozenset(
    {"form", "period", "every", "last", "last_days", "month", "day", "by", "since", "after", "within",
     "within_unit", "before", "deadline", "age", "age_unit", "count", "at_most", "amount"}
)  # fmt: skip
_WORDS: Final = ("title", "question")


@dataclass(frozen=True)
class Words:
    """An item with the words of its span."""

    item: DraftItem
    words: str

    @property
    def clause(self) -> str:
        return self.item.clause

    @property
    def none(self) -> str:
        return self.item.none


def document_of(sha256: str, name: str) -> Document:
    """The text of a stored file, and what of it was not read. Raises Unreadable."""
    return read_bytes(name, store.path_of(sha256).read_bytes())


def items_of(compiled: Compiled, unit_kind: str, evidence: Iterable[str]) -> list[DraftItem]:
    """An item for every finding, not saved; what asks for nothing is a principle already."""
    known = list(evidence)
    return [
        DraftItem(
            number=number,
            key=f"o{number}",
            clause=found.clause[:120],
            start=found.start,
            end=found.end,
            sentence=found.sentence,
            none=found.none,
            confidence=found.confidence,
            found=told(found),
            content=propose(found, unit_kind, known),
            decision=Decision.PRINCIPLE if found.none else Decision.PENDING,
        )
        for number, found in enumerate(compiled.findings, 1)
    ]


def told(found: Finding) -> dict[str, Any]:
    """What the reviewer may want to know of the reading."""
    return {
        "actor": found.actor, "actor_source": found.actor_source, "cooperating": list(found.cooperating),
        "kind": found.kind, "action": found.action, "recurrence": found.recurrence,
        "threshold": found.threshold, "rule": found.rule,
    }  # fmt: skip


def keep(
    old: Sequence[DraftItem], before: str, new: Sequence[DraftItem], text: str
) -> list[tuple[DraftItem, DraftItem]]:
    """Carry the decisions of an earlier version over; returns what was merged into what, to be joined
    once the items are stored.

    Ids stay with their sentence, so that duties go on; new sentences get new ids.
    """
    found = match(
        [Words(i, before[i.start : i.end]) for i in old],
        [Words(i, text[i.start : i.end]) for i in new],
    )
    taken = {i.key for i in old}
    number = max((int(k[1:]) for k in taken if k[1:].isdigit()), default=0)
    followed = {id(m.new.item): m for m in found}
    for item in new:
        if id(item) in followed:
            _follow(followed[id(item)])
        else:
            number += 1
            item.key = f"o{number}"
    same = {m.old.item.pk: m.new.item for m in found if m.same}
    return [
        (m.new.item, same[m.old.item.merged_into_id])
        for m in found
        if m.same and m.old.item.merged_into_id in same
    ]


def _reworded(item: DraftItem) -> bool:
    """Whether a person wrote the title; one that was read would still say the old figures."""
    read = title_of(str(item.found.get("action") or "") or item.sentence)
    return bool(item.content.get("title") != read)


def _follow(pair: Match[Words, Words]) -> None:
    old, new = pair.old.item, pair.new.item
    new.key = old.key
    if pair.same and old.decision not in (Decision.PENDING, Decision.MERGED):
        new.content, new.decision, new.kept = dict(old.content), old.decision, True
        new.decided_by_id, new.decided_at = old.decided_by_id, old.decided_at
        return
    if new.none:
        return
    timed = {k: v for k, v in new.content.items() if k in _TIMED}
    changed = old.found.get("recurrence") != new.found.get("recurrence")
    kept = {k: v for k, v in old.content.items() if not (changed and k in _TIMED)}
    words = {} if _reworded(old) else {k: new.content[k] for k in _WORDS if k in new.content}
    new.content = {**kept, **(timed if changed else {}), **words}
    new.earlier = "" if pair.same else pair.old.words

"""Reading a draft's file: text, clauses, asks, and the decisions of the version before."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final

from django.db import transaction

from weian.base import events
from weian.base.clock import day_of
from weian.policy.drafting import places, reading
from weian.policy.models import Document, Draft, DraftItem
from weian.policy.reading.compiler import Compiled, compile_text
from weian.policy.reading.files import Unreadable
from weian.policy.vocabulary import vocabulary

State = Draft.State
_STAGES: Final = 4  # text, clauses and asks, decisions kept, stored
_MOST_TEXT: Final = 2_000_000
_REPAIRS: Final = 30  # repaired numbers that are told


def read(draft: Draft, at: datetime) -> Draft:
    """Read the file and open the draft for review; on a file that cannot be read say why. Done twice
    it does no harm."""
    draft = Draft.objects.select_related("unit", "previous").get(pk=draft.pk)
    if draft.state != State.READING:
        return draft
    _progress(draft, 0)
    try:
        text, notes = _text(draft)
        _progress(draft, 1)
        compiled = compile_text(text)
        if not compiled.findings:
            raise Unreadable(f"{draft.name} 里没有读出可以审读的句子，请确认是不是政策文件的正文。")
    except Unreadable as reason:
        return _fail(draft, str(reason), at)
    _progress(draft, 2)
    kinds = vocabulary().evidence or {}
    items = reading.items_of(compiled, draft.unit.kind, kinds)
    merged = _kept(draft.previous, items, text) if draft.previous else []
    _progress(draft, 3)
    draft.notes = [*notes, *(f"层级：{repair}" for repair in compiled.tree.repairs[:_REPAIRS])]
    return _store(draft, compiled, text, items, merged, at)


def _text(draft: Draft) -> tuple[str, list[str]]:
    read = reading.document_of(draft.sha256, draft.name)
    text = read.text.replace("\0", " ")
    if len(text) > _MOST_TEXT:
        raise Unreadable(f"{draft.name} 超过 {_MOST_TEXT // 10_000} 万字，请分成几份上传。")
    return text, list(read.notes)


def _kept(previous: Draft, items: list[DraftItem], text: str) -> list[tuple[DraftItem, DraftItem]]:
    before = Document.objects.filter(pk=previous.sha256).values_list("text", flat=True).first()
    return reading.keep(list(previous.items.all()), before, items, text) if before else []


def _progress(draft: Draft, stage: int) -> None:
    draft.looked, draft.total = stage, _STAGES
    draft.save(update_fields=["looked", "total"])


@transaction.atomic
def _store(
    draft: Draft, compiled: Compiled, text: str, items: list[DraftItem],
    merged: list[tuple[DraftItem, DraftItem]], at: datetime,
) -> Draft:  # fmt: skip
    locked = Draft.objects.select_for_update(of=("self",)).select_related("unit").get(pk=draft.pk)
    if locked.state != State.READING:
        return locked
    given = {"name": draft.name, "text": text, "pieces": places.pieces_of(compiled)}
    Document.objects.update_or_create(pk=draft.sha256, defaults=given)
    for item in items:
        item.draft = locked
    DraftItem.objects.bulk_create(items, batch_size=1000)
    for item, target in merged:
        item.decision, item.merged_into, item.kept = DraftItem.Decision.MERGED, target, True
        item.save(update_fields=["decision", "merged_into", "kept"])
    locked.header = {**_described(compiled, draft, at), **locked.header}
    locked.notes = draft.notes
    locked.state, locked.looked, locked.total, locked.at = State.REVIEW, _STAGES, _STAGES, at
    locked.save()
    asked, kept = sum(not i.none for i in items), sum(i.kept for i in items)
    _log(locked, at, {"asks": asked, "others": len(items) - asked, "kept": kept})
    return locked


@transaction.atomic
def _fail(draft: Draft, why: str, at: datetime) -> Draft:
    draft.state, draft.why, draft.at = State.FAILED, why[:500], at
    draft.save(update_fields=["state", "why", "at"])
    _log(draft, at, {"why": draft.why})
    return draft


def _log(draft: Draft, at: datetime, given: dict[str, Any]) -> None:
    events.append(
        verb="draft.read", object_kind="draft", object_id=draft.pk, actor=None, unit=draft.unit,
        at=at, given=given,
    )  # fmt: skip


def _described(compiled: Compiled, draft: Draft, at: datetime) -> dict[str, Any]:
    """The document as it names itself; who signed or telephoned is left out."""
    parts = compiled.parts
    issued = date.fromisoformat(parts.issued) if parts.issued else day_of(at)
    stem = draft.name.rpartition(".")[0] or draft.name
    return {
        "title": (parts.title or stem)[:300],
        "issuer": (parts.issuer or draft.unit.name)[:200],
        "number": (parts.number or "")[:120],
        "issued": issued.isoformat(),
        "since": issued.isoformat(),
    }

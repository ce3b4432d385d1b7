"""What is done with a draft: begin, read, decide, split, describe, submit, return, approve.

Each is one transaction with one event. Every verb needs the right to review for the draft's unit,
approving the right to adopt; who approves is neither the author nor whoever submitted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from io import BytesIO
from pathlib import PurePath
from typing import IO, Any, Final

from django.db import transaction
from procrastinate.contrib.django import app

from weian.base import events, givens, media, store, uploads
from weian.base.attachments import Attachment
from weian.base.errors import BadInput, Conflict, Forbidden
from weian.base.fields import Field
from weian.base.verbs import name_verbs
from weian.org import queries as org
from weian.policy import actions as policy
from weian.policy.checking import check_names
from weian.policy.conflicts import check_windows, choices_compile
from weian.policy.drafting import assembling, exchange
from weian.policy.drafting.answers import judged_of, obligation_of
from weian.policy.drafting.queries import REVIEW
from weian.policy.loading import LoadedPack
from weian.policy.models import LAYER_TITLES, Draft, DraftItem, Edition
from weian.policy.reading.files import SUFFIXES
from weian.policy.source import BrokenPack
from weian.policy.vocabulary import vocabulary

READ_JOB: Final = "policy.read_draft"
_TYPES: Final = "这个文件不是能读的文档。请上传 Word（docx、doc、wps）、有文字的 PDF 或文本文件；图片和扫描件请先识别成文字。"
MOST_BYTES: Final = 20 * 1024 * 1024
_AT_ONCE: Final = {".txt": 120_000, ".docx": 150_000}  # bytes read while the person waits
State = Draft.State
_LAYERS: Final = {
    "commission_province": "province",
    "commission_city": "city",
    "commission_county": "county",
}
name_verbs(
    {
        "draft.begin": "上传文件待审读", "draft.read": "读出文件要求", "draft.decide": "审读条目",
        "draft.correct": "修改条目", "draft.split": "拆分条目", "draft.merge": "合并条目",
        "draft.describe": "填写文件信息", "draft.submit": "提请审定制度包", "draft.return": "退回审读",
        "draft.approve": "审定制度包", "draft.import": "导入制度包待审定",
    }
)  # fmt: skip
_LOGGED: Final = (
    Field("clause", "条款", "text"), Field("decision", "处理", "text"), Field("into", "另一项编号", "integer"),
    Field("asks", "读出要求", "integer"), Field("kept", "沿用处理", "integer"), Field("why", "原因", "text"),
)  # fmt: skip


@givens.provide
def told(kind: str, verb: str) -> Sequence[Field]:
    """What the log calls the things given with the verbs of drafts."""
    return _LOGGED if kind == "draft" else ()


@transaction.atomic
def begin(
    actor: org.Person, *, unit: org.Unit, name: str, content: IO[bytes], size: int, at: datetime,
    previous: Draft | None = None,
) -> Draft:  # fmt: skip
    """Keep the file by its hash and tell the worker; short text is for the caller to read at once
    with :func:`intake.read` (twice does no harm). Raises Forbidden, BadInput."""
    org.require(actor, REVIEW, unit, at)
    if not size:
        raise BadInput("draft.empty", fields={"file": "文件是空的，请重新选择。"})
    if size > MOST_BYTES:
        raise BadInput(
            "draft.too_large", fields={"file": "文件超过 20 MB，请拆分或去掉图片后再传。"}
        )
    taken = _examined(name, content.read())
    sha256, size = store.put(BytesIO(taken))
    plain = PurePath(name.replace("\\", "/")).name[-150:] or "文件"
    draft = Draft.objects.create(
        unit=unit, author=actor, name=plain, sha256=sha256, previous=previous,
        created_at=at, at=at, header=_header(unit, sha256, previous, at),
    )  # fmt: skip
    _attach(draft, actor, size)
    _log("draft.begin", draft, actor, at, name=plain, sha256=sha256)
    app.configure_task(READ_JOB).defer(draft=str(draft.pk))
    return draft


def _examined(name: str, content: bytes) -> bytes:
    """What may be kept of it: no macros, programs or pictures. Raises BadInput."""
    if PurePath(name).suffix.lower() not in ("", *SUFFIXES):
        raise BadInput("draft.type", fields={"file": _TYPES})
    try:
        found = uploads.examined(content, media.OLE, media.RTF, media.TEXT)
    except BadInput as refusal:
        words = _TYPES if refusal.code == "file.type" else refusal.message
        raise BadInput(refusal.code, fields={"file": words}) from None
    if found.media_type in media.IMAGES:
        raise BadInput("draft.picture", fields={"file": _TYPES})
    return found.content


def at_once(draft: Draft, size: int) -> bool:
    """Whether the file is read while the person waits."""
    return size <= _AT_ONCE.get(PurePath(draft.name).suffix.lower(), 0)


def _attach(draft: Draft, actor: org.Person, size: int) -> None:
    """The store keeps what a row names."""
    Attachment.objects.create(
        sha256=draft.sha256, size=size, media_type="application/octet-stream", name=draft.name,
        owner_kind="draft", owner_id=str(draft.pk), uploaded_by_id=actor.pk, uploaded_at=draft.at,
        **org.scope_of(draft.unit),
    )  # fmt: skip


def _header(unit: org.Unit, sha256: str, previous: Draft | None, at: datetime) -> dict[str, Any]:
    """What is known before reading: which pack it becomes, and which version of it."""
    pack = str(previous.header["pack"]) if previous else f"doc{unit.pk}-{sha256[:8]}"
    numbers = Edition.objects.filter(pack=pack).values_list("version", flat=True)
    drafts = Draft.objects.filter(header__pack=pack).exclude(state=State.FAILED)
    begun = drafts.values_list("header__version", flat=True)
    version = max([*numbers, *(int(n) for n in begun)], default=0) + 1
    layer = _LAYERS.get(unit.kind, "institution")
    return {"pack": pack, "version": version, "layer": layer}


@transaction.atomic
def decide(
    actor: org.Person, *, draft: Draft, number: int, decision: str, version: int, at: datetime,
    answers: Mapping[str, Any] | None = None,
) -> DraftItem:  # fmt: skip
    """Decide one item, with ``answers`` corrected before. Decision "" opens it again.

    Raises Conflict when somebody decided since ``version`` was seen, BadInput when an accepted
    obligation lacks something.
    """
    draft = _open(draft, actor, at)
    item = _seen(draft, number, version)
    if decision not in DraftItem.Decision.values or decision == DraftItem.Decision.MERGED:
        raise BadInput("draft.no_decision", "没有这种处理，请刷新页面后再试。")
    if answers is not None:
        item.content = dict(answers)
    _check(item, decision)
    if not decision:
        item.merged_into = None
    item.decision, item.kept = decision, False
    _keep(item, actor, at)
    verb = "draft.correct" if answers is not None else "draft.decide"
    _log(verb, draft, actor, at, clause=item.clause, number=number, decision=item.get_decision_display(),
         title=str(item.content.get("title", ""))[:80])  # fmt: skip
    return item


def _check(item: DraftItem, decision: str) -> None:
    if decision == DraftItem.Decision.ACCEPT:
        obligation_of(item.content, item.key)
    elif decision == DraftItem.Decision.JUDGED:
        judged_of(item.content, item.key)


@transaction.atomic
def split(
    actor: org.Person, *, draft: Draft, number: int, cut: int, version: int, at: datetime,
    parts: tuple[Mapping[str, Any], Mapping[str, Any]],
) -> tuple[DraftItem, DraftItem]:  # fmt: skip
    """Make two of one: at an offset within its words, or (``cut`` 0) two asks of the same words.

    ``parts`` are what was read of each (content and found). Both are open again.
    """
    draft = _open(draft, actor, at)
    item = _seen(draft, number, version)
    if cut and not item.start < cut < item.end:
        raise BadInput("draft.bad_cut", "拆分的位置不在这一句里，请重新选择。")
    last = draft.items.order_by("-number").values_list("number", flat=True)[0] + 1
    new = DraftItem(
        draft=draft, number=last, key=_free_key(draft), clause=item.clause, start=cut or item.start,
        end=item.end, sentence=item.sentence, confidence=item.confidence,
        content=dict(parts[1]["content"]), found=dict(parts[1]["found"]),
    )  # fmt: skip
    item.end = cut or item.end
    item.content, item.found = dict(parts[0]["content"]), dict(parts[0]["found"])
    item.decision, item.none, item.kept = "", "", False
    _keep(item, actor, at)
    new.save()
    _log("draft.split", draft, actor, at, clause=item.clause, number=number, into=new.number)
    return item, new


def _free_key(draft: Draft) -> str:
    keys = draft.items.values_list("key", flat=True)
    return f"o{max((int(k[1:]) for k in keys if k[1:].isdigit()), default=0) + 1}"


@transaction.atomic
def merge(actor: org.Person, *, draft: Draft, number: int, version: int, at: datetime) -> DraftItem:
    """Join an item to the one before it in its clause, which then stands for both.

    Raises BadInput when there is none.
    """
    draft = _open(draft, actor, at)
    item = _seen(draft, number, version)
    siblings = list(draft.items.filter(clause=item.clause, none="").exclude(decision="merged"))
    place = next((n for n, other in enumerate(siblings) if other.pk == item.pk), 0)
    if not place:
        raise BadInput("draft.nothing_before", "同一条款里前面没有别的要求可以合并。")
    target = siblings[place - 1]
    item.decision, item.merged_into, item.kept = DraftItem.Decision.MERGED, target, False
    item.merged.update(merged_into=target)
    _keep(item, actor, at)
    _log("draft.merge", draft, actor, at, clause=item.clause, number=number, into=target.number)
    return target


@transaction.atomic
def describe(
    actor: org.Person, *, draft: Draft, header: Mapping[str, Any], version: int, at: datetime
) -> Draft:
    """What the pack says of the document: title, issuer, number, days. Raises BadInput, Conflict."""
    draft = _open(draft, actor, at)
    _same(draft, version)
    wrong = _wrong(header)
    if wrong:
        raise BadInput("draft.bad_header", fields=wrong)
    draft.header = {**draft.header, **header}
    _step(draft, draft.state, at)
    _log("draft.describe", draft, actor, at, title=str(header.get("title", "")))
    return draft


def _wrong(header: Mapping[str, Any]) -> dict[str, str]:
    since, until = header.get("since"), header.get("until")
    wrong = {}
    if header.get("layer") not in LAYER_TITLES:
        wrong["layer"] = "请选择层级。"
    if since and until and date.fromisoformat(until) < date.fromisoformat(since):
        wrong["until"] = f"失效日期不能早于施行日期 {since}。"
    return wrong


@transaction.atomic
def submit(actor: org.Person, *, draft: Draft, version: int, at: datetime) -> Draft:
    """Put the pack together and ask another person to approve it.

    Raises BadInput when something is undecided or the pack would be refused.
    """
    draft = _open(draft, actor, at)
    _same(draft, version)
    left = draft.items.filter(none="", decision="").count()
    if left:
        raise BadInput("draft.undecided", f"还有 {left} 项没有处理，处理完再提请审定。")
    draft.content = checked(
        assembling.content_of(draft.header, draft.sha256, draft.items.all())
    ).content()
    draft.submitted_by = actor
    _step(draft, State.SUBMITTED, at)
    _log("draft.submit", draft, actor, at, title=str(draft))
    return draft


@transaction.atomic
def bring(
    actor: org.Person, *, unit: org.Unit, loaded: LoadedPack, name: str, raw: bytes, at: datetime
) -> Draft:
    """A pack from YAML or Excel, to be approved by another person. Raises BrokenPack, Forbidden."""
    org.require(actor, REVIEW, unit, at)
    content = checked(loaded.content()).content()
    sha256, size = store.put(BytesIO(raw))
    draft = Draft.objects.create(
        unit=unit, author=actor, submitted_by=actor, name=name[-150:], sha256=sha256, content=content,
        header={k: v for k, v in content.items() if k not in ("clauses", "questions")},
        state=State.SUBMITTED, created_at=at, at=at,
    )  # fmt: skip
    _attach(draft, actor, size)
    _log("draft.import", draft, actor, at, name=draft.name, sha256=sha256)
    return draft


def checked(content: Mapping[str, Any]) -> LoadedPack:
    """The content as a pack that may be stored. Raises BrokenPack with every fault."""
    loaded = exchange.from_yaml(exchange.to_yaml(content), "制度包")
    faults = [
        *check_names(loaded, vocabulary()), *check_windows(loaded), *choices_compile(loaded)
    ]  # fmt: skip
    if faults:
        raise BrokenPack(faults)
    return loaded


@transaction.atomic
def send_back(actor: org.Person, *, draft: Draft, version: int, note: str, at: datetime) -> Draft:
    """Return what was submitted to review, saying why. Raises BadInput, Conflict."""
    draft = _locked(draft, actor, at)
    _same(draft, version)
    if draft.state != State.SUBMITTED:
        raise Conflict("draft.not_submitted", "这份文件现在不在待审定状态，请刷新页面。")
    if not note.strip():
        raise BadInput("draft.no_note", fields={"note": "请写明要改什么。"})
    draft.why, draft.submitted_by = note.strip()[:500], None
    _step(draft, State.REVIEW, at)
    _log("draft.return", draft, actor, at, note=draft.why)
    return draft


@transaction.atomic
def approve(actor: org.Person, *, draft: Draft, version: int, at: datetime) -> Edition:
    """Make the edition. Raises Forbidden for the author and the submitter, Conflict."""
    draft = _locked(draft, actor, at)
    org.require(actor, "pack.adopt", draft.unit, at)
    _same(draft, version)
    if draft.state != State.SUBMITTED or draft.content is None:
        raise Conflict("draft.not_submitted", "这份文件现在不在待审定状态，请刷新页面。")
    if actor.hands & {draft.author_id, draft.submitted_by_id}:
        raise Forbidden("draft.same_person", "审读和审定要由两个人办理，请另一位有权限的同事审定。")
    edition, _ = policy.load_edition(checked(draft.content), at=at, actor=actor, unit=draft.unit)
    draft.edition, draft.approved_by, draft.why = edition, actor, ""
    _step(draft, State.APPROVED, at)
    _log("draft.approve", draft, actor, at, edition=edition.pk, title=edition.title)
    return edition


def _locked(draft: Draft, actor: org.Person, at: datetime) -> Draft:
    found = Draft.objects.select_for_update(of=("self",)).select_related("unit").get(pk=draft.pk)
    org.require(actor, REVIEW, found.unit, at)
    return found


def _open(draft: Draft, actor: org.Person, at: datetime) -> Draft:
    found = _locked(draft, actor, at)
    if found.state != State.REVIEW:
        raise Conflict("draft.not_open", f"这份文件现在是“{found.get_state_display()}”，不能再改。")
    return found


def _same(draft: Draft, version: int) -> None:
    if draft.version != version:
        raise Conflict("draft.changed", "别人刚刚改过这份文件，请看过新的内容再办理。")


def _seen(draft: Draft, number: int, version: int) -> DraftItem:
    item = (
        draft.items.select_for_update(of=("self",)).select_related("decided_by").get(number=number)
    )
    if item.version != version:
        who = item.decided_by.name if item.decided_by else "别人"
        now = item.get_decision_display()
        raise Conflict(
            "draft.changed", f"{who}刚刚处理过这一条，现在是“{now}”。您的处理没有保存，请看过再定。"
        )
    return item


def _keep(item: DraftItem, actor: org.Person, at: datetime) -> None:
    item.version += 1
    item.decided_by, item.decided_at = actor, at
    item.save()


def _step(draft: Draft, state: str, at: datetime) -> None:
    draft.state, draft.version, draft.at = state, draft.version + 1, at
    draft.save()


def _log(verb: str, draft: Draft, actor: org.Person | None, at: datetime, **given: Any) -> None:
    events.append(
        verb=verb, object_kind="draft", object_id=draft.pk, actor=actor, unit=draft.unit, at=at,
        given=given,
    )  # fmt: skip

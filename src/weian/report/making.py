"""A commission's own returns: uploaded, pointed at figures, previewed, published, retired."""

import base64
import io
import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction

from weian.base import events, store, uploads
from weian.base.errors import BadInput, Conflict, NotVisible
from weian.base.ids import uuid7
from weian.base.limited import Exceeded, Refused, work
from weian.base.verbs import name_verbs
from weian.org import queries as org
from weian.policy import actions as policy
from weian.policy.loading import LoadedPack, load_text
from weian.policy.queries import Adoption
from weian.report.figures import catalogue
from weian.report.kinds import OWN
from weian.report.models import Form

RIGHT: Final = "report.review"
PUBLISH_RIGHT: Final = "pack.adopt"
#: Period of a return: its title, what the pack says of when it is due, and what that means.
PERIODS: Final[Mapping[str, tuple[str, str]]] = {
    "month": ("每月", "{every: month}"),
    "quarter": ("每季度（最后一周报送）", "{every: quarter, last: week}"),
    "half_year": ("每半年", "{every: half_year}"),
    "year": ("每年", "{every: year}"),
}
_SUFFIXES: Final = ("docx", "xlsx")
_MOST_BYTES: Final = 5_000_000
_TOLD: Final = {
    "time": "内容异常，读不完。请用 Word、Excel 或 WPS 重新保存后再上传。",
    "memory": "内容过大，读不下。请去掉图片后再上传。",
    "broken": "内容异常，读不了。请用 Word、Excel 或 WPS 重新保存后再上传。",
}
name_verbs({
    "form.upload": "上传报表表样", "form.point": "设置报表指标", "form.publish": "发布报表", "form.retire": "停用报表",
})  # fmt: skip


@transaction.atomic
def upload(
    actor: org.Person, *, unit: org.Unit, title: str, name: str, content: bytes, at: datetime,
    follows: Form | None = None, help: str = "",
) -> Form:  # fmt: skip
    """A new template, or a new version of ``follows`` whose points are kept where the places are
    still there. Raises BadInput with the place of what is wrong in the file; Forbidden."""
    org.require(actor, RIGHT, unit, at)
    title = title.strip()
    if not 2 <= len(title) <= 60:
        raise BadInput("form.title", fields={"title": "请填写报表名称，2 到 60 个字。"})
    media = name.rpartition(".")[2].lower()
    found = _read(name, content, media)
    sha256, _ = store.put(io.BytesIO(content))
    number = uuid7()
    kept = {p["id"] for p in found}
    form = Form.objects.create(
        id=number, **org.scope_of(unit), key=follows.key if follows else number.hex[-12:],
        version=_next(follows), title=title, help=help.strip()[:200], media=media,
        file_name=name[:200], sha256=sha256, places=found,
        points={k: v for k, v in follows.points.items() if k in kept} if follows else {},
        kept_by_id=actor.pk, kept_at=at,
    )  # fmt: skip
    _log("form.upload", actor, form, at, {"sha256": sha256, "places": len(found)})
    return form


def _next(follows: Form | None) -> int:
    if follows is None:
        return 1
    last = Form.objects.filter(key=follows.key).order_by("-version").first()
    return last.version + 1 if last else 1


def _read(name: str, content: bytes, media: str) -> list[dict[str, str]]:
    if media not in _SUFFIXES:
        raise BadInput(
            "form.media", fields={"file": "请上传 .docx 或 .xlsx 文件；旧格式请先另存。"}
        )
    if not content or len(content) > _MOST_BYTES:
        raise BadInput("form.size", fields={"file": "文件是空的，或者超过 5 MB。"})
    try:
        uploads.examined(content)
    except BadInput as refusal:
        raise BadInput(refusal.code, fields={"file": f"{name}：{refusal.message}"}) from None
    try:
        found: list[dict[str, str]] = work("weian.report.templates:places", content, media)
        return found
    except Refused as reason:
        raise BadInput("form.refused", fields={"file": f"{name}：{reason}"}) from None
    except Exceeded as exceeded:
        raise BadInput("form.broken", fields={"file": f"{name}：{_TOLD[exceeded.why]}"}) from None


@transaction.atomic
def point(
    actor: org.Person, *, form: Form, points: Mapping[str, Mapping[str, Any]], at: datetime
) -> Form:
    """Say what stands at each place: a figure of the catalogue, or what is asked of the unit.

    A place left out stays blank. Raises BadInput for a place or figure that is not there, Conflict
    for a published version; Forbidden.
    """
    form = _draft(actor, form, at)
    labels = {p["id"]: p["label"] for p in form.places}
    wrong = {}
    for place, said in points.items():
        if place not in labels:
            wrong[place] = f"表样里没有“{place}”这个位置。"
        elif said.get("figure") and said["figure"] not in catalogue():
            wrong[place] = f"“{labels[place]}”：没有“{said['figure']}”这个指标，请从列表中选择。"
    if wrong:
        raise BadInput("form.points", fields=wrong)
    form.points = {place: dict(said) for place, said in points.items() if said}
    form.save(update_fields=["points"])
    _log("form.point", actor, form, at, {"points": form.points})
    return form


def _draft(actor: org.Person, form: Form, at: datetime) -> Form:
    org.require(actor, RIGHT, form.unit, at)
    found = Form.objects.select_for_update(of=("self",)).select_related("unit").get(pk=form.pk)
    if found.state != Form.State.DRAFT:
        raise Conflict("form.published", "已发布的版本不能再改，请上传新的一版。")
    return found


@transaction.atomic
def publish(actor: org.Person, *, form: Form, period: str, since: date, at: datetime) -> Form:
    """Ask every institution below for it: the return becomes a document of one clause that the
    commission adopts from ``since``. An earlier version gives way.

    Raises BadInput (period, nothing pointed), Conflict, Forbidden.
    """
    form = _draft(actor, form, at)
    org.require(actor, PUBLISH_RIGHT, form.unit, at)
    if period not in PERIODS:
        raise BadInput("form.period", fields={"period": "请选择多久报送一次。"})
    if not form.points:
        raise BadInput("form.empty", "还没有指定任何位置填什么，请先设置后再发布。")
    Form.objects.filter(key=form.key, state=Form.State.PUBLISHED).update(state=Form.State.RETIRED)
    edition, _ = policy.load_edition(_pack(form, period, since), at=at, actor=actor, unit=form.unit)
    policy.adopt(actor, edition=edition, unit=form.unit, since=since, at=at)
    form.state, form.edition_id = Form.State.PUBLISHED, edition.pk
    form.save(update_fields=["state", "edition_id"])
    _log("form.publish", actor, form, at, {"period": period, "since": since})
    return form


@transaction.atomic
def retire(actor: org.Person, *, form: Form, at: datetime) -> Form:
    """Ask for it no longer from tomorrow on; what was filed stays. Raises Conflict, Forbidden."""
    org.require(actor, PUBLISH_RIGHT, form.unit, at)
    if form.state != Form.State.PUBLISHED:
        raise Conflict("form.not_published", "这张报表没有在报送，不用停用。")
    edition = form.edition_id or 0
    adoption = Adoption.objects.filter(edition_id=edition, until=None).first()
    if adoption is not None:
        until = max(at.date(), adoption.since)
        policy.withdraw(actor, adoption=adoption, until=until, at=at)
    form.state = Form.State.RETIRED
    form.save(update_fields=["state"])
    _log("form.retire", actor, form, at, {})
    return form


def _pack(form: Form, period: str, since: date) -> LoadedPack:
    """The one clause by which the units owe it. What people typed goes in as JSON strings, which
    YAML reads as they are."""
    title = json.dumps(form.title, ensure_ascii=False)
    issuer = json.dumps(form.unit.name, ensure_ascii=False)
    text = f"""
pack: own-{form.key}
version: {form.version}
title: {title}
issuer: {issuer}
number: "自定义报表"
issued: {since}
layer: {form.unit.kind.removeprefix("commission_")}
since: {since}
clauses:
  - id: "1"
    article: 报送要求
    summary: {title}
    obligations:
      - id: file
        title: {title}
        area: report
        who: {{units: [institution], post: safety_manager}}
        owes: {{record: {OWN}, where: {{form: ["{form.key}"]}}}}
        when: {PERIODS[period][1]}
"""
    return load_text(text, form.title)


def fill(form: Form | Mapping[str, Any], values: Mapping[str, str]) -> bytes:
    """The template with values in its places, always the same bytes for the same values.

    Raises BadInput where it cannot be filled.
    """
    sha256, media = (form.sha256, form.media) if isinstance(form, Form) else (form["sha256"], form["media"])  # fmt: skip
    head = json.dumps({"media": media, "values": dict(values)}, ensure_ascii=False).encode()
    try:
        template = store.path_of(sha256).read_bytes()
        told = work("weian.report.templates:filled", head + b"\n" + template)
    except FileNotFoundError:
        raise NotVisible("form.lost", "表样文件已不在服务器上，请联系管理员从备份恢复。") from None
    except Refused as reason:
        raise BadInput("form.refused", f"表样不能填写：{reason}") from None
    except Exceeded as exceeded:
        raise BadInput("form.broken", f"表样不能填写：{_TOLD[exceeded.why]}") from None
    return base64.b64decode(told["file"])


def _log(verb: str, actor: org.Person, form: Form, at: datetime, given: dict[str, Any]) -> None:
    told = {"title": form.title, "version": form.version, **given}
    events.append(
        verb=verb,
        object_kind="form",
        object_id=form.pk,
        actor=actor,
        unit=form.unit,
        at=at,
        given=told,
    )

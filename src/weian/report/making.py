"""A commission's own returns while they are designed: defined, given a template, pointed at figures."""

import base64
import io
import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import QuerySet

from weian.base import events, store, uploads
from weian.base.clock import day_of
from weian.base.errors import BadInput, Conflict, NotVisible
from weian.base.ids import uuid7
from weian.base.limited import Exceeded, Refused, work
from weian.base.verbs import name_verbs
from weian.org import queries as org
from weian.report.figures import catalogue
from weian.report.models import Form
from weian.report.terms import Terms

RIGHT: Final = "report.review"
MOST_TEXTS: Final = 10
Points = Mapping[str, Mapping[str, Any]]
_SUFFIXES: Final = ("docx", "xlsx")
_MOST_BYTES: Final = 5_000_000
_TOLD: Final = {
    "time": "内容异常，读不完。请用 Word、Excel 或 WPS 重新保存后再上传。",
    "memory": "内容过大，读不下。请去掉图片后再上传。",
    "broken": "内容异常，读不了。请用 Word、Excel 或 WPS 重新保存后再上传。",
}
# What is put in force at a county binds the clinics below it as well: it must not name their kinds.
_TOGETHER: Final = (
    "卫健部门和机构不能在一张报表里一起指定。请分成两张报表；或者不指定单位，在上面勾选类别。"
)
name_verbs({
    "form.define": "定义报表", "form.upload": "上传报表表样", "form.point": "设置报表内容",
})  # fmt: skip


@transaction.atomic
def define(
    actor: org.Person, *, unit: org.Unit, title: str, terms: Terms, at: datetime, help: str = "",
    form: Form | None = None,
) -> Form:  # fmt: skip
    """A new return to ``unit``, or other terms for a draft: its name, who files it and when.

    Raises BadInput naming every field that is wrong; Conflict for a published version; Forbidden.
    """
    org.require(actor, RIGHT, unit, at)
    title = title.strip()
    wrong = terms.wrong()
    if not 2 <= len(title) <= 60:
        wrong["title"] = "请填写报表名称，2 到 60 个字。"
    if wrong or (wrong := _not_below(unit, terms, at)):
        raise BadInput("form.terms", "报送要求还没有填好，请看各项的说明。", fields=wrong)
    kept = draft(actor, form, at) if form else Form(id=uuid7(), kept_by_id=actor.pk)
    if form is None:
        kept.key = kept.id.hex[-12:]
    for column, value in org.scope_of(unit).items():
        setattr(kept, column, value)
    kept.title, kept.help, kept.terms, kept.kept_at = title, help.strip()[:200], terms.content(), at
    kept.save()
    log("form.define", actor, kept, at, terms.content())
    return kept


def _not_below(unit: org.Unit, terms: Terms, at: datetime) -> dict[str, str]:
    """Units that do not stand below the commission on the day, or that cannot be asked together."""
    below = askable(unit, at)
    if terms.units:
        there = {u.pk: u.group for u in below.filter(pk__in=terms.units)}
        if gone := [n for n in terms.units if n not in there]:
            return {"units": f"有 {len(gone)} 个单位不在“{unit}”的辖区内或已经撤销，请重新选择。"}
        if len(set(there.values())) > 1:
            return {"units": _TOGETHER}
    elif not below.filter(kind__in=terms.kinds).exists():
        return {"kinds": f"“{unit}”的辖区内没有这些类别的单位，请改选类别或指定单位。"}
    return {}


def askable(unit: org.Unit, at: datetime) -> QuerySet[org.Unit]:
    """Those below a commission that it may ask: institutions, and commissions in between."""
    return org.units_below(unit, of=("institution", "commission"), on=day_of(at))


@transaction.atomic
def attach(actor: org.Person, *, form: Form, name: str, content: bytes, at: datetime) -> list[str]:
    """Give a draft its template, or another one: what was pointed stays where the place is still
    there, and names that are titles of figures are pointed at these. The labels of what was pointed
    and is no longer there.

    Raises BadInput with the place of what is wrong in the file; Conflict; Forbidden.
    """
    form = draft(actor, form, at)
    media = name.rpartition(".")[2].lower()
    found = _read(name, content, media)
    found += [p for p in map(_again(content, media), form.places) if p is not None]
    there = {p["id"] for p in found}
    lost = [
        _called(form, p) for p in form.places if p["id"] in form.points and p["id"] not in there
    ]
    form.points = {k: v for k, v in form.points.items() if k in there}
    form.points = {**_named(found), **form.points}
    form.places, form.media, form.file_name = found, media, name[:200]
    form.sha256, _ = store.put(io.BytesIO(content))
    form.save()
    told = {"sha256": form.sha256, "places": len(found), "lost": lost}
    log("form.upload", actor, form, at, told)
    return lost


def _called(form: Form, place: Mapping[str, str]) -> str:
    """A place by the words beside it, a chosen figure by its title."""
    figure = catalogue().get(form.points[place["id"]].get("figure", ""))
    return figure.title if figure and not form.sha256 else place["label"]


def _again(content: bytes, media: str) -> Any:
    """Cells that were named by hand, looked for in another file."""

    def find(place: Mapping[str, str]) -> dict[str, str] | None:
        if place.get("by") != "hand" or media != "xlsx":
            return None
        sheet, _, ref = place["where"].removeprefix("工作表“").rpartition("”")
        try:
            return dict(work("weian.report.template_sheets:cell", content, sheet, ref))
        except (Refused, Exceeded):
            return None

    return find


def _named(places: Iterable[Mapping[str, str]]) -> dict[str, dict[str, str]]:
    """Places called exactly like one figure."""
    titles: dict[str, list[str]] = {}
    for figure in catalogue().values():
        titles.setdefault(figure.title, []).append(figure.key)
    known = ((p["id"], titles.get(p["label"], ())) for p in places)
    return {place: {"figure": keys[0]} for place, keys in known if len(keys) == 1}


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
def add_cell(actor: org.Person, *, form: Form, sheet: str, ref: str, at: datetime) -> Form:
    """One more cell of the workbook to be filled. Raises BadInput (``ref``) where there is no such
    cell or it holds something; Conflict; Forbidden."""
    form = draft(actor, form, at)
    if form.media != "xlsx":
        raise BadInput("form.cell", fields={"ref": "只有 Excel 表样可以按位置添加单元格。"})
    try:
        place = work("weian.report.template_sheets:cell", content_of(form), sheet, ref)
    except Refused as reason:
        raise BadInput("form.cell", fields={"ref": str(reason)}) from None
    except Exceeded as exceeded:
        raise BadInput("form.broken", fields={"ref": _TOLD[exceeded.why]}) from None
    if place["id"] in {p["id"] for p in form.places}:
        raise BadInput("form.cell", fields={"ref": f"{place['where']}已经在下面的列表里。"})
    form.places = [*form.places, place]
    form.save(update_fields=["places"])
    log("form.point", actor, form, at, {"cell": place["id"]})
    return form


def sheets_of(form: Form) -> list[str]:
    """The names of the sheets of its workbook; none for another file."""
    if form.media != "xlsx":
        return []
    try:
        return list(work("weian.report.template_sheets:sheets", content_of(form)))
    except (Refused, Exceeded):
        return []


@transaction.atomic
def point(
    actor: org.Person, *, form: Form, points: Points, at: datetime,
    texts: Iterable[Mapping[str, Any]] | None = None,
) -> Form:  # fmt: skip
    """Say what stands at each place: a figure of the catalogue, what is asked of the unit, or
    nothing; a place left out stays blank. ``texts`` replace what is asked beside the places.

    Without a template the figures are the places: ``points`` then name them by "pick:" and their key.
    Raises BadInput for a place or figure that is not there, Conflict for a published version;
    Forbidden.
    """
    form = draft(actor, form, at)
    if not form.sha256:
        form.places = _picked(points)
    labels = {p["id"]: p["label"] for p in form.places}
    wrong = {}
    for place, said in points.items():
        if place not in labels:
            wrong[place] = f"表样里没有“{place}”这个位置。"
        elif said.get("figure") and said["figure"] not in catalogue():
            wrong[place] = f"“{labels[place]}”：没有“{said['figure']}”这个指标，请从列表中选择。"
    asked = form.texts if texts is None else [dict(text) for text in texts]
    wrong |= _wrong_texts(asked)
    if wrong:
        raise BadInput("form.points", fields=wrong)
    form.points = {place: dict(said) for place, said in points.items() if said}
    form.texts = asked
    form.save(update_fields=["places", "points", "texts"])
    log("form.point", actor, form, at, {"points": form.points, "texts": asked})
    return form


def _picked(points: Points) -> list[dict[str, str]]:
    known = catalogue()
    keys = [str(said.get("figure", "")) for said in points.values()]
    return [
        {"id": place, "label": known[key].group if key in known else key, "where": ""}
        for place, key in zip(points, keys, strict=True)
    ]


def _wrong_texts(texts: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    titles = [str(text.get("title", "")) for text in texts]
    if len(titles) > MOST_TEXTS:
        return {"texts": f"文字内容最多 {MOST_TEXTS} 项。"}
    if any(not 1 <= len(title) <= 40 for title in titles):
        return {"texts": "文字内容的名称应为 1 到 40 个字。"}
    if twice := [title for title in titles if titles.count(title) > 1]:
        return {"texts": f"文字内容“{twice[0]}”写了两遍。"}
    return {}


def draft(actor: org.Person, form: Form, at: datetime) -> Form:
    """The same version, locked, for a change. Raises Conflict once it is published; Forbidden."""
    org.require(actor, RIGHT, form.unit, at)
    found = Form.objects.select_for_update(of=("self",)).select_related("unit").get(pk=form.pk)
    if found.state != Form.State.DRAFT:
        raise Conflict("form.published", "已发布的版本不能再改，请点“修改为新的一版”。")
    return found


def content_of(form: Form | Mapping[str, Any]) -> bytes:
    """The template file. Raises NotVisible where it is gone."""
    sha256 = form.sha256 if isinstance(form, Form) else str(form["sha256"])
    try:
        return store.path_of(sha256).read_bytes()
    except FileNotFoundError:
        raise NotVisible("form.lost", "表样文件已不在服务器上，请联系管理员从备份恢复。") from None


def fill(form: Form | Mapping[str, Any], values: Mapping[str, str]) -> bytes:
    """The template with values in its places, always the same bytes for the same values.

    Raises BadInput where it cannot be filled.
    """
    media = form.media if isinstance(form, Form) else form["media"]
    head = json.dumps({"media": media, "values": dict(values)}, ensure_ascii=False).encode()
    try:
        told = work("weian.report.templates:filled", head + b"\n" + content_of(form))
    except Refused as reason:
        raise BadInput("form.refused", f"表样不能填写：{reason}") from None
    except Exceeded as exceeded:
        raise BadInput("form.broken", f"表样不能填写：{_TOLD[exceeded.why]}") from None
    return base64.b64decode(told["file"])


def log(verb: str, actor: org.Person, form: Form, at: datetime, given: dict[str, Any]) -> None:
    """One event about a version of a return."""
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

"""A commission's own returns in use: published, revised as the next version, stopped."""

import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import Final

from django.db import transaction

from weian.base.errors import BadInput, Conflict
from weian.base.ids import uuid7
from weian.base.verbs import name_verbs
from weian.org import queries as org
from weian.org.kinds import UNIT_KINDS
from weian.policy import actions as policy
from weian.policy.loading import LoadedPack, load_text
from weian.policy.queries import Adoption
from weian.report.kinds import OWN
from weian.report.making import RIGHT, draft, log
from weian.report.models import Form
from weian.report.terms import POSTS, Terms, read

PUBLISH_RIGHT: Final = "pack.adopt"
name_verbs(
    {
        "form.publish": "发布报表",
        "form.revise": "修改报表",
        "form.retire": "停用报表",
        "form.discard": "删除报表草稿",
    }
)


@transaction.atomic
def publish(actor: org.Person, *, form: Form, at: datetime) -> Form:
    """Ask those named in its terms for it: the return becomes a document of one clause that the
    commission adopts for itself and all below, or for each chosen unit. An earlier version gives way.

    Raises BadInput naming what is missing, Conflict, Forbidden.
    """
    form = draft(actor, form, at)
    org.require(actor, PUBLISH_RIGHT, form.unit, at)
    terms = read(form.terms)
    since = _complete(form, terms)
    targets = _targets(form, terms)
    _end_earlier(actor, form, {unit.pk for unit in targets}, since, at)
    edition, _ = policy.load_edition(_pack(form, terms), at=at, actor=actor, unit=form.unit)
    for unit in targets:
        policy.adopt(actor, edition=edition, unit=unit, since=max(since, unit.since), at=at)
    Form.objects.filter(key=form.key, state=Form.State.PUBLISHED).update(state=Form.State.RETIRED)
    form.state, form.edition_id = Form.State.PUBLISHED, edition.pk
    form.save(update_fields=["state", "edition_id"])
    log("form.publish", actor, form, at, terms.content())
    return form


def _complete(form: Form, terms: Terms) -> date:
    """The first day; raises BadInput for what nobody could fill in or would be asked for."""
    wrong = terms.wrong()
    if not any(p.get("figure") or p.get("ask") for p in form.points.values()) and not form.texts:
        wrong["points"] = "还没有内容：请至少选择一个指标，或者添加一项由单位填写的文字。"
    open_names = [p for p in unsettled(form) if p["id"] not in form.points]
    if open_names:
        told = "、".join(f"“{p['label']}”（{p['where']}）" for p in open_names[:5])
        wrong["names"] = (
            f"表样里的 {told} 不是指标的名称，还没有指定填什么。请选择指标、由单位填写，或者选“留空”。"
        )
    if wrong or terms.since is None:
        raise BadInput("form.incomplete", "还不能发布：" + "".join(wrong.values()), fields=wrong)
    return terms.since


def unsettled(form: Form) -> list[dict[str, str]]:
    """Places that the template names itself: leaving these blank must be said."""
    return [p for p in form.places if p.get("by") == "name"]


def _targets(form: Form, terms: Terms) -> list[org.Unit]:
    """Those that adopt it. A unit that was once chosen by itself adopts beside the commission: its
    own adoption prevails over the one from above, even an ended one."""
    if not terms.units:
        once = Adoption.objects.filter(edition__pack=_name(form)).exclude(unit=form.unit)
        numbers = set(once.values_list("unit_id", flat=True))
        return [form.unit, *org.units_below(form.unit).filter(pk__in=numbers).order_by("pk")]
    return list(org.units_below(form.unit).filter(pk__in=terms.units).order_by("sort_key", "pk"))


def _end_earlier(
    actor: org.Person, form: Form, kept: Iterable[int], since: date, at: datetime
) -> None:
    """What an earlier version asks of units that this one asks no longer, or asks another way."""
    rows = Adoption.objects.filter(edition__pack=_name(form), until=None).select_related("unit")
    for adoption in rows.exclude(unit_id__in=kept):
        policy.withdraw(actor, adoption=adoption, until=max(since, adoption.since), at=at)
    if any(a.since >= since for a in rows.filter(unit_id__in=kept)):
        raise BadInput(
            "form.too_early", "上一版也是从这天或更晚起执行的，请把这一版的执行日期改到它之后。",
            fields={"since": "上一版也是从这天或更晚起执行的，请改到它之后。"},
        )  # fmt: skip


@transaction.atomic
def revise(actor: org.Person, *, form: Form, at: datetime) -> Form:
    """The next version as a draft that says the same; the one that has been begun if there is one.

    What is published goes on until the new version is. Raises Forbidden.
    """
    org.require(actor, RIGHT, form.unit, at)
    org.lock(form.unit)
    last = Form.objects.filter(key=form.key).select_related("unit").order_by("-version")[0]
    if last.state == Form.State.DRAFT:
        return last
    terms = {**last.terms, "since": at.date().isoformat()}
    number, version = uuid7(), last.version + 1
    made: Form = last
    made.pk, made._state.adding = number, True  # the same values in a new row
    made.version, made.state, made.edition_id = version, Form.State.DRAFT, None
    made.terms, made.kept_by_id, made.kept_at = terms, actor.pk, at
    made.save(force_insert=True)
    log("form.revise", actor, made, at, {"from": str(form.pk)})
    return made


@transaction.atomic
def retire(actor: org.Person, *, form: Form, at: datetime) -> Form:
    """Ask for it no longer; what was filed stays. Raises Conflict, Forbidden."""
    org.require(actor, PUBLISH_RIGHT, form.unit, at)
    if form.state != Form.State.PUBLISHED:
        raise Conflict("form.not_published", "这张报表没有在报送，不用停用。")
    rows = Adoption.objects.filter(edition_id=form.edition_id or 0, until=None)
    for adoption in rows.select_related("unit"):
        until = max(at.date(), adoption.since)
        policy.withdraw(actor, adoption=adoption, until=until, at=at)
    form.state = Form.State.RETIRED
    form.save(update_fields=["state"])
    log("form.retire", actor, form, at, {})
    return form


@transaction.atomic
def discard(actor: org.Person, *, form: Form, at: datetime) -> None:
    """Throw a draft away. Raises Conflict for a published version; Forbidden."""
    form = draft(actor, form, at)
    log("form.discard", actor, form, at, {})
    form.delete()


def _name(form: Form) -> str:
    return f"own-{form.key}"


def _pack(form: Form, terms: Terms) -> LoadedPack:
    """The one clause by which the units owe it. What people typed goes in as JSON strings, which
    YAML reads as they are."""
    title = json.dumps(form.title, ensure_ascii=False)
    issuer = json.dumps(form.unit.name, ensure_ascii=False)
    asked = _asked(form, terms)
    text = f"""
pack: {_name(form)}
version: {form.version}
title: {title}
issuer: {issuer}
number: "自定义报表"
issued: {terms.since}
layer: {form.unit.kind.removeprefix("commission_")}
since: {terms.since}
clauses:
  - id: "1"
    article: 报送要求
    summary: {title}
    obligations:
"""
    for number, (post, kinds) in enumerate(asked.items(), start=1):
        text += f"""
      - id: file{f"-{number}" if number > 1 else ""}
        title: {title}
        area: report
        who: {{units: [{", ".join(kinds)}], post: {post}}}
        owes: {{record: {OWN}, where: {{form: ["{form.key}"]}}}}
        when: {terms.when}
"""
    return load_text(text, form.title)


def _asked(form: Form, terms: Terms) -> dict[str, list[str]]:
    """The kinds of units by the post that prepares it there: two ways of saying the same demand.

    Of chosen units, which are all commissions or all institutions, it is their kinds.
    """
    kinds = terms.kinds
    if terms.units:
        chosen = org.units_below(form.unit).filter(pk__in=terms.units)
        kinds = tuple(sorted(set(chosen.values_list("kind", flat=True))))
    found: dict[str, list[str]] = {}
    for kind in kinds:
        found.setdefault(POSTS[UNIT_KINDS[kind].group], []).append(kind)
    return found

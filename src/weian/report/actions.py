"""The way of a report: prepared, signed and frozen, submitted, returned or accepted."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from weian.base.clock import day_of
from weian.base.errors import BadInput, Conflict
from weian.case import actions as cases
from weian.case.queries import Case
from weian.notify.actions import tell
from weian.org import queries as org
from weian.record import actions as records
from weian.report import queries
from weian.report.due import Due
from weian.report.models import Frozen
from weian.report.table import Column, Table


@transaction.atomic
def prepare(
    actor: org.Person, *, unit: org.Unit, due: Due, at: datetime, headline: str = "", text: str = ""
) -> Case:
    """Begin the report of a period, or take up the one already begun.

    Raises BadInput before the period begins, and for a report in words without words.
    """
    org.lock(unit)
    found = queries.returns_of(unit, actor, at).get((due.kind.key, due.period))
    if found is not None:
        return found
    if queries.wall(at).date() < due.begins:
        raise BadInput("report.too_early", f"{due.title}还没有到编制的时候。")
    if due.kind.asks_text and not text.strip():
        raise BadInput("report.no_text", fields={"text": "请填写正文。"})
    data: dict[str, object] = {
        "report": due.kind.key,
        "period": due.period,
        "begins": due.begins.isoformat(),
        "headline": headline.strip() or due.title,
    }
    if text.strip():
        data["text"] = text.strip()
    return cases.open_case(actor, kind="return", unit=unit, data=data, at=at)


@transaction.atomic
def sign(
    actor: org.Person, *, case: Case, version: int | None, at: datetime, text: str = ""
) -> Case:
    """The head signs: from now on the figures stand still. Raises as ``case.actions.act``."""
    table = _contents(case, actor, at, text)
    given: dict[str, object] = {"digest": table.digest(), "rows": len(table.rows)}
    if text.strip():
        given["text"] = text.strip()
    signed = cases.act(actor, case=case, verb="sign", given=given, at=at, version=version)
    last = queries.frozen_of(case)
    Frozen.objects.create(
        case_id=case.pk,
        version=last.version + 1 if last else 1,
        content=table.content(),
        digest=table.digest(),
        day=day_of(at),
        signer=actor.name,
        frozen_at=at,
    )
    return signed


def _contents(case: Case, actor: org.Person, at: datetime, text: str) -> Table:
    due = queries.due_or_404(case.unit, case.data["report"], case.data["period"], at)
    table = queries.draft_of(case.unit, due, at).table
    if table is not None:
        return table
    words = text.strip() or str(case.data.get("text") or "")
    columns = (Column("headline", "标题", 30), Column("text", "正文", 80))
    return Table(due.title, columns, ((str(case.data["headline"]), words),), (str(case.pk),))


@transaction.atomic
def submit(actor: org.Person, *, case: Case, version: int | None, at: datetime) -> Case:
    """Send the signed report upward: the record that meets the duty, and the step of the case.

    Raises BadInput before the window opens, Conflict when nothing is signed.
    """
    due = queries.due_or_404(case.unit, case.data["report"], case.data["period"], at)
    if queries.wall(at) < due.opens:
        raise BadInput(
            "report.not_open", f"报送窗口 {due.opens:%m月%d日} 打开，之前可以编制和签字，不能报送。"
        )
    frozen = queries.frozen_of(case)
    if frozen is None:
        raise Conflict("report.unsigned", "还没有签字，不能报送。请主要负责人先签字。")
    record = records.submit(
        actor, kind=case.data["report"], unit=case.unit, happened_at=at, at=at, case=case.pk,
        about=due.begins, data=_told(case, frozen),
    )  # fmt: skip
    sent = cases.act(
        actor, case=case, verb="submit", given={"record": str(record.pk), "sent_at": case.data.get("sent_at") or at.isoformat()},
        at=at, version=version,
    )  # fmt: skip
    Frozen.objects.filter(pk=frozen.pk).update(record_id=record.pk)
    return sent


def _told(case: Case, frozen: Frozen) -> Mapping[str, object]:
    return {
        "headline": case.data["headline"],
        "rows": len(frozen.content["rows"]),
        "edition": frozen.version,
        "digest": frozen.digest,
        **({"text": case.data["text"]} if case.data.get("text") else {}),
    }


@transaction.atomic
def review(
    actor: org.Person, *, case: Case, verb: str, given: Mapping[str, object], version: int | None, at: datetime
) -> Case:  # fmt: skip
    """Return or accept what was submitted; the unit is told. Raises as ``case.actions.act``."""
    done = cases.act(actor, case=case, verb=verb, given=given, at=at, version=version)
    words = {"return": f"已退回：{given.get('reason', '')}", "accept": "已接收"}[verb]
    people = {
        p.pk: p for post in ("safety_manager", "head") for p in org.holders(case.unit, post, at)
    }
    tell(
        people.values(), kind="report", title=f"{case.title}{words}", at=at,
        url=f"/reports/{case.pk}/", item=f"{case.pk}:{verb}",
    )  # fmt: skip
    return done


def take_back(actor: org.Person, *, case: Case, version: int | None, at: datetime) -> Case:
    """Take a signature back before submitting; the next one freezes anew."""
    return cases.act(actor, case=case, verb="unsign", given={}, at=at, version=version)

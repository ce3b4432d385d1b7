"""What the steps of a report check and write, for one report and for many."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime

from weian.base.clock import day_of
from weian.base.errors import BadInput, Conflict, Forbidden
from weian.case.queries import Case
from weian.notify.actions import tell
from weian.org import queries as org
from weian.report import queries, words
from weian.report.due import Due
from weian.report.models import Frozen
from weian.report.table import Table
from weian.ui import humane


def opening(due: Due, at: datetime, headline: str) -> dict[str, object]:
    """The data of a report begun at ``at``; raises BadInput too early."""
    if queries.wall(at).date() < due.begins:
        raise BadInput("report.too_early", f"{due.title}还没有到编制的时候。")
    data: dict[str, object] = {
        "report": due.kind.record,
        "period": due.period,
        "begins": due.begins.isoformat(),
        "headline": headline.strip() or due.title,
    }
    return {**data, "form": due.kind.form} if due.kind.form else data


def contents(case: Case, due: Due, at: datetime) -> Table:
    """What is signed. Raises BadInput while something required is empty, Conflict while a
    commission still has units below that it has not dealt with."""
    words.check_complete(due.kind, words.answers_of(case))
    return settled(queries.draft_of_case(case, due, at, whole=True))


def settled(draft: queries.Draft) -> Table:
    """The contents of a draft that may be signed; raises Conflict, see ``contents``."""
    waiting = draft.below.unsettled if draft.below is not None else []
    if waiting:
        named = "、".join(x.unit.name for x in waiting[:5]) + ("等" if len(waiting) > 5 else "")
        raise Conflict(
            "report.below_unsettled",
            f"还有 {len(waiting)} 个下级单位没有处理完（{named}）。"
            "请先接收或退回已报送的，没有报送的登记缺报原因，再签字。",
        )
    if draft.waits:
        raise Conflict(
            "report.not_together",
            "下级报送的内容较多，还没有按现在的接收情况汇总。请先在“下级报送”里开始汇总，做好后再签字。",
        )
    assert draft.table is not None
    return draft.table


def digest_of(answers: Mapping[str, object]) -> str:
    """A short print of what was written: the log says that it changed, not what it says."""
    text = json.dumps(answers, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def signing(table: Table) -> dict[str, object]:
    """What is given with the signature."""
    return {"digest": table.digest(), "rows": len(table.rows)}


def frozen(case: Case, table: Table, signer: org.Person, at: datetime, version: int) -> Frozen:
    """The row of what was signed; not yet written."""
    return Frozen(
        case_id=case.pk,
        version=version,
        content={**table.content(), "unit": case.unit.name},
        digest=table.digest(),
        day=day_of(at),
        signer=signer.signature,
        frozen_at=at,
    )


def check_open(due: Due, at: datetime) -> None:
    """Raises BadInput before the window opens."""
    if queries.wall(at) < due.opens:
        day = humane.day(due.opens)
        raise BadInput("report.not_open", f"{day} 起才能报送，之前可以编制和签字。")


def record_data(case: Case, sent: Frozen) -> dict[str, object]:
    """The answers of the record that a submission is."""
    return {
        "headline": case.data["headline"],
        "rows": len(sent.content["rows"]),
        "edition": sent.version,
        "digest": sent.digest,
        **({"form": case.data["form"]} if case.data.get("form") else {}),
    }


def sending(case: Case, due: Due, record: object, at: datetime) -> dict[str, object]:
    """What is given with the submission; that it came, and whether late, is said by the first."""
    first = case.data.get("sent_at")
    late = case.data.get("late") if first else queries.wall(at) >= due.due
    return {"record": str(record), "sent_at": first or at.isoformat(), "late": bool(late)}


def check_own(actor: org.Person | None, unit: org.Unit, at: datetime) -> None:
    """Raises Forbidden for whoever does not work for the unit: an authority above it may hold the
    right on its whole area, but does not sign or send for others."""
    if actor is not None and not queries.of_the_house(actor, unit, at):
        raise Forbidden("report.not_own", f"这是{unit.name}的报送，由该单位编制、签字和报送。")


def check_above(actor: org.Person | None, unit: org.Unit, at: datetime) -> None:
    """Raises Forbidden for whoever does not work above the unit: nobody takes their own report."""
    if actor is not None and not queries.is_above(actor, unit, at):
        raise Forbidden("report.own", f"{unit.name}的报送由上级卫健部门接收或退回。")


#: Who holds at a commission what the head and the manager are to an institution.
_AT_A_COMMISSION: Mapping[str, str] = {"head": "leader", "safety_manager": "clerk"}
#: After a step: who is told what. The manager prepares and sends, the head signs.
_TOLD: Mapping[str, tuple[tuple[str, ...], str]] = {
    "draft": (("head",), "已编制，请签字"),
    "sign": (("safety_manager",), "已签字，可以报送"),
    "return": (("safety_manager", "head"), "已退回：{reason}"),
    "accept": (("safety_manager", "head"), "已接收"),
    "correct": (("head",), "正在更正，改好后请重新签字：{reason}"),
    "adopt": (("safety_manager", "head"), "已被采用"),
}


def tell_of(
    case: Case, verb: str, actor: org.Person | None, at: datetime, reason: object = ""
) -> None:
    """Tell those at the unit whom a step concerns, but not the one who took it."""
    posts, words = _TOLD[verb]
    if case.unit.group == "commission":
        posts = tuple(_AT_A_COMMISSION[post] for post in posts)
    people = {p.pk: p for post in posts for p in org.holders(case.unit, post, at)}
    people.pop(actor.pk if actor else 0, None)
    tell(
        people.values(), kind="report", title=f"{case.title}{words.format(reason=reason)}", at=at,
        url=f"/reports/{case.pk}/", item=f"{case.pk}:{verb}",
    )  # fmt: skip

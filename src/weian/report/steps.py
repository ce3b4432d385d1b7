"""What the steps of a report check and write, for one report and for many."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from weian.base.clock import day_of
from weian.base.errors import BadInput
from weian.case.queries import Case
from weian.notify.actions import tell
from weian.org import queries as org
from weian.report import queries
from weian.report.due import Due
from weian.report.models import Frozen
from weian.report.table import Column, Table


def opening(due: Due, at: datetime, headline: str, text: str) -> dict[str, object]:
    """The data of a report begun at ``at``; raises BadInput too early or without words."""
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
    return data


def contents(case: Case, due: Due, at: datetime, text: str) -> Table:
    """What is signed: the list as it stands now, or the words."""
    table = queries.draft_of(case.unit, due, at).table
    if table is not None:
        return table
    words = text.strip() or str(case.data.get("text") or "")
    columns = (Column("headline", "标题", 30), Column("text", "正文", 80))
    return Table(due.title, columns, ((str(case.data["headline"]), words),), (str(case.pk),))


def signing(table: Table, text: str) -> dict[str, object]:
    """What is given with the signature."""
    given: dict[str, object] = {"digest": table.digest(), "rows": len(table.rows)}
    return {**given, "text": text.strip()} if text.strip() else given


def frozen(case: Case, table: Table, signer: org.Person, at: datetime, version: int) -> Frozen:
    """The row of what was signed; not yet written."""
    return Frozen(
        case_id=case.pk,
        version=version,
        content=table.content(),
        digest=table.digest(),
        day=day_of(at),
        signer=signer.name,
        frozen_at=at,
    )


def check_open(due: Due, at: datetime) -> None:
    """Raises BadInput before the window opens."""
    if queries.wall(at) < due.opens:
        raise BadInput(
            "report.not_open", f"报送窗口 {due.opens:%m月%d日} 打开，之前可以编制和签字，不能报送。"
        )


def record_data(case: Case, sent: Frozen) -> dict[str, object]:
    """The answers of the record that a submission is."""
    return {
        "headline": case.data["headline"],
        "rows": len(sent.content["rows"]),
        "edition": sent.version,
        "digest": sent.digest,
        **({"text": case.data["text"]} if case.data.get("text") else {}),
    }


def sending(case: Case, record: object, at: datetime) -> dict[str, object]:
    """What is given with the submission; the first moment stays when it is sent again."""
    return {"record": str(record), "sent_at": case.data.get("sent_at") or at.isoformat()}


def tell_reviewed(case: Case, verb: str, given: Mapping[str, object], at: datetime) -> None:
    """Tell the unit that its report was returned or accepted."""
    words = {"return": f"已退回：{given.get('reason', '')}", "accept": "已接收"}[verb]
    posts: Iterable[str] = ("safety_manager", "head")
    people = {p.pk: p for post in posts for p in org.holders(case.unit, post, at)}
    tell(
        people.values(), kind="report", title=f"{case.title}{words}", at=at,
        url=f"/reports/{case.pk}/", item=f"{case.pk}:{verb}",
    )  # fmt: skip

"""The score sheets of a document in words, after its clauses."""

from collections.abc import Iterator

from weian.base.areas import AREAS
from weian.policy.schema import Counted, PackFile, ScoreItem
from weian.policy.vocabulary import titles
from weian.policy.words import test_words
from weian.ui.shapes import Became, PackClause


def sheets(pack: PackFile) -> Iterator[PackClause]:
    """Each sheet as an entry of the page, with its indicators."""
    for sheet in pack.sheets:
        items = tuple(_became(item, pack) for item in sheet.indicators)
        says = f"{sheet.title}：{len(items)} 项指标，{sheet.commend_from:g} 分起可以表彰。"
        yield PackClause(f"考核表（{sheet.article}）", says, anchor=f"s-{sheet.id}", became=items)


def _became(item: ScoreItem, pack: PackFile) -> Became:
    return Became(
        item.title, "measure", "考核指标", f"{'最多加 ' if item.bonus else ''}{item.points:g} 分", _how(item, pack)
    )  # fmt: skip


def _how(item: ScoreItem, pack: PackFile) -> str:
    if item.areas:
        return f"按这些板块的责任事项：{'、'.join(AREAS[a] for a in item.areas)}"
    if item.duties:
        laws = {o.id: o.title for o in pack.obligations}
        return f"按这些责任事项：{'、'.join(laws[d] for d in item.duties)}"
    if item.judged is not None:
        return "按人工评判" if item.judged == "all" else f"按 {len(item.judged)} 个条款的人工评判"
    counted = item.deduct or item.bonus
    assert counted is not None  # the schema lets one of the five through
    return f"每件{'扣' if item.deduct else '加'} {item.each:g} 分：{_counted(counted)}"


def _counted(counted: Counted) -> str:
    known, kind = titles(), counted.record or counted.case or ""
    what = known.of("record" if counted.record else "case", kind)
    tests = "、".join(test_words(test, known, (kind,)) for test in counted.where)
    return what + ("，没有按期办完的" if counted.late else "") + (f"（{tests}）" if tests else "")

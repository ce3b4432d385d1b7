"""The lines of the matrix as a page draws them and as a spreadsheet holds them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from weian.base.clock import TZ
from weian.modules.responsibility.duties import LEVELS
from weian.modules.responsibility.kinds import LEVELS as LETTERS
from weian.modules.responsibility.roster import Row, Signature
from weian.org.kinds import POSTS
from weian.ui.shapes import Cell

NO_POST: Final = "（没有登记岗位）"
_LETTERS: Final = dict(LETTERS)
HEAD: Final = (
    "姓名", "岗位", "层级", "科室", "责任清单", "职责条数", "清单签字", "清单签字日期",
    "责任书", "责任书签字", "责任书签字日期",
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """A line as it is drawn; ``key`` offers to make the list that is missing."""

    name: str
    post: str
    place: str
    papers: tuple[tuple[str, str, str], ...]
    list_sign: Cell
    letters: tuple[tuple[str, str], ...]
    letter_sign: Cell
    key: str = ""


def sign_words(signed: Signature | None, *, stale: bool = False) -> Cell:
    """A signature in words; one that was entered by another says so."""
    if signed is None:
        return Cell("改后待签" if stale else "待签字", tone="soon")
    day = signed.at.astimezone(TZ)
    when, href = f"{day.month}月{day.day}日", f"/records/{signed.record}"
    if signed.own:
        return Cell(f"已签 {when}", href, "ok")
    return Cell(f"代录 {when}", href, "late", title="由他人登记，不是本人登录签字")


def line_of(row: Row, *, makes: bool) -> Line:
    """A line as it is drawn; ``makes`` offers to make what is missing."""
    held = row.holding
    unsigned = next((p for p in row.papers if p.signed is None), None)
    paper = unsigned or (row.papers[-1] if row.papers else None)
    return Line(
        held.name, POSTS.get(held.post, NO_POST), held.place,
        tuple((p.name, f"/subjects/{p.id}/", f"{p.duties} 条") for p in row.papers),
        sign_words(paper.signed, stale=paper.stale) if paper else Cell("—"),
        tuple((_LETTERS.get(x.level, x.level), f"/records/{x.id}") for x in row.letters)
        if row.first else (),
        _letter_sign(row), row.key if makes and not row.papers else "",
    )  # fmt: skip


def _letter_sign(row: Row) -> Cell:
    if not row.first:
        return Cell("同上" if row.letters else "—")
    if not row.letters:
        return Cell("没有责任书", tone="soon")
    unsigned = [x for x in row.letters if x.signed is None]
    return sign_words((unsigned or row.letters)[-1].signed)


def cells_of(row: Row) -> Sequence[object]:
    """A line in the order of ``HEAD``."""
    held, levels = row.holding, dict(LEVELS)
    papers = [p.signed for p in row.papers if p.signed is not None]
    signs = [x.signed for x in row.letters if x.signed is not None]
    unsigned = "改后待签" if any(p.stale for p in row.papers) else "待签字"
    return (
        held.name, POSTS.get(held.post, ""), levels[row.level], held.place,
        "、".join(p.name for p in row.papers) or "没有清单", sum(p.duties for p in row.papers),
        ("已签" if row.signed else unsigned) if row.papers else "",
        max((s.at for s in papers), default=None) if row.signed else None,
        "、".join(dict.fromkeys(_LETTERS.get(x.level, x.level) for x in row.letters)) or "没有责任书",
        ("已签" if row.countersigned else "待签字") if row.letters else "",
        max((s.at for s in signs), default=None) if row.countersigned else None,
    )  # fmt: skip

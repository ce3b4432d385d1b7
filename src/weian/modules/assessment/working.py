"""The working of an assessment in words, to stand frozen in its result."""

from __future__ import annotations

from weian.core.sheet import Marked
from weian.modules.assessment.scoring import Assessed


def in_words(found: Assessed) -> str:
    """First the indicators, then each obligation behind them, then what was judged and the veto."""
    sheet = found.marks.sheet
    lines = [
        f"{found.year} 年，计算到 {found.on}。考核表：{sheet.title}{sheet.place and f'（{sheet.place}）'}。"
    ]
    lines += [f"{line.indicator.title}：{told(line)}" for line in found.marks.lines]
    for law in found.score.lines:
        by = law.tally.by_status
        parts = (
            f"应完成 {law.tally.counted}，按期 {by.get('met', 0)}，逾期完成 {by.get('met_late', 0)}"
        )
        lines.append(f"{law.title}：{parts}；权重 {law.weight:g}，得 {law.points:.2f}")
    judged = found.judged
    lines.append(
        f"人工评判 {judged.answered}/{judged.asked} 题：做到 {judged.yes}，部分 {judged.partly}，"
        f"没有做到 {judged.no}，不适用 {judged.na}。"
    )
    lines += [f"一票否决：{title}" for title in found.vetoed]
    total = found.points
    lines.append(f"合计 {total:.1f} 分。" if total is not None else "没有到期的责任事项，不计分。")
    return "\n".join(lines)


def told(line: Marked) -> str:
    """What an indicator came to and why."""
    indicator = line.indicator
    if line.earned is None:
        return f"没有到期或评判的内容，{indicator.points:g} 分不参评"
    if indicator.how == "deduct":
        return f"{line.count} 件，每件扣 {indicator.each:g} 分，得 {line.earned:.1f} / {line.possible:g}"
    if indicator.how == "bonus":
        return f"{line.count} 件，每件加 {indicator.each:g} 分，加 {line.earned:.1f}（最多 {line.possible:g}）"
    return f"达到 {100 * (line.share or 0):.1f}%，得 {line.earned:.1f} / {line.possible:g}"

"""The draft of a summary, written from the numbers of a day, and the text as a Word file."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from weian.modules.campaign import ledgers
from weian.modules.campaign.finding import Campaign
from weian.modules.campaign.ledgers import OUTCOMES
from weian.modules.campaign.tasks import Progress, Tally
from weian.org.queries import Unit

_TITLE, _BODY, _HEADING = "方正小标宋简体", "仿宋_GB2312", "黑体"
_NAMED: Final = 8


def headline(campaign: Campaign, unit: Unit, day: date) -> str:
    """As the summary is called."""
    return f"{unit.name}{day.year}年专项整治工作总结"


def draft(campaign: Campaign, unit: Unit, progress: Progress, day: date) -> str:
    """Paragraphs under headings, one a line. What cannot be read from data is left to the writer."""
    return "\n".join(
        [
            "一、总体情况",
            _whole(campaign, progress, day),
            "二、各阶段任务完成情况",
            *_phases(campaign, progress),
            "三、隐患排查整治",
            _hazards(campaign, day),
            "四、形成的成果",
            *_outcomes(campaign, day),
            "五、存在的问题",
            *_problems(campaign, progress, day),
            "六、下一步打算",
            "（请补充：针对逾期和待核实事项的措施、责任人和时限。）",
        ]
    )


def _said(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _parts(tally: Tally) -> str:
    return (
        f"共{tally.of('all')}项，已完成{tally.of('done')}项（其中逾期完成{tally.of('late')}项），"
        f"逾期{tally.of('overdue')}项，待核实{tally.of('undetermined')}项，"
        f"进行中{tally.of('waiting')}项，未开始{tally.of('upcoming')}项"
    )


def _whole(campaign: Campaign, progress: Progress, day: date) -> str:
    now = "、".join(f"“{phase.title}”" for phase in campaign.now(day))
    stage = f"目前处于{now}阶段。" if now else "目前不在任何一个阶段之内。"
    institutions = len(campaign.institutions(day))
    have = institutions - len(ledgers.without(campaign, ledgers.plans(campaign, day), day))
    whole = progress.tasks(campaign.keys(campaign.pack.obligations))
    return (
        f"截至{_said(day)}，《{campaign.title}》覆盖医疗卫生机构{institutions}家，"
        f"{have}家制定了本单位实施方案。{stage}全部责任事项{_parts(whole)}。"
    )


def _phases(campaign: Campaign, progress: Progress) -> list[str]:
    return [
        f"{phase.title}（{_said(phase.begins)}至{_said(phase.ends)}）："
        f"{_parts(progress.tasks(campaign.keys(campaign.tasks(phase))))}。"
        for phase in campaign.phases
    ]


def _hazards(campaign: Campaign, day: date) -> str:
    n = ledgers.counted(campaign, day)
    rate = f"{n['done'] / n['found'] * 100:.1f}%" if n["found"] else "—"
    return (
        f"整治以来发现隐患{n['found']}件，销号{n['done']}件，销号与发现之比{rate}"
        f"（{n['done']}/{n['found']}）。本季度新增{n['new']}件，销号{n['closed']}件，"
        f"上季度末结转仍未销号{n['carried']}件。现有未销号{n['open']}件，其中重大隐患{n['major']}件，"
        f"挂牌督办{n['listed']}件，逾期未改{n['late']}件。"
    )


def _outcomes(campaign: Campaign, day: date) -> list[str]:
    out = []
    for key, (title, _) in OUTCOMES.items():
        rows = ledgers.outcome(campaign, key, day)
        units = rows.values("unit_id").distinct().count()
        out.append(f"{title}方面形成文件{rows.count()}份，涉及{units}家单位。")
    practices = ledgers.practices(campaign, day).count()
    return [*out, f"报送和宣传经验做法{practices}条。"]


def _problems(campaign: Campaign, progress: Progress, day: date) -> list[str]:
    behind = [
        (unit, n)
        for unit in campaign.institutions(day)
        if (n := progress.by_unit.get(unit.pk, Tally()).of("overdue"))
    ]
    behind.sort(key=lambda pair: -pair[1])
    none = ledgers.without(campaign, ledgers.plans(campaign, day), day)
    return [
        _listed("有逾期事项的单位", [f"{unit}（{n}项）" for unit, n in behind]),
        _listed("没有制定实施方案的单位", [str(unit) for unit in none]),
    ]


def _listed(title: str, names: Sequence[str]) -> str:
    if not names:
        return f"{title}：无。"
    more = f"等{len(names)}家" if len(names) > _NAMED else f"，共{len(names)}家"
    return f"{title}：{'、'.join(names[:_NAMED])}{more}。"


def word(title: str, text: str, unit: Unit, day: date) -> bytes:
    """The text on A4 with the margins of an official letter; fonts are named, not shipped."""
    book: Any = Document()
    section = book.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.left_margin = Mm(37), Mm(28)
    section.right_margin, section.bottom_margin = Mm(26), Mm(35)
    _line(book, title, _TITLE, 22, align=ALIGN.CENTER)
    _line(book, "", _BODY, 16)
    for line in filter(None, (line.strip() for line in text.splitlines())):
        heading = line[:2] in {f"{n}、" for n in "一二三四五六七八九"}
        _line(book, line, _HEADING if heading else _BODY, 16, indent=True)
    _line(book, "", _BODY, 16)
    for line in (unit.name, _said(day)):
        _line(book, line, _BODY, 16, align=ALIGN.RIGHT)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _line(
    book: Any, text: str, face: str, size: int, *, align: Any = None, indent: bool = False
) -> None:
    paragraph = book.add_paragraph()
    form = paragraph.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing = Pt(28.95)
    form.alignment = align
    if indent:
        form.first_line_indent = Pt(size * 2)
    run = paragraph.add_run(_speakable(text))
    run.font.name, run.font.size = face, Pt(size)
    fonts = run._element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("w:eastAsia", "w:ascii", "w:hAnsi"):
        fonts.set(qn(name), face)


def _speakable(text: str) -> str:
    """Without what XML cannot hold."""
    return "".join(c for c in text if c >= " " and c not in "\ufffe\uffff")

"""What is put up on walls: the notice board (A3) and the notice cards, each with its code."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final
from urllib.parse import quote
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from weian.base import pdf, qr
from weian.base.clock import TZ
from weian.base.errors import NotVisible
from weian.modules.risk import listing, lists, lookup, wording
from weian.modules.risk.wording import Told
from weian.org.queries import Person, Unit
from weian.subject.envelope import web
from weian.subject.queries import Subject

_TEMPLATES: Final = Path(__file__).resolve().parent.parent / "typst"
_BOARD: Final = _TEMPLATES / "notice_board.typ"
_CARDS: Final = _TEMPLATES / "cards.typ"
CALLS: Final = "火警 119　急救 120　报警 110"
_GRAVE: Final = ("red", "orange")
#: A card is one piece: how many characters of one answer, characters of a line, lines of a page.
_LONGEST: Final = 220
_WIDE: Final = 40
_TALL: Final = 44


@require_GET
def board(request: HttpRequest) -> HttpResponse:
    """The notice board of a unit: red and orange points with measures, the others in a short list."""
    person, at = web.asking(request)
    unit = lookup.house_or_404(person, request.GET.get("unit"), at)
    points = list(enumerate(lookup.points_of(unit, at), 1))
    people = _called(p for _, p in points)
    grave = [_grave(n, p, people) for n, p in points if p.level in _GRAVE]
    shown = {
        "title": "安全风险公告栏",
        "unit": unit.name,
        "day": f"{at.astimezone(TZ):%Y年%m月%d日}",
        "counts": [list(pair) for pair in _counts(points)],
        "grave": grave,
        "others": [
            [str(n), p.level, p.name, wording.said(p, "place"), _short(p)]
            for n, p in points
            if p.level not in _GRAVE
        ],
        "calls": CALLS,
        "qr": qr.svg(request.build_absolute_uri(f"/risks/?unit={unit.pk}")),
        "foot": "本单位职工用手机相机扫码，登录后看全部风险点，并确认自己岗位的风险。",
    }
    return _pdf(pdf.render(_BOARD, shown), f"{unit.name}安全风险公告栏")


def _counts(points: Sequence[tuple[int, Subject]]) -> list[tuple[str, str, int]]:
    found = lists.counts(p for _, p in points)
    return [
        (level, wording.TITLES[level], number)
        for level, number in zip(lists.COLOURS, found, strict=True)
        if number or level
    ]


def _called(points: Iterable[Subject]) -> dict[int, str]:
    """Names with the telephone by which the person is reached, as a notice board has to say."""
    people = lookup.names_of(points)
    return {pk: f"{p.name} {p.phone}".strip() for pk, p in people.items()}


def _grave(number: int, point: Subject, people: dict[int, str]) -> dict[str, str]:
    return {
        "number": str(number),
        "level": point.level,
        "title": wording.TITLES[point.level],
        "name": point.name,
        "place": wording.said(point, "place") or str(point.department or ""),
        "consequence": wording.said(point, "consequence") or "—",
        "prevention": wording.prevention(point) or "没有填写",
        "emergency": wording.said(point, "emergency_measures") or "没有填写",
        "who": wording.whom(point, people) or "没有指定",
    }


def _short(point: Subject) -> str:
    return wording.prevention(point, "；") or "—"


@require_GET
def cards(request: HttpRequest) -> HttpResponse:
    """Notice cards: of one point, of each point of a list, or one for a whole post."""
    person, at = web.asking(request)
    if key := request.GET.get("point"):
        return _one(request, person, key, at)
    unit = lookup.house_or_404(person, request.GET.get("unit"), at)
    found = listing.listed(request, person, unit, lookup.points_of(unit, at), at)
    if not found.points:
        raise NotVisible("risk.no_cards", "这份清单里还没有风险点，没有可以打印的告知卡。")
    people = _called(p for _, p in found.points)
    post = request.GET.get("post", "")
    made = (
        _post_cards(request, unit, post, found.points, people)
        if post
        else [_card(request, n, p, people) for n, p in found.points]
    )
    columns = 1 if post else 2
    return _cards(made, columns, f"{unit.name}{found.title}告知卡")


def _one(request: HttpRequest, person: Person, key: str, at: datetime) -> HttpResponse:
    try:
        point = lookup.point_or_404(person, UUID(key), at)
    except ValueError:
        raise NotVisible() from None
    listed = lookup.points_of(point.unit, at)
    number = next((n for n, p in enumerate(listed, 1) if p.pk == point.pk), 0)
    card = _card(request, number, point, _called([point]))
    return _cards([card], 1, f"{point.name}告知卡")


def _card(
    request: HttpRequest, number: int, point: Subject, people: dict[int, str]
) -> dict[str, object]:
    told = wording.tell(number, point, people)
    lines = [(f"{label}：", _cut(text)) for label, text in told.lines if label != "日常检查"]
    address = request.build_absolute_uri(told.href)
    return {
        "head": f"安全风险告知卡 · {told.title}", "colour": point.level, "name": point.name,
        "lines": [*lines, ("紧急电话：", CALLS)], "qr": qr.svg(address),
        "foot": "用手机相机扫码看最新内容，本岗位职工请登录后确认。",
    }  # fmt: skip


def _post_cards(
    request: HttpRequest, unit: Unit, post: str, points: Sequence[tuple[int, Subject]],
    people: dict[int, str],
) -> list[dict[str, object]]:  # fmt: skip
    """All that one post has to know, on as many cards as it takes; the colour of each is that of
    its gravest point."""
    address = request.build_absolute_uri(f"/risks/list/?unit={unit.pk}&post={quote(post)}")
    code = qr.svg(address)
    sheets: list[tuple[str, list[tuple[str, str]]]] = []
    for number, p in points:
        block = _block(wording.tell(number, p, people))
        if not sheets or _height(sheets[-1][1]) + _height(block) > _TALL:
            sheets.append((p.level, []))
        sheets[-1][1].extend(block)
    return [
        {
            "head": "岗位安全风险告知卡" + (f"（{at} / {len(sheets)}）" if len(sheets) > 1 else ""),
            "colour": level, "name": f"{unit.name} · {post}", "qr": code,
            "lines": [*lines, ("", ""), ("紧急电话：", CALLS)],
            "foot": "用手机相机扫码看最新内容，登录后在“我的风险点”确认。",
        }
        for at, (level, lines) in enumerate(sheets, 1)
    ]  # fmt: skip


def _block(told: Told) -> list[tuple[str, str]]:
    """One point of a post's card: a blank line, its name, what to know."""
    lines = [
        (f"{label}：", _cut(text))
        for label, text in told.lines
        if label not in ("岗位", "日常检查")
    ]
    return [("", ""), (f"【{told.number}】", f"{told.name}（{told.title}）"), *lines]


def _height(lines: Sequence[tuple[str, str]]) -> int:
    """Lines of print, of which one holds some forty characters."""
    return sum(
        sum(1 + len(part) // _WIDE for part in f"{label}{text}".split("\n"))
        for label, text in lines
    )


def _cut(text: str) -> str:
    """As much as fits on a card; the code leads to the rest."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}……（扫码看全文）"


def _cards(made: Sequence[dict[str, object]], columns: int, title: str) -> HttpResponse:
    shown = {"title": title, "columns": columns, "cards": made}
    return _pdf(pdf.render(_CARDS, shown), title)


def _pdf(content: bytes, name: str) -> HttpResponse:
    """A page to print, shown by the browser."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(name)}.pdf"
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response

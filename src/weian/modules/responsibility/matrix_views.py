"""The page of posts × duties × signatures of one unit, its export, and the one tap that makes a list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from weian.base.clock import day_of
from weian.base.errors import BadInput, Forbidden, NotVisible
from weian.modules.responsibility import drafting, matrix, overview_views
from weian.modules.responsibility.drafting import Wording
from weian.modules.responsibility.duties import LEVELS
from weian.modules.responsibility.kinds import LEVELS as LETTERS
from weian.modules.responsibility.matrix_lines import HEAD, cells_of, line_of
from weian.modules.responsibility.roster import (
    STATES,
    Matrix,
    Row,
    in_state,
    letter_of,
)
from weian.org import queries as org
from weian.org.queries import Person, Unit
from weian.subject.envelope import web
from weian.subject.envelope.filtering import number
from weian.ui.shapes import Action, Chip, Empty, Figure, Filter, Option, Page
from weian.ui.shapes.common import Tone

SIZE: Final = 50
_LETTERS: Final = dict(LETTERS)


@dataclass(frozen=True)
class Asked:
    """What the page is narrowed to. ``bound`` is the one department that the person may see."""

    unit: Unit
    bound: Unit | None
    department: int | None
    level: str
    letter: str
    state: str

    def rows(self, found: Matrix) -> list[Row]:
        """The lines that are shown."""
        return [
            r for r in found.rows
            if in_state(r, self.state)
            and self.level in ("", r.level)
            and (not self.letter or (r.first and letter_of(r.holding.post) == self.letter))
        ]  # fmt: skip


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """One unit; for a commission all units below it, a line each."""
    person, at = web.asking(request)
    unit = place_of(request, person, at)
    if (
        unit.group == "commission"
        and "own" not in request.GET
        and org.can(person, "read", unit, at)
    ):
        return overview_views.show(request, unit)
    asked = asked_of(request, unit, person, at)
    found = matrix.matrix(unit, at, asked.department)
    rows = asked.rows(found)
    page = max(1, number(request.GET.get("page")) or 1)
    shown = rows[(page - 1) * SIZE : page * SIZE]
    keeps = _keeps(person, unit, asked.bound, at)
    context = {
        "page": Page(
            title="责任矩阵", subtitle=f"{unit.name} · {day_of(at).year} 年", actions=_actions(unit, keeps, at)
        ),
        "figures": _figures(request, found),
        "chain": _chain(request, unit, found, keeps, at),
        "views": _views(request, asked.state),
        "filters": _filters(request, asked, at),
        "lines": [line_of(r, makes=keeps) for r in shown],
        "count": len(rows),
        "prev": web.narrowed(request, "", page=str(page - 1)) if page > 1 else "",
        "next": web.narrowed(request, "", page=str(page + 1)) if len(rows) > page * SIZE else "",
        "export": web.narrowed(request, "/responsibility/export", unit=str(unit.pk))
        if web.may_export(person, at) else "",
        "others": found.others if asked.state == "" and asked.department is None else (),
        "empty": _empty(found),
        "unit": unit,
        "back": request.get_full_path(),
    }  # fmt: skip
    return render(request, "modules/responsibility.html", context)


def place_of(request: HttpRequest, person: Person, at: datetime) -> Unit:
    """The unit asked for, or the person's own; of a department its unit."""
    wanted = request.GET.get("unit") or request.POST.get("unit")
    unit = org.unit_or_404(person, wanted, at) if wanted else person.unit
    return unit.parent if unit.kind == "department" and unit.parent is not None else unit


def asked_of(request: HttpRequest, unit: Unit, person: Person, at: datetime) -> Asked:
    """From the address; raises NotVisible for whoever may see nothing of the unit."""
    bound = matrix.reach(person, unit, at)
    given = request.GET
    department = number(given.get("department"))
    if department is not None:
        org.department_or_404(person, unit, department, at)
    if bound is not None:
        if department not in (None, bound.pk):
            raise NotVisible()
        department = bound.pk
    return Asked(
        unit, bound, department, given.get("level", ""), given.get("letter", ""),
        state if (state := given.get("state", "")) in STATES else "",
    )  # fmt: skip


def _keeps(person: Person, unit: Unit, bound: Unit | None, at: datetime) -> bool:
    return org.can(person, drafting.RIGHT, unit, at, bound)


def _actions(unit: Unit, keeps: bool, at: datetime) -> tuple[Action, ...]:
    shown = Action("公示页", f"/responsibility/display/?unit={unit.pk}", icon="print")
    if not keeps:
        return (shown,)
    letter = urlencode({"unit": unit.pk, "year": day_of(at).year})
    return (
        Action("批量建清单", f"/responsibility/lists/new?unit={unit.pk}", icon="plus", primary=True),
        Action("登记责任书", f"/records/responsibility_letter/new?{letter}"),
        shown,
    )  # fmt: skip


def _figures(request: HttpRequest, found: Matrix) -> tuple[Figure, ...]:
    c = found.counts
    if not c.posts:
        return ()

    def one(label: str, value: int, state: str) -> Figure:
        url = web.narrowed(request, "", state=state, page="", level="", letter="") or "?"
        tone: Tone = "soon" if value else "ok"
        return Figure(label, str(value), "", url if value else "", tone)

    return (
        Figure("清单已签字", str(c.signed), f"/ {c.posts} 个岗位"),
        one("没有清单", c.posts - c.listed, "no_list"),
        one("清单未签字", c.listed - c.signed, "unsigned"),
        Figure("责任书已签字", str(c.countersigned), f"/ {c.people} 人"),
        one("没有责任书", c.people - c.lettered, "no_letter"),
        one("责任书未签字", c.lettered - c.countersigned, "letter_unsigned"),
    )


def _chain(
    request: HttpRequest, unit: Unit, found: Matrix, keeps: bool, at: datetime
) -> list[dict[str, object]]:
    """Level by level: how many people, how many have a letter, how many signed it; and its form."""
    missing: dict[str, list[int]] = {}
    for row in found.rows:
        if in_state(row, "no_letter"):
            missing.setdefault(letter_of(row.holding.post), []).append(row.holding.person)
    out = []
    for level, people, lettered, signed in found.by_letter():
        asked = [("unit", unit.pk), ("level", level), ("year", day_of(at).year)]
        asked += [("people", pk) for pk in missing.get(level, ())[:100]]
        out.append({
            "title": _LETTERS[level], "people": people, "lettered": lettered, "signed": signed,
            "url": web.narrowed(request, "", letter=level, state="", page=""),
            "form": f"/records/responsibility_letter/new?{urlencode(asked)}"
            if keeps and lettered < people else "",
            "tone": "ok" if signed == people else "soon",
        })  # fmt: skip
    return out


def _views(request: HttpRequest, state: str) -> tuple[Chip, ...]:
    every = web.narrowed(request, "", state="", page="") or "?"
    return (
        Chip("全部", every, not state),
        *(
            Chip(title, web.narrowed(request, "", state=key, page=""), state == key)
            for key, title in STATES.items()
        ),
    )


def _filters(request: HttpRequest, asked: Asked, at: datetime) -> tuple[Filter, ...]:
    places = [asked.bound] if asked.bound else org.departments_of(asked.unit, at)
    departments = tuple(Option(str(d.pk), str(d)) for d in places)
    levels = tuple(Option(key, title) for key, title in LEVELS)
    letters = tuple(Option(key, title) for key, title in LETTERS)
    found = (
        Filter("department", "科室", departments, str(asked.department or "")),
        Filter("level", "层级", levels, asked.level),
        Filter("letter", "责任书层级", letters, asked.letter),
    )
    return found if departments else found[1:]


def _empty(found: Matrix) -> Empty:
    if found.rows:
        return Empty("没有符合条件的岗位", "换一个条件，或清除筛选。")
    return Empty(
        "还没有登记人员和岗位", "先在“单位与人员”里登记人员、任职，再按岗位建责任清单。",
        Action("去登记人员", "/people/"),
    )  # fmt: skip


@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """The same lines, all of them; for a commission the line of each unit."""
    person, at = web.asking(request)
    unit = place_of(request, person, at)
    if (
        unit.group == "commission"
        and "own" not in request.GET
        and org.can(person, "read", unit, at)
    ):
        return overview_views.export(request, unit)
    asked = asked_of(request, unit, person, at)
    rows = asked.rows(matrix.matrix(unit, at, asked.department))
    return web.spreadsheet(request, f"{unit}责任矩阵", HEAD, [cells_of(r) for r in rows])


@require_POST
def make_one(request: HttpRequest) -> HttpResponse:
    """The list that is missing on a line, from the template of its post; then its form to refine it."""
    person, at = web.asking(request)
    unit = place_of(request, person, at)
    asked = asked_of(request, unit, person, at)
    who, _, post = request.POST.get("row", "").partition(":")
    back = web.came_from(request, f"/responsibility/?unit={unit.pk}")
    try:
        (made,) = drafting.make(
            person, unit=unit, post=post, people={number(who) or 0}, at=at,
            words=Wording.of(drafting.template_for(post), post),
            matrix=matrix.matrix(unit, at, asked.department),
        )  # fmt: skip
    except Forbidden:
        raise
    except BadInput as refusal:
        messages.error(request, "；".join(refusal.fields.values()) or refusal.message)
        return redirect(back)
    messages.success(request, f"已按模板建好“{made.name}”的清单，请按岗位实际修改后让本人签字。")
    return redirect(f"/subjects/{made.pk}/edit?{urlencode({'next': back})}")

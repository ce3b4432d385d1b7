"""责任公示: all levels and posts with their duties, scope and standard; what the unit promises; its risks.

Lists that say the same stand there once with all who hold them. The version that anybody may open
exists only while the unit has turned it on, and names nobody but those who lead.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from weian.base import events
from weian.base.adjustable import Adjustable, adjustable
from weian.base.clock import day_of
from weian.base.models import Setting
from weian.modules.responsibility.duties import LEVELS
from weian.modules.responsibility.duty_lists import plain
from weian.modules.responsibility.roster import level_of
from weian.org import queries as org
from weian.org.kinds import POSTS
from weian.org.queries import Person, Unit
from weian.record.queries import Record
from weian.subject import queries as subjects
from weian.subject.kinds import LEVELS as COLOURS
from weian.subject.queries import Subject

PUBLIC_SETTING: Final = "responsibility.public"
adjustable(
    Adjustable(
        key=PUBLIC_SETTING,
        title="责任公示对外公开",
        help="各单位自己决定不用登录能不能看到责任公示，在“责任公示”页打开或关闭。",
        clause="乌审旗 二：长期公示",
        page="/responsibility/display/",
    )
)
RIGHT: Final = "subject.keep"
_NAMED: Final = frozenset({"leader", "office", "department"})  # whom the open version names
_RISKS: Final = ("red", "orange")
_MOST: Final = 60


@dataclass(frozen=True)
class Post:
    """One post, or several people whose lists say the same."""

    title: str
    people: tuple[str, ...]
    count: int
    duties: tuple[str, ...]
    scope: str
    standard: str

    @property
    def who(self) -> str:
        """Names, or how many where they are not said."""
        return "、".join(self.people) or f"共 {self.count} 人"


@dataclass(frozen=True)
class Level:
    """A level and its posts."""

    title: str
    posts: tuple[Post, ...]


@dataclass(frozen=True)
class Risk:
    """A point of serious risk, as the notice names it: what may come of it, how it is held off, what
    to do if it comes, and where on the spot the notice hangs."""

    name: str
    level: str
    colour: str
    place: str
    keeper: str
    consequence: str
    measures: str = ""
    emergency: str = ""
    posted: str = ""


@dataclass(frozen=True)
class Board:
    """Everything on display; ``counts`` are (colour, words, number of points)."""

    levels: tuple[Level, ...]
    group: tuple[tuple[str, str], ...]
    promises: tuple[tuple[str, tuple[str, ...]], ...]
    counts: tuple[tuple[str, str, int], ...]
    risks: tuple[Risk, ...]

    @property
    def empty(self) -> bool:
        """Whether no list has been made yet."""
        return not self.levels


def board(unit: Unit, at: datetime, *, public: bool = False) -> Board:
    """What a unit displays on a day. Without regard to who asks."""
    day = day_of(at)
    lists = list(subjects.of_unit(unit, "post_duty", day).select_related("department"))
    points = list(subjects.of_unit(unit, "risk_point", day))
    group, pledge = _latest(unit, "leading_group"), _latest(unit, "fire_declaration")
    letters = _letters(unit, day.year)
    people = _people([*lists, *points], group)
    posted = _posted(unit)
    return Board(
        _levels(lists, people, public),
        _group(group, people),
        _promises(letters, pledge),
        tuple(
            (key, title, count)
            for key, title in COLOURS
            if (count := sum(p.level == key for p in points))
        ),
        tuple(_risk(p, people, public, posted) for p in points if p.level in _RISKS)[:_MOST],
    )


def _latest(unit: Unit, kind: str) -> Record | None:
    rows = Record.objects.filter(unit=unit, kind=kind, superseded_by=None)
    found: Record | None = rows.defer("words", "search").order_by("-happened_at", "-id").first()
    return found


def _letters(unit: Unit, year: int) -> list[Record]:
    rows = Record.objects.filter(
        unit=unit, kind="responsibility_letter", superseded_by=None,
        data__contains={"year": year, "level": "commission_unit"},
    )  # fmt: skip
    return list(rows.defer("words", "search").order_by("happened_at", "id"))


def _people(rows: Iterable[Subject], group: Record | None) -> dict[int, str]:
    wanted = {pk for r in rows for pk in (r.data.get("person"), r.data.get("keeper"))}
    if group is not None:
        wanted |= {group.data.get("chair"), group.data.get("office_head")}
        wanted |= set(group.data.get("members") or ())
    found = org.people_by_ids(int(pk) for pk in wanted if pk is not None)
    return {pk: p.name for pk, p in found.items()}


def _levels(lists: list[Subject], people: dict[int, str], public: bool) -> tuple[Level, ...]:
    alike: dict[tuple[Any, ...], list[Subject]] = {}
    for row in lists:
        post = str(row.data.get("post") or "")
        level = str(row.data.get("level") or level_of(post))
        words = (
            tuple(plain(str(duty)) for duty in row.data.get("duties") or ()),
            row.data.get("scope"),
            row.data.get("standard"),
        )
        alike.setdefault((level, POSTS.get(post, row.name), *words), []).append(row)
    out: dict[str, list[Post]] = {}
    for (level, title, duties, scope, standard), rows in alike.items():
        named = not public or level in _NAMED
        names = tuple(dict.fromkeys(_who(r, people) for r in rows)) if named else ()
        shown = Post(title, names, len(rows), duties, str(scope or ""), str(standard or ""))
        out.setdefault(level, []).append(shown)
    order = {title: place for place, title in enumerate(POSTS.values())}
    return tuple(
        Level(title, tuple(sorted(out[key], key=lambda p: order.get(p.title, len(order)))))
        for key, title in LEVELS
        if key in out
    )


def _who(row: Subject, people: dict[int, str]) -> str:
    name = people.get(int(row.data["person"]), "")
    return f"{name}（{row.department}）" if row.department else name


def _group(group: Record | None, people: dict[int, str]) -> tuple[tuple[str, str], ...]:
    if group is None:
        return ()
    data = group.data
    told = (
        ("组长", people.get(data.get("chair"), "")),
        ("成员", "、".join(people[pk] for pk in data.get("members") or () if pk in people)),
        ("办公室", "，".join(filter(None, (data.get("office"), people.get(data.get("office_head"), ""))))),
        ("职责分工", str(data.get("duties") or "")),
    )  # fmt: skip
    return tuple((label, text) for label, text in told if text)


def _promises(
    letters: list[Record], pledge: Record | None
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    out: list[tuple[str, tuple[str, ...]]] = []
    targets = dict.fromkeys(str(t) for x in letters for t in x.data.get("targets") or ())
    if targets:
        out.append(("年度安全责任目标", tuple(targets)))
    if pledge is not None and pledge.data.get("pledge"):
        lines = str(pledge.data["pledge"]).splitlines()
        out.append(("消防安全承诺", tuple(line for line in lines if line.strip())))
    return tuple(out)


def _posted(unit: Unit) -> dict[str, str]:
    """Where notices of each risk point hang, by its id; "" are those of no single point."""
    rows = Record.objects.filter(unit=unit, kind="risk_notice", superseded_by=None)
    out: dict[str, list[str]] = {}
    for data in rows.order_by("happened_at", "id").values_list("data", flat=True):
        out.setdefault(str(data.get("risk_point") or ""), []).append(str(data.get("place") or ""))
    return {key: "、".join(dict.fromkeys(filter(None, found))) for key, found in out.items()}


_MEASURES: Final = ("technique_measures", "organisation_measures", "rules_measures")


def _risk(point: Subject, people: dict[int, str], public: bool, posted: Mapping[str, str]) -> Risk:
    data = point.data
    keeper = "" if public else people.get(int(data.get("keeper") or 0), "")
    measures = "\n".join(str(data[key]) for key in _MEASURES if data.get(key))
    return Risk(
        point.name, point.level, dict(COLOURS)[point.level], str(data.get("place") or ""), keeper,
        str(data.get("consequence") or ""), measures, str(data.get("emergency_measures") or ""),
        posted.get(str(point.pk), ""),
    )  # fmt: skip


def printed(unit: Unit, shown: Board, at: datetime) -> dict[str, Any]:
    """The data of the Typst template."""
    day = day_of(at)
    levels = [
        {"title": x.title, "posts": [{**asdict(p), "who": p.who} for p in x.posts]}
        for x in shown.levels
    ]
    return {
        "title": "全员安全生产责任公示", "unit": unit.name,
        "day": f"{day.year}年{day.month}月{day.day}日", "levels": levels, "group": shown.group,
        "promises": shown.promises, "counts": shown.counts,
        "risks": [asdict(r) for r in shown.risks],
    }  # fmt: skip


def is_public(unit: Unit) -> bool:
    """Whether the unit lets anybody open its display."""
    return Setting.objects.filter(key=PUBLIC_SETTING, unit_id=unit.pk, value=True).exists()


@transaction.atomic
def publish(actor: Person, *, unit: Unit, on: bool, at: datetime) -> None:
    """Let anybody open the display of a unit, or nobody but those who may log in.

    Raises NotVisible, Forbidden.
    """
    org.require(actor, RIGHT, unit, at)
    Setting.objects.update_or_create(key=PUBLIC_SETTING, unit_id=unit.pk, defaults={"value": on})
    events.append(
        verb="setting.keep", object_kind="setting", object_id=PUBLIC_SETTING, actor=actor,
        unit=unit, at=at, given={"name": "责任公示对外公开", "note": "打开" if on else "关闭"},
    )  # fmt: skip


def public_unit(pk: int) -> Unit | None:
    """The unit whose display anybody may open, or None."""
    if not Setting.objects.filter(key=PUBLIC_SETTING, unit_id=pk, value=True).exists():
        return None
    return org.unit_by_id(pk)

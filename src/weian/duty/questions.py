"""What nobody has declared, as questions to those who may: the first screen of a new unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from weian.core.obligation import Obligation
from weian.duty import addresses, law, todo
from weian.duty.models import Standing
from weian.org import queries as org
from weian.org.facts import FACTS
from weian.org.kinds import POSTS
from weian.ui.shapes import Action, TodoItem


def questions(person: org.Person, at: datetime, book: law.Book) -> Iterator[TodoItem]:
    """One line for each undeclared fact, vacant post or incomplete entry of the person's units."""
    units = [
        unit
        for unit in org.acting_units(person, at)
        if unit.kind != "department"
        and unit.pk == person.unit_id
        and org.can(person, "fact.declare", unit, at)
    ]
    rows = todo.unanswered([unit.pk for unit in units], at)
    for unit in units:
        mine = [row for row in rows if row.unit_id == unit.pk]
        yield from _of(unit, mine, book, at, several=len(units) > 1)


def _of(
    unit: org.Unit, rows: Iterable[Standing], book: law.Book, at: datetime, *, several: bool
) -> Iterator[TodoItem]:
    facts = {key: fact.value for key, fact in org.facts_of(unit, at).items()}
    missing: dict[str, set[str]] = {}
    vacant: dict[str, set[str]] = {}
    other: dict[str, Standing] = {}
    for row in rows:
        found = book.find(unit, row.obligation)
        if found is None:
            continue
        keys = found.who.applies.unknown_fields(facts)
        if row.reason == "post_vacant":
            vacant.setdefault(found.bearing.kind, set()).add(found.title)
        elif keys and found.who.applies.holds(facts) is None:
            for key in keys:
                missing.setdefault(key, set()).add(found.title)
        else:
            other.setdefault(row.bearer, row)
    whose = str(unit) if several else ""
    yield from (_fact(unit, key, titles, whose) for key, titles in missing.items())
    yield from (_post(unit, post, titles, whose) for post, titles in vacant.items())
    yield from (_entry(row, book.find(unit, row.obligation), whose) for row in other.values())


def _fact(unit: org.Unit, key: str, titles: set[str], whose: str) -> TodoItem:
    fact = FACTS.get(key)
    return TodoItem(
        what=fact.question if fact else key,
        status="待核实",
        tone="unknown",
        button=Action("回答", f"/units/{unit.pk}/facts#{key}", primary=True),
        detail=_because(titles),
        unit=whose,
    )


def _post(unit: org.Unit, post: str, titles: set[str], whose: str) -> TodoItem:
    url = f"/people/new?unit={unit.pk}&post={post}"
    return TodoItem(
        what=f"本单位的{POSTS.get(post, post)}是谁？",
        status="待核实",
        tone="unknown",
        button=Action("登记人员", url, primary=True),
        detail=_because(titles),
        unit=whose,
    )


def _entry(row: Standing, found: Obligation | None, whose: str) -> TodoItem:
    href = addresses.why_url(row.owner_id, row.obligation, row.bearer, row.window)
    title = found.title if found else row.obligation
    return TodoItem(
        what=f"{row.bearer_name or '对象'}的资料不全，无法判定是否要“{title}”",
        status="待核实",
        tone="unknown",
        button=Action("查看", href, primary=True),
        href=href,
        unit=whose,
    )


def _because(titles: set[str]) -> str:
    first = sorted(titles)[0]
    more = f"等 {len(titles)} 项要求" if len(titles) > 1 else ""
    return f"关系到“{first}”{more}是否适用。"

"""A hospital, people with tokens, and workbooks that the worker is to take in."""

import io
from datetime import date, datetime, timedelta

import openpyxl

from weian.base import clock
from weian.org import actions as org
from weian.org.actions import UnitSeed
from weian.org.queries import Person
from weian.site.api import tokens
from weian.site.importing import actions, running
from weian.site.importing.plan import plan_of

SINCE = date(2024, 1, 1)


def fill(people: int, files: int, rows: int) -> dict[str, object]:
    """Ids of the unit and its department, the tokens, and a word of each row that will be imported."""
    at = clock.now() - timedelta(days=2)
    seeds = [
        UnitSeed("office", "commission_county", "清河县卫生健康局", "", SINCE),
        UnitSeed("hospital", "hospital", "清河县人民医院", "office", SINCE),
        UnitSeed("surgery", "department", "外科", "hospital", SINCE),
    ]
    units = org.load_tree(None, at=at, seeds=seeds)
    staff = [
        org.appoint(
            None, at=at, unit=units["hospital"], posts=["safety_manager"], since=SINCE,
            roles=["safety_manager"], name=f"安全员{number}",
        )
        for number in range(people)
    ]  # fmt: skip
    given = [tokens.issue(person, name="程序", at=at)[1] for person in staff]
    words = [word for file in range(files) for word in _workbook(staff[0], file, rows, clock.now())]
    return {
        "unit": units["hospital"].pk, "department": units["surgery"].pk, "tokens": given,
        "rows": words,
    }  # fmt: skip


def _workbook(person: Person, file: int, rows: int, at: datetime) -> list[str]:
    """Handed in and checked; taking it is left to the worker."""
    plan = plan_of("records", "meeting")
    words = [f"会议-{file}-{row}" for row in range(rows)]
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.append([c.title for c in plan.columns])
    for word in words:
        answers = {
            "topic": "专题部署会", "chaired_by": person.name, "when__": at.date(), "problems": word,
        }  # fmt: skip
        page.append([answers.get(c.key, "") for c in plan.columns])
    content = io.BytesIO()
    book.save(content)
    size = content.tell()
    content.seek(0)
    begun = actions.begin(
        person, plan=plan, unit=person.unit, name="会议.xlsx", content=content, size=size, at=at
    )
    running.check(begun, at)
    begun.refresh_from_db()
    assert not begun.problems, begun.problems
    actions.take(person, row=begun, at=at)
    return words

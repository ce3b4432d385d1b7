"""How many queries each page may ask, whatever the number of rows: more is a bug, fewer is welcome."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from weian.org import actions
from weian.org.actions import Engagement, UnitSeed

pytestmark = pytest.mark.db
AT = datetime(2026, 11, 5, 2, 0, tzinfo=UTC)

# Five of each: the session, the person, the grants, and for the frame the unit and the notices.
BUDGET = {
    "/units/": 8,
    "/units/?q=医院&view=all": 8,
    "/people/": 8,
    "/people/?q=z": 8,
    "/people/?unit={unit}": 11,
    "/units/{unit}/": 15,
    "/units/{unit}/offices": 11,
    "/units/{unit}/facts": 9,
    "/people/{person}/": 11,
    "/people/new?unit={unit}": 9,
    "/log/": 8,
    "/me/": 12,
}


@pytest.mark.parametrize(("url", "most"), BUDGET.items())
def test_pages_stay_within_their_budget(
    tree: SimpleNamespace, someone: Any, browse: Any, url: str, most: int
) -> None:
    person = someone("commission_clerk", tree.county, name="解科员")
    actions.appoint(None, at=AT, unit=tree.county, person=person, roles=["auditor"])
    seeds = [UnitSeed(str(n), "department", f"第{n}科", "", date(2024, 1, 1)) for n in range(30)]
    departments = actions.load_tree(None, at=AT, seeds=seeds, root=tree.hospital)
    crowd = [
        Engagement(f"张{n}", tree.hospital, date(2024, 1, 1), place, ["staff"], ["staff"])
        for n, place in enumerate(departments.values())
    ]
    other = actions.appoint_batch(None, at=AT, engagements=crowd)[0]
    actions.declare_facts(None, at=AT, unit=tree.hospital, answers={"beds": 1, "lift": True})
    client, address = browse(person), url.format(unit=tree.hospital.pk, person=other.pk)
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(address).status_code == 200
    assert len(asked) <= most, "\n".join(query["sql"][:150] for query in asked)

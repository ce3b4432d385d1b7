"""What the database is told of a person: the houses of their grants, or of very many the areas."""

from datetime import date, datetime

import pytest

from weian.base import bounds
from weian.base.clock import TZ
from weian.org import actions
from weian.org.actions import UnitSeed
from weian.org.bounds import bounds_of
from weian.org.queries import person_by_id

pytestmark = pytest.mark.db
AT = datetime(2026, 11, 5, 9, 0, tzinfo=TZ)
SINCE = date(2020, 1, 1)


@pytest.mark.parametrize(("many", "level"), [(3, "institution"), (bounds.LONGEST + 1, "county")])
def test_grants_on_very_many_units_are_told_as_their_area(db: None, many: int, level: str) -> None:
    seeds = [
        UnitSeed("city", "commission_city", "临江市卫生健康委", "", SINCE),
        UnitSeed("county", "commission_county", "清河县卫生健康局", "city", SINCE),
        *(
            UnitSeed(f"c{n}", "township_clinic", f"第{n}卫生院", "county", SINCE)
            for n in range(many)
        ),
    ]
    units = actions.load_tree(None, at=AT, seeds=seeds)
    who = actions.appoint(
        None, at=AT, unit=units["c0"], roles=["safety_manager"], name="陈安", since=SINCE
    )
    for n in range(1, many):
        actions.appoint(
            None, at=AT, unit=units[f"c{n}"], roles=["safety_manager"], person=who, since=SINCE
        )
    found = bounds_of(person_by_id(who.pk), AT)
    inside = getattr(found, level)
    wanted = {units["county"].pk} if level == "county" else {units[f"c{n}"].pk for n in range(many)}
    assert set(inside) == wanted
    assert found.city == () and (level == "institution" or found.institution == ())

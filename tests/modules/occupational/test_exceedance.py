"""An employer over the limit stays on the list until it is measured within it."""

from types import SimpleNamespace
from typing import Any

import pytest

from weian.base.errors import BadInput, Refusal
from weian.case import actions as cases
from weian.record import actions as records
from weian.subject import actions as subjects

from ..conftest import AT

pytestmark = [pytest.mark.db, pytest.mark.django_db]


@pytest.fixture
def site(tree: SimpleNamespace, people: SimpleNamespace) -> Any:
    data = {"name": "清河石料厂", "sector": "mining"}
    return subjects.keep(people.clerk, kind="employer_site", unit=tree.county, data=data, at=AT)


def opening(site: Any, value: float) -> dict[str, object]:
    return {
        "employer": site.pk, "factor": "矽尘", "value": value, "limit": 1, "due_on": "2026-12-01",
    }  # fmt: skip


def test_it_ends_only_with_a_value_within_the_limit(
    tree: SimpleNamespace, people: SimpleNamespace, site: Any
) -> None:
    case = cases.open_case(
        people.clerk, kind="exceedance", unit=tree.county, data=opening(site, 2.4), at=AT
    )

    def act(verb: str, **given: object) -> Any:
        return cases.act(people.clerk, case=case, verb=verb, given=given, at=AT, version=None)

    act("guide", result="加装除尘设备", due_on="2026-12-20")
    with pytest.raises(Refusal) as refused:
        act("remeasure", value=1.1, limit=1)
    assert refused.value.code == "case.within_limit"
    assert act("remeasure", value=1, limit=1).state == "controlled"


def test_who_keeps_the_limit_is_not_put_on_the_list(
    tree: SimpleNamespace, people: SimpleNamespace, site: Any
) -> None:
    with pytest.raises(BadInput):
        cases.open_case(
            people.clerk, kind="exceedance", unit=tree.county, data=opening(site, 1), at=AT
        )


def test_the_system_says_whether_a_value_exceeds(
    tree: SimpleNamespace, people: SimpleNamespace
) -> None:
    factor = subjects.keep(
        people.manager, kind="hazard_factor", unit=tree.hospital, at=AT,
        data={"name": "X 射线", "type": "radiation", "workplace": "放射科", "post": "技师"},
    )  # fmt: skip

    def measured(value: float) -> Any:
        return records.submit(
            people.manager, kind="factor_monitoring", unit=tree.hospital, subject=factor.pk,
            happened_at=AT, data={"value": value, "limit": 2.5, "exceeds": False}, at=AT,
        ).data["exceeds"]  # fmt: skip

    assert (measured(2.6), measured(2.5)) == (True, False)

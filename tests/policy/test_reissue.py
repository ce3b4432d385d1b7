"""Re-issuing: every absolute date moves by whole years, and the original is cited."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from weian.base.errors import BadInput, Forbidden
from weian.base.models import Event
from weian.core.cadence import Once
from weian.policy import actions, queries
from weian.policy.compiling import compile_pack
from weian.policy.loading import load_pack, parse_content
from weian.policy.models import Edition
from weian.policy.reissuing import moved, reissued

AT = datetime(2026, 11, 5, 2, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "years", "result"),
    [
        (date(2020, 2, 29), 1, date(2021, 2, 28)), (date(2020, 2, 29), 4, date(2024, 2, 29)),
        (date(2019, 2, 28), 1, date(2020, 2, 28)), (date(2020, 12, 31), 5, date(2025, 12, 31)),
        (date(2024, 2, 29), -4, date(2020, 2, 29)),
    ],
)  # fmt: skip
def test_whole_years_and_leap_days(day: date, years: int, result: date) -> None:
    assert moved(day, years) == result


def test_every_structured_date_moves_and_words_stay(write: Callable[..., Path], plan: Path) -> None:
    text = plan.read_text("utf-8").replace("summary: 动员部署。", "summary: 2020-09-08 动员部署。")
    text = text.replace("{record: meeting}", "{record: meeting, where: {held: {gte: 2020-09-01}}}")
    content = load_pack(write(text.replace("since: 2020-09-08", "since: 2020-02-29"))).content()
    new = reissued(content, 5, "清河县卫生健康局")
    pack = parse_content(new)
    assert (pack.issued, pack.since, pack.until) == (
        date(2025, 9, 8), date(2025, 2, 28), date(2027, 12, 31),
    )  # fmt: skip
    launch = compile_pack(pack)[-1]
    assert launch.when == Once(date(2025, 9, 30), date(2025, 9, 10))
    assert launch.owes.where[0].value == "2025-09-01"
    assert pack.clauses[-1].summary == "2020-09-08 动员部署。"
    assert content["since"] == "2020-02-29"  # the original is as it was


def test_it_is_marked_and_cites_the_original(plan: Path) -> None:
    pack = parse_content(reissued(load_pack(plan).content(), 5, "远山县卫生健康局"))
    assert (pack.pack, pack.issuer) == ("plan+5", "远山县卫生健康局")
    assert pack.title == "专项整治三年行动方案（沿用）"
    assert pack.number == "沿用清卫函〔2020〕7号"
    assert pack.under[0] == "专项整治三年行动方案（清卫函〔2020〕7号）"


@pytest.mark.django_db
def test_a_commission_issues_an_edition_of_its_own(
    edition: Edition, tree: SimpleNamespace, someone: Any
) -> None:
    clerk = someone("commission_clerk", tree.county)
    new = actions.reissue(clerk, edition=edition, unit=tree.county, years=5, at=AT)
    assert (new.pack, new.shift_years, new.reissued_from, new.issuing_unit) == (
        "plan+5", 5, edition, tree.county,
    )  # fmt: skip
    assert (new.since, new.until) == (date(2025, 9, 8), date(2028, 1, 1))
    assert actions.reissue(clerk, edition=edition, unit=tree.county, years=5, at=AT) == new
    assert Event.objects.filter(verb="pack.reissue").count() == 1
    theirs = actions.reissue(None, edition=edition, unit=tree.far, years=5, at=AT)
    assert theirs.pk != new.pk
    assert queries.clause_of("plan+5#list").clause.id == "5.4"


@pytest.mark.django_db
@pytest.mark.parametrize("years", [0, 51, -51])
def test_a_shift_out_of_reason_is_refused(
    edition: Edition, tree: SimpleNamespace, years: int
) -> None:
    with pytest.raises(BadInput):
        actions.reissue(None, edition=edition, unit=tree.county, years=years, at=AT)


@pytest.mark.django_db
def test_only_the_original_is_re_issued_and_only_by_who_may(
    edition: Edition, tree: SimpleNamespace, someone: Any
) -> None:
    new = actions.reissue(None, edition=edition, unit=tree.county, years=5, at=AT)
    with pytest.raises(BadInput):
        actions.reissue(None, edition=new, unit=tree.county, years=1, at=AT)
    with pytest.raises(Forbidden):
        inspector = someone("commission_inspector", tree.county)
        actions.reissue(inspector, edition=edition, unit=tree.county, years=5, at=AT)

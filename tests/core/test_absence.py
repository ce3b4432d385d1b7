"""What must not happen, and what must be done before another post is taken up."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from weian.core.cadence import Before, Every
from weian.core.condition import Test
from weian.core.duty import Duty
from weian.core.obligation import Bearing, Measure, Obligation
from weian.core.world import Person, Record, World

Duties = Callable[..., dict[str, Duty]]
Make = Callable[..., Any]
NOON = datetime(2026, 7, 1, 12)


def _year(law: Make, most: float = 0, **rest: Any) -> Obligation:
    made: Obligation = law(
        Every("year"), kinds=("accident",), measure=Measure("absence", most), **rest
    )
    return made


def _accident(record: Make, number: int, day: date) -> Record:
    made: Record = record(f"a{number}", datetime(day.year, day.month, day.day), "accident")
    return made


def test_what_has_not_happened_is_met_from_the_first_day(
    law: Make, world: Make, duties: Duties
) -> None:
    found = duties(_year(law), world(), NOON)
    assert found["2026"].status == "met"
    assert found["2026"].next_change is None
    assert found["2027"].status == "upcoming"


def test_once_it_happens_it_is_overdue_at_once_and_for_that_year_only(
    law: Make, world: Make, record: Make, duties: Duties
) -> None:
    known: World = world((_accident(record, 1, date(2026, 3, 3)),))
    found = duties(_year(law), known, NOON)
    assert (found["2026"].status, found["2026"].value) == ("overdue", 1)
    assert duties(_year(law), known, datetime(2026, 3, 2))["2026"].status == "met"
    assert duties(_year(law), known, datetime(2027, 2, 1))["2027"].status == "met"


def test_up_to_the_number_allowed_it_stays_met(
    law: Make, world: Make, record: Make, duties: Duties
) -> None:
    two = tuple(_accident(record, n, date(2026, n, 1)) for n in (2, 3))
    assert duties(_year(law, 2), world(two), NOON)["2026"].status == "met"
    three = (*two, _accident(record, 4, date(2026, 4, 1)))
    assert duties(_year(law, 2), world(three), NOON)["2026"].status == "overdue"


def test_no_record_makes_good_what_happened_even_where_lateness_counts(
    law: Make, world: Make, record: Make, duties: Duties
) -> None:
    known = world((_accident(record, 1, date(2026, 3, 3)),))
    found = duties(_year(law, late_counts=True), known, datetime(2027, 5, 1))
    assert found["2026"].status == "overdue"
    assert found["2026"].settled(datetime(2027, 5, 1))


def _changes(law: Make) -> Obligation:
    made: Obligation = law(
        Before("post_change"), kinds=("training",), bearing=Bearing("person"),
        owes={"person": "people"}, grace=7,
    )  # fmt: skip
    return made


def _nurse(*starts: date) -> Person:
    posts = tuple(
        (f"post{n}", datetime(d.year, d.month, d.day), datetime(9999, 1, 1))
        for n, d in enumerate(starts)
    )
    return Person("n", datetime(2025, 1, 1), posts=posts)


def test_each_change_of_post_asks_once_and_the_first_post_does_not(
    law: Make, world: Make, duties: Duties
) -> None:
    nurse = _nurse(date(2025, 1, 1), date(2026, 3, 1), date(2026, 6, 1))
    found = duties(_changes(law), world(people=[nurse]), NOON)
    assert {d.window.key for d in found.values()} == {
        "post_change 2026-03-01", "post_change 2026-06-01",
    }  # fmt: skip


def test_training_before_the_change_meets_it_and_one_within_grace_meets_it_late(
    law: Make, world: Make, record: Make, duties: Duties
) -> None:
    nurse = _nurse(date(2025, 1, 1), date(2026, 3, 1), date(2026, 6, 1))
    done = (
        record("t1", datetime(2026, 2, 20), "training", people=("n",)),
        record("t2", datetime(2026, 6, 4), "training", people=("n",)),
    )
    found = duties(_changes(law), world(done, people=[nurse]), NOON)
    told = {d.window.key[-5:]: d.status for d in found.values()}
    assert told == {"03-01": "met", "06-01": "met_late"}


def test_fewer_than_last_year_counts_last_year_even_before_the_law_was_there(
    law: Make, world: Make, record: Make, duties: Duties
) -> None:
    fewer = law(
        Every("year"), kinds=("accident",), measure=Measure("absence", 0, field="fewer"),
        since=date(2026, 1, 1),
    )  # fmt: skip
    last = tuple(_accident(record, n, date(2025, n, 1)) for n in (2, 3))
    one = _accident(record, 4, date(2026, 2, 1))
    two = _accident(record, 5, date(2026, 3, 1))
    found = duties(fewer, world((*last, one)), NOON)["2026"]
    assert (found.status, found.value, found.target) == ("met", 1, 1)
    assert duties(fewer, world((*last, one, two)), NOON)["2026"].status == "overdue"
    assert duties(fewer, world((one,)), NOON)["2026"].status == "overdue"


def test_a_share_of_the_records_must_pass_and_may_recover(
    law: Make, world: Make, record: Make, duties: Duties
) -> None:
    share = law(
        Every("year"), kinds=("report",),
        measure=Measure("ratio", 0.75, passing=(Test("on_time", "is", True),)),
    )  # fmt: skip

    def reports(*on_time: bool) -> World:
        made: World = world(
            tuple(
                record(f"r{n}", datetime(2026, 2, n + 1), "report", data={"on_time": ok})
                for n, ok in enumerate(on_time)
            )
        )
        return made

    def status(*on_time: bool) -> str:
        return duties(share, reports(*on_time), NOON)["2026"].status

    assert status() == "not_applicable"
    assert status(True, False) == "overdue"
    assert status(True, False, True, True) == "met"

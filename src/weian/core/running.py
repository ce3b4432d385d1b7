"""Measures that hold or not at every moment: what must not happen, and shares of what did."""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import datetime

from weian.core.cadence import Window
from weian.core.obligation import Measure
from weian.core.settle import Settlement
from weian.core.verdict import MET, NOT_APPLICABLE, OVERDUE, UPCOMING, Verdict
from weian.core.world import Record


def running(
    measure: Measure, window: Window, due: datetime, got: Settlement, before: int, at: datetime
) -> Verdict:
    """Met from the first day on while it holds, overdue as soon as it does not. A ratio may recover
    within the window; of nothing there is no share. ``before`` is for "fewer than in the period
    before": after a period without any there must again be none."""
    count = len(got.records)
    if at < window.opens:
        return Verdict(UPCOMING, due, count, measure.target, None, window.opens, got.records)
    if measure.kind == "absence":
        most = max(before - 1, 0) if measure.field == "fewer" else measure.target
        return _verdict(count <= most, window, due, count, most, got)
    if not count:
        return Verdict(NOT_APPLICABLE, due, 0, 0, None, None, got.records, "empty")
    passed = sum(
        all(test.accepts(record.value(test.field)) is True for test in measure.passing)
        for record in got.records
    )
    target = measure.target * count
    return _verdict(passed >= target - 1e-9, window, due, passed, target, got)


def _verdict(
    holds: bool, window: Window, due: datetime, value: float, target: float, got: Settlement
) -> Verdict:
    if not holds:
        return Verdict(OVERDUE, due, value, target, None, None, got.records)
    return Verdict(MET, due, value, target, window.opens, None, got.records)


def earlier(measure: Measure, window: Window, records: Sequence[Record]) -> int:
    """How many of the records, in order of happening, lie in a time as long before the window."""
    if measure.field != "fewer" or not measure.running:
        return 0
    first = _a_length_before(window)
    happened = [record.happened for record in records]
    return bisect_left(happened, window.start) - bisect_left(happened, first)


def _a_length_before(window: Window) -> datetime:
    """The same day a year earlier for years, else as many days before as the window has."""
    length = window.due - window.start
    if length.days >= 365:
        return window.start.replace(year=window.start.year - 1)
    return window.start - length

"""A long stretch of a to-do list stands area by area; a short one as it is."""

from datetime import date

from weian.duty.views.merging import Line, merged
from weian.duty.views.todo import _parts
from weian.ui.shapes import Action, TodoItem

DAY = date(2026, 11, 22)


def line(n: int, area: str) -> Line:
    item = TodoItem(f"事项 {n}", button=Action("办理", f"/records/new?n={n}"))
    return Line("overdue", DAY, item, area)


def test_a_short_list_is_not_parted() -> None:
    assert _parts([line(n, "fire") for n in range(12)], folded=False) == ()


def test_a_long_one_stands_by_area_and_short_areas_are_open() -> None:
    lines = [*(line(n, "fire") for n in range(20)), line(21, "drill"), line(22, "")]
    parts = _parts(lines, folded=False)
    assert [(p.title, len(p.items), p.opened) for p in parts] == [
        ("应急演练", 1, True),
        ("消防安全", 20, False),
        ("其他", 1, True),
    ]
    assert not any(p.opened for p in _parts(lines, folded=True))


def test_what_is_merged_keeps_its_area() -> None:
    found = merged([line(1, "fire"), line(1, "fire"), line(2, "drill")])
    assert [x.area for x in found] == ["fire", "drill"]

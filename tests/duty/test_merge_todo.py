"""One deed, one line."""

from datetime import date

from weian.duty.views.merging import Line, merged
from weian.ui.shapes import Action, TodoItem

EARLY, LATE = date(2026, 5, 1), date(2026, 5, 9)


def line(what: str, clause: str, url: str, day: date = EARLY, group: str = "overdue") -> Line:
    item = TodoItem(
        what, due=f"{day}", clause=clause, clause_href=f"#{clause}", button=Action("去办理", url)
    )
    return Line(group, day, item)


def test_duties_that_the_same_button_settles_become_one_line_with_every_clause() -> None:
    found = merged(
        [
            line("甲", "一", "/cases/1", LATE),
            line("乙", "二", "/cases/1"),
            line("丙", "三", "/cases/2"),
        ]
    )
    assert [x.item.what for x in found] == ["乙", "丙"]
    assert (found[0].item.clause, found[0].item.also, found[0].day) == (
        "二",
        (("一", "#一"),),
        EARLY,
    )


def test_a_case_leads_its_duties() -> None:
    (found,) = merged(
        [line("按期整改", "一", "/cases/1"), line("隐患：通道堵塞", "", "/cases/1", LATE)]
    )
    assert found.item.what == "隐患：通道堵塞"
    assert (found.item.clause, found.day, found.item.due) == ("一", EARLY, str(EARLY))


def test_two_lines_of_a_case_without_any_clause_become_one() -> None:
    (found,) = merged(
        [line("隐患：通道堵塞", "", "/cases/1"), line("隐患逾期未改", "", "/cases/1")]
    )
    assert (found.item.what, found.item.clause, found.item.also) == ("隐患：通道堵塞", "", ())


def test_lines_without_a_button_and_of_other_groups_stay_apart() -> None:
    apart = [line("甲", "一", "/x"), line("乙", "二", "/x", group="later"), Line("overdue", EARLY, TodoItem("丙")),
             Line("overdue", EARLY, TodoItem("丁"))]  # fmt: skip
    assert len(merged(apart)) == 4


def test_periods_of_one_duty_name_their_clause_once_and_are_counted() -> None:
    periods = [
        Line("overdue", date(2026, month, 28), TodoItem(
            what="每月自查", clause="《办法》一", clause_href=f"/{month}", detail=f"2026年{month}月",
            button=Action("填检查", "/records/inspection/new"),
        ))
        for month in (1, 2, 3)
    ]  # fmt: skip
    (line,) = merged(periods)
    assert line.item.detail == "2026年1月 等 3 期"
    assert (line.item.clause_href, line.item.also) == ("/1", ())


def test_of_two_documents_the_stricter_leads_and_both_are_cited() -> None:
    half_month = line("半月检查", "《国家》五", "/x", EARLY, "week")
    month = line("每月检查", "《本地》三", "/x", LATE, "later")
    (found,) = merged([month, half_month])
    assert (found.group, found.day) == ("week", EARLY)
    assert (found.item.what, found.item.due) == ("半月检查", str(EARLY))
    assert (found.item.clause, found.item.also) == ("《国家》五", (("《本地》三", "#《本地》三"),))

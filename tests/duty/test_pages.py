"""Pages: what each role finds waiting, the board's numbers, the page that says why."""

import re
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from tests.duty.conftest import AT, EARLY, START, moment
from weian.duty import actions, board, queries
from weian.org import actions as org
from weian.org.actions import UnitSeed
from weian.org.queries import Person

pytestmark = pytest.mark.db


@pytest.fixture(autouse=True)
def stand_still(time_machine: Any) -> None:
    time_machine.move_to(AT, tick=False)


@pytest.fixture
def browse(county: SimpleNamespace) -> Any:
    """``browse("clerk", "/board/")`` gives the response to a person."""

    def get(name: str, url: str, **data: Any) -> Any:
        client = Client()
        person: Person = getattr(county, name)
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client.post(url, data) if data else client.get(url)

    return get


def text(response: Any) -> str:
    assert response.status_code == 200, response.content.decode()[:2000]
    return str(response.content.decode())


def test_the_safety_manager_finds_the_duties_of_the_whole_unit(
    county: SimpleNamespace, browse: Any
) -> None:
    actions.rebuild(AT)
    page = text(browse("clinic_manager", "/todo/"))
    assert "每日防火巡查" in page
    assert "始终有有效的应急预案" in page  # the head's, but the manager keeps the unit
    assert "/records/patrol/new?unit=" in page and "kind_of=fire" in page


def test_a_new_unit_is_first_asked_about_its_facts(county: SimpleNamespace, browse: Any) -> None:
    actions.rebuild(AT)
    page = text(browse("clinic_head", "/todo/"))
    assert page.index("是否使用电梯？") < page.index("主要负责人每季度带队检查")
    org.declare_facts(county.clinic_head, at=AT, unit=county.clinic, answers={"lift": False})
    actions.rebuild(AT)
    assert "是否使用电梯？" not in text(browse("clinic_head", "/todo/"))


def test_a_guard_has_nothing_of_the_units_duties(county: SimpleNamespace, browse: Any) -> None:
    actions.rebuild(AT)
    assert "每日防火巡查" not in text(browse("guard", "/"))


def test_the_department_head_has_the_departments_duties(
    county: SimpleNamespace, browse: Any
) -> None:
    actions.rebuild(AT)
    page = text(browse("nurse", "/"))
    assert "科室每周安全检查" in page
    assert "每月自查" not in page


def test_todo_of_an_earlier_day_shows_what_was_open_then(
    county: SimpleNamespace, browse: Any, did: Any
) -> None:
    did(
        "inspection",
        "clinic",
        "2026-02-20",
        "clinic_manager",
        mode="self_check",
        led_by=county.clinic_manager.pk,
    )
    actions.rebuild(AT)
    february = "monthly-check&amp;window=2026-02&amp;on="
    assert february in text(browse("clinic_manager", "/todo/?on=2026-02-19"))
    assert february not in text(browse("clinic_manager", "/todo/?on=2026-02-20"))


def test_the_board_counts_what_was_met_and_what_is_overdue(
    county: SimpleNamespace, browse: Any, did: Any
) -> None:
    did("patrol", "clinic", "2026-03-09 20:00", "clinic_manager", kind_of="fire")
    actions.rebuild(AT)
    page = text(browse("clerk", "/board/?period=month"))
    assert "柳林镇卫生院" in page and "清河县人民医院" in page
    assert "远山县医院" not in page
    assert "1/9" in page


def test_board_of_a_day_equals_the_table_of_that_day(
    county: SimpleNamespace, browse: Any, did: Any
) -> None:
    did("patrol", "clinic", "2026-03-07 20:00", "clinic_manager", kind_of="fire")
    then = moment("2026-03-08 23:59:59.999999")
    actions.rebuild(then)
    clerk = county.clerk
    kept = board.counts(clerk, then, "year").by_place
    did(
        "patrol",
        "clinic",
        "2026-03-06 20:00",
        "clinic_manager",
        at="2026-03-09 09:00",
        kind_of="fire",
    )
    units = board.units_on_board(clerk, AT)
    computed = board.counts_on(clerk, units, then, "year").by_place
    assert computed == kept
    text(browse("clerk", "/board/?on=2026-03-08"))


def test_a_long_board_shows_the_worst_first_page_by_page_and_finds_a_unit_by_its_initials(
    county: SimpleNamespace, browse: Any
) -> None:
    names = [f"第{number}卫生院" for number in range(1, 61)]
    seeds = [UnitSeed(name, "township_clinic", name, "", START) for name in names]
    org.load_tree(None, at=EARLY, seeds=seeds, root=county.office)
    actions.rebuild(AT)
    first, second = text(browse("clerk", "/board/")), text(browse("clerk", "/board/?page=2"))
    assert "第 1—50 家，共 63 家" in first and "page=2" in first
    assert "第 51—63 家，共 63 家" in second and "page=1" in second
    assert sum(f">{name}<" in first for name in names) < 50
    assert all((f">{name}<" in first) != (f">{name}<" in second) for name in names)
    found = text(browse("clerk", "/board/?q=llz"))
    assert "柳林镇卫生院" in found and "第7卫生院" not in found
    assert "没有找到" in text(browse("clerk", "/board/?q=zzzz"))


def test_pages_of_another_day_say_what_they_show_as_of_today(
    county: SimpleNamespace, browse: Any
) -> None:
    actions.rebuild(AT)
    urls = ("/board/", f"/units/{county.clinic.pk}/duties/")
    for url in urls:
        assert "对象的登记内容按现在的" not in text(browse("clerk", url))
        assert "3月8日 周日的情况，对象的登记内容按现在的" in text(
            browse("clerk", f"{url}?on=2026-03-08")
        )


def test_the_board_as_a_file(county: SimpleNamespace, browse: Any) -> None:
    actions.rebuild(AT)
    response = browse("clerk", "/board/export")
    assert response.status_code == 200 and response.content[:2] == b"PK"


@pytest.mark.parametrize(
    ("who", "status"),
    [("clerk", 200), ("leader", 200), ("head", 200), ("guard", 403), ("nurse", 403)],
)
def test_who_may_open_the_board(
    county: SimpleNamespace, browse: Any, who: str, status: int
) -> None:
    assert browse(who, "/board/").status_code == status


def test_a_number_of_the_board_opens_as_a_list_with_settled_windows(
    county: SimpleNamespace, browse: Any
) -> None:
    actions.rebuild(AT)
    url = f"/duties/?unit={county.clinic.pk}&area=fire&status=overdue&period=month"
    page = text(browse("clerk", url))
    assert page.count("每日防火巡查") == 9
    first = text(browse("clerk", url.replace("month", "year")))
    following = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    assert text(browse("clerk", f"/duties/{following}")).count("每日防火巡查") == 68 - 50


def test_the_page_says_why(county: SimpleNamespace, browse: Any, did: Any) -> None:
    counted = did("patrol", "clinic", "2026-03-10 08:00", "clinic_manager", kind_of="fire")
    did("patrol", "clinic", "2026-03-10 08:30", "clinic_manager", kind_of="security")
    url = queries.why_url(county.clinic.pk, "trial#daily-patrol", "", "2026-03-10")
    page = text(browse("clinic_manager", url))
    assert "《试行安全生产责任办法》" in page and "一、日常（一）" in page
    assert "每天巡查，每月检查，领导带队。" in page
    assert f"/records/patrol/{counted.pk}" in page
    assert "不计入" in page and "防火巡查" in page
    assert "2026年3月9日" in page  # the window before


def test_what_one_may_not_see_is_not_found(county: SimpleNamespace, browse: Any) -> None:
    url = queries.why_url(county.clinic.pk, "trial#daily-patrol", "", "2026-03-10")
    assert browse("other", url).status_code == 404
    assert browse("far_clerk", url).status_code == 404
    assert browse("other", f"/duties/?unit={county.clinic.pk}").status_code == 404
    assert browse("clinic_manager", url.replace("daily-patrol", "no-such")).status_code == 404
    assert browse("clerk", url).status_code == 200


def test_the_calendar_shows_a_month(county: SimpleNamespace, browse: Any) -> None:
    actions.rebuild(AT)
    page = text(browse("clinic_manager", "/calendar/?month=2026-03"))
    assert "2026年3月" in page and "每月自查" in page
    assert "每月自查" in text(browse("clerk", "/calendar/?month=2026-03&whose=all"))


def test_a_unit_has_a_page_of_its_duties(county: SimpleNamespace, browse: Any) -> None:
    actions.rebuild(AT)
    page = text(browse("head", f"/units/{county.hospital.pk}/duties/"))
    assert "每月自查" in page and "科室每周安全检查" in page


@pytest.mark.parametrize(
    "query", ["?on=nonsense", "?on=2030-01-01", "?cursor=x", "?area=x&status=y"]
)
def test_nonsense_in_an_address_does_not_break_a_page(
    county: SimpleNamespace, browse: Any, query: str
) -> None:
    for path in ("/todo/", "/board/", "/calendar/", f"/units/{county.clinic.pk}/duties/"):
        assert browse("clinic_manager", path + query).status_code in (200, 422)


def test_a_number_for_all_units_opens_unit_by_unit_and_adds_up(
    browse: Any, county: SimpleNamespace
) -> None:
    actions.rebuild(AT)
    page = text(browse("clerk", "/duties/?period=year"))
    parts = [int(n) for n in re.findall(r'<a href="/duties/\?[^"]*unit=\d+[^"]*">(\d+)</a>', page)]
    count = re.search(r'class="page-count">(\d+)<', page)
    assert count is not None and parts and sum(parts) == int(count[1])
    assert "其中逾期完成" in page
    assert "page-count" in text(browse("clerk", "/duties/?period=year&area=fire"))

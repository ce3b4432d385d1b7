"""The four-colour board: dots on plans, the list beside them, counts for an authority."""

import re
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine

from weian.modules.risk import acting
from weian.subject import actions as subjects

from ..conftest import AT, SINCE

pytestmark = [pytest.mark.db, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _now() -> Any:
    with time_machine.travel(AT, tick=False):
        yield


def shown(client: Any, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, (url, response.status_code)
    return str(response.content.decode())


def test_the_list_goes_from_red_to_blue_and_counts_by_colour_and_department(
    risks: SimpleNamespace, people: SimpleNamespace, pages: Any
) -> None:
    page = shown(pages(people.manager), "/risks/")
    at = [page.index(name) for name in ("1. 氧气站", "2. 配电房", "3. 疏散楼梯", "4. 食堂燃气")]
    assert at == sorted(at)
    assert "各科室" in page and "外科" in page
    assert "登记风险点" in page and "还没有平面图" in page


@pytest.mark.parametrize(
    ("query", "seen", "left"),
    [
        ("level=red", "氧气站", "配电房"), ("department=0", "配电房", "氧气站"),
        ("aspect=environment", "疏散楼梯", "氧气站"), ("level=none", "食堂燃气", "配电房"),
    ],
)  # fmt: skip
def test_a_filter_narrows_the_list_and_numbers_stay(
    risks: SimpleNamespace, people: SimpleNamespace, pages: Any, query: str, seen: str, left: str
) -> None:
    page = shown(pages(people.manager), f"/risks/?{query}")
    body = page.split("<tbody>")[1].split("</tbody>")[0]
    assert seen in body and left not in body
    number = {"氧气站": 1, "配电房": 2, "疏散楼梯": 3, "食堂燃气": 4}[seen]
    assert f"{number}. {seen}" in body


def test_a_placed_point_is_a_link_on_the_drawing(
    risks: SimpleNamespace, people: SimpleNamespace, plan: Any, pages: Any
) -> None:
    acting.place(people.manager, point=risks.power, plan=plan, x=0.25, y=0.5, at=AT)
    page = shown(pages(people.nurse), "/risks/")
    assert f'<a href="/risks/point/{risks.power.pk}" class="dot dot-orange">' in page
    assert '<circle cx="250" cy="500"' in page  # the picture is square
    assert "style=" not in page.split('<svg class="plan"')[1].split("</svg>")[0]
    picture = pages(people.nurse).get(f"/risks/plan/{plan.pk}/picture")
    assert picture["Content-Type"] == "image/jpeg"
    assert b"".join(picture.streaming_content).startswith(b"\xff\xd8")
    picture.close()


def test_a_plan_holds_only_the_points_that_pass_the_filter(
    risks: SimpleNamespace, people: SimpleNamespace, plan: Any, pages: Any
) -> None:
    acting.place(people.manager, point=risks.power, plan=plan, x=0.25, y=0.5, at=AT)
    page = shown(pages(people.manager), "/risks/?level=red")
    assert "图上 0 个" in page


def test_nobody_sees_the_points_of_another_house(
    risks: SimpleNamespace, people: SimpleNamespace, tree: SimpleNamespace, plan: Any, pages: Any
) -> None:
    stranger = pages(people.other)
    whole = f"?unit={tree.hospital.pk}"
    for url in (
        f"/risks/{whole}", f"/risks/list/{whole}", f"/risks/export{whole}", f"/risks/known/{whole}",
        f"/risks/signing/{whole}", f"/risks/place{whole}", f"/risks/notice.pdf{whole}",
        f"/risks/cards.pdf{whole}", f"/risks/cards.pdf?point={risks.oxygen.pk}",
        f"/risks/point/{risks.oxygen.pk}", f"/risks/point/{risks.oxygen.pk}/assess",
        f"/risks/plan/{plan.pk}/picture",
    ):  # fmt: skip
        assert stranger.get(url).status_code == 404, url
    assert "药房" in shown(stranger, "/risks/")
    assert pages(people.auditor).get(f"/risks/point/{risks.oxygen.pk}").status_code == 404


def numbers(row: str) -> list[int]:
    """The counts of a row: red, orange, yellow, blue, not judged, all."""
    found = re.findall(r'a-end"[^>]*>(?:<[^>]*>)*(\d+|—)', row)
    return [0 if n == "—" else int(n) for n in found]


def test_an_authority_sees_its_institutions_and_goes_down_to_one(
    risks: SimpleNamespace, people: SimpleNamespace, tree: SimpleNamespace, pages: Any
) -> None:
    page = shown(pages(people.clerk), "/risks/")
    rows = page.split("<tbody>")[1].split("</tbody>")[0]
    clinic, hospital = (numbers(part) for part in rows.split("<tr")[1:])
    assert clinic == [0, 0, 1, 0, 0, 1]
    assert hospital == [1, 1, 0, 1, 1, 4]
    assert f"/risks/?unit={tree.hospital.pk}" in rows
    assert "氧气站" in shown(pages(people.clerk), f"/risks/?unit={tree.hospital.pk}")
    assert pages(people.auditor).get("/risks/").status_code == 404


def test_the_board_of_a_unit_and_of_an_authority_need_few_queries(
    risks: SimpleNamespace, people: SimpleNamespace, tree: SimpleNamespace, plan: Any, pages: Any,
    django_assert_max_num_queries: Any,
) -> None:  # fmt: skip
    for n in range(30):
        subjects.keep(
            people.manager, kind="risk_point", unit=tree.hospital, at=AT, since=SINCE,
            department=tree.surgery, data={
                "name": f"风险点 {n}", "aspect": "equipment", "plan": str(plan.pk), "plan_x": 0.5,
                "plan_y": n / 30, "keeper": people.chief.pk,
            },
        )  # fmt: skip
    for person, most in ((people.manager, 15), (people.clerk, 13)):
        client = pages(person)
        client.get("/risks/")
        with django_assert_max_num_queries(most):
            client.get("/risks/")


def test_an_empty_board_says_how_to_begin(people: SimpleNamespace, pages: Any) -> None:
    assert "登记第一个风险点" in shown(pages(people.manager), "/risks/")
    assert "请本单位安全管理员登记" in shown(pages(people.nurse), "/risks/")


def test_the_list_can_be_taken_as_a_spreadsheet_with_the_filters(
    risks: SimpleNamespace, people: SimpleNamespace, pages: Any, excel: Any
) -> None:
    rows = excel(pages(people.manager).get("/risks/export?level=red"))
    assert len(rows) == 2
    assert rows[1][:3] == [1, "氧气站", "重大风险(红)"]
    assert "每班巡查阀门" in rows[1]
    assert pages(people.nurse).get("/risks/export").status_code == 403


def test_a_list_of_a_post_and_of_a_person(
    risks: SimpleNamespace, people: SimpleNamespace, pages: Any
) -> None:
    client = pages(people.manager)
    post = shown(client, "/risks/list/?post=特种作业人员")
    assert "配电房" in post and "疏散楼梯" in post and "氧气站" not in post.split("<tbody>")[1]
    person = shown(client, f"/risks/list/?person={risks.electrician.pk}")
    assert "钱强的风险清单" in person and "2. 配电房" in person
    assert pages(people.nurse).get(f"/risks/list/?person={people.head.pk}").status_code == 404

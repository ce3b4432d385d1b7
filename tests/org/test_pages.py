"""The pages of units and people: what they show, to whom, and what they let one do."""

import io
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from openpyxl import load_workbook

from weian.base import events
from weian.base.clock import day_of
from weian.org import actions, queries
from weian.org.facts import facts_asked
from weian.org.models import Fact, Grant, Person, Unit

pytestmark = pytest.mark.db
AT = datetime(2026, 11, 5, 2, 0, tzinfo=UTC)


def text(response: Any) -> str:
    return str(response.content.decode())


@pytest.fixture
def manager(tree: SimpleNamespace, someone: Any) -> Person:
    person: Person = someone("safety_manager", tree.hospital, name="曾安全")
    return person


PLACES = ("/units/{0}/", "/units/{0}/facts", "/units/{0}/edit", "/units/{0}/offices",
          "/units/new?parent={0}", "/people/?unit={0}", "/people/new?unit={0}")  # fmt: skip
PERSONAL = ("/people/{0}/", "/people/{0}/appoint", "/people/{0}/edit", "/people/{0}/account",
            "/people/{0}/reset", "/people/{0}/leave")  # fmt: skip


@pytest.mark.parametrize("url", PLACES)
def test_a_strange_unit_does_not_exist(
    tree: SimpleNamespace, manager: Person, browse: Any, url: str
) -> None:
    client = browse(manager)
    assert client.get(url.format(tree.stranger.pk)).status_code == 404
    assert client.get(url.format(999_999_999)).status_code == 404
    assert client.get(url.format(tree.hospital.pk)).status_code == 200


@pytest.mark.parametrize("url", PERSONAL)
def test_a_strange_person_does_not_exist(
    tree: SimpleNamespace, manager: Person, someone: Any, browse: Any, url: str
) -> None:
    client = browse(manager)
    stranger, own = someone("staff", tree.stranger), someone("staff", tree.hospital)
    actions.create_login(None, at=AT, person=own, login="zhangsan")
    assert client.get(url.format(stranger.pk)).status_code == 404
    assert client.get(url.format(own.pk)).status_code == 200
    assert client.post(url.format(stranger.pk), {"login": "abc"}).status_code in (404, 405)


@pytest.mark.parametrize("url", ["/units/{0}/facts", "/units/{0}/edit", "/people/new?unit={0}"])
def test_who_may_only_look_is_refused(
    tree: SimpleNamespace, someone: Any, browse: Any, url: str
) -> None:
    client = browse(someone("staff", tree.hospital, tree.ward))
    assert client.get(url.format(tree.hospital.pk)).status_code == 403
    page = text(client.get(f"/units/{tree.hospital.pk}/"))
    assert "/facts" not in page
    assert "/edit" not in page


def test_pages_want_a_login(client: Any, pages: None, tree: SimpleNamespace) -> None:
    for url in ("/units/", "/people/", "/log/", "/me/", f"/units/{tree.county.pk}/"):
        response = client.get(url)
        assert response.status_code == 302
        assert response.url.startswith("/login")


def test_units_are_found_by_name_initials_and_kind(
    tree: SimpleNamespace, someone: Any, browse: Any
) -> None:
    client = browse(someone("commission_clerk", tree.county))
    everything = text(client.get("/units/"))
    assert "柳林镇卫生院" in everything
    assert "远山县医院" not in everything
    assert "外科" not in everything  # departments are a view of their own
    assert "外科" in text(client.get("/units/?view=department"))
    for query in ("q=柳林", "q=llz", "kind=township_clinic"):
        found = text(client.get(f"/units/?{query}"))
        assert "柳林镇卫生院" in found
        assert f"/units/{tree.police.pk}/" not in found
    assert "没有符合条件的单位" in text(client.get("/units/?q=不存在的"))


@pytest.mark.parametrize("sort", ["", "name", "-name", "since", "-since", "kind", "-kind", "x"])
def test_every_sort_goes_through_all_pages(
    tree: SimpleNamespace, someone: Any, browse: Any, sort: str
) -> None:
    seeds = [
        actions.UnitSeed(str(n), "employer", f"用人单位{n}", "", tree.county.since)
        for n in range(60)
    ]
    actions.load_tree(None, at=AT, seeds=seeds, root=tree.county)
    client = browse(someone("commission_clerk", tree.county))
    url, seen = f"/units/?sort={sort}", 0
    while url:
        page = client.get(url).context["page"]
        seen += len(page.rows)
        url = f"/units/{page.next_url}" if page.next_url else ""
    assert seen == 60 + 5
    assert client.get("/units/?cursor=nonsense").status_code == 422


def test_units_are_exported(tree: SimpleNamespace, someone: Any, browse: Any) -> None:
    client = browse(someone("commission_clerk", tree.county))
    response = client.get("/units/export?kind=hospital")
    sheet = load_workbook(io.BytesIO(response.content)).active
    assert sheet is not None
    assert [row[0].value for row in sheet.iter_rows()] == ["名称", "清河县人民医院"]
    assert browse(someone("staff", tree.clinic)).get("/people/export").status_code == 403


def test_a_new_unit_is_told_what_to_declare(
    tree: SimpleNamespace, manager: Person, browse: Any
) -> None:
    page = text(browse(manager).get(f"/units/{tree.hospital.pk}/"))
    assert f"{len(facts_asked('institution'))} 项情况待核实" in page
    assert "现在申报" in page


def test_facts_are_declared_in_one_form(
    tree: SimpleNamespace, manager: Person, browse: Any
) -> None:
    client, url = browse(manager), f"/units/{tree.hospital.pk}/facts"
    page = text(client.get(url))
    assert "是否设有消防控制室" in page
    assert "待核实" in page
    given = {"control_room": "true", "beds": "120", "level": "2", "ambulances": "0"}
    assert client.post(url, given).url == f"/units/{tree.hospital.pk}/"
    page = text(client.get(f"/units/{tree.hospital.pk}/"))
    assert f"{len(facts_asked('institution')) - len(given)} 项情况待核实" in page
    assert "120 张" in page
    assert "曾安全于" in page
    assert client.post(url, {**given, "beds": ""}).status_code == 302
    assert "beds" not in queries.facts_of(tree.hospital, _now())
    assert Fact.objects.count() == 5


def test_a_bad_answer_keeps_the_others(tree: SimpleNamespace, manager: Person, browse: Any) -> None:
    url = f"/units/{tree.hospital.pk}/facts"
    response = browse(manager).post(url, {"beds": "很多", "staff_count": "88"})
    assert response.status_code == 200
    assert "不是数字" in text(response)
    assert 'value="88"' in text(response)
    assert not Fact.objects.exists()


def test_a_department_is_made_below_ones_unit(
    tree: SimpleNamespace, manager: Person, browse: Any
) -> None:
    client = browse(manager)
    url = f"/units/new?parent={tree.hospital.pk}"
    response = client.post(url, {"kind": "department", "name": "急诊科", "since": "2026-01-01"})
    made = Unit.objects.get(name="急诊科")
    assert response.url == f"/units/{made.pk}/"
    assert made.institution_id == tree.hospital.pk
    again = client.post(url, {"kind": "department", "name": "急诊科", "since": "2026-01-01"})
    assert "已有同名单位" in text(again)
    wrong = client.post(url, {"kind": "commission_county", "name": "某局", "since": "2026-01-01"})
    assert "不在可选项中" in text(wrong) or "请从列表中选择" in text(wrong)


def test_a_unit_is_changed(tree: SimpleNamespace, manager: Person, browse: Any) -> None:
    url = f"/units/{tree.surgery.pk}/edit"
    given = {"name": "普外科", "since": "2020-01-01", "short_name": "普外", "is_login": "true"}
    assert browse(manager).post(url, given).status_code == 302
    tree.surgery.refresh_from_db()
    assert (tree.surgery.name, tree.surgery.pinyin) == ("普外科", "pwk")


def test_somebody_is_registered_and_appointed(
    tree: SimpleNamespace, manager: Person, browse: Any
) -> None:
    client = browse(manager)
    given = {
        "name": "单小红", "employment": "contract", "since": "2026-03-01",
        "department": str(tree.surgery.pk), "posts": ["department_head"],
        "roles": ["department_head"],
    }  # fmt: skip
    response = client.post(f"/people/new?unit={tree.hospital.pk}", given)
    made = Person.objects.get(name="单小红")
    assert response.url == f"/people/{made.pk}/"
    assert made.department == tree.surgery
    assert made.grants.get().unit == tree.surgery
    page = text(client.get(response.url))
    assert "科室负责人" in page
    assert "结束" in page
    assert "单小红" in text(client.get("/people/?q=sxh"))
    assert "单小红" in text(client.get("/people/?post=department_head"))
    assert "单小红" not in text(client.get("/people/?employment=staff"))


def test_no_role_beyond_ones_own_is_offered_or_taken(
    tree: SimpleNamespace, manager: Person, browse: Any
) -> None:
    client = browse(manager)
    url = f"/people/new?unit={tree.hospital.pk}"
    assert "机构负责人" not in text(client.get(url))
    given = {"name": "李四", "employment": "staff", "since": "2026-01-01"}
    for role in ("institution_head", "platform_admin"):
        response = client.post(url, {**given, "roles": [role]})
        assert response.status_code == 200
    assert not Grant.objects.exclude(person=manager).exists()
    assert not Person.objects.filter(name="李四").exists()


def test_posts_and_roles_are_ended(
    tree: SimpleNamespace, manager: Person, someone: Any, browse: Any
) -> None:
    client = browse(manager)
    person = someone("staff", tree.hospital, tree.ward, posts=["staff"])
    grant, post = person.grants.get(), person.appointments.get()
    base = f"/people/{person.pk}/offices"
    assert client.get(f"{base}/role/{grant.pk}/end").status_code == 200
    assert client.post(f"{base}/role/{grant.pk}/end").status_code == 302
    assert client.post(f"{base}/post/{post.pk}/end").status_code == 302
    assert client.post(f"{base}/post/{post.pk}/end").status_code == 409
    assert client.get(f"{base}/post/{manager.pk + 10**6}/end").status_code == 404
    person = Person.objects.get(pk=person.pk)
    assert not person.grants_on(day_of(_now()))
    assert queries.posts_of(person, _now()) == []


def test_leaving_ends_everything(
    tree: SimpleNamespace, manager: Person, someone: Any, browse: Any
) -> None:
    client = browse(manager)
    person = someone("staff", tree.hospital, posts=["staff"], name="赵离")
    assert client.post(f"/people/{person.pk}/leave").status_code == 302
    for query, count in (("", 0), ("?state=left", 1), ("?state=all", 1)):
        rows = client.get(f"/people/{query}").context["page"].rows
        assert sum(row.id == str(person.pk) for row in rows) == count
    assert events.verify() is None


def test_an_account_is_opened_and_its_password_shown_once(
    tree: SimpleNamespace, manager: Person, someone: Any, browse: Any
) -> None:
    client = browse(manager)
    person = someone("staff", tree.hospital)
    url = f"/people/{person.pk}/account"
    assert "登录名用" in text(client.post(url, {"login": "1 坏"}))
    response = client.post(url, {"login": "ZhangSan"})
    assert "no-store" in response["Cache-Control"]
    password = text(response).split("初始密码 ")[1].split("<")[0].strip()
    person.refresh_from_db()
    assert person.login == "zhangsan"
    assert person.check_password(password)
    assert person.must_change_password
    assert password not in text(client.get(f"/people/{person.pk}/"))
    other = text(client.post(f"/people/{person.pk}/reset"))
    assert password not in other


def test_the_password_of_a_superior_is_out_of_reach(
    tree: SimpleNamespace, manager: Person, someone: Any, browse: Any
) -> None:
    head = someone("institution_head", tree.hospital, name="院长")
    actions.create_login(None, at=AT, person=head, login="yuanzhang")
    assert browse(manager).post(f"/people/{head.pk}/reset").status_code == 403


def test_the_log_is_for_auditors(
    tree: SimpleNamespace, manager: Person, someone: Any, browse: Any
) -> None:
    assert browse(manager).get("/log/").status_code == 403
    client = browse(someone("auditor", tree.county, name="审计"))
    page = text(client.get("/log/"))
    assert "任命" in page
    assert "曾安全" in page
    assert "远山县医院" not in page
    assert "登记单位" not in text(client.get(f"/log/?object=person:{manager.pk}"))
    assert "没有符合条件的日志" in text(client.get("/log/?day_to=2001-01-01"))
    assert client.get("/log/?person=99&day_from=x").status_code == 200
    assert client.get("/units/").context["page"].rows == []


def _now() -> datetime:
    return datetime.now(UTC)

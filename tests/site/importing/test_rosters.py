"""Units and people of a whole county come in from two lists."""

from types import SimpleNamespace
from typing import Any

import pytest

from weian.base.models import Event
from weian.org import actions as org
from weian.org.models import Appointment, Grant, Person, Unit

from .conftest import AT, SINCE, workbook
from .test_import import reasons, taken, upload

pytestmark = [pytest.mark.db, pytest.mark.django_db]

UNITS = ("上级单位", "类别*", "全称*", "简称", "统一社会信用代码", "所在乡镇（街道）")
PEOPLE = ("单位", "科室", "姓名*", "电话", "岗位", "系统角色")


@pytest.fixture
def clerk(place: SimpleNamespace) -> Person:
    return org.appoint(
        None, at=AT, unit=place.county, roles=("platform_admin",), name="王管", since=SINCE
    )


def units(*rows: tuple[object, ...]) -> bytes:
    return workbook(UNITS, rows)


COUNTY = (
    ("", "医院", "清河县第二人民医院", "二院", "", "城关镇"),
    ("二院", "科室", "急诊科", "", "", ""),
    ("清河县第二人民医院", "科室", "药剂科", "", "", ""),
    ("", "乡镇卫生院", "石桥镇卫生院", "", "", "石桥镇"),
)


def test_units_stand_below_those_of_earlier_rows(place: SimpleNamespace, clerk: Person) -> None:
    row = taken(upload(clerk, "org", "unit", units(*COUNTY)))
    assert (row.made, row.bad) == (4, 0)
    second = Unit.objects.get(name="清河县第二人民医院")
    assert second.parent == place.county and second.county_id == place.county.pk
    assert {u.name for u in Unit.objects.filter(parent=second)} == {"急诊科", "药剂科"}
    assert Event.objects.filter(verb="unit.keep", actor_id=clerk.pk).count() == 4
    again = taken(upload(clerk, "org", "unit", units(*COUNTY)))
    assert (again.made, again.same) == (0, 4)


def test_a_bad_unit_holds_up_only_what_stands_below_it(
    place: SimpleNamespace, clerk: Person
) -> None:
    row = taken(upload(clerk, "org", "unit", units(
        ("", "乡镇卫生院", "石桥镇卫生院", "", "", ""),
        ("", "医院", "清河县中医医院", "", "123", ""),
        ("清河县中医医院", "科室", "针灸科", "", "", ""),
        ("", "没有这一类", "不知道医院", "", "", ""),
        ("邻县人民医院", "科室", "内科", "", "", ""),
        ("", "科室", "悬空科", "", "", ""),
        ("石桥镇卫生院", "科室", "门诊部", "", "", ""),
        ("", "乡镇卫生院", "柳林镇卫生院", "柳林卫生院", "", "柳林镇"),
    )))  # fmt: skip
    told = reasons(row)
    assert [*told] == [3, 4, 5, 6]
    assert "信用代码" in told[3] and "先改正那一行" in told[4]
    assert "可选项" in told[5] and "找不到单位" in told[6]
    assert (row.made, row.changed) == (3, 1)
    assert Unit.objects.get(name="柳林镇卫生院").short_name == "柳林卫生院"
    assert Unit.objects.filter(name__in=("清河县中医医院", "针灸科")).count() == 0


def test_people_come_with_posts_and_roles(place: SimpleNamespace, clerk: Person) -> None:
    book = workbook(PEOPLE, [
        ("清河县人民医院", "外科", "钱一", "13900000001", "科室负责人", "科室负责人"),
        ("清河县人民医院", "", "孙二", "", "安全管理员", "安全管理员"),
        ("柳林镇卫生院", "外科", "李三", "", "", ""),
        ("清河县人民医院", "外科", "卫兰", "", "护士", "职工"),
        ("", "", "周四", "", "没有的岗位", ""),
    ])  # fmt: skip
    row = taken(upload(clerk, "org", "person", book))
    told = reasons(row)
    assert [*told] == [4, 6] and "没有这个科室" in told[4] and "可选项" in told[6]
    assert (row.made, row.same) == (2, 1), "卫兰 is there already"
    chief = Person.objects.get(name="钱一")
    assert chief.department == place.surgery and chief.phone == "13900000001"
    assert Appointment.objects.get(person=chief).post == "department_head"
    assert Grant.objects.get(person=chief).role == "department_head"
    assert Person.objects.get(name="孙二").institution_id == place.hospital.pk


def test_nobody_gives_what_lies_beyond_their_own_place(place: SimpleNamespace) -> None:
    book = workbook(PEOPLE, [
        ("", "外科", "钱一", "", "", "平台管理员"), ("柳林镇卫生院", "", "李三", "", "", ""),
        ("", "外科", "孙二", "", "", "职工"),
    ])  # fmt: skip
    row = taken(upload(place.manager, "org", "person", book))
    assert [*reasons(row)] == [2, 3] and row.made == 1


def test_a_template_names_what_may_be_chosen(
    place: SimpleNamespace, clerk: Person, client: Any
) -> None:
    client.force_login(clerk, "allauth.account.auth_backends.AuthenticationBackend")
    for kind in ("unit", "person"):
        answer = client.get(f"/imports/org/{kind}/template")
        assert answer.status_code == 200 and answer.content[:2] == b"PK"
        assert client.get(f"/imports/org/{kind}/").status_code == 200
    assert client.get("/units/").context["page"].import_url == "/imports/org/unit/"
    assert client.get("/people/").context["page"].import_url == "/imports/org/person/"

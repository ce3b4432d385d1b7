"""An installation from nothing: a commission, its administrator, and what they are told to do first."""

import re

import pytest
from django.test import Client

from weian.base import clock
from weian.org import actions
from weian.org import queries as org
from weian.policy import actions as policy
from weian.policy import queries as packs
from weian.site import beginning, cli

pytestmark = [pytest.mark.db, pytest.mark.django_db]


@pytest.fixture
def admin(capsys: pytest.CaptureFixture[str]) -> org.Person:
    made = cli.call(
        "unit", "create", "--kind", "commission_county", "--name", "清河县卫生健康局", "--short", "县卫健局"
    )  # fmt: skip
    told = capsys.readouterr().out
    assert made == 0 and "weian user create --unit 清河县卫生健康局" in told
    assert not cli.call(
        "user", "create", "--unit", "清河县卫生健康局", "--name", "王管", "--login", "wangguan",
        "--role", "platform_admin",
    )  # fmt: skip
    assert re.search("初始密码", capsys.readouterr().out)
    person = org.person_by_login("wangguan")
    assert person is not None
    return person


def steps(person: org.Person) -> list[str]:
    return [line.item.what for line in beginning.waiting(person, clock.now())]


def test_each_step_is_named_until_it_is_done(admin: org.Person) -> None:
    at, county = clock.now(), org.unit_by_id(admin.unit_id)
    assert steps(admin) == ["登记下属单位", "采用制度包"]
    clinic = actions.keep_unit(
        admin, at=at, parent=county, kind="township_clinic", name="柳林镇卫生院"
    )
    assert steps(admin) == ["登记各单位人员", "采用制度包"]
    manager = actions.appoint(
        admin, at=at, unit=clinic, name="韩平", roles=("safety_manager",), employment="staff"
    )
    assert steps(admin) == ["采用制度包"] and steps(manager) == []
    cli.call("packs", "load")
    edition = packs.edition_named("national-numbers")
    assert edition is not None
    policy.adopt(admin, edition=edition, unit=county, since=at.date(), answers={}, at=at)
    assert steps(admin) == []


def test_the_first_page_leads_to_the_first_step(admin: org.Person, client: Client) -> None:
    org.Person.objects.filter(pk=admin.pk).update(must_change_password=False)
    admin.refresh_from_db()
    client.force_login(admin, "allauth.account.auth_backends.AuthenticationBackend")
    page = client.get("/todo/").context["page"]
    shown = [item for group in page.groups for item in group.items]
    assert [i.button.url for i in shown] == ["/imports/org/unit/", "/packs/"]


def test_a_second_name_or_an_unknown_parent_is_told(
    admin: org.Person, capsys: pytest.CaptureFixture[str]
) -> None:
    again = ("create", "--kind", "commission_county", "--name", "清河县卫生健康局")
    assert cli.call("unit", *again) == 1
    assert "已有同名单位" in capsys.readouterr().err
    assert cli.call("unit", *again, "--parent", "没有的市") == 1
    assert "没有找到单位 没有的市" in capsys.readouterr().err

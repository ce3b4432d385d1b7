"""``weian user`` and ``weian verify-log``."""

import re
from datetime import date

import pytest
from django.db import connection

from weian.base import clock
from weian.org import actions
from weian.org import queries as org
from weian.site import cli

pytestmark = [pytest.mark.db, pytest.mark.django_db]


@pytest.fixture
def county() -> org.Unit:
    return actions.keep_unit(
        None,
        at=clock.now(),
        kind="commission_county",
        name="云溪县卫生健康局",
        since=date(2015, 1, 1),
    )


def test_an_account_is_created_and_its_password_reset(
    county: org.Unit, capsys: pytest.CaptureFixture[str]
) -> None:
    created = cli.call(
        "user", "create", "--unit", county.name, "--name", "周安", "--login", "zhouan",
        "--role", "platform_admin",
    )  # fmt: skip
    first = re.search(r"初始密码 (\S+)（", capsys.readouterr().out)
    assert created == 0 and first
    person = org.person_by_login("zhouan")
    assert person is not None and person.check_password(first[1]) and person.must_change_password
    assert cli.call("user", "reset", "--login", "zhouan") == 0
    person.refresh_from_db()
    assert not person.check_password(first[1])


def test_a_refusal_is_told_and_ends_with_one(
    county: org.Unit, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.call("user", "reset", "--login", "nobody") == 1
    assert "没有账号 nobody" in capsys.readouterr().err
    unknown = ("create", "--unit", "不存在", "--name", "甲", "--login", "abc", "--role", "staff")
    assert cli.call("user", *unknown) == 1
    assert "没有找到单位" in capsys.readouterr().err


def test_the_log_is_whole_until_a_row_is_changed(
    county: org.Unit, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.call("verify-log") == 0
    with connection.cursor() as cursor:
        cursor.execute("update base_event set verb = 'unit.forged' where seq = 1")
    assert cli.call("verify-log") == 1
    assert "第 1 条" in capsys.readouterr().out

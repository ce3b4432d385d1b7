"""What somebody is told, and the page where it stands."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from weian.notify import actions, queries

from .conftest import AT

pytestmark = pytest.mark.db
BUDGET = 7  # session, person, grants, frame, unread, the page of notices


def tell(person: Any, title: str = "请核对", url: str = "/me/", minutes: int = 0) -> Any:
    at = AT - timedelta(minutes=minutes)
    actions.tell([person], kind="system", title=title, url=url, at=at)
    return queries.notices_of(person).filter(title=title).first()


def test_a_long_title_is_cut_not_refused(county: SimpleNamespace) -> None:
    assert actions.tell([county.manager], kind="system", title="长" * 500, at=AT) == 1
    assert len(queries.notices_of(county.manager).get().title) == 200


def test_the_page_shows_the_newest_first_and_what_is_unread(
    county: SimpleNamespace, browse: Any
) -> None:
    tell(county.manager, "早些", minutes=90)
    tell(county.manager, "<b>刚才</b>")
    page = browse("manager").get("/notices/").content.decode()
    assert page.index("&lt;b&gt;刚才") < page.index("早些")
    assert "未读 2" in page and "全部标为已读" in page


def test_opening_one_marks_it_and_leads_on(county: SimpleNamespace, browse: Any) -> None:
    notice, client = tell(county.manager), browse("manager")
    assert client.get(f"/notices/{notice.pk}").status_code == 405  # a GET writes nothing
    assert client.post(f"/notices/{notice.pk}")["Location"] == "/me/"
    notice.refresh_from_db()
    assert notice.read_at == AT


def test_one_that_leads_nowhere_can_be_put_away(county: SimpleNamespace, browse: Any) -> None:
    notice, client = tell(county.manager, url=""), browse("manager")
    assert "知道了" in client.get("/notices/").content.decode()
    assert client.post(f"/notices/{notice.pk}")["Location"] == "/notices/"
    assert "知道了" not in client.get("/notices/").content.decode()


def test_the_notices_of_others_do_not_exist(county: SimpleNamespace, browse: Any) -> None:
    notice = tell(county.manager, "给安全管理员的")
    client = browse("nurse")
    assert client.post(f"/notices/{notice.pk}").status_code == 404
    assert "给安全管理员的" not in client.get("/notices/").content.decode()
    notice.refresh_from_db()
    assert notice.read_at is None


def test_all_at_once(county: SimpleNamespace, browse: Any) -> None:
    mine, other = [tell(county.manager, str(n)) for n in range(3)], tell(county.head)
    browse("manager").post("/notices/read")
    assert queries.unread_count(county.manager) == 0
    assert queries.unread_count(county.head) == 1
    assert mine and other


def test_strangers_are_asked_to_log_in(client: Any, county: SimpleNamespace) -> None:
    assert client.get("/notices/")["Location"].startswith("/login")


def test_the_page_keeps_its_budget_of_queries(county: SimpleNamespace, browse: Any) -> None:
    for n in range(60):
        tell(county.manager, f"第{n}条", minutes=n)
    client = browse("manager")
    client.get("/notices/")
    with CaptureQueriesContext(connection) as asked:
        page = client.get("/notices/").content.decode()
    assert "下一页" in page and "第49条" in page and "第50条" not in page
    spent = [q["sql"][:160] for q in asked.captured_queries if "SAVEPOINT" not in q["sql"]]
    assert len(spent) <= BUDGET, "\n".join(spent)

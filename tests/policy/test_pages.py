"""The pages of packs: what they show, to whom, and adopting step by step."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from weian.org import queries as org
from weian.policy import actions
from weian.policy.loading import load_pack
from weian.policy.models import Adoption, Edition

pytestmark = pytest.mark.db
AT = datetime(2026, 11, 5, 2, 0, tzinfo=UTC)
Browse = Callable[[org.Person], Client]

#: Queries of each page for a commission clerk, the session and the person included.
BUDGET = {"/packs/": 7, "/packs/{0}/": 9, "/packs/{0}/compare": 9, "/packs/{0}/adopt": 8}


def text(response: Any) -> str:
    return str(response.content.decode())


@pytest.fixture
def adopted(edition: Edition, tree: SimpleNamespace) -> Adoption:
    new = actions.reissue(None, edition=edition, unit=tree.county, years=5, at=AT)
    return actions.adopt(None, edition=new, unit=tree.county, since=date(2025, 9, 8), at=AT)


@pytest.fixture
def clerk(tree: SimpleNamespace, someone: Any, browse: Browse) -> Client:
    return browse(someone("commission_clerk", tree.county))


def test_the_list_names_what_is_adopted_and_what_could_be(
    adopted: Adoption, edition: Edition, clerk: Client
) -> None:
    page = text(clerk.get("/packs/"))
    assert "专项整治三年行动方案（沿用）" in page
    assert "2025-09-08 至 2027-12-31" in page
    assert "执行中" in page
    assert "未采用" in page


def test_a_pack_shows_each_clause_beside_what_it_became(adopted: Adoption, clerk: Client) -> None:
    page = text(clerk.get(f"/packs/{adopted.edition_id}/"))
    for words in ("五、保障措施（四）", 'id="c-5.4"', "每季度报送清单", "每季度最后一周", "清单是否如实？",
                  "人工评判", "原则", "没有可以核对的动作。", "SX-5.4-c", "每月，不少于1次", "沿用自"):  # fmt: skip
        assert words in page


@pytest.mark.parametrize("role", ["safety_manager", "staff"])
def test_those_whom_it_binds_read_it_without_buttons(
    adopted: Adoption, tree: SimpleNamespace, someone: Any, browse: Browse, role: str
) -> None:
    client = browse(someone(role, tree.hospital))
    page = text(client.get(f"/packs/{adopted.edition_id}/"))
    assert "每季度报送清单" in page
    assert "/adopt" not in page
    assert "/withdraw" not in page
    assert client.get(f"/packs/{adopted.edition_id}/adopt").status_code == 403
    assert (
        client.get(f"/packs/adoptions/{adopted.pk}/withdraw").status_code == 404
    )  # nor do they see the county


PLACES = ("/packs/{0}/", "/packs/{0}/compare", "/packs/{0}/adopt", "/packs/adoptions/{1}/withdraw")


@pytest.mark.parametrize("url", PLACES)
@pytest.mark.parametrize("who", ["institution_head stranger", "auditor county"])
def test_for_strangers_it_does_not_exist(
    adopted: Adoption, tree: SimpleNamespace, someone: Any, browse: Browse, url: str, who: str
) -> None:
    role, place = who.split()
    client = browse(someone(role, getattr(tree, place)))
    assert client.get(url.format(adopted.edition_id, adopted.pk)).status_code == 404
    assert client.get(url.format(999_999, 999_999)).status_code == 404


def test_a_login_is_wanted(adopted: Adoption, client: Client, browse: Browse) -> None:
    for url in ("/packs/", *PLACES):
        assert client.get(url.format(adopted.edition_id, adopted.pk)).status_code == 302


def test_two_versions_beside_each_other(
    adopted: Adoption, edition: Edition, clerk: Client, plan: Path, write: Callable[..., Path]
) -> None:
    newer = (
        plan.read_text("utf-8")
        .replace("version: 1", "version: 2")
        .replace("last: week", "last: 10 days")
    )
    second, _ = actions.load_edition(load_pack(write(newer, "v2/pack.yaml")), at=AT)
    page = text(clerk.get(f"/packs/{second.pk}/compare?with={edition.pk}"))
    assert "时限：每季度最后一周" in page
    assert "时限：每季度最后10天" in page
    page = text(clerk.get(f"/packs/{adopted.edition_id}/compare"))
    assert "2020年9月10日至2020年9月30日" in page
    assert "2025年9月10日至2025年9月30日" in page
    assert clerk.get(f"/packs/{edition.pk}/compare?with=1{edition.pk}9").status_code == 404


GIVEN = {"since": "2026-12-01", "years": "6", "answer_screening": "quarter"}


def test_the_impact_comes_before_the_deed(
    edition: Edition, tree: SimpleNamespace, clerk: Client
) -> None:
    url = f"/packs/{edition.pk}/adopt"
    assert "定期自查多久一次？" in text(clerk.get(url))
    given = {**GIVEN, "unit": str(tree.county.pk)}
    page = text(clerk.post(url, given))
    assert "乡镇卫生院 1 家，每家 2 项要求：每年约 8 项定期责任。" in page
    assert "文件有效期到 2028-12-31 为止" in page
    page = text(clerk.post(url, {**given, "since": "2026-01-01", "sample": str(tree.clinic.pk)}))
    assert "以“柳林镇卫生院”为例，随即要办：定期自查，2026-12-31 前" in page
    assert not Adoption.objects.exists()
    done = clerk.post(url, {**given, "confirm": "1"})
    adoption = Adoption.objects.select_related("edition").get()
    assert done.headers["Location"] == f"/packs/{adoption.edition_id}/"
    assert (adoption.since, adoption.answers) == (date(2026, 12, 1), {"screening": "quarter"})
    assert (adoption.edition.shift_years, adoption.unit) == (6, tree.county)


@pytest.mark.parametrize(
    ("key", "value", "word"),
    [
        ("years", "0", "文件有效期到 2022-12-31 为止"), ("since", "soon", "应当是日期"),
        ("answer_screening", "daily", "请从列表中选择"), ("unit", "999999", "请从列表中选择"),
        ("years", "77", "不能大于"), ("since", "2019-01-01", "设立"),
    ],
)  # fmt: skip
def test_a_rejected_form_keeps_what_was_typed(
    edition: Edition, tree: SimpleNamespace, clerk: Client, key: str, value: str, word: str
) -> None:
    given = {**GIVEN, "unit": str(tree.county.pk), key: value}
    for confirm in ({}, {"confirm": "1"}):
        page = text(clerk.post(f"/packs/{edition.pk}/adopt", {**given, **confirm}))
        assert word in page
        assert "2026-12-01" in page or key == "since"
    assert not Adoption.objects.exists()


def test_only_ones_own_units_are_offered(
    edition: Edition, tree: SimpleNamespace, clerk: Client
) -> None:
    given = {**GIVEN, "unit": str(tree.far.pk), "confirm": "1"}
    assert clerk.post(f"/packs/{edition.pk}/adopt", given).status_code == 200
    assert not Adoption.objects.exists()


def test_stopping(adopted: Adoption, clerk: Client) -> None:
    url = f"/packs/adoptions/{adopted.pk}/withdraw"
    assert "此前没有完成的仍然算没有完成" in text(clerk.get(url))
    assert "不能早于" in text(clerk.post(url, {"until": "2025-01-01"}))
    assert clerk.post(url, {"until": "2027-01-01"}).status_code == 302
    adopted.refresh_from_db()
    assert adopted.until == date(2027, 1, 1)
    assert "停止" in text(clerk.post(url, {"until": "2027-01-01"}))


@pytest.mark.parametrize("url", list(BUDGET))
def test_pages_keep_their_query_budget(
    adopted: Adoption, clerk: Client, url: str, django_assert_max_num_queries: Any
) -> None:
    address = url.format(adopted.edition_id)
    clerk.get(address)
    with django_assert_max_num_queries(BUDGET[url]):
        assert clerk.get(address).status_code == 200

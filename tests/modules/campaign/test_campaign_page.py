"""The page of a campaign says on each of three days what was so on that day."""

from __future__ import annotations

import io
from datetime import date
from types import SimpleNamespace

import pytest
import time_machine
from docx import Document

from tests.modules.boards.reading import read, wrong_numbers
from tests.modules.campaign.conftest import EARLY, NOW, PACK, browser
from weian.modules.campaign.finding import campaigns
from weian.policy import actions as policy
from weian.policy.loading import load_pack
from weian.record.queries import Record

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def numbers(place: SimpleNamespace, day: str) -> dict[str, int]:
    """What the page says on a day, by the query of each number without the day."""
    url = f"/campaigns/{place.adoption.pk}/?on={day}"
    found = read(browser(place.clerk), url).numbers
    return {href.partition("?")[2].replace(f"&on={day}", ""): n for href, n in found}


DAYS = {
    "2025-02-10": {  # first phase: nobody has a plan yet, nobody is late
        "what=duties&state=all&task=unit-plan": 2,
        "what=duties&state=waiting&task=unit-plan": 2,
        "what=duties&state=upcoming&task=screening": 2,
        "what=hazards&which=new": 1,
        "what=hazards&which=carried": 0,
        "what=without&which=plans": 2,
        "what=papers&which=new": 0,
    },
    "2025-03-15": {  # both phases: the hospital has its plan
        "what=duties&state=done&task=unit-plan": 1,
        "what=duties&state=waiting&task=unit-plan": 1,
        "what=duties&state=waiting&task=screening": 2,
        "what=hazards&which=new": 1,
        "what=hazards&which=carried": 0,
        "what=hazards&which=major": 1,
        "what=without&which=plans": 1,
    },
    "2025-04-15": {  # second phase, next quarter: the clinic is late, the hospital has screened
        "what=duties&state=done&task=unit-plan": 1,
        "what=duties&state=overdue&task=unit-plan": 1,
        "what=duties&state=done&task=screening": 1,
        "what=duties&state=waiting&task=screening": 1,
        "what=hazards&which=new": 1,
        "what=hazards&which=carried": 1,
        "what=hazards&which=open": 2,
        "what=papers&which=new": 1,
        "what=papers&which=rules": 1,
        "what=without&which=plans": 1,
    },
}
PHASES = {"2025-02-10": "动员部署", "2025-03-15": "动员部署、排查整治", "2025-04-15": "排查整治"}


@pytest.mark.parametrize("day", DAYS)
def test_each_day_has_its_own_numbers_and_phases(place: SimpleNamespace, day: str) -> None:
    with time_machine.travel(NOW, tick=False):
        found = numbers(place, day)
        assert {key: found.get(key, 0) for key in DAYS[day]} == DAYS[day]
        page = browser(place.clerk).get(f"/campaigns/{place.adoption.pk}/?on={day}")
        assert f"处于{PHASES[day]}阶段" in page.content.decode()


@pytest.mark.parametrize("day", ["", *DAYS, "2025-09-01"])
def test_every_number_equals_its_list_today_and_on_other_days(
    place: SimpleNamespace, day: str
) -> None:
    url = f"/campaigns/{place.adoption.pk}/" + (f"?on={day}" if day else "")
    with time_machine.travel(NOW, tick=False):
        for person, least in ((place.clerk, 15), (place.head, 10)):
            count, wrong = wrong_numbers(browser(person), url)
            assert wrong == []
            assert count >= least


def test_hazards_of_a_subject_count_for_its_sub_campaign(place: SimpleNamespace) -> None:
    with time_machine.travel(NOW, tick=False):
        page = browser(place.clerk).get(f"/campaigns/{place.adoption.pk}/").content.decode()
    assert "电动自行车专项治理" in page
    assert "what=special" in page


def test_only_those_below_see_it(place: SimpleNamespace) -> None:
    url = f"/campaigns/{place.adoption.pk}/"
    with time_machine.travel(NOW, tick=False):
        assert browser(place.head).get(url).status_code == 200
        for person in (place.stranger, place.guard):
            for page in ("", "list?what=duties", "summary"):
                assert browser(person).get(url + page).status_code == 404
        assert [c.pk for c in campaigns(place.stranger, NOW)] == []


def test_a_list_that_is_not_there_is_not_found(place: SimpleNamespace) -> None:
    url = f"/campaigns/{place.adoption.pk}/list"
    with time_machine.travel(NOW, tick=False):
        for query in (
            "",
            "?what=hazards&which=x",
            "?what=duties&task=x",
            "?what=duties&unit=999999",
        ):
            assert browser(place.clerk).get(url + query).status_code == 404, query


def test_the_summary_tells_the_numbers_is_kept_in_versions_and_leaves_as_word(
    place: SimpleNamespace,
) -> None:
    url = f"/campaigns/{place.adoption.pk}/summary"
    with time_machine.travel(NOW, tick=False):
        client = browser(place.clerk)
        page = client.get(url).content.decode()
        assert "整治以来发现隐患2件" in page
        assert "没有制定实施方案的单位：柳林镇卫生院" in page
        given = {"headline": "半年总结", "text": "一、总体情况\n改过的文字，讲清楚了。"}
        for text in (given["text"], given["text"] + "再改一次。"):
            client.post(url, {**given, "text": text, "do": "keep"})
        assert "再改一次。" in client.get(url).content.decode()
        assert Record.objects.filter(kind="campaign_text").count() == 2
        assert Record.objects.filter(kind="campaign_text", superseded_by=None).count() == 1
        answer = client.post(url, {**given, "do": "word"})
        lines = [p.text for p in Document(io.BytesIO(answer.content)).paragraphs]
        assert lines[0] == "半年总结"
        assert "改过的文字，讲清楚了。" in lines
        assert client.post(url, {"headline": "", "text": "短", "do": "word"}).status_code == 422


def test_the_summary_becomes_the_text_of_the_yearly_report(place: SimpleNamespace) -> None:
    url = f"/campaigns/{place.adoption.pk}/summary"
    with time_machine.travel(NOW, tick=False):
        client = browser(place.clerk)
        given = {"headline": "全年总结", "text": "一、总体情况\n写明了做了什么。", "do": "report"}
        answer = client.post(url, given)
        assert "写明了做了什么。" in client.get(answer.headers["Location"]).content.decode()
        given["text"] = "一、总体情况\n又改了一遍的文字。"
        answer = client.post(url, given)
        assert "又改了一遍的文字。" in client.get(answer.headers["Location"]).content.decode()


def test_two_campaigns_of_one_county_run_side_by_side(place: SimpleNamespace) -> None:
    again, _ = policy.load_edition(load_pack(PACK), at=EARLY)
    policy.adopt_shifted(
        None, edition=again, unit=place.county, since=date(2026, 1, 1), years=1, answers={}, at=NOW,
    )  # fmt: skip
    found = campaigns(place.clerk, NOW)
    assert len(found) == 2
    day = date(2026, 3, 15)
    assert [[p.title for p in c.now(day)] for c in found] == [
        ["动员部署", "排查整治"],
        ["排查整治"],
    ]
    assert found[0].begins == date(2026, 1, 1)

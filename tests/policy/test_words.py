"""Obligations and duties in Chinese words."""

# ruff: noqa: DTZ001  (wall time, as in core)

from datetime import date, datetime
from pathlib import Path

import pytest

from weian.core.cadence import After, Always, Before, Cadence, Deadline, Every, Once, Rules
from weian.core.condition import Condition, Test
from weian.core.duty import derive
from weian.core.obligation import Bearing, Evidence, Measure, Population, Who
from weian.core.world import Facts, Relief, World
from weian.policy.explaining import explain, last_day, moment
from weian.policy.loading import load_pack
from weian.policy.titles import Titles
from weian.policy.vocabulary import Vocabulary, titles_of
from weian.policy.words import cadence_words, measure_words, obligation_words, owes_words, who_words

TITLES = titles_of(
    Vocabulary(
        names={
            ("record", "training"): "培训", ("field", "training.hours"): "学时",
            ("field", "training.topic"): "主题", ("choice", "training.topic=fire"): "消防",
            ("step", "hazard.report"): "隐患上报", ("subject", "lift"): "电梯",
            ("field", "training.led_by"): "带队人",
        }
    )
)  # fmt: skip


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (Every("quarter"), "每季度"), (Every("quarter", last=0), "每季度最后7天"),
        (Every("month", last=10), "每月最后10天"), (Every("year", by=(12, 10)), "每年12月10日前"),
        (Every("year", month=6), "每年6月"), (Every("year", 3), "每3年"), (Every("day", 15), "每15天"),
        (Every("night"), "每晚"), (Every("holiday"), "每个节假日前7天内"),
        (Once(date(2022, 9, 15)), "2022年9月15日前"),
        (Once(date(2020, 12, 31), date(2020, 9, 1)), "2020年9月1日至2020年12月31日"),
        (After("hazard.report", hours=24), "隐患上报后24小时内"),
        (After("hazard.report", days=3, working=True), "隐患上报后3个工作日内"),
        (After("hazard.report", days=3), "隐患上报后3天内"), (After("hazard.report"), "隐患上报后当日内"),
        (Before("appointed", 30), "任职30天前"), (Before("joined"), "上岗前"),
        (Deadline("due_on"), "在整改期限届满前"), (Always(), "始终保持有效"),
        (Always(years=3), "始终有3年以内的"),
    ],
)  # fmt: skip
def test_when(when: Cadence, words: str) -> None:
    assert cadence_words(when, TITLES, Rules()) == words


@pytest.mark.parametrize(
    ("setting", "words"),
    [(None, "最后一周"), ("iso", "最后一周（自周一起）"), ("working:5", "最后5个工作日")],
)
def test_the_last_week_as_it_is_set(setting: str | None, words: str) -> None:
    rules = Rules(last_week=setting) if setting else None
    assert cadence_words(Every("quarter", last=0), TITLES, rules) == f"每季度{words}"


@pytest.mark.parametrize(
    ("measure", "words"),
    [
        (Measure(), "不少于1次"), (Measure(target=2, at_most=4), "不少于2次（不超过4次）"),
        (Measure("sum", 8, field="hours"), "学时合计不少于8"),
        (Measure("coverage", 1, field="people", population=Population("people")), "覆盖全部人员"),
        (
            Measure("coverage", 0.8, field="people", population=Population(
                "people", ("driver",), Condition((Test("employment", "in", ("temporary", "contract")),)))),
            "覆盖不少于80%的驾驶员（用工形式为临时工或合同工）",
        ),
    ],
)  # fmt: skip
def test_how_much(measure: Measure, words: str) -> None:
    assert measure_words(measure, Evidence(("training",)), TITLES) == words


def test_who_and_what() -> None:
    applies = Condition(
        (Test("medical", "is", True), Test("level", "gte", "2")),
        (Test("lift", "is", True), Test("boiler", "is", False)),
    )
    who = Who(frozenset({"institution"}), "head", applies)
    assert who_words(who, titles=TITLES) == (
        "医疗卫生机构（提供诊疗服务、医院等级不低于二级，且电梯或非锅炉）的主要负责人"
    )
    assert (
        who_words(Who(frozenset({"hospital"})), Bearing("subject", "lift"), TITLES)
        == "医院，每个电梯"
    )
    assert who_words(Who(frozenset({"hospital"})), Bearing("post", "deputy"), TITLES) == (
        "医院，每名分管领导（副职）"
    )
    owes = Evidence(("training",), (Test("topic", "in", ("fire",)),), "led_by")
    assert owes_words(owes, TITLES) == "“培训”记录（主题为消防），由本人作为带队人"


def test_an_unnamed_key_stands_for_itself() -> None:
    assert (
        owes_words(Evidence(("x.y",), (Test("z", "gte", 3),)), Titles()) == "“x.y”记录（z不低于3）"
    )


def test_a_whole_obligation(plan: Path) -> None:
    law = load_pack(plan).obligations()[0]
    assert obligation_words(law, TITLES, Rules()) == (
        "医疗卫生机构（提供诊疗服务）的主要负责人，每季度最后7天：每季度报送清单；"
        "以“report.hazard_list”记录为凭，不少于1次。"
    )


@pytest.mark.parametrize(
    ("due", "shown"),
    [(datetime(2020, 10, 1), "2020-09-30"), (datetime(2020, 10, 1, 14), "2020-10-01 14:00"),
     (datetime(9999, 1, 1), "")],
)  # fmt: skip
def test_the_last_day_on_time(due: datetime, shown: str) -> None:
    assert last_day(due) == shown


def test_a_moment() -> None:
    assert moment(None) is None
    assert moment(datetime(2020, 10, 1)) == "2020-10-01"
    assert moment(datetime(2020, 10, 1, 6)) == "2020-10-01 06:00"


@pytest.mark.parametrize(
    ("at", "facts", "relief", "words"),
    [
        (datetime(2020, 9, 10), True, None, "2020年9月24日 周四 起可以办理，2020年9月30日 周三 前完成"),
        (datetime(2020, 9, 28), True, None, "请在 2020年9月30日 周三 前报送“report.hazard_list”。"),
        (datetime(2020, 10, 2), True, None, "将记为逾期完成"),
        (datetime(2020, 10, 2), None, None, "本单位还没有申报：提供诊疗服务"),
        (datetime(2020, 10, 2), False, None, "不符合适用条件"),
        (datetime(2020, 10, 2), True, Relief("plan#list", datetime(2020, 9, 9), record="豁免1"),
         "经批准豁免（豁免1）"),
    ],
)  # fmt: skip
def test_why_a_duty_stands_as_it_does(
    plan: Path, at: datetime, facts: bool | None, relief: Relief | None, words: str
) -> None:
    declared = Facts([("medical", date(2020, 1, 1), facts)])
    world = World("u", frozenset({"institution"}), declared, reliefs=[relief] if relief else [])
    duty = next(derive(world, load_pack(plan).obligations()[:1], at, Rules()))
    assert words in "\n".join(explain(duty, TITLES, Rules()))

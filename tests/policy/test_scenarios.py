"""Scenarios: evaluated, compared, and each failure told with its line."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from weian.policy.scenario import evaluate, load_scenario
from weian.policy.shelf import check_shelf
from weian.policy.source import BrokenPack
from weian.policy.titles import Titles
from weian.policy.vocabulary import UNIT_GROUPS, Vocabulary

GOOD = """\
scenario: 按时报送
unit: {kind: township_clinic, since: 2020-01-01, facts: {medical: true}}
people: [{id: wang, since: 2019-01-01, posts: [{post: head, since: 2019-01-01}]}]
records: [{id: r1, kind: report.hazard_list, happened: 2020-09-28, by: wang}]
day: 2020-10-05
expect:
  - {duty: list, window: 2020-Q3, status: met, next_change: null, due: 2020-09-30, evidence: [r1]}
  - {duty: plan#list, window: 2020-Q4, status: upcoming, next_change: 2020-12-25, value: 0}
absent: [launch]
"""


def evaluated(file: Path) -> list[dict[str, Any]]:
    return evaluate(load_scenario(file), UNIT_GROUPS, Titles())


@pytest.fixture
def scenario(plan: Path, write: Callable[..., Path]) -> Callable[[str], Path]:
    return lambda text: write(text, "plan/scenarios/a.yaml")


def test_a_scenario_that_holds(plan: Path, scenario: Callable[[str], Path]) -> None:
    scenario(GOOD)
    shelf = check_shelf(plan.parent, Vocabulary())
    assert (shelf.errors, shelf.scenarios) == ([], 1)


@pytest.mark.parametrize(
    ("old", "new", "line", "word"),
    [
        ("status: met", "status: overdue", 7, "应为 overdue，算出 met"),
        ("due: 2020-09-30", "due: 2020-09-29", 7, "due 应为 2020-09-29，算出 2020-09-30"),
        ("2020-12-25", "2020-12-24", 8, "next_change"),
        ("next_change: null", "next_change: 2021-01-01", 7, "next_change"),
        ("evidence: [r1]", "evidence: [r2]", 7, "evidence"),
        ("window: 2020-Q3", "window: 2020-Q9", 7, "应有 1 项责任，算出 0 项"),
        ("duty: list", "duty: lists", 7, "没有 lists"),
        ("absent: [launch]", "absent: [screening]", 9, "不应有责任"),
        ("absent: [launch]", "absent: [lunch]", 9, "没有 lunch"),
    ],
)
def test_each_failure_is_told_with_its_line(
    plan: Path, scenario: Callable[[str], Path], old: str, new: str, line: int, word: str
) -> None:
    scenario(GOOD.replace(old, new))
    errors = check_shelf(plan.parent, Vocabulary()).errors
    assert [(Path(e.file).name, e.line) for e in errors] == [("a.yaml", line)]
    assert word in errors[0].reason


@pytest.mark.parametrize(
    ("old", "new", "line", "word"),
    [
        ("day: 2020-10-05", "", 1, "缺少 day"),
        ("day: 2020-10-05", "day: soon", 5, "应是日期"),
        ("status: met", "status: done", 7, "status"),
        ("unit:", "untis:", 2, "untis"),
        ("day:", "answers: {screening: daily}\nday:", 5, "daily"),
        ("day:", "rules: {last_week: friday}\nday:", 5, "last_week"),
        ("day:", "packs: [nowhere.yaml]\nday:", 5, "nowhere.yaml"),
    ],
)
def test_a_scenario_that_cannot_be_read(
    scenario: Callable[[str], Path], old: str, new: str, line: int, word: str
) -> None:
    with pytest.raises(BrokenPack) as broken:
        load_scenario(scenario(GOOD.replace(old, new)))
    assert any(e.line == line and word in e.reason for e in broken.value.errors)


def test_a_duty_as_plain_values(scenario: Callable[[str], Path]) -> None:
    duty = next(d for d in evaluated(scenario(GOOD)) if d["window"] == "2020-Q3")
    why = duty.pop("why")
    assert duty == {
        "key": "plan#list|unit||2020-Q3", "obligation": "plan#list", "title": "每季度报送清单",
        "clause": {"id": "5.4", "article": "五、保障措施（四）", "document": "专项整治三年行动方案"},
        "unit": "unit", "for": "", "window": "2020-Q3", "opens": "2020-09-24",
        "due": "2020-09-30", "status": "met", "value": 1, "target": 1, "evidence": ["r1"],
        "next_change": None,
    }  # fmt: skip
    assert [line.partition("：")[0] for line in why] == [
        "要求",
        "依据",
        "状态",
        "进度",
        "证据",
        "下一步",
    ]
    assert "每季度最后7天" in why[0]


@pytest.mark.parametrize(
    ("setting", "opens"),
    [("days:7", "2020-12-25"), ("iso", "2020-12-28"), ("working:3", "2020-12-29")],
)
def test_the_jurisdiction_says_what_the_last_week_is(
    scenario: Callable[[str], Path], setting: str, opens: str
) -> None:
    found = evaluated(scenario(GOOD + f'rules: {{last_week: "{setting}"}}\n'))
    assert [d["opens"] for d in found if d["window"] == "2020-Q4"] == [opens]


def test_answers_facts_and_adoption_shape_the_duties(scenario: Callable[[str], Path]) -> None:
    text = """\
unit: {kind: hospital, since: 2020-01-01, facts: [{key: medical, value: true, since: 2021-02-01}]}
adopted: 2021-01-01
answers: {screening: quarter}
day: 2021-01-05
"""
    found = evaluated(scenario(text))
    assert [(d["obligation"], d["window"], d["status"]) for d in found] == [
        ("plan#list", "2021-Q1", "upcoming"), ("plan#screening", "2021-Q1", "open"),
        ("plan#screening", "2021-Q2", "upcoming"),
    ]  # fmt: skip


def test_an_extension_and_a_waiver(scenario: Callable[[str], Path]) -> None:
    text = (
        GOOD.partition("records:")[0]
        + """\
reliefs:
  - {obligation: list, window: 2020-Q3, until: 2020-10-15}
  - {obligation: plan#screening}
day: "2020-10-15 23:00"
"""
    )
    found = {(d["obligation"], d["window"]): d for d in evaluated(scenario(text))}
    duty = found["plan#list", "2020-Q3"]
    assert (duty["status"], duty["due"], duty["next_change"]) == (
        "open",
        "2020-10-15",
        "2020-10-16",
    )
    assert found["plan#screening", "2020-09"]["status"] == "waived"


def test_a_commission_and_its_own_duties(scenario: Callable[[str], Path]) -> None:
    text = "unit: {kind: commission_county}\nday: 2020-09-30\n"
    found = evaluated(scenario(text))
    assert [(d["obligation"], d["window"], d["due"]) for d in found] == [
        ("plan#launch", "once", "2020-09-30")
    ]


def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "weian.site.cli", *arguments], capture_output=True, text=True, check=False
    )  # fmt: skip


def test_evaluate_prints_json(scenario: Callable[[str], Path]) -> None:
    done = run("evaluate", str(scenario(GOOD)))
    assert done.returncode == 0, done.stderr
    assert {d["obligation"] for d in json.loads(done.stdout)} == {"plan#list", "plan#screening"}


def test_evaluate_says_what_is_wrong(scenario: Callable[[str], Path]) -> None:
    done = run("evaluate", str(scenario(GOOD.replace("status: met", "status: done"))))
    assert done.returncode == 1
    assert "a.yaml:7:" in done.stderr

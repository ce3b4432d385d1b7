"""Documents read whole: how well, how fast, and what stays out."""

import json
import time
from pathlib import Path

import pytest
import yaml

from weian.policy.reading.compiler import compile_text
from weian.policy.reading.scoring import FIELDS, Score, score
from weian.site.cli import call

SAMPLES = Path(__file__).parent.parent / "samples"
#: ``opened`` was kept apart until its misses were read; ``held_out`` still is.
APART = ("opened", "held_out")
ANNOTATED = sorted(p for kind in ("work", *APART) for p in SAMPLES.glob(f"{kind}/*.yaml"))


@pytest.mark.parametrize("path", ANNOTATED, ids=lambda p: p.stem)
def test_annotations_stand_where_their_sentences_do(path: Path) -> None:
    text = path.with_suffix(".txt").read_text("utf-8")
    for note in yaml.safe_load(path.read_text("utf-8"))["sentences"]:
        assert text[note["start"] :].startswith(note["starts"])
        assert 0 <= note["start"] < note["end"] <= len(text)


def test_there_are_enough_annotations_and_a_third_is_kept_apart() -> None:
    def count(paths: list[Path]) -> tuple[int, int]:
        notes = [n for p in paths for n in yaml.safe_load(p.read_text("utf-8"))["sentences"]]
        none = sum("none" in n for n in notes)
        return len(notes) - none, none

    asks, none = count(ANNOTATED)
    apart, _ = count([p for p in ANNOTATED if p.parent.name in APART])
    assert asks >= 1800
    assert none >= 330
    assert apart * 3 >= asks


#: The documents that the rules were first written for.
FIRST = frozenset(
    {"chemicals-measures", "city-work-points", "fire-campaign-plan", "flood-season-notice",
     "hospital-half-year-plan", "medical-waste-notice", "primary-care-guidance",
     "safety-month-notice", "security-measures"}
)  # fmt: skip
#: F1, recurrence, threshold, actor, clause, kind that no change may fall below.
FLOORS = {
    "first": (0.99, 0.96, 0.98, 0.97, 0.99, 0.9),
    "work": (0.99, 0.965, 0.98, 0.925, 0.99, 0.875),
    "opened": (0.99, 0.95, 0.965, 0.955, 0.99, 0.82),
}


@pytest.mark.parametrize("group", FLOORS)
def test_the_opened_documents_are_read_as_annotated(group: str) -> None:
    total = Score()
    for path in (p for p in ANNOTATED if p.parent.name == group or group == "first"):
        if group == "first" and path.stem not in FIRST:
            continue
        text = path.with_suffix(".txt").read_text("utf-8")
        total.add(score(compile_text(text), yaml.safe_load(path.read_text("utf-8"))["sentences"]))
    read = (total.f1, *(total.rate(name) for name in FIELDS))
    assert [round(r, 3) for r, floor in zip(read, FLOORS[group], strict=True) if r < floor] == []


def test_twenty_thousand_characters_take_less_than_two_seconds() -> None:
    text = ""
    while len(text) < 20_000:
        text += "".join(p.read_text("utf-8") for p in sorted(SAMPLES.rglob("*.txt")))
    before = time.process_time()
    compile_text(text[:20_000])
    assert time.process_time() - before < 2


@pytest.mark.parametrize("noise", ["一", "（", "1.", "各单位", "每", "的", "“", "第一", "一、甲\n"])
def test_hostile_text_takes_no_longer(noise: str) -> None:
    text = "一、任务\n" + noise * (20_000 // len(noise)) + "。"
    before = time.process_time()
    compile_text(text)
    assert time.process_time() - before < 3


def test_contacts_are_left_out() -> None:
    text = (
        "关于报送材料的通知\n各单位：\n请于5月1日前报送材料。\n联系人：某某，电话：0000-1234567\n"
    )
    assert all("电话" not in f.sentence for f in compile_text(text).findings)


def test_lead_and_cooperating_actors_are_told_apart() -> None:
    text = "一、任务\n（一）开展联合检查，建立长效机制。（县卫健局牵头，县公安局、县市场监管局按职责分工负责）\n"
    found = compile_text(text).obligations
    assert [(f.actor, f.actor_source, f.cooperating) for f in found] == [
        ("县卫健局", "inherited", ("县公安局", "县市场监管局"))
    ]


def test_several_asks_of_one_sentence_are_several_obligations() -> None:
    text = "一、任务\n2024年3月底前各单位完成自查，6月底前完成整改，12月10日前报送总结。\n"
    found = compile_text(text).obligations
    assert [f.recurrence for f in found] == [
        {"once_by": "2024-03-31"}, {"once_by": "2024-06-30"}, {"once_by": "2024-12-10"},
    ]  # fmt: skip
    assert {f.actor for f in found} == {"各单位"}


def read(text: str) -> list[tuple[str, str | None, object]]:
    return [(f.clause, f.actor, f.recurrence) for f in compile_text(text).obligations]


def test_a_task_table_says_what_who_and_when_by_its_columns() -> None:
    text = (
        "一、任务\n（一）其他。\n附件1\n任务分解表\n序号\t重点任务\t具体措施\t责任单位\t完成时限\n"
        "1\t落实责任\t修订责任清单。\t各医院\t2024年6月底\n2\t\t更换老化线路\t\t2024.9.30\n"
        "\t消防整治\t每月检查灭火器1次\t物业\t长期坚持\n二、要求\n各单位每年总结1次。\n"
    )
    assert read(text) == [
        ("附件1第1项", "各医院", {"once_by": "2024-06-30"}),
        ("附件1第2项", "各医院", {"once_by": "2024-09-30"}),
        ("附件1第3项", "物业", {"at_least": 1, "per": "month"}),
        ("附件1二", "各单位", {"at_least": 1, "per": "year"}),
    ]
    compiled = compile_text(text)
    assert compiled.tree.source_of(compiled.plain) == text


@pytest.mark.parametrize(
    "label",
    ["（责任单位：保卫科；完成时限：2024年6月底）", "【责任单位：保卫科，完成时限：2024年6月底】",
     "\n责任单位：保卫科\n完成时限：2024年6月底"],
)  # fmt: skip
def test_who_and_when_may_stand_in_brackets_or_on_a_line(label: str) -> None:
    found = read(f"一、任务\n（一）修订消防安全制度。{label}\n（二）做好宣传。\n")
    assert found[0] == ("一（一）", "保卫科", {"once_by": "2024-06-30"})


def test_a_heading_says_whose_duties_follow() -> None:
    text = "一、单位主要负责人\n（一）每季度主持召开会议；\n二、从业人员\n（一）遵守操作规程。\n"
    assert [a for _, a, _ in read(text)] == ["单位主要负责人", "从业人员"]


def test_who_is_bound_is_told_from_whose_case_it_is() -> None:
    text = "一、要求\n患者转入病区后，护士应当告知注意事项。\n各单位应设立由主要负责人担任组长的小组。\n"
    assert [a for _, a, _ in read(text)] == ["护士", "各单位"]


def test_a_bare_date_at_the_turn_of_the_year_is_near_the_day_of_issue() -> None:
    text = (
        "关于做好2025年元旦春节期间安全工作的通知\n各单位：\n一、要求\n"
        "请于12月28日前报值班表，1月15日前报总结。\n某县卫生健康局\n2024年12月20日\n"
    )
    assert [r for _, _, r in read(text)] == [{"once_by": "2024-12-28"}, {"once_by": "2025-01-15"}]


def test_the_command_prints_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "通知.txt"
    path.write_text("一、任务\n各单位每季度至少召开1次安全会议。\n", "utf-8")
    assert call("compile", str(path), "--json", "--propose") == 0
    (told,) = json.loads(capsys.readouterr().out)
    assert told["recurrence"] == {"at_least": 1, "per": "quarter"}
    assert (told["clause"], told["actor"], told["kind"]) == ("一", "各单位", "meeting")
    assert told["proposed"] == {"units": ["institution"], "area": "meeting", "record": "meeting"}


def test_the_command_scores_each_folder(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("compile", "--score", str(SAMPLES / "work")) == 0
    assert "F1" in capsys.readouterr().out


def test_the_command_prints_time_and_memory(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "通知.txt"
    path.write_text("一、任务\n各单位每季度至少召开1次安全会议。\n", "utf-8")
    assert call("compile", "--measure", str(path)) == 0
    assert "1 项要求" in capsys.readouterr().out

"""Each rule of the coverage refuses what breaks it, and lets pass what keeps it."""

from pathlib import Path
from typing import Any

import pytest

from weian.base.fields import Field
from weian.site.coverage.checks import check, unplaced
from weian.site.coverage.entries import Entry, read_entries
from weian.site.coverage.house import House, Shapes
from weian.site.coverage.register import Marks, differences, known_ids
from weian.site.coverage.settings import declared_settings
from weian.site.coverage.targets import TYPES, missing

TOPIC = Field("topic", "专题", "choice", choices=(("fire", "消防"),))
HOURS = Field("hours", "学时", "number")
IDS = {"SX-1-a": Marks(), "SX-1-b": Marks(dated=True), "SX-1-c": Marks(principle=True)}


def house() -> House:
    names: dict[str, set[str]] = {type_: set() for type_ in TYPES}
    names |= {
        "clause": {"p#1", "p#2.1"}, "obligation": {"p#o"}, "judged": {"p#2.1.j"},
        "step": {"hazard.plan"}, "page": {"duty:board", "home"}, "setting": {"hazard.ladder"},
    }  # fmt: skip
    shape = {"training": {"topic": TOPIC, "hours": HOURS}, "report.brief": {"topic": TOPIC}}
    shapes: dict[str, Shapes] = {"record": shape, "subject": {}, "case": {}}
    return House(names=names, shapes=shapes, hollow={"p#1"})


def reasons(*entries: Entry) -> list[str]:
    return [error.reason for error in check(entries, IDS, house())]


def entry(id_: str = "SX-1-a", *at: str, **more: Any) -> Entry:
    return Entry(id_, "一句话", at, **more)


@pytest.mark.parametrize(
    "target",
    [
        "clause:p#2.1", "obligation:p#o", "judged:p#2.1.j", "step:hazard.plan", "page:duty:board",
        "page:home", "setting:hazard.ladder", "record:training", "record:training.topic=fire",
        "record:report.brief", "record:report.brief.topic", "record:training.hours",
    ],
)  # fmt: skip
def test_a_target_that_exists_is_no_fault(target: str) -> None:
    assert missing(target, house()) == ""


@pytest.mark.parametrize(
    ("target", "why"),
    [
        ("clause:p#9", "没有 clause:p#9"),
        ("obligation:q#o", "没有 obligation:q#o；相近的有：p#o"),
        ("judged:p#1.j", "没有 judged:p#1.j"),
        ("step:hazard.plans", "相近的有：hazard.plan"),
        ("page:duty:bord", "相近的有：duty:board"),
        ("setting:none", "没有 setting:none"),
        ("record:trainings", "相近的有：training"),
        ("record:training.place", "没有 place 这一栏；有：topic、hours"),
        ("record:training.topic=gas", "没有 gas 这个选项；有：fire"),
        ("record:training.hours=2", "不是选择栏"),
        ("record:training=fire", "等号前应是 种类.栏目"),
        ("record:report.brief.place", "没有 place 这一栏"),
        ("report.brief", "看不懂"),
        ("table:x", "看不懂"),
    ],
)
def test_a_target_that_does_not_exist_is_named_with_what_comes_near(target: str, why: str) -> None:
    assert why in missing(target, house())
    assert any(why in reason for reason in reasons(entry("SX-1-a", target)))


def test_an_entry_with_an_obligation_is_placed() -> None:
    assert reasons(entry("SX-1-b", "obligation:p#o")) == []


def test_an_unknown_id_is_a_fault() -> None:
    assert reasons(entry("SX-9-z", "obligation:p#o")) == ["SX-9-z：没有这个条目编号。"]


def test_an_entry_without_a_home_is_a_fault() -> None:
    assert "没有去处" in reasons(entry())[0]
    assert "只有原则" in reasons(entry("SX-1-a", "clause:p#1"))[0]
    assert reasons(entry("SX-1-a", "clause:p#1", "clause:p#2.1")) == []


def test_an_id_that_nobody_wrote_is_unplaced() -> None:
    assert unplaced([entry("SX-1-b", "obligation:p#o")], IDS) == ["SX-1-a", "SX-1-c"]


def test_a_number_needs_something_that_holds_it() -> None:
    assert "频次或数字" in reasons(entry("SX-1-b", "page:home"))[0]
    assert "频次或数字" in reasons(entry("SX-1-b", "judged:p#2.1.j"))[0]
    assert "频次或数字" in reasons(entry("SX-1-b", "page:home", reason="要看现场"))[0]
    assert reasons(entry("SX-1-b", "judged:p#2.1.j", reason="要看现场")) == []
    assert reasons(entry("SX-1-b", "record:training.hours")) == []
    assert reasons(entry("SX-1-b", "step:hazard.plan")) == []


def test_only_what_asks_nothing_is_a_principle() -> None:
    assert reasons(entry("SX-1-c", principle="指导思想。")) == []
    assert "不是原则性条目" in reasons(entry("SX-1-a", principle="指导思想。"))[0]
    assert "只能写一个" in reasons(entry("SX-1-c", "page:home", principle="指导思想。"))[0]


def test_later_names_one_of_the_three_things_left() -> None:
    assert reasons(entry(later="传感器数据实时接入另做。")) == []
    assert "later 只用于" in reasons(entry(later="以后再说。"))[0]


def test_awaiting_names_an_area_and_may_have_targets_already() -> None:
    assert reasons(entry("SX-1-a", "page:home", awaiting="letters")) == []
    assert "awaiting 没有 x" in reasons(entry(awaiting="x"))[0]


def test_no_more_than_forty_may_be_left_for_later() -> None:
    ids = {f"SX-{i}-a": Marks() for i in range(41)}
    later = [entry(i, later="一键报警另做。") for i in ids]
    assert check(later[:40], ids, house()) == []
    assert "最多 40 条" in check(later, ids, house())[0].reason


def test_no_more_than_fifty_eight_may_be_principles() -> None:
    ids = {f"SX-{i}-a": Marks(principle=True) for i in range(59)}
    principles = [entry(i, principle="方针。") for i in ids]
    assert check(principles[:58], ids, house()) == []
    assert "最多 58 条" in check(principles, ids, house())[0].reason


def test_one_page_may_alone_carry_eight_entries() -> None:
    ids = {f"SX-{i}-a": Marks() for i in range(9)}
    paged = [entry(i, "page:home") for i in ids]
    assert check(paged[:8], ids, house()) == []
    assert "page:home 是 9 条的唯一去处" in check(paged, ids, house())[0].reason
    paged[8] = entry("SX-8-a", "page:home", "clause:p#2.1")
    assert check(paged, ids, house()) == []


def test_pages_and_settings_may_alone_carry_sixty_entries() -> None:
    ids = {f"SX-{i}-a": Marks() for i in range(61)}
    there = house()
    there.names["page"] = {f"p{i}" for i in range(61)}
    paged = [entry(f"SX-{i}-a", f"page:p{i}") for i in range(61)]
    assert check(paged[:60], ids, there) == []
    assert "最多 60 条" in check(paged, ids, there)[0].reason


def written(folder: Path, text: str) -> list[str]:
    (folder / "a.yaml").write_text(text, "utf-8")
    return [str(error).partition("a.yaml")[2] for error in read_entries([folder / "a.yaml"])[1]]


def test_faults_of_form_name_file_and_line(tmp_path: Path) -> None:
    assert written(tmp_path, "A-1:\n  asks: 一句话\n  at: [x]\n") == []
    assert written(tmp_path, "A-1:\n  at: [x]\n") == [":1: A-1：缺少 asks（一句自己的话）。"]
    assert written(tmp_path, "A-1: {asks: 话, to: x}\n") == [":1: A-1：不认识的键 to。"]
    assert written(tmp_path, "A-1: {asks: 话, at: [x, x]}\n") == [":1: A-1：at 里有重复的去处。"]
    assert written(tmp_path, "A-1: {asks: 话, later: }\n") == [":1: A-1：later 应当是文字。"]
    assert "写了两遍" in written(tmp_path, "A-1: {asks: 话}\nA-1: {asks: 话}\n")[0]
    assert "文件不存在" in str(read_entries([tmp_path / "none.yaml"])[1][0])


def test_an_id_in_two_files_is_a_fault(tmp_path: Path) -> None:
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text("A-1: {asks: 话, at: [x]}\n", "utf-8")
    entries, errors = read_entries([tmp_path / "a.yaml", tmp_path / "b.yaml"])
    assert len(entries) == 1
    assert "已经写过" in errors[0].reason


def test_the_list_of_ids_is_compared_with_its_source() -> None:
    source = {"A-1": Marks(), "A-2": Marks(dated=True)}
    assert differences(source, source) == []
    assert len(differences({"A-1": Marks(), "A-2": Marks()}, source)) == 1
    assert len(differences({"A-1": Marks(), "B-2": Marks()}, source)) == 2


def test_the_list_is_read_with_its_marks(tmp_path: Path) -> None:
    (tmp_path / "ids").write_text("# words\nA-1\nA-2 dated\nA-3 dated principle\n", "utf-8")
    marks = known_ids(tmp_path / "ids")
    assert marks == {"A-1": Marks(), "A-2": Marks(True), "A-3": Marks(True, True)}


def test_settings_are_known_by_the_constants_that_name_them(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text('SETTING: Final = "a.b"\nMY_SETTING = "c"\nOTHER = "d"\n')
    assert declared_settings(tmp_path) == {"a.b", "c"}
    assert "hazard.ladder" in declared_settings()

"""Who is named, told by the shape of the name: nouns that no list holds."""

import pytest

from weian.policy.reading.actors import same, subject_of
from weian.policy.reading.naming import is_name, named


@pytest.mark.parametrize(
    ("said", "who"),
    [
        ("楼长每周召集一次碰头会。", "楼长"),
        ("供氧服务商每季度巡检一次。", "供氧服务商"),
        ("院感办每月监测一次。", "院感办"),
        ("各商场超市要建立消防责任制。", "各商场超市"),
        ("中控室值机员：每班2人。", "中控室值机员"),
        ("请市民政局、市卫生健康委指导本行业单位完成自查。", "市民政局、市卫生健康委"),
        ("考核结果由县安委会印发通报。", "县安委会"),
        ("乘客不得扒门。", "乘客"),
        ("外来参观、学习人员进入实验室，应当提前提出申请。", "外来参观、学习人员"),
        ("在场人员应立即关闭阀门。", "在场人员"),
    ],
)
def test_the_subject_is_told_by_how_its_name_ends(said: str, who: str) -> None:
    found = subject_of(said)
    assert found is not None
    assert same(found.name, who)


@pytest.mark.parametrize(
    "said",
    [
        "向各单位通报检查结果。",
        "督促施工单位加强现场管理。",
        "人员培训每年不少于一次。",
        "安全出口应当保持畅通。",
        "部门预算应当保障安全投入。",
        "情节严重的，移送公安机关处理。",
        "适时聘任第三方机构检查。",
    ],
)
def test_an_object_and_a_thing_are_no_subject(said: str) -> None:
    assert subject_of(said) is None


def test_a_name_begins_with_no_verb_and_holds_none() -> None:
    assert named("发动员工每月查找隐患") == ""
    assert named("保洁员每日清运垃圾") == "保洁员"


def test_a_heading_of_nothing_but_people_is_a_name() -> None:
    assert is_name("科主任、护士长")
    assert is_name("锅炉工")
    assert not is_name("安全教育")
    assert not is_name("加强检查人员")

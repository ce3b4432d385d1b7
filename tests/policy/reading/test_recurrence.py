"""When and how often, in every output form."""

from typing import Any

import pytest

from weian.policy.reading.compiler import compile_text
from weian.policy.reading.recurrence import Context, read_recurrences

FORMS: list[tuple[str, dict[str, Any] | None]] = [
    ("每季度至少召开1次会议", {"at_least": 1, "per": "quarter"}),
    ("每年组织1-2次全面检查", {"at_least": 1, "at_most": 2, "per": "year"}),
    ("一年两次开展演练", {"at_least": 2, "per": "year"}),
    ("全年开展培训不少于四次", {"at_least": 4, "per": "year"}),
    ("每半个月检查一遍", {"at_least": 1, "per": "half_month"}),
    ("每半年演练一次", {"at_least": 1, "per": "half_year"}),
    ("每两小时巡查一次", {"at_least": 1, "per": "2h"}),
    ("至少每15日维护一次", {"at_least": 1, "per": "15d"}),
    ("每三年修订一次", {"at_least": 1, "per": "3y"}),
    ("夜间对重点部位巡查至少进行2次", {"at_least": 2, "per": "night"}),
    ("汛期每日至少检查1次", {"at_least": 1, "per": "day", "during": "汛期"}),
    ("节假日和重大活动期间组织检查", {"at_least": 1, "per": "holiday_or_event"}),
    ("每季度最后1周报送清单", {"window": "last_week", "per": "quarter"}),
    ("于每年12月10日前报送", {"by": "12-10", "every": "year"}),
    ("每年1月签订责任书", {"month": 1, "every": "year"}),
    ("2019年6月前完成试点", {"once_by": "2019-06"}),
    ("6月底前完成整改", {"once_by": "2024-06-30"}),
    ("2022年底前建立机制", {"once_by": "2022-12-31"}),
    ("6月16日开展咨询日活动", {"on": "2024-06-16"}),
    ("2020年7月至12月开展排查", {"from": "2020-07-01", "until": "2020-12-31"}),
    ("每周四12:00前报送", {"every": "week", "by": "Thu 12:00"}),
    ("每月25日前报送", {"by": "25", "every": "month"}),
    ("接到报告后两小时内赶到", {"within": "2h", "after": "接到报告"}),
    ("自收到通知之日起5个工作日内答复", {"within": "5wd", "after": "收到通知"}),
    ("发生火情，应在半小时内报告", {"within": "30min", "after": "发生火情"}),
    ("在检验有效期届满前一个月提出申请", {"before": "1m", "of": "检验有效期届满"}),
    ("上岗前必须接受培训", {"before": "上岗"}),
    ("整改完成后由保卫科验收", {"after": "整改完成"}),
    ("每次检查都要建立台账", {"each": "检查"}),
    ("发现隐患立即上报", {"immediate": True}),
    ("要及时更新台账", {"prompt": True}),
    ("定期开展检查", {"periodic": True}),
    ("记录保存不少于3年", {"retain_at_least": "3y"}),
    ("安全评价报告有效期为三年", {"max_age": "3y"}),
    ("修订周期原则上不超过5年", {"max_interval": "5y"}),
    ("作业时间不得超过4小时", {"max_duration": "4h"}),
    ("实行24小时值班", {"continuous": "24小时"}),
    ("每旬汇总一次", {"at_least": 1, "per": "10d"}),
    ("每季度末25日前报送", {"by": "M3-25", "every": "quarter"}),
    ("即日起至6月30日开展检查", {"once_by": "2024-06-30"}),
    ("6月5日17:00前报送", {"once_by": "2024-06-05"}),
    ("明年1月底前清零", {"once_by": "2025-01-31"}),
    ("力争到2025年，完成改造", {"once_by": "2025-12-31"}),
    ("书面报告不晚于1小时", {"within": "1h"}),
    ("国庆假期前检查", {"at_least": 1, "per": "holiday_or_event"}),
    ("演练结束应当评估", {"after": "演练结束"}),
    ("露天作业每日工作时间不得超过6小时", {"max_duration": "6h"}),
    ("每学期开展一次培训", {"at_least": 1, "per": "half_year"}),
    ("隔月抽查一次", {"at_least": 1, "per": "2m"}),
    ("每间隔30分钟检测一次", {"at_least": 1, "per": "30min"}),
    ("不超过5年修订一次预案", {"at_least": 1, "per": "5y"}),
    ("检查频次为2次/季度", {"at_least": 2, "per": "quarter"}),
    ("每年上半年、下半年各组织一次演练", {"at_least": 1, "per": "half_year"}),
    ("7月至9月，每周检查不少于2次", {"at_least": 2, "per": "week"}),
    ("每月最后一个工作日前报送", {"by": "last", "every": "month"}),
    ("于次月5日前录入系统", {"by": "05", "every": "month"}),
    ("每季度首月10日前报送", {"by": "M1-10", "every": "quarter"}),
    ("每月第一周召开例会", {"window": "first_week", "per": "month"}),
    ("每周一、三、五消毒", {"at_least": 3, "per": "week"}),
    ("三季度末完成整改", {"once_by": "2024-09-30"}),
    ("每年第一季度完成评估", {"by": "03-31", "every": "year"}),
    ("6月中旬召开推进会", {"from": "2024-06-11", "until": "2024-06-20"}),
    ("年内完成改造", {"once_by": "2024-12-31"}),
    ("2024.6.30前完成改造", {"once_by": "2024-06-30"}),
    ("自2024年1月1日起至6月30日止开展整治", {"from": "2024-01-01", "until": "2024-06-30"}),
    ("每次出车前必须检查车况", {"each": "出车"}),
    ("作业前30分钟内检测", {"before": "30min", "of": "作业"}),
    ("考核合格后方可上岗", {"before": "上岗"}),
    ("应当提前15日备案", {"before": "15d"}),
    ("发现隐患当日下达通知", {"within": "1d"}),
    ("用三年时间完成改造", {"within": "3y"}),
    ("应至少每2h巡查一次", {"at_least": 1, "per": "2h"}),
    ("接到火警信息后应在3min内到场", {"within": "3min", "after": "接到火警信息"}),
    ("消防控制室应实行每日24h专人值班", {"continuous": "24小时"}),
    ("连续工作不应超过12h", {"max_duration": "12h"}),
    ("每年春、秋两季各组织一次检查", {"at_least": 2, "per": "year"}),
    ("最迟不晚于5月31日报送", {"once_by": "2024-05-31"}),
    ("评估结果于季度末月25日前报送", {"by": "M3-25", "every": "quarter"}),
    ("带班每周不少于2个夜班", {"at_least": 2, "per": "week"}),
    ("用电高峰期间每2小时巡视1次", {"at_least": 1, "per": "2h", "during": "用电高峰期间"}),
    ("经核定容量后方可接入", {"before": "接入"}),
    ("要立行立改", {"immediate": True}),
    ("值班表节前3个工作日报送", {"before": "3wd", "of": "节"}),
    ("低风险由岗位人员每班检查", {"each": "班"}),
    ("对12月20日前仍未完成的单位，约谈其负责人", None),
    ("建成前，严禁在楼道充电", None),
    ("一年内发生2次以上违规用电的科室，取消资格", None),
    ("存放总量不得超过24小时使用量", None),
    ("取消年内评先资格", None),
    ("未经定期检验不得使用", None),
    ("加强组织领导", None),
    ("自2018年开始推行", None),
    ("做好《每月一报制度》落实", None),
    ("按规定期限保存资料", None),
    ("夜间、节假日期间不安排危险作业", None),
    ("一周一调度", {"at_least": 1, "per": "week"}),
    ("对重点部位一日两查", {"at_least": 2, "per": "day"}),
    ("每两月召开一次联席会议", {"at_least": 1, "per": "2m"}),
    ("每逢双月开展一次夜查", {"at_least": 1, "per": "2m"}),
    ("每周一至周五上报", {"at_least": 1, "per": "day"}),
    ("2024年内完成改造", {"once_by": "2024-12-31"}),
    ("在今年年底前完成改造", {"once_by": "2024-12-31"}),
    ("汛期前完成排查", {"before": "汛期"}),
    ("提前半天请假", {"before": "12h"}),
    ("每例输血患者双人核对", {"each": "例"}),
]


@pytest.mark.parametrize(("said", "form"), FORMS, ids=[s for s, _ in FORMS])
def test_a_time_expression_is_read(said: str, form: dict[str, Any] | None) -> None:
    found = read_recurrences(said, Context(2024))
    assert (found[0].form if found else None) == form


def test_two_dates_are_two_times() -> None:
    found = read_recurrences("每年6月15日、12月15日前分别报送总结", Context(2024))
    assert [r.form["by"] for r in found] == ["06-15", "12-15"]


def test_a_date_without_any_year_is_not_given_one() -> None:
    assert read_recurrences("6月16日开展活动", Context(None)) == []


def test_two_rates_of_one_ask_are_both_read() -> None:
    read = read_recurrences("每月检测细菌、每3个月检测内毒素", Context(2024))
    assert [r.form for r in read] == [{"at_least": 1, "per": "month"}, {"at_least": 1, "per": "3m"}]


def test_several_days_of_every_month_are_all_read() -> None:
    read = read_recurrences("每月10日、20日前报送进展", Context(2024))
    assert [r.form["by"] for r in read] == ["10", "20"]


def test_a_length_behind_a_keeping_is_of_keeping() -> None:
    read = read_recurrences("重点部位不少于90天", Context(2024, kept=True))
    assert [r.form for r in read] == [{"retain_at_least": "90d"}]


def test_a_time_of_the_lead_in_holds_for_the_items_below() -> None:
    found = compile_text(
        "某院气体站规程\n\n一、检查\n操作人员开机前应当完成下列检查：\n1.检查备用电源。\n2.严禁带病开机。\n"
    ).obligations
    assert [f.recurrence for f in found] == [{"before": "开机"}, None]


def test_a_date_of_targets_holds_for_those_behind_it() -> None:
    found = compile_text(
        "某县方案\n\n一、目标\n到2025年9月底，重大隐患清零，整改率达到98%。\n"
    ).obligations
    assert [f.recurrence for f in found] == [{"once_by": "2025-09-30"}] * 2

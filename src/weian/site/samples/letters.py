"""What the sample letters say; names and happenings are invented."""

from __future__ import annotations

from typing import Any, Final

from weian.case import actions as cases
from weian.case.queries import Case
from weian.site.samples.county import AT, County

#: By the name of the file: kind, units written to, and the words.
LETTERS: Final[dict[str, tuple[str, tuple[str, ...], dict[str, Any]]]] = {
    "rectification-notice": (
        "rectification", ("hospital",),
        {
            "title": "关于限期消除住院楼重大事故隐患的整改通知书",
            "facts": "9月24日，我局检查组在你单位检查时发现：住院楼二层、三层东侧安全出口锁闭，常闭式防火门被铁链固定；"
            "配电房超负荷运行，未装过载保护装置。\n经核实，上述问题不能当场整改，判定为重大事故隐患。",
            "demands": "（一）立即打开并保持安全出口畅通，拆除防火门上的固定物，整改期间安排专人值守。\n"
            "（二）制定整改方案，明确责任人、措施、资金、时限和应急预案，于3日内报我局。\n"
            "（三）配电房增容改造期间错峰用电，每两小时测温一次，异常时立即断电并转移病人。\n"
            "（四）整改完成后组织验收，经我局复查合格方可销号。",
            "basis": "《中华人民共和国安全生产法》第四十一条、第七十条；《中华人民共和国消防法》第二十八条。",
            "reply_by": "2026-10-12", "copies": ["县安全生产委员会办公室", "县消防救援大队"],
        },
    ),
    "interview-notice": (
        "interview", ("hospital",),
        {
            "title": "关于对重大事故隐患整改不力问题进行警示约谈的告知书",
            "facts": "我局于9月1日就供氧站与锅炉房防火间距不足的重大事故隐患向你单位发出整改通知书，整改期限为9月20日。"
            "9月22日复查，你单位未按整改方案完成迁建，临时防火隔墙未砌筑，值守记录缺失。",
            "demands": "（一）你单位主要负责人到会说明整改不力的原因，不得委托他人。\n"
            "（二）当场提交书面整改承诺，写明每一项的完成日期和责任人。\n"
            "（三）约谈后5日内报送整改进展，此后每周报送一次，直至销号。",
            "basis": "《中华人民共和国安全生产法》第七十条；本县医疗卫生机构安全生产责任追究有关规定。",
            "meeting_on": "2026-10-09T09:30", "meeting_at": "县卫生健康局三楼会议室",
            "media": ["清河日报"], "reply_by": "2026-10-14",
        },
    ),
    "accountability-proposal": (
        "accountability", ("government",),
        {
            "title": "关于对清河县人民医院有关责任人员追究责任的建议书",
            "about": "hospital",
            "facts": "清河县人民医院供氧站重大事故隐患经通知整改、警示约谈后仍未消除。9月25日14时许，该院供氧站临时管线泄漏"
            "引发火情，未造成人员伤亡，直接经济损失约8万元。\n经我局核实：该院主要负责人未落实整改资金，"
            "分管负责人未组织验收，安全管理部门停止了约谈时承诺的每日巡查。",
            "demands": "（一）建议对该院主要负责人、分管负责人依规依纪追究责任。\n"
            "（二）建议责成该院立即停用现有供氧站，启用应急供氧方案。\n"
            "（三）建议取消该院本年度评先评优资格，并在全县通报。",
            "basis": "《中华人民共和国安全生产法》第九十四条、第一百零二条；本县医疗卫生机构安全生产责任追究有关规定。",
            "copies": ["县纪委监委", "县应急管理局"],
        },
    ),
    "circular": (
        "circular", ("hospital", "liulin", "baisha", "shuangqiao"),
        {
            "title": "关于第三季度安全生产检查情况的通报",
            "facts": "9月中旬，我局对全县医疗卫生机构开展了第三季度安全生产检查，共检查机构4家，发现隐患11项，当场整改3项，"
            "限期整改8项，其中重大事故隐患1项，已挂牌督办。\n从检查情况看，主要问题有：\n"
            "（一）安全出口和疏散通道管理松懈，个别单位为方便管理锁闭出口。\n"
            "（二）用电管理不到位，电动自行车进楼充电、配电箱不上锁的问题反复出现。\n"
            "（三）危险化学品双人双锁制度执行不严，收发登记不完整。",
            "demands": "（一）各单位主要负责人要亲自组织一次全面自查，逐项建立台账，明确责任人和时限。\n"
            "（二）对照通报的问题举一反三，10月20日前完成整改并报送结果。\n"
            "（三）对屡查屡犯的单位，我局将约谈主要负责人，并与年度考核挂钩。",
            "basis": "《中华人民共和国安全生产法》第四条、第二十一条；本县年度安全生产工作要点。",
            "reply_by": "2026-10-20", "copies": ["县安全生产委员会办公室"],
        },
    ),
}  # fmt: skip


def drafted(county: County, name: str) -> Case:
    """The draft of one of them."""
    kind, to, said = LETTERS[name]
    data = {**said, "kind_of": kind, "addressees": [county.units[key].pk for key in to]}
    if about := data.pop("about", None):
        data["about_unit"] = county.units[about].pk
    return cases.open_case(county.clerk, kind="letter", unit=county.office, data=data, at=AT)

"""What asks for nothing, and what does although it looks as if it did not."""

import pytest

from weian.policy.reading.compiler import compile_text

#: A clause's heading, a sentence under it, and what the sentence is; empty for an ask.
SAID = [
    ("要求", "会议指出，去年以来未发生亡人事故，但问题依然存在。", "description"),
    ("要求", "会议强调，安全生产是底线红线，要始终保持如履薄冰的警觉。", "principle"),
    ("要求", "会议要求，局办公室要建立督办台账。", ""),
    ("要求", "2025年2月14日上午，局长主持召开专题会议。", "description"),
    ("要求", "列席：各科室负责人。", "description"),
    ("要求", "各单位要深刻汲取事故教训，时刻绷紧安全这根弦。", "principle"),
    ("范围", "本文件规定了消防安全管理的责任和档案要求。", "scope"),
    ("编制目的", "建立健全应急工作机制，规范响应程序。", "purpose"),
    ("事故分级", "重大事故是造成10人以上死亡的事故。", "definition"),
    ("预警", "预警级别由高到低分为一级、二级和三级。", "definition"),
    ("奖惩", "对做出突出贡献的个人，医院可给予500元奖励。", "permission"),
    ("要求", "遇有危险时，有权拒绝作业，同时立即报告上级。", ""),
    ("修订", "有下列情形之一的，应当及时修订：", ""),
]


@pytest.mark.parametrize(("heading", "said", "nature"), SAID, ids=[s for _, s, _ in SAID])
def test_what_a_sentence_is(heading: str, said: str, nature: str) -> None:
    text = f"一、总则\n各单位每年总结1次。\n二、{heading}\n{said}\n三、其他\n各单位每年总结1次。\n"
    (found,) = [f for f in compile_text(text).findings if f.clause == "二"]
    assert found.none == nature


def test_a_case_told_in_several_clauses_belongs_to_what_is_done_about_it() -> None:
    text = "一、任务\n（一）问责。对工作不负责，措施不得力，逾期没有完成的，坚决追究责任。\n"
    found = compile_text(text).obligations
    assert [(f.kind, f.modality) for f in found] == [("supervision", "imperative")]


@pytest.mark.parametrize(
    ("said", "actors"),
    [
        ("局应急办每半个月抽查一次。", ["局应急办"]),
        ("在岗员工每半年至少培训一次。", ["在岗员工"]),
        ("检查人员应在记录上签名。", ["检查人员"]),
        ("各科室应指定1名安全员，安全员调离的，应在3日内补充。", ["各科室", "各科室"]),
        ("提高应急救援能力各单位要建立预警机制。", ["各单位"]),
        ("配齐配强安全管理人员，全力支持工作。", [None]),
        ("局领导每年带队检查。每年不少于两次。", ["局领导", "局领导"]),
    ],
)
def test_who_acts_is_told_from_whom_it_is_done_to(said: str, actors: list[str | None]) -> None:
    found = compile_text(f"一、任务\n（一）要求。{said}\n").obligations
    assert [f.actor for f in found] == actors

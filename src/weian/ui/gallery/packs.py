"""Samples of a pack and of two versions."""

from weian.ui.shapes import (
    Action,
    Became,
    CompareRow,
    CompareShape,
    Fact,
    Figure,
    PackClause,
    PackShape,
)

CLAUSES = (
    PackClause("三", heading="重点任务", depth=0),
    PackClause(
        "（一）",
        "健全安全生产责任体系，主要负责人是第一责任人。",
        "压实责任",
        1,
        "c31",
        (
            Became(
                "主要负责人签订责任书",
                "obligation",
                "责任事项",
                "每家机构主要负责人",
                "每年 1 月 31 日前",
                "?shape=duty",
                refs="FP-2.1.1",
            ),
            Became(
                "责任落实情况",
                "judged",
                "人工评判",
                "检查员",
                reason="是否到位要看现场，由检查员评判。",
            ),
        ),
    ),
    PackClause(
        "1.",
        "各单位主要负责人每季度带队检查安全生产不少于两次，其中夜间或节假日检查不少于一次。",
        depth=2,
        became=(
            Became(
                "主要负责人带队检查 2 次",
                "obligation",
                "责任事项",
                "每家机构主要负责人",
                "每季度",
                "?shape=duty",
                refs="FP-2.4.3",
            ),
            Became(
                "其中夜间或节假日 1 次",
                "obligation",
                "责任事项",
                "每家机构主要负责人",
                "每季度",
                "?shape=duty",
            ),
        ),
    ),
    PackClause(
        "2.",
        "坚持安全第一、预防为主、综合治理的方针。",
        depth=2,
        became=(Became("方针", "principle", "原则", reason="没有可以核对的动作。"),),
    ),
    PackClause(
        "（二）",
        "每季度最后一周报送《问题隐患和制度措施清单》。",
        "建立清单",
        1,
        became=(
            Became(
                "报送两个清单",
                "obligation",
                "责任事项",
                "每家机构",
                "每季度最后 7 天",
                "?shape=duty",
            ),
        ),
    ),
)


def pack() -> PackShape:
    """A short document."""
    return PackShape(
        title="清河县卫生健康系统安全生产专项行动方案",
        subtitle="2026 年沿用版，沿用自 2025 年原件",
        state="执行中",
        tone="ok",
        actions=(Action("再沿用一期", "?shape=compare"),),
        facts=(
            Fact("文号", "清卫办〔2026〕7 号"),
            Fact("采用", "2026年3月1日 起，清河县全部机构"),
            Fact("有效", "2026年3月1日—2027年2月28日"),
        ),
        figures=(
            Figure("条款", "46"),
            Figure("责任事项", "31"),
            Figure("人工评判", "6"),
            Figure("原则性要求", "9"),
        ),
        clauses=CLAUSES,
        source_url="?",
    )


def compare() -> CompareShape:
    """Before adopting."""
    return CompareShape(
        title="采用前对比",
        left_title="2025 年版",
        right_title="2026 年沿用版",
        figures=(
            Figure("新增责任事项", "3"),
            Figure("取消", "1"),
            Figure("期限变化", "12"),
            Figure("涉及单位", "19"),
        ),
        actions=(Action("采用", "?shape=confirm", primary=True),),
        rows=(
            CompareRow(
                "三（二）3",
                "changed",
                "每半年演练不少于一次。",
                "每季度演练不少于一次。",
                "19 家单位每年多 2 项",
            ),
            CompareRow(
                "三（五）",
                "added",
                "",
                "有住院床位的单位每月开展失能患者疏散桌面推演。",
                "16 家单位每月 1 项",
            ),
            CompareRow("四（一）", "removed", "每月报送简报。", "", "取消 19 项"),
            CompareRow("五", "same", "加强组织领导。", "加强组织领导。"),
        ),
    )

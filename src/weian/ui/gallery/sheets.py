"""Samples of case, record, subject and duty."""

from weian.ui.gallery.common import HOME, PHOTO, PHOTO_AFTER
from weian.ui.gallery.forms import step_form
from weian.ui.shapes import (
    Action,
    CaseShape,
    Cell,
    Column,
    Crumb,
    DutyRow,
    DutyWhy,
    Evidence,
    Fact,
    File,
    Ledger,
    Notice,
    RecordShape,
    Row,
    Section,
    StepDot,
    SubjectShape,
    TimelineEntry,
)

STEPS = (
    StepDot("已报告", "done", "9月20日 刘护士长"),
    StepDot("已定级", "done", "9月20日 王安全员"),
    StepDot("整改中", "done", "9月27日 提交"),
    StepDot("待验收", "now", "今天到期"),
    StepDot("挂牌督办", "skipped"),
    StepDot("已销号", "todo"),
)
TIMELINE = (
    TimelineEntry(
        "昨天 16:20",
        "赵电工",
        "提交整改",
        "2026年9月27日 周日 16:20",
        "已清走纸箱，更换 2 块绝缘垫，张贴标识。\n下周起由保安每日巡查配电间并签字。",
        (PHOTO_AFTER, PHOTO),
        details=(Fact("实际资金", "680 元"),),
    ),
    TimelineEntry(
        "9月24日 09:12",
        "王安全员",
        "退回整改",
        "2026年9月24日 周四 09:12",
        "照片看不清绝缘垫，请补拍。",
        tone="overdue",
        mark="第 1 次退回",
    ),
    TimelineEntry(
        "9月22日 18:03", "赵电工", "提交整改", "2026年9月22日 周二 18:03", photos=(PHOTO,)
    ),
    TimelineEntry(
        "9月20日 15:40",
        "王安全员",
        "定为一般隐患，交后勤科整改",
        "2026年9月20日 周日 15:40",
        details=(
            Fact("责任人", "赵电工"),
            Fact("期限", "9月28日"),
            Fact("资金", "800 元"),
            Fact("措施", "清理、更换、张贴"),
            Fact("预案", "停电检修时启用备用电源"),
        ),
    ),
    TimelineEntry(
        "9月20日 15:02",
        "刘护士长",
        "报告隐患",
        "2026年9月20日 周日 15:02",
        photos=(PHOTO,),
        mark="手机",
    ),
)


def case() -> CaseShape:
    """A hazard that waits for this person's check."""
    return CaseShape(
        title="配电柜前堆放纸箱，绝缘垫破损，未张贴当心触电标识",
        crumbs=(HOME, Crumb("隐患台账", "?shape=ledger")),
        number="QH-2026-0411",
        state="待验收",
        grade="一般隐患",
        due="今天到期",
        due_exact="2026年9月28日 周一",
        due_tone="soon",
        steps=STEPS,
        next=Action("验收", "?shape=form", primary=True, dialog="verify"),
        next_hint="整改人不能验收自己的整改",
        others=(Action("退回整改", "?shape=form"), Action("批准延期", "?shape=form")),
        sections=(
            Section(
                "隐患",
                (
                    Fact("单位", "清河县第一人民医院", "?"),
                    Fact("部位", "门诊楼配电间"),
                    Fact("类别", "用电安全"),
                    Fact("来源", "职工报告"),
                    Fact(
                        "描述",
                        "配电柜前 1 米内堆放纸箱约 20 个，绝缘垫两处破损。\n巡查记录缺 9 月 12 日至 18 日。",
                        lines=True,
                    ),
                ),
                (PHOTO, PHOTO_AFTER),
                (File("配电间巡查记录.pdf", "?", "214 KB"),),
            ),
            Section(
                "五落实",
                (
                    Fact("责任", "赵电工（后勤科）"),
                    Fact("措施", "清理杂物，更换绝缘垫，张贴标识"),
                    Fact("资金", "800 元"),
                    Fact("时限", "9月28日 周一", hint="延期 1 次，原定 9月25日"),
                    Fact("预案", ""),
                ),
            ),
        ),
        timeline=TIMELINE,
        duties=(DutyRow("9月28日前完成整改", "待验收", "soon", "今天到期", href="?shape=duty"),),
        dialogs=(step_form(),),
    )


def case_waiting() -> CaseShape:
    """A major hazard that waits for somebody else."""
    return CaseShape(
        title="中心供氧站氧气汇流排减压阀超过校验期",
        crumbs=(HOME,),
        number="QH-2026-0398",
        state="挂牌督办",
        tone="overdue",
        grade="重大隐患",
        level="red",
        due="逾期 6 天",
        due_exact="2026年9月22日 周二",
        due_tone="overdue",
        steps=(STEPS[0], STEPS[1], StepDot("挂牌督办", "now", "县卫生健康委")),
        waits_for="清河县第一人民医院 陈院长",
        next_hint="提交整改方案",
        sections=(Section("隐患", (Fact("单位", "清河县第一人民医院"),)),),
    )


def record() -> RecordShape:
    """A drill."""
    return RecordShape(
        title="第三季度灭火和应急疏散演练",
        crumbs=(Crumb("培训演练", "?"),),
        number="YL-2026-0031",
        late="演练 9月12日，9月20日 登记",
        validity="有效至 2027年3月12日",
        validity_tone="ok",
        notices=(
            Notice(
                "这条记录后来被更正过，正在看的是更正后的。",
                kind="info",
                actions=(Action("看原来的", "?"),),
            ),
        ),
        facts=(
            Fact("单位", "东山镇中心卫生院", "?"),
            Fact("时间", "2026年9月12日 周六 15:00"),
            Fact("科目", "住院部三楼电气火灾，含失能患者转移"),
            Fact("参加", "46/52 人", hint="6 人值班未参加"),
            Fact(
                "评估",
                "三楼东侧防火门闭门器失灵，已另报隐患；转移 4 名卧床患者用时 6 分 20 秒，超过方案要求 1 分 20 秒。",
                lines=True,
            ),
        ),
        photos=(PHOTO, PHOTO_AFTER, PHOTO),
        files=(
            File("演练方案（2026 年第三季度）.docx", "?", "88 KB"),
            File("签到表.pdf", "?", "1.2 MB"),
        ),
        duties=(
            DutyRow("每季度演练", "已完成", "ok", "第三季度", href="?shape=duty"),
            DutyRow(
                "每半年全员疏散演练，覆盖失能患者科室", "1/2", "", "还剩 93 天", href="?shape=duty"
            ),
        ),
        history=(
            TimelineEntry(
                "9月21日 10:05",
                "王安全员",
                "更正参加人数 44 → 46",
                "2026年9月21日 周一 10:05",
                "漏记两名保安",
            ),
            TimelineEntry(
                "9月20日 09:30", "王安全员", "登记", "2026年9月20日 周日 09:30", mark="补录"
            ),
        ),
    )


def subject() -> SubjectShape:
    """A lift."""
    return SubjectShape(
        title="门诊楼 2 号电梯",
        crumbs=(Crumb("设备证照", "?"),),
        code="梯11-2019-0032",
        state="在用",
        tone="ok",
        grade="较大风险",
        level="orange",
        actions=(Action("修改", "?shape=form"), Action("停用", "?shape=confirm")),
        sections=(
            Section(
                "基本情况",
                (
                    Fact("单位", "清河县第一人民医院", "?"),
                    Fact("管理人", "赵电工"),
                    Fact("登记日期", "2019年4月2日"),
                    Fact("下次检验", "2026年10月10日", tone="soon"),
                ),
            ),
        ),
        duties=(
            DutyRow("每 15 日维护保养", "逾期 1 天", "overdue", "9月27日", href="?shape=duty"),
            DutyRow("年度定期检验", "未开始", "", "还剩 12 天", href="?shape=duty"),
        ),
        records=Ledger(
            title="记录",
            count="3 条",
            columns=(
                Column("what", "内容"),
                Column("by", "登记人"),
                Column("at", "日期", kind="date"),
            ),
            rows=tuple(
                Row(str(n), (Cell("维护保养"), Cell("赵电工"), Cell(f"9月{n}日")), "?shape=record")
                for n in (12, 2, 1)
            ),
            next_url="?shape=ledger",
            create=(Action("登记", "?shape=form"),),
        ),
        history=(TimelineEntry("2024年4月2日", "王安全员", "风险等级 一般 → 较大"),),
        card_url="?",
    )


def duty() -> DutyWhy:
    """Half met."""
    return DutyWhy(
        title="主要负责人每季度带队检查不少于 2 次",
        crumbs=(Crumb("待办", "?shape=todo"),),
        status="进行中",
        due="还剩 2 天",
        due_exact="2026年9月30日 周三",
        document="清河县卫生健康系统安全生产专项行动方案（2026 年沿用版）",
        place="三、重点任务（二）第 3 项",
        clause_href="?shape=pack",
        quote="各单位主要负责人每季度带队检查安全生产不少于两次，其中夜间或节假日检查不少于一次，检查情况记录在案。",
        unit="东山镇中心卫生院",
        window="2026年7月1日—9月30日",
        obligation="东山镇中心卫生院主要负责人，每季度带队检查 2 次以上。",
        reading="“每季度”按自然季度计算；一次检查只算在一个季度。",
        applies=(
            Fact("单位类别", "乡镇卫生院"),
            Fact("有住院床位", "是", hint="王安全员 2026年3月2日 申报"),
        ),
        evidence=(
            Evidence("国庆节前安全检查", "9月25日 周五", "陈院长带队", "?shape=record"),
            Evidence(
                "日常防火巡查",
                "9月12日 周六",
                "王安全员",
                "?shape=record",
                counted=False,
                note="不是主要负责人带队",
            ),
        ),
        value="1 次",
        target="2 次",
        value_note="还差 1 次，且至少 1 次在夜间或节假日。",
        now="再登记一次主要负责人带队的检查",
        whom="陈院长、王安全员",
        button=Action("登记检查", "?shape=form", primary=True),
        others=(Action("申请延期", "?shape=form"),),
        next_change="10月1日 起仍未完成，将记为逾期。",
    )

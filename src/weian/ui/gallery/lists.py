"""Samples of to-do, ledger, board and calendar."""

from datetime import date, timedelta

from weian.ui.gallery.common import HOME, TODAY
from weian.ui.shapes import (
    Action,
    BoardArea,
    BoardCell,
    BoardRow,
    BoardShape,
    CalendarDay,
    CalendarItem,
    CalendarShape,
    Cell,
    Chip,
    Column,
    Empty,
    Figure,
    Filter,
    Ledger,
    Notice,
    Option,
    Row,
    TodoGroup,
    TodoItem,
    TodoShape,
)

WORK = Action("登记", "?shape=form")
PLACES = ("住院楼二层东侧走廊", "门诊楼配电间", "中心供氧站", "检验科危险化学品柜", "食堂燃气间")
WHAT = (
    "疏散通道堆放病床和轮椅，宽度不足 1.1 米",
    "配电柜前堆放纸箱，绝缘垫破损，未张贴当心触电标识，巡查记录缺 9 月 12 日至 18 日",
    "氧气汇流排减压阀超过校验期",
    "易制爆化学品未双人双锁",
    "可燃气体报警器断电",
)


LATE = TodoItem(
    "提交 9 月消防安全自查记录",
    "逾期 2 天",
    "2026年9月26日 周六",
    "行动方案 二（四）3",
    "?shape=duty",
    Action("登记自查", "?shape=form", primary=True),
    "逾期",
    "overdue",
    "东山镇中心卫生院",
    "?shape=duty",
)
SOON = TodoItem(
    "复查隐患：配电柜前堆放纸箱，绝缘垫破损，未张贴当心触电标识",
    "今天到期",
    "2026年9月28日 周一",
    "半年要点 3.2.3",
    "?shape=duty",
    Action("办理复查", "?shape=case", primary=True),
    unit="门诊楼配电间",
    tone="soon",
    href="?shape=case",
    detail="整改人已于 9月27日 提交整改照片，等待验收",
)
LIST_DUE = TodoItem(
    "报送第三季度问题隐患和制度措施清单",
    "还剩 2 天",
    "2026年9月30日 周三",
    "行动方案 三（二）",
    "?shape=duty",
    Action("生成清单", "?shape=form"),
    unit="东山镇中心卫生院",
    href="?shape=duty",
)
UNKNOWN = TodoItem(
    "核实：本单位是否有放射诊疗设备",
    "还剩 12 天",
    "2026年10月10日 周六",
    "半年要点 3.3.1",
    "?shape=duty",
    Action("去申报", "?shape=form"),
    "待核实",
    "unknown",
)


def todo() -> TodoShape:
    """A safety manager's Monday."""
    return TodoShape(
        title="我的待办",
        subtitle="东山镇中心卫生院 · 安全管理员",
        notices=(
            Notice(
                "还有 4 项基本情况没有申报，与之有关的责任事项暂时无法判断。",
                "先回答几个问题",
                "info",
                (Action("去申报", "?shape=form"),),
            ),
        ),
        groups=(
            TodoGroup("overdue", "逾期", (LATE,), tone="overdue"),
            TodoGroup("today", "今天", (SOON,)),
            TodoGroup("week", "本周", (LIST_DUE, WORK_ITEM)),
            TodoGroup("later", "以后", (UNKNOWN,), Action("查看全部 16 项", "?shape=calendar")),
        ),
    )


WORK_ITEM = TodoItem(
    "组织第三季度应急演练（灭火和应急疏散）",
    "还剩 2 天",
    "2026年9月30日 周三",
    "单位灭火和应急疏散预案管理规定 第十二条第（三）项，及县卫生健康委年度工作要点第八部分第二款",
    "?shape=duty",
    Action("登记演练", "?shape=form"),
    unit="全院",
    detail="已完成 1 次，要求 2 次",
)


def todo_empty() -> TodoShape:
    """Nothing left."""
    return TodoShape(title="我的待办", subtitle="东山镇中心卫生院 · 护士")


def _hazards() -> list[Row]:
    states = (
        ("整改中", ""),
        ("待验收", ""),
        ("逾期", "overdue"),
        ("已销号", "ok"),
        ("待核实", "unknown"),
    )
    grades = (("重大", "red"), ("一般", ""), ("一般", ""), ("较大风险", "orange"), ("一般", ""))
    rows = []
    for n in range(24):
        state, tone = states[n % 5]
        grade, level = grades[n % 5]
        day = TODAY - timedelta(days=n * 3)
        rows.append(
            Row(
                str(n),
                (
                    Cell(WHAT[n % 5], sub=f"QH-2026-{412 - n:04}"),
                    Cell("清河县第一人民医院" if n % 3 else "东山镇中心卫生院"),
                    Cell(PLACES[n % 5]),
                    Cell(grade, level=level),  # type: ignore[arg-type]
                    Cell(state, tone=tone),  # type: ignore[arg-type]
                    Cell(f"{day.month}月{day.day}日", title=f"{day:%Y年%m月%d日} 14:05"),
                    Cell(
                        "逾期 2 天" if tone == "overdue" else "还剩 5 天",
                        title="2026年10月3日 周六",
                    ),
                    Cell(f"{n * 1250 % 9000:,}"),
                ),
                "?shape=case",
            )
        )
    return rows


def ledger() -> Ledger:
    """The county's hazards."""
    return Ledger(
        title="隐患台账",
        key="gallery",
        count="约 12,000 条",
        columns=(
            Column("what", "隐患", width="wide", sortable=False),
            Column("unit", "单位", sortable=True),
            Column("place", "部位"),
            Column("grade", "等级", kind="level"),
            Column("state", "状态", kind="status"),
            Column("found", "发现", kind="date", sortable=True),
            Column("due", "整改期限", kind="date", sortable=True),
            Column("money", "资金（元）", kind="number", hidden=False, phone=False),
        ),
        rows=_hazards(),
        sort="-found",
        views=(
            Chip("全部", "?shape=ledger", active=True, count="412"),
            Chip("未销号", "?shape=ledger", count="37"),
            Chip("重大", "?shape=ledger", count="2"),
            Chip("逾期未改", "?shape=ledger", count="5"),
        ),
        filters=FILTERS,
        search="",
        search_hint="编号、部位、描述",
        next_url="?shape=ledger&cursor=2",
        export_url="?shape=ledger",
        import_url="?shape=form",
        create=(Action("报隐患", "?shape=form", primary=True, icon="plus"),),
        bulk=(Action("催办", "?shape=ledger", primary=True), Action("导出所选", "?shape=ledger")),
    )


FILTERS = (
    Filter(
        "state",
        "状态",
        (
            Option("open", "整改中", "21"),
            Option("check", "待验收", "9"),
            Option("late", "逾期", "5"),
        ),
        value="open",
    ),
    Filter("unit", "单位", tuple(Option(str(n), f"第{n}卫生院") for n in range(1, 30))),
    Filter("grade", "等级", (Option("major", "重大"), Option("ordinary", "一般"))),
    Filter("found", "发现日期", kind="range"),
)


def ledger_empty() -> Ledger:
    """A ledger that nobody has written into."""
    return Ledger(
        title="特种设备台账",
        crumbs=(HOME,),
        count="0 条",
        columns=(Column("name", "名称"),),
        search="电梯 9 号",
        empty=Empty(
            "没有符合条件的设备",
            "可能是筛选得太窄，也可能还没有登记。",
            Action("登记设备", "?shape=form", primary=True),
        ),
    )


AREAS = (
    "责任体系", "会议部署", "隐患排查治理", "检查巡查", "风险管控", "教育培训", "宣传",
    "应急演练", "应急救援", "消防安全", "设备证照", "危险物品", "职业健康", "信息报送",
)  # fmt: skip
UNITS = (
    "清河县第一人民医院", "东山镇中心卫生院", "清河县中医医院", "清河县妇幼保健计划生育服务中心（妇幼保健院）",
    "清河县疾病预防控制中心", "西岭镇卫生院", "南桥乡卫生院", "北关社区卫生服务中心",
    "柳林镇卫生院", "石门乡卫生院", "河口镇卫生院", "青龙镇卫生院", "大杨镇卫生院",
)  # fmt: skip


def board() -> BoardShape:
    """Units against areas."""
    rows = []
    for u, unit in enumerate(UNITS):
        cells = []
        for a in range(len(AREAS)):
            total = (u * 7 + a * 5) % 6
            late = 1 + (u + a) % 2 if total and (u * 3 + a) % 11 == 0 and u < 6 else 0
            unknown = 1 if total > 2 and (u + a * 2) % 13 == 0 else 0
            cells.append(
                BoardCell(
                    max(0, total - late - unknown - (a + u) % 2),
                    total,
                    late,
                    unknown,
                    href="?shape=ledger",
                )
            )
        rows.append(
            BoardRow(unit, tuple(cells), "?shape=duty", "三级" if not u else "", _sum(cells))
        )
    rows.sort(key=lambda r: -(r.total.overdue if r.total else 0))
    sums = tuple(_sum([r.cells[a] for r in rows]) for a in range(len(AREAS)))
    return BoardShape(
        title="全县履责看板",
        subtitle="清河县 13 家单位，行动方案（2026 年沿用版）和半年工作要点",
        areas=tuple(BoardArea(str(n), title, "?shape=ledger") for n, title in enumerate(AREAS)),
        rows=tuple(rows),
        totals=BoardRow("全县", sums, total=_sum(list(sums))),
        figures=(
            Figure("逾期未做", "23", href="?shape=ledger", tone="overdue"),
            Figure("完成率", "77%", "312/405"),
            Figure("按期完成率", "71%", "288/405"),
            Figure("待核实", "14", href="?shape=ledger"),
        ),
        filters=(
            Filter("group", "单位类别", (Option("hospital", "医院"), Option("clinic", "卫生院"))),
        ),
        computing="3 家单位",
        export_url="?shape=board",
    )


def _sum(cells: list[BoardCell]) -> BoardCell:
    return BoardCell(
        sum(c.met for c in cells),
        sum(c.total for c in cells),
        sum(c.overdue for c in cells),
        sum(c.undetermined for c in cells),
        href="?shape=ledger",
    )


def calendar() -> CalendarShape:
    """September 2026."""
    first = date(2026, 8, 31)
    items = {
        12: (CalendarItem("9 月防火检查", "?shape=duty", "ok", "已完成"),),
        18: (
            CalendarItem(
                "全员消防培训（住院部、门诊、医技各科室分批）", "?shape=duty", "late", "迟完成"
            ),
        ),
        26: (CalendarItem("消防安全自查记录", "?shape=duty", "overdue", "逾期"),),
        28: (CalendarItem("复查隐患：配电柜", "?shape=case"),),
        30: (
            CalendarItem("问题隐患和制度措施清单", "?shape=duty", unit="全院"),
            CalendarItem("第三季度应急演练", "?shape=duty"),
            CalendarItem("安全生产会议纪要", "?shape=duty"),
        ),
    }
    weeks = []
    for week in range(5):
        days = []
        for n in range(7):
            at = first + timedelta(days=week * 7 + n)
            inside = at.month == 9
            days.append(
                CalendarDay(
                    at,
                    items.get(at.day, ()) if inside else (),
                    inside,
                    at == TODAY,
                    "restday"
                    if n > 4 and at.day != 20
                    else "shifted"
                    if at.day == 20
                    else "workday",
                    "中秋节" if at.day == 25 and inside else "",
                    4 if at.day == 30 and inside else 0,
                    "?shape=todo",
                )
            )
        weeks.append(tuple(days))
    return CalendarShape(
        title="责任日历",
        month="2026年9月",
        weeks=tuple(weeks),
        prev_url="?shape=calendar",
        next_url="?shape=calendar",
        today_url="?shape=calendar",
    )

"""The modules' own pages, as the list of ledgers shows them."""

from weian.ui.places import Place, add, add_board

add(
    Place("责任矩阵", "responsibility", "/responsibility/", "谁有什么职责，签了没有。"),
    Place(
        "我的责任清单", "responsibility", "/responsibility/mine/", "自己的清单和责任书，读完签字。"
    ),
    Place("责任公示", "responsibility", "/responsibility/display/", "贴出来给大家看的责任表。"),
    Place("四色风险图", "risk", "/risks/", "风险点在平面图上的位置和颜色。"),
    Place("我的岗位风险", "risk", "/risks/mine/", "自己科室和岗位的风险，确认知晓。"),
    Place("风险清单签发", "risk", "/risks/signing/", "负责人签发前核对变化。", "case.act:decide"),
    Place("巡查打卡", "inspection", "/patrol/", "扫码到点，本班还差几处，漏了几处。"),
    Place("手机考试", "training", "/training/", "题库抽题，系统判分。"),
    Place(
        "培训覆盖",
        "training",
        "/training/coverage/",
        "今年谁还没有参加应参加的培训。",
        "record.submit",
    ),
    Place("值班表", "emergency", "/roster/", "哪天没有带班或值班，一眼看出。"),
    Place("到期看板", "equipment", "/expiry/", "证照、检验、保险快到期的。"),
    Place(
        "预算执行",
        "funding",
        "/funding/",
        "安全预算花了多少、还剩多少，哪家没有预算。",
        "board.read",
    ),
    Place("危险物品台账", "chemicals", "/chemicals/ledger/", "双人出入库，结存和盘点。"),
    Place(
        "专项整治",
        "inspection",
        "/campaigns/",
        "阶段、任务、两张清单和成果，可以看任何一天。",
        "board.read",
    ),
    Place(
        "早会一页",
        "assessment",
        "/boards/morning/",
        "逾期、到期、重大隐患、事故和缺报。",
        "board.read",
    ),
    Place("领导看板", "assessment", "/boards/leader/", "趋势、比率和各单位对照。", "board.read"),
    Place("考核", "assessment", "/assessment/", "按责任事项计分，能看到过程。", "board.read"),
    Place("评判", "assessment", "/judging/", "系统算不出的，由检查员按条款回答。", "board.read"),
)

add_board("早会", "/boards/morning/")
add_board("领导", "/boards/leader/")
add_board("地图", "/boards/map/")

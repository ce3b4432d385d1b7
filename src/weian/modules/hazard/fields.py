"""What is asked when a hazard is reported and at each of its steps."""

from collections.abc import Mapping
from typing import Final

from weian.base.areas import CAMPAIGNS, DOMAINS
from weian.base.fields import Field

SOURCES: Final = (
    ("self_check", "自查"),
    ("inspection", "检查"),
    ("patrol", "巡查"),
    ("drill", "演练"),
    ("staff_report", "职工上报"),
    ("tip", "举报"),
    ("alarm", "报警"),
    ("oversight", "上级督查"),
)
GRADES: Final = (("ordinary", "一般"), ("major", "重大"))
CATEGORIES: Final = (
    ("fire", "消防"),
    ("electrical", "用电"),
    ("gas", "燃气"),
    ("chemicals", "危险化学品"),
    ("construction", "建筑施工"),
    ("equipment", "设备设施"),
    ("management", "管理"),
    ("medical", "医疗安全"),
    ("other", "其他"),
)
CAUSES: Final = (
    ("facility", "设备设施老化或缺陷"),
    ("rule", "制度不健全"),
    ("duty", "责任不落实"),
    ("training", "教育培训不到位"),
    ("operation", "违章操作"),
    ("funding", "投入不足"),
    ("outside", "外部原因"),
    ("other", "其他原因"),
)

OPENING: Final = (
    Field("photos", "隐患照片", "photos", max=9, listed=False),
    Field("place", "地点", "text", required=True, search=True, help="例如：门诊楼 2 层东侧楼梯。"),
    Field(
        "description",
        "隐患描述",
        "text",
        required=True,
        min=2,
        max=100,
        search=True,
        help="一句话说清是什么问题，例如：安全出口堆放杂物。",
    ),
    Field("category", "隐患类别", "choice", required=True, choices=CATEGORIES),
    Field("domain", "安全领域", "choice", choices=DOMAINS, listed=False,
          help="七个领域里选一个，上报时拿不准可以不选，登记时再定。"),
    Field("source", "发现途径", "choice", choices=SOURCES),
    Field("grade", "隐患级别", "choice", choices=GRADES, help="拿不准可以不填，登记时再定。"),
    Field("detail", "详细情况", "longtext", search=True, listed=False),
    Field("campaign", "所属专项治理", "choice", choices=CAMPAIGNS, listed=False),
    Field("found_in", "发现于", "text", listed=False, help="例如：10月28日领导带队检查。"),
)  # fmt: skip

_REASON = Field("reason", "原因", "longtext", required=True, min=2, max=500)
_PHOTOS = Field("photos", "照片", "photos", max=9)
_FILES = Field("files", "附件", "files")
_MILESTONES = Field(
    "milestones",
    "阶段目标",
    "text",
    many=True,
    help="一行一个，开头写日期，例如：2026-12-01 完成设计。",
)
_MEASURES = Field(
    "measures",
    "整改措施",
    "longtext",
    required=True,
    min=5,
    help="写具体怎么改，不要只写“已整改”。",
)

STEP_FIELDS: Final[Mapping[str, tuple[Field, ...]]] = {
    "grade": (
        Field("grade", "隐患级别", "choice", required=True, choices=GRADES),
        Field("category", "隐患类别", "choice", choices=CATEGORIES),
        Field("domain", "安全领域", "choice", choices=DOMAINS),
        Field("basis", "判定依据", "text", help="定为重大的必须填写判定标准和条款。"),
    ),
    "fix_on_spot": (
        Field("result", "怎么改的", "text", required=True, min=2),
        Field("photos", "整改后照片", "photos", required=True, max=9),
        Field("before", "整改前照片", "photos", max=9, help="上报时已经拍过的不用再传。"),
        Field("grade", "隐患级别", "choice", required=True, choices=GRADES[:1]),
        Field("spot", "已当场整改", "bool", required=True),
    ),
    "plan": (
        Field("assignee", "整改责任人", "person", required=True),
        _MEASURES,
        Field("amount", "所需资金", "money", required=True, min=0, help="不花钱的填 0。"),
        Field("due_on", "整改时限", "date", required=True),
        Field(
            "contingency",
            "应急预案",
            "longtext",
            required=True,
            help="整改完成前怎样防范，出了情况怎么办。",
        ),
        Field("long_term", "短时间内难以整改", "bool", help="勾选后要列出阶段目标。"),
        _MILESTONES,
        Field("leader", "包案领导", "person", help="重点难点问题由哪位领导负责。"),
        _FILES,
    ),
    "rectify": (
        Field("result", "整改情况", "longtext", required=True, min=5),
        Field("photos", "整改后照片", "photos", max=9),
        Field("files", "证明材料", "files"),
    ),
    "verify": (Field("finding", "验收意见", "longtext", required=True, min=2), _PHOTOS),
    "reject": (_REASON, _PHOTOS),
    "close": (
        Field("cause", "产生原因", "choice", required=True, choices=CAUSES),
        Field("lasting", "长效措施", "longtext", help="怎样防止再发生。重大隐患必须填写。"),
    ),
    "refine": (
        _MEASURES,
        Field("assignee", "整改责任人", "person", help="不更换可以不填。"),
        _MILESTONES,
        Field("reason", "调整原因", "text", required=True),
    ),
    "approve_plan": (Field("opinion", "批准意见", "text"),),
    "track": (
        Field("progress", "进展情况", "longtext", required=True, min=2),
        _PHOTOS,
    ),
    "request_extension": (
        Field("due_on", "申请延期到", "date", required=True),
        _REASON,
        _FILES,
    ),
    "extend": (
        Field("due_on", "批准延期到", "date", required=True),
        Field("opinion", "审批意见", "text"),
    ),
    "decline_extension": (_REASON,),
    "report_up": (
        Field(
            "recipients",
            "报告对象",
            "choices",
            required=True,
            choices=(
                ("health", "卫健部门"),
                ("emergency", "应急管理部门"),
                ("fire", "消防救援机构"),
                ("market", "市场监管部门"),
                ("congress", "职工代表大会"),
            ),
        ),
        Field("files", "报告材料", "files"),
    ),
    "list": (
        Field("due_on", "督办期限", "date", required=True),
        Field("notice_number", "督办通知书文号", "text"),
        Field("demand", "督办要求", "longtext"),
        Field("files", "督办通知书", "files"),
    ),
    "release": (Field("recheck", "复查情况", "longtext", required=True, min=2), _PHOTOS),
    "circulate": (
        Field(
            "channel",
            "通报方式",
            "choices",
            required=True,
            choices=(
                ("meeting", "会议"),
                ("notice_board", "公告栏"),
                ("wechat", "微信"),
                ("written", "书面通报"),
            ),
        ),
        Field("audience", "通报范围", "text", help="例如：全院职工、后勤科。"),
    ),
    "void": (
        Field(
            "reason",
            "作废原因",
            "choice",
            required=True,
            choices=(("false_alarm", "误报"), ("duplicate", "重复上报")),
        ),
        Field("note", "说明", "text", required=True, min=2),
        Field("original", "保留的隐患编号", "text", help="重复上报的必须填写。"),
    ),
    "reopen": (_REASON, _PHOTOS),
}

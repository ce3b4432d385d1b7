"""One post, one list (一岗一清单): its text, that its holder knows it, how it is carried out."""

from typing import Final

from weian.base.fields import Field
from weian.org.kinds import POSTS
from weian.record.kinds import RecordKind
from weian.subject.envelope.hooks import by_oneself
from weian.subject.kinds import SubjectKind

#: Of which of the five template lists (WS 附件) a list was made; their items are in templates.
TEMPLATES: Final = (
    ("head", "主要负责人清单"),
    ("deputy", "分管安全负责人清单"),
    ("other_leader", "其他班子成员清单"),
    ("safety_manager", "安全管理人员清单"),
    ("staff", "从业人员清单"),
)
LEVELS: Final = (
    ("leader", "领导班子"),
    ("office", "职能部门"),
    ("department", "科室负责人"),
    ("key_post", "重点岗位"),
    ("front_line", "一线岗位"),
)

POST_DUTY: Final = SubjectKind(
    key="post_duty",
    title="岗位责任清单",
    area="responsibility",
    help="一岗一清单：责任范围、考核标准、奖惩办法三项都要写明。一线岗位写得简短实用。",
    columns=("name", "post", "level", "person"),
    fields=(
        Field("name", "岗位名称", "text", required=True, search=True),
        Field("post", "对应岗位", "choice", choices=tuple(POSTS.items())),
        Field("level", "层级", "choice", choices=LEVELS),
        Field("person", "责任人", "person", required=True),
        Field("business", "业务工作", "longtext", help="这个岗位平时做什么。", listed=False),
        Field("duties", "安全职责", "text", required=True, many=True, search=True, listed=False,
              help="一行一条。照模板的，在前面写模板编号。"),
        Field("scope", "责任范围", "longtext", required=True, search=True, listed=False),
        Field("standard", "考核标准", "longtext", required=True, listed=False),
        Field("reward", "奖惩办法", "longtext", required=True, listed=False),
        Field("template", "参照模板", "choice", choices=TEMPLATES),
        Field("edition", "版本", "text"),
        Field("issued_on", "印发日期", "date", past=True),
    ),
)  # fmt: skip

ACKNOWLEDGEMENT: Final = RecordKind(
    key="duty_acknowledgement",
    title="岗位责任确认",
    area="responsibility",
    subject_kind="post_duty",
    people="person",
    submit_right="record.submit:own",
    check=by_oneself("person"),
    summary="{person}确认岗位责任清单",
    help="读完自己岗位的责任清单后，由本人确认。清单改了要重新确认。",
    fields=(
        Field("person", "确认人", "person", required=True),
        Field("accepted", "已知晓并承诺履行", "bool", required=True),
        Field("opinion", "意见建议", "longtext", listed=False),
    ),
)

ASSESSMENT: Final = RecordKind(
    key="duty_assessment",
    title="岗位责任考核",
    area="responsibility",
    subject_kind="post_duty",
    about=True,
    people="people",
    amount="score",
    summary="{result} {score}",
    help="对照清单的考核标准逐岗考核，写明要改进什么；与评优、晋升、奖惩挂钩的写明结果。",
    fields=(
        Field("people", "被考核人", "people", required=True),
        Field("year", "年度", "integer", required=True, min=2000, max=2100),
        Field("result", "考核结果", "choice", required=True, choices=(
            ("excellent", "优秀"), ("qualified", "合格"), ("basic", "基本合格"),
            ("failed", "不合格"))),
        Field("score", "得分", "number", min=0, max=200),
        Field("covers", "考核了什么", "choices", listed=False, choices=(
            ("duties", "履职情况"), ("rules", "制度规程的制定和执行"), ("hazards", "隐患治理"),
            ("training", "教育培训"), ("occupational", "职业健康"))),
        Field("evidence", "履行情况", "longtext", search=True, listed=False),
        Field("improvement", "改进要求", "longtext", listed=False),
        Field("linked", "结果运用", "choices", choices=(
            ("promotion", "职务晋升"), ("title", "评先评优"), ("bonus", "奖励"),
            ("deduction", "扣减绩效"), ("veto", "一票否决"))),
        Field("files", "考核材料", "files", listed=False),
    ),
)  # fmt: skip

DISPLAY: Final = RecordKind(
    key="responsibility_display",
    title="责任公示",
    area="responsibility",
    summary="{place}",
    help="全员安全责任长期公示，登记公示的地点、内容和照片。",
    fields=(
        Field("place", "公示地点", "text", required=True, search=True),
        Field("covers", "公示内容", "choices", required=True, choices=(
            ("all_levels", "所有层级"), ("all_posts", "所有岗位"), ("duties", "安全责任"),
            ("scope", "责任范围"), ("standard", "考核标准"))),
        Field("form", "公示形式", "choices", choices=(
            ("board", "公示栏"), ("screen", "电子屏"), ("website", "网站"), ("code", "二维码"))),
        Field("long_term", "长期公示", "bool"),
        Field("photos", "照片", "photos", listed=False),
    ),
)  # fmt: skip

PERFORMANCE: Final = RecordKind(
    key="performance_report",
    title="履职述职",
    area="responsibility",
    people="person",
    summary="{person} {year} 年述职",
    help="负责人述职后登记，写明做了什么、责任目标完成得怎样。",
    fields=(
        Field("person", "述职人", "person", required=True),
        Field("year", "年度", "integer", required=True, min=2000, max=2100),
        Field("occasion", "述职场合", "choice", choices=(
            ("staff_congress", "职工代表大会"), ("leading_group", "领导小组会"),
            ("party_committee", "党委(党组)会"), ("superior", "向上级述职"),
            ("written", "书面述职"))),
        Field("content", "履职情况", "longtext", required=True, search=True, listed=False),
        Field("files", "述职报告", "files", listed=False),
    ),
)  # fmt: skip

REWARD: Final = RecordKind(
    key="reward_punishment",
    title="安全奖惩",
    area="responsibility",
    people="people",
    amount="amount",
    number="code",
    summary="{nature} {reason}",
    help="奖励和处罚都登记，写明依据。举报、建议的奖励在原事项里登记。",
    fields=(
        Field("nature", "奖或惩", "choice", required=True,
              choices=(("reward", "奖励"), ("punishment", "处罚"))),
        Field("reason", "事由", "choice", required=True, choices=(
            ("performance", "履职考核"), ("hazard_report", "发现隐患"),
            ("violation", "违章违纪"), ("dereliction", "失职失责"), ("accident", "事故责任"),
            ("list_not_done", "清单未落实"), ("other", "其他"))),
        Field("people", "人员", "people", required=True),
        Field("form", "方式", "choice", choices=(
            ("money", "奖金或罚款"), ("honour", "表彰"), ("criticism", "通报批评"),
            ("interview", "约谈"), ("discipline", "处分"), ("post", "调整岗位"),
            ("judicial", "移送司法"))),
        Field("amount", "金额", "money", min=0),
        Field("code", "决定文号", "text", search=True),
        Field("basis", "依据", "longtext", listed=False),
        Field("files", "决定文件", "files", listed=False),
    ),
)  # fmt: skip

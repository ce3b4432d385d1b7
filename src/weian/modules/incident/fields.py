"""What is asked when an incident is reported and at each of its steps."""

from collections.abc import Mapping
from typing import Final

from weian.base.areas import DOMAINS
from weian.base.fields import Field
from weian.modules.incident.choices import CATEGORIES, CHANNELS, GRADES, MARKS, RECEIVERS
from weian.modules.incident.guards import RESPONSE

_PHOTOS: Final = Field("photos", "照片", "photos", max=9, listed=False)
_FILES: Final = Field("files", "附件", "files", listed=False)
_REASON: Final = Field("reason", "原因", "longtext", required=True, min=2, max=500)
_DEATHS: Final = Field("deaths", "死亡", "integer", min=0, unit="人")
_INJURED: Final = Field("injured", "受伤", "integer", min=0, unit="人")
_AFFECTED: Final = Field("affected", "波及人数", "integer", min=0, unit="人", listed=False)
_LOSS: Final = Field("loss", "直接经济损失", "money", min=0, listed=False)

OPENING: Final = (
    Field("occurred_at", "发生时间", "datetime", past=True, required=True),
    Field("place", "地点", "text", required=True, search=True),
    Field("description", "事情经过", "text", required=True, min=2, max=200, search=True,
          help="先说清是什么事、有没有人受伤；细节之后补。"),
    Field("grade", "等级", "choice", required=True, choices=GRADES,
          help="差一点出事、没有造成后果的选“未遂”；拿不准选“一般”，以后可以核定。"),
    Field("category", "类别", "choice", required=True, choices=CATEGORIES),
    Field("domain", "安全领域", "choice", choices=DOMAINS, listed=False),
    _DEATHS,
    _INJURED,
    Field("missing", "失联", "integer", min=0, unit="人", listed=False),
    _AFFECTED,
    Field("larger_impact", "影响较大", "bool", help="波及面大、群体性、媒体关注的勾选。"),
    Field("first_measures", "已采取的措施", "longtext", search=True, listed=False,
          help="现场保护、抢救、停用等。"),
    Field("from_alarm", "来源", "choice", listed=False, choices=(
        ("staff", "职工报告"), ("alarm", "报警"), ("patrol", "巡查检查"), ("public", "群众反映"),
        ("superior", "上级转来"))),
    _PHOTOS,
)  # fmt: skip

STEP_FIELDS: Final[Mapping[str, tuple[Field, ...]]] = {
    "inform": (
        Field("receiver", "报告给", "choice", required=True, choices=RECEIVERS),
        Field("told_at", "报告时间", "datetime", past=True, required=True),
        Field("channel", "方式", "choice", choices=CHANNELS),
        Field("receiver_name", "接报人", "text"),
        Field("caller", "报告人", "person"),
        Field("answer", "答复要求", "longtext"),
    ),
    "respond": (
        Field("actions", "处置内容", "choices", required=True,
              choices=(*RESPONSE.items(), ("treat", "医疗救治"), ("evacuate", "疏散人员"),
                       ("seal", "封存病历和物品"), ("control", "控制住险情"),
                       ("end", "处置结束"))),
        Field("acted_at", "时间", "datetime", past=True, required=True),
        Field("commander", "指挥人", "person"),
        Field("people", "到场人员", "people"),
        Field("detail", "情况和命令", "longtext"),
        _PHOTOS,
    ),
    "written": (
        Field("content", "书面报告内容", "longtext", required=True, min=5),
        Field("approved_by", "审签负责人", "person", required=True),
        Field("receivers", "报送对象", "choices", required=True, choices=RECEIVERS),
        Field("sent_at", "报送时间", "datetime", past=True),
        _DEATHS, _INJURED, _AFFECTED, _LOSS,
        Field("late_reason", "晚报原因", "longtext", help="隔天才上报的必须填写。"),
        _FILES,
    ),
    "follow_up": (
        Field("progress", "新的情况", "longtext", required=True, min=2),
        _DEATHS, _INJURED, _AFFECTED, _LOSS, _PHOTOS, _FILES,
    ),
    "investigate": (
        Field("investigators", "调查人员", "people", required=True),
        Field("cause", "原因", "longtext", required=True, min=5),
        Field("cause_kind", "原因类别", "choice", choices=(
            ("facility", "设备设施"), ("rule", "制度不健全"), ("duty", "责任不落实"),
            ("training", "教育培训"), ("operation", "违章操作"), ("outside", "外部原因"),
            ("other", "其他"))),
        Field("liable", "认定为责任事故", "bool"),
        Field("responsible", "责任人", "text", many=True, help="一行一人：姓名、职务、责任。"),
        Field("lessons", "教训", "longtext"),
        Field("preserved", "证据和病历已封存", "bool"),
        Field("files", "调查报告", "files"),
    ),
    "handle": (
        Field("handling", "处理方式", "choice", required=True, choices=(
            ("education", "批评教育"), ("internal", "内部处理"), ("administrative", "行政处罚"),
            ("discipline", "党纪政务处分"), ("judicial", "移送司法"), ("none", "无责任人"))),
        Field("people_handled", "被处理人和结果", "text", required=True, many=True,
              help="一行一人：姓名、职务、结果；没有责任人的写“无”。"),
        Field("decision_number", "决定文号", "text"),
        Field("legal_basis", "依据", "longtext"),
        _FILES,
    ),
    "educate": (
        Field("educated_on", "教育日期", "date", past=True, required=True),
        Field("people", "参加人员", "people", required=True),
        Field("content", "教育内容", "longtext"),
        _PHOTOS,
    ),
    "measures": (
        Field("measures", "整改措施", "longtext", required=True, min=5),
        Field("assignee", "责任人", "person", required=True),
        Field("due_on", "完成时限", "date", required=True),
        Field("helpers", "责任科室", "text"),
    ),
    "track": (Field("progress", "落实情况", "longtext", required=True, min=2), _PHOTOS),
    "regrade": (
        Field("grade", "等级", "choice", required=True, choices=GRADES),
        Field("category", "类别", "choice", choices=CATEGORIES),
        Field("liable", "认定为责任事故", "bool"),
        _REASON,
    ),
    "acknowledge": (Field("opinion", "签收意见", "text"),),
    "instruct": (
        Field("demand", "批示要求", "longtext", required=True, min=2),
        Field("answer_by", "答复期限", "datetime"),
    ),
    "mark": (Field("mark", "认定", "choice", required=True, choices=MARKS), _REASON, _FILES),
    "close": (
        Field("finding", "核查结论", "longtext", required=True, min=2),
        Field("files", "结案材料", "files"),
    ),
    "void": (_REASON,),
}  # fmt: skip

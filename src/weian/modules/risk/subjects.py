"""The points of risk of a unit and the standard by which it judges them."""

from weian.base.fields import Field
from weian.modules.risk import deriving
from weian.modules.risk.choices import (
    ASPECTS,
    CATEGORIES,
    COLOURS,
    CONTROL_LEVELS,
    GAPS,
    METHODS,
    STAGES,
)
from weian.subject.kinds import SubjectKind, register

_SCORES = (
    Field(
        "score_l", "可能性 L", "number", min=0, max=100, listed=False, help="LEC 法、LS 法填写。"
    ),
    Field(
        "score_e", "暴露频次 E", "number", min=0, max=100, listed=False, help="LEC 法、MES 法填写。"
    ),
    Field("score_c", "后果 C", "number", min=0, max=100, listed=False, help="LEC 法填写。"),
    Field(
        "score_s",
        "后果严重性 S",
        "number",
        min=0,
        max=100,
        listed=False,
        help="LS 法、MES 法填写。",
    ),
    Field("score_m", "控制措施状态 M", "number", min=0, max=100, listed=False, help="MES 法填写。"),
)
_MEASURES = (
    Field("organisation_measures", "组织措施", "longtext", listed=False, search=True),
    Field("rules_measures", "制度措施", "longtext", listed=False, search=True),
    Field("technique_measures", "技术措施", "longtext", listed=False, search=True),
    Field("emergency_measures", "应急措施", "longtext", listed=False, search=True),
)
#: Where it is drawn on a floor plan, as fractions of the picture's width and height.
_POSITION = (
    Field(
        "plan", "所在平面图", "subject", kind="floor_plan", listed=False,
        help="在四色图页面点一下图上的位置，下面两项自动填好。",
    ),
    Field("plan_x", "图上横向位置", "number", min=0, max=1, listed=False, help="左边为 0，右边为 1。"),
    Field("plan_y", "图上纵向位置", "number", min=0, max=1, listed=False, help="上边为 0，下边为 1。"),
)  # fmt: skip

RISK_POINT = register(
    SubjectKind(
        key="risk_point",
        title="安全风险点",
        area="risk",
        level_field="level",
        derive=deriving.judge,
        derived=("score", "level", "stage", "gaps"),
        check=deriving.check_point,
        help="按四个或六个方面逐点辨识。填了评分，等级由系统算出。",
        fields=(
            Field("name", "风险点名称", "text", required=True, search=True),
            Field("place", "位置", "text"),
            Field("aspect", "辨识方面", "choice", required=True, choices=ASPECTS),
            Field("category", "风险类别", "choice", choices=CATEGORIES),
            Field("post", "涉及岗位", "text", search=True),
            Field("consequence", "可能的后果", "text", listed=False),
            Field("method", "评价方法", "choice", choices=METHODS, listed=False),
            *_SCORES,
            Field("score", "风险值", "number", min=0),
            Field("level", "风险等级", "choice", choices=COLOURS),
            Field("stage", "管控进度", "choice", choices=STAGES),
            Field("gaps", "还缺少", "choices", choices=GAPS, listed=False),
            Field("control_level", "管控层级", "choice", choices=CONTROL_LEVELS),
            Field("leader", "单位责任人", "person", listed=False),
            Field("manager", "科室责任人", "person", listed=False),
            Field("keeper", "管控责任人", "person"),
            Field(
                "strategy",
                "应对方式",
                "choice",
                choices=(("avoid", "规避"), ("reduce", "降低"), ("monitor", "监控")),
                listed=False,
            ),
            *_MEASURES,
            Field("residual", "采取措施后的等级", "choice", choices=COLOURS, listed=False),
            Field("key_points", "管控要点(日常检查内容)", "text", many=True, listed=False),
            Field("major_source", "重大危险源", "bool", listed=False),
            Field("high_risk", "高风险场所或岗位", "bool", listed=False),
            Field("reassess_on", "下次评估日期", "date", listed=False),
            Field("photos", "现场和警示标志照片", "photos", listed=False),
            *_POSITION,
        ),
    )
)

FLOOR_PLAN = register(
    SubjectKind(
        key="floor_plan",
        title="平面图",
        area="risk",
        help="上传楼层或院区平面图的图片，登记后在四色图上标注风险点。",
        fields=(
            Field("name", "图名", "text", required=True, search=True, help="例如：门诊楼一层。"),
            Field("building", "楼栋", "text", search=True),
            Field("floor", "楼层", "text"),
            Field(
                "picture", "平面图图片", "photos", required=True, max=1, listed=False,
                help="拍照或截图都可以，一张图一个楼层。",
            ),
        ),
    )
)  # fmt: skip

RISK_STANDARD = register(
    SubjectKind(
        key="risk_standard",
        title="风险评价标准",
        area="risk",
        check=deriving.check_standard,
        help="本单位自己的评价标准。没有登记的，用系统自带的分级界限。",
        fields=(
            Field("name", "标准名称", "text", required=True, search=True),
            Field("method", "评价方法", "choice", required=True, choices=METHODS),
            Field("red", "红色：风险值不低于", "number", required=True, min=0),
            Field("orange", "橙色：风险值不低于", "number", required=True, min=0),
            Field("yellow", "黄色：风险值不低于", "number", required=True, min=0),
            Field("scales", "各项打分口径", "longtext", listed=False),
            Field("procedure", "辨识程序", "longtext", listed=False),
            Field("files", "文件", "files", listed=False),
        ),
    )
)

"""演练: what was rehearsed, by whom, how fast, and what it showed."""

from weian.base.fields import Field
from weian.record.kinds import Onward, RecordKind, register

KINDS = (
    ("fire", "灭火演练"),
    ("evacuation", "疏散演练"),
    ("emergency", "应急预案演练"),
    ("rescue", "应急救援演练"),
    ("power_failure", "停电应急演练"),
    ("medical_rescue", "紧急医学救援演练"),
    ("epidemic", "卫生应急演练"),
    ("crowd", "防拥挤踩踏演练"),
    ("security", "治安反恐演练"),
    ("chemicals", "危险化学品泄漏演练"),
    ("radiation", "辐射事故演练"),
    ("biosafety", "生物安全演练"),
    ("special_equipment", "特种设备（困人）演练"),
    ("disaster", "自然灾害演练"),
    ("team", "救援队拉动演练"),
)

DRILL = register(
    RecordKind(
        key="drill",
        title="应急演练",
        area="drill",
        people="people",
        summary="{kind_of} {scene}",
        onward=Onward(
            "报隐患", "/hazard/new", "case.report", each="problems", into="description",
            also=(("place", "scene"),), fixed=(("source", "drill"),),
        ),
        help="演练结束后登记，发现的问题写清楚；登记后逐项报为隐患，改到位为止。",
        fields=(
            Field("kind_of", "演练类型", "choices", required=True, choices=KINDS,
                  help="一次演练包含几种就选几种。"),
            Field("people", "参加人员", "people", required=True),
            Field("led_by", "组织者", "person", help="主要负责人组织并参加的，选主要负责人。"),
            Field("role", "本单位是", "choice", listed=False,
                  choices=(("organiser", "组织演练"), ("participant", "参加演练"))),
            Field("plans", "依据的预案", "subject", many=True, kind="emergency_plan", listed=False),
            Field("minutes", "用时", "integer", min=1, max=1440, unit="分钟"),
            Field("minutes_first", "首次响应", "number", min=0, max=120, unit="分钟",
                  listed=False, help="从发现到有人开始处置。"),
            Field("minutes_1", "现场人员形成力量", "number", min=0, max=120, unit="分钟",
                  listed=False, help="要求 1 分钟内形成第一灭火力量。"),
            Field("minutes_3", "消防队员到位", "number", min=0, max=120, unit="分钟",
                  listed=False, help="要求 3 分钟内形成第二灭火力量。"),
            Field("minutes_5", "消防力量到场", "number", min=0, max=120, unit="分钟",
                  listed=False, help="要求 5 分钟内到场。"),
            Field("first_fire_out", "初起火灾由现场人员扑灭", "bool", listed=False),
            Field("scene", "演练场景", "text", search=True, help="例如：住院楼三层配电间起火。"),
            Field("evaluation", "评估意见", "longtext", listed=False,
                  help="指挥、协同、救援技能各怎样。"),
            Field("score", "评估得分", "number", min=0, max=100, listed=False),
            Field("problems", "发现的问题", "longtext", listed=False,
                  help="一行一个。登记后每一行都可以直接报为隐患。"),
            Field("photos", "现场照片", "photos", listed=False),
            Field("files", "方案和总结", "files", listed=False),
        ),
    )
)  # fmt: skip

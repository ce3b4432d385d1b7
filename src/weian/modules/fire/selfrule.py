"""自主管理: declaration and pledge, evaluation, the file, the six plus one, the rating."""

from weian.base.fields import Field
from weian.modules.fire import completeness, measures
from weian.modules.fire.choices import CONTENTS, PARTS
from weian.record.kinds import RecordKind, register

FIRE_DECLARATION = register(
    RecordKind(
        key="fire_declaration",
        title="消防安全自主申报",
        area="fire",
        validity="valid_until",
        summary="{year} 年三自主两公开一承诺",
        derive=completeness.declared,
        derived=("complete",),
        check=completeness.check_declaration,
        help="做了哪几项勾哪几项，六项齐全才算完成。承诺由消防安全责任人签署。",
        fields=(
            Field("year", "年度", "integer", required=True, min=2000, max=2100),
            Field(
                "parts",
                "完成的内容",
                "choices",
                required=True,
                choices=PARTS,
            ),
            Field("complete", "六项齐全", "bool"),
            Field("responsible", "消防安全责任人", "person", required=True),
            Field("manager", "消防安全管理人", "person"),
            Field("assessed_on", "自主评估日期", "date", past=True, listed=False),
            Field("checked_on", "自主检查日期", "date", past=True, listed=False),
            Field("rectified_on", "自主整改日期", "date", past=True, listed=False),
            Field("pledge", "承诺内容", "longtext", listed=False),
            Field("published_at", "公开的位置", "text", listed=False),
            Field("valid_until", "有效期至", "date"),
            Field("files", "签署的承诺书和公示照片", "files", listed=False),
        ),
    )
)

FIRE_EVALUATION = register(
    RecordKind(
        key="fire_evaluation",
        title="消防安全评估",
        area="fire",
        amount="score",
        summary="{level} {score}",
        help="自评或委托评估后登记；报告里的问题逐条上报隐患。",
        fields=(
            Field("provider", "评估机构或自评", "text", required=True),
            Field("score", "得分", "number", required=True, min=0, max=100),
            Field(
                "level",
                "结论",
                "choice",
                choices=(("good", "好"), ("average", "一般"), ("poor", "差")),
            ),
            Field("problems", "发现的问题", "longtext", listed=False),
            Field("hazards", "上报的隐患编号", "text", many=True, listed=False),
            Field("files", "评估报告", "files", listed=False),
        ),
    )
)

FIRE_FILE = register(
    RecordKind(
        key="fire_file",
        title="户籍化档案",
        area="fire",
        summary="{year} 年户籍化档案",
        derive=completeness.filed,
        derived=("complete", "missing"),
        help="一个单位一份消防档案，每年核对一次，缺的补齐。",
        fields=(
            Field("year", "年度", "integer", required=True, min=2000, max=2100),
            Field(
                "contents",
                "已有的内容",
                "choices",
                required=True,
                choices=CONTENTS,
            ),
            Field("complete", "内容齐全", "bool"),
            Field("missing", "缺少的内容", "text", many=True, listed=False),
            Field("keeper", "档案管理人", "person"),
            Field("files", "档案", "files", listed=False),
        ),
    )
)

SIX_PLUS_ONE = register(
    RecordKind(
        key="six_plus_one",
        title="六加一措施",
        area="fire",
        summary="{year} 年：{measure}",
        derive=measures.worded,
        derived=("wording",),
        check=measures.check_worded,
        help="七项措施的内容由卫健部门设定，落实一项登记一项，附佐证。",
        fields=(
            Field("year", "年度", "integer", required=True, min=2000, max=2100),
            Field(
                "measure",
                "第几项",
                "choice",
                required=True,
                choices=measures.MEASURES,
            ),
            Field("wording", "设定的内容", "text", search=True),
            Field(
                "content", "本单位的做法", "text", search=True, help="没有设定内容的，在这里写明。"
            ),
            Field("result", "落实情况", "longtext", required=True, listed=False),
            Field("files", "佐证", "files", listed=False),
        ),
    )
)

FIRE_RATING = register(
    RecordKind(
        key="fire_rating",
        title="消防标准化自评",
        area="fire",
        amount="score",
        summary="{year} 年 {score} 分",
        help="消防安全标准化管理和“四个能力”每年自评一次。",
        fields=(
            Field("year", "年度", "integer", required=True, min=2000, max=2100),
            Field("score", "总分", "number", required=True, min=0, max=100),
            Field("find", "检查消除火灾隐患能力", "number", min=0, max=100, listed=False),
            Field("extinguish", "扑救初起火灾能力", "number", min=0, max=100, listed=False),
            Field("evacuate", "组织人员疏散逃生能力", "number", min=0, max=100, listed=False),
            Field("educate", "消防宣传教育培训能力", "number", min=0, max=100, listed=False),
            Field("model", "申请为示范单位", "bool"),
            Field("problems", "不足", "longtext", listed=False),
            Field("files", "自评表", "files", listed=False),
        ),
    )
)

FIRE_LIAISON = register(
    RecordKind(
        key="fire_liaison",
        title="消防部门对接",
        area="fire",
        summary="{matter}",
        help="与当地消防救援机构联系、接入消防物联网等事项。",
        fields=(
            Field("authority", "对接部门", "text", required=True),
            Field("matter", "事项", "text", required=True, search=True),
            Field("eligible", "具备接入物联网条件", "bool"),
            Field("joined", "已接入", "bool"),
            Field("reason", "不具备条件的原因", "text", listed=False),
            Field("files", "材料", "files", listed=False),
        ),
    )
)

"""What is done about risks: rounds of identification, assessment, checks, notices, confirmations."""

from weian.base.fields import Field
from weian.modules.risk import deriving, freezing
from weian.modules.risk.choices import ASPECTS, COLOURS, MEASURES, METHODS
from weian.record.kinds import RecordKind, register

RISK_IDENTIFICATION = register(
    RecordKind(
        key="risk_identification",
        title="风险辨识",
        area="risk",
        people="people",
        summary="{scope}",
        check=deriving.check_round,
        help="组织一轮辨识后登记。查过但没有发现风险的方面，也要勾出来。",
        fields=(
            Field("scope", "辨识范围", "text", required=True, search=True),
            Field("method", "辨识方法", "choice", required=True, choices=METHODS),
            Field("aspects", "发现风险的方面", "choices", choices=ASPECTS),
            Field("none_found", "没有发现风险的方面", "choices", choices=ASPECTS, listed=False),
            Field("people", "参加人员", "people", required=True, listed=False),
            Field("experts", "专业人员和资质", "text", many=True, listed=False),
            Field("all_staff", "全体职工参加", "bool", listed=False),
            Field("found", "辨识出的风险点", "integer", min=0, unit="个"),
            Field("missing", "未交回的科室", "text", many=True, listed=False),
            Field("files", "辨识记录", "files", listed=False),
        ),
    )
)

RISK_ASSESSMENT = register(
    RecordKind(
        key="risk_assessment",
        title="风险评估",
        area="risk",
        summary="{scope}：{result}",
        check=deriving.check_assessment,
        help="评估做完后登记结论，附评估报告。",
        fields=(
            Field("scope", "评估范围", "text", required=True, search=True),
            Field("risk_point", "风险点", "subject", kind="risk_point", listed=False),
            Field(
                "trigger",
                "为什么评估",
                "choice",
                choices=(
                    ("periodic", "定期评估"),
                    ("first", "首次评估"),
                    ("change", "情况变化重新评估"),
                    ("hazard", "查出隐患后重新评估"),
                    ("incident", "发生事故或事件后重新评估"),
                ),
            ),
            Field("before", "原来的等级", "choice", choices=COLOURS, listed=False),
            Field("result", "最高风险等级", "choice", required=True, choices=COLOURS),
            Field(
                "scores", "评分", "text", listed=False, help="在风险点页面重新评估时由系统写入。"
            ),
            Field("aspects", "评估的方面", "choices", choices=ASPECTS, listed=False),
            Field("conclusions", "评估结论", "longtext", search=True, listed=False),
            Field("adjusted", "调整的管控措施", "longtext", listed=False),
            Field("files", "评估报告", "files", listed=False),
        ),
    )
)

RISK_CHECK = register(
    RecordKind(
        key="risk_check",
        title="风险管控检查",
        area="risk",
        subject_kind="risk_point",
        summary="{state}",
        help="到现场核对管控措施是否落实。不受控的，请同时上报隐患。",
        fields=(
            Field(
                "state",
                "管控情况",
                "choice",
                required=True,
                choices=(("controlled", "受控"), ("partly", "部分落实"), ("failed", "失控")),
            ),
            Field("measures", "核对了哪些措施", "choices", choices=MEASURES),
            Field("reading", "运行状况或监测值", "text", listed=False),
            Field("problems", "没有落实的措施", "longtext", listed=False),
            Field("hazard", "上报的隐患编号", "text", listed=False),
            Field("photos", "现场照片", "photos", listed=False),
        ),
    )
)

RISK_LIST_SIGNOFF = register(
    RecordKind(
        key="risk_list_signoff",
        title="风险清单签发",
        area="risk",
        summary="{year} 年{scope}风险清单",
        derive=freezing.freeze,
        derived=freezing.FROZEN,
        help="主要负责人审阅签字后登记，之后才能上报。",
        fields=(
            Field("year", "年度", "integer", required=True, min=2000, max=2100),
            Field(
                "scope",
                "清单",
                "choice",
                required=True,
                choices=(("unit", "单位"), ("department", "科室"), ("post", "岗位")),
            ),
            Field("signer", "签发人", "person", required=True),
            Field("post", "岗位", "text", listed=False, help="一岗一清单的填写。"),
            Field(
                "listed_department", "哪个科室", "department", listed=False, help="科室清单填写。"
            ),
            Field("points", "风险点", "integer", min=0, unit="个"),
            Field("major", "其中重大风险", "integer", min=0, unit="个"),
            Field("orange", "较大风险", "integer", min=0, unit="个", listed=False),
            Field("yellow", "一般风险", "integer", min=0, unit="个", listed=False),
            Field("blue", "低风险", "integer", min=0, unit="个", listed=False),
            Field("frozen", "签发时的清单", "text", many=True, max=2000, listed=False),
            Field("digest", "清单校验码", "text", listed=False),
            Field("reported_to", "报送单位", "text", listed=False),
            Field("files", "清单", "files", listed=False),
        ),
    )
)

RISK_CONFIRMATION = register(
    RecordKind(
        key="risk_confirmation",
        title="岗位风险确认",
        area="risk",
        people="person",
        submit_right="record.submit:own",
        derive=freezing.seen,
        derived=("seen",),
        check=deriving.check_known,
        summary="{post}",
        help="看过本岗位的风险、防范和应急措施后，由本人确认。",
        fields=(
            Field("person", "确认人", "person", required=True),
            Field("post", "岗位", "text", required=True),
            Field("risk_points", "风险点", "subject", kind="risk_point", many=True, listed=False),
            Field("known", "已知晓风险、防范措施和应急措施", "bool", required=True),
            Field("suggestion", "意见建议", "text", listed=False),
            Field("seen", "确认时的内容", "text", many=True, listed=False),
        ),
    )
)

RISK_NOTICE = register(
    RecordKind(
        key="risk_notice",
        title="风险公告告知",
        area="risk",
        summary="{kind_of} {place}",
        help="设置或更新公告栏、告知卡、警示标志后登记，附照片。",
        fields=(
            Field(
                "kind_of",
                "类型",
                "choice",
                required=True,
                choices=(
                    ("board", "风险公告栏"),
                    ("card", "岗位风险告知卡"),
                    ("sign", "重大风险警示标志"),
                ),
            ),
            Field("place", "设置位置", "text", required=True, search=True),
            Field("post", "岗位", "text", help="告知卡填写。"),
            Field("risk_point", "风险点", "subject", kind="risk_point", listed=False),
            Field(
                "contents",
                "写明了什么",
                "choices",
                listed=False,
                choices=(
                    ("risk", "主要风险"),
                    ("consequence", "可能后果"),
                    ("prevention", "防范措施"),
                    ("emergency", "应急措施"),
                    ("keeper", "责任人和报告电话"),
                ),
            ),
            Field("photos", "照片", "photos", listed=False),
        ),
    )
)

MAJOR_RISK_SOURCE = register(
    RecordKind(
        key="major_risk_source",
        title="重大危险源登记",
        area="risk",
        number="number",
        summary="{name}",
        help="登记建档和备案情况；情况有变化的再登记一次。",
        fields=(
            Field("name", "危险源名称", "text", required=True, search=True),
            Field("place", "位置", "text", required=True),
            Field("substance", "物质和数量", "text", listed=False),
            Field("number", "备案编号", "text"),
            Field("risk_point", "风险点", "subject", kind="risk_point", listed=False),
            Field("keeper", "责任人", "person"),
            Field("measures", "管控措施", "longtext", required=True, listed=False),
            Field("monitoring", "监测预警方式", "text", listed=False),
            Field("files", "档案材料", "files", listed=False),
        ),
    )
)

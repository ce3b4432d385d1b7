"""责任体系: who is responsible for what, signed, shown to everybody, assessed and rewarded."""

from weian.base.fields import Field
from weian.modules.responsibility import bodies, duties
from weian.record.kinds import RecordKind, register
from weian.subject.envelope.hooks import by_oneself
from weian.subject.kinds import register as register_subject

LEVELS = (
    ("government_commission", "政府与委(局)"),
    ("commission_unit", "委(局)与单位"),
    ("commission_section", "委(局)与内设科(股)室"),
    ("head_deputy", "主要领导与班子成员"),
    ("unit_department", "单位与科室"),
    ("department_staff", "科室与职工"),
)
_YEAR = Field("year", "年度", "integer", required=True, min=2000, max=2100)

RESPONSIBILITY_LETTER = register(
    RecordKind(
        key="responsibility_letter",
        title="责任书",
        area="responsibility",
        people="people",
        number="code",
        summary="{year} 年{level}责任书",
        help="签订后登记，签订人从名册中选择。目标一行一个，年末逐项对照。",
        fields=(
            Field("level", "签订层级", "choice", required=True, choices=LEVELS),
            _YEAR,
            Field("people", "签订人", "people", required=True),
            Field("counterpart", "对方签订人", "person", help="上一级的签字人。"),
            Field("code", "责任书编号", "text", search=True),
            Field("targets", "责任目标", "text", many=True, search=True, listed=False),
            Field("result", "年终完成情况", "longtext", listed=False, help="年末更正时补充。"),
            Field("files", "责任书", "files", listed=False),
        ),
    )
)
LETTER_COUNTERSIGN = register(
    RecordKind(
        key="letter_countersign",
        title="责任书签订确认",
        area="responsibility",
        people="person",
        submit_right="record.submit:own",
        check=by_oneself("person"),
        summary="{person} {year} 年{level}责任书",
        help="读完责任书后，由签订人自己确认。",
        fields=(
            Field("level", "签订层级", "choice", required=True, choices=LEVELS),
            _YEAR,
            Field("person", "签订人", "person", required=True),
            Field("accepted", "已阅读并承诺履行", "bool", required=True),
            Field("code", "责任书编号", "text", search=True),
        ),
    )
)
DESIGNATION = register(bodies.DESIGNATION)
LEADING_GROUP = register(bodies.LEADING_GROUP)
GRID = register_subject(bodies.GRID)
POST_DUTY = register_subject(duties.POST_DUTY)
DUTY_ACKNOWLEDGEMENT = register(duties.ACKNOWLEDGEMENT)
DUTY_ASSESSMENT = register(duties.ASSESSMENT)
RESPONSIBILITY_DISPLAY = register(duties.DISPLAY)
PERFORMANCE_REPORT = register(duties.PERFORMANCE)
REWARD_PUNISHMENT = register(duties.REWARD)

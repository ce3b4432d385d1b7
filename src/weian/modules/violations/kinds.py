"""违章: violations found in the work of a unit, and offences pursued to their outcome."""

from weian.base.fields import Field
from weian.modules.violations.enforcement import ENFORCEMENT
from weian.modules.violations.sets import KINDS, SETS, check
from weian.record.kinds import RecordKind, register
from weian.subject import kinds as subject_kinds

__all__ = ["ENFORCEMENT", "VIOLATION", "VIOLATION_KIND"]

VIOLATION_KIND = subject_kinds.register(
    subject_kinds.SubjectKind(
        key="violation_kind",
        title="违规行为目录",
        area="inspection",
        help="文件没有写明“六类”违规行为是哪几类，由本单位按上级要求列出，可以修改。",
        fields=(
            Field("name", "违规行为", "text", required=True, search=True),
            Field("basis", "依据", "text"),
            Field("red_line", "属于消防安全红线", "bool"),
        ),
    )
)

VIOLATION = register(
    RecordKind(
        key="violation",
        title="违章",
        area="inspection",
        submit_right="record.submit:own",
        summary="{type}：{description}",
        check=check,
        help="发现违章当场制止，登记后由分管副职处理。职工制止他人违章也可以登记。",
        fields=(
            Field(
                "set",
                "按哪一组",
                "choice",
                required=True,
                choices=SETS,
            ),
            Field("type", "违章类型", "choice", required=True, choices=KINDS),
            Field("listed", "目录中的行为", "subject", kind="violation_kind"),
            Field("description", "情况", "text", required=True, search=True),
            Field("place", "地点", "text"),
            Field("person", "违章人", "person", listed=False),
            Field("stopped", "已当场制止", "bool"),
            Field("corrected", "已纠正", "bool"),
            Field("procedure", "违反的规程", "text", listed=False),
            Field("hazard", "上报的隐患编号", "text", listed=False),
            Field("photos", "照片", "photos", listed=False),
        ),
    )
)

"""应急救援: who is on duty when."""

from weian.base.fields import Field
from weian.record.kinds import RecordKind, register

DUTY_ROSTER = register(
    RecordKind(
        key="duty_roster",
        title="值班表",
        area="emergency",
        people="people",
        about=True,
        summary="{starts_on} 至 {ends_on}",
        help="排好班就登记；节假日写明带班领导。",
        fields=(
            Field("starts_on", "值班开始", "date", required=True),
            Field("ends_on", "值班结束", "date", required=True),
            Field("leader", "带班领导", "person", required=True),
            Field("people", "值班人员", "people", required=True),
            Field("files", "值班表", "files", listed=False),
        ),
    )
)

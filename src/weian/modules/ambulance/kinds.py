"""救护车: the vehicles; their rules, drivers and checks are records of other kinds."""

from weian.base.fields import Field
from weian.subject.kinds import SubjectKind, register

AMBULANCE = register(
    SubjectKind(
        key="ambulance",
        title="救护车",
        area="ambulance",
        fields=(
            Field("name", "车牌号", "text", required=True, search=True),
            Field("model", "车型", "text"),
            Field("driver", "主要驾驶员", "person"),
        ),
    )
)

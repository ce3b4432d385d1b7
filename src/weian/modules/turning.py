"""转为隐患、转为事故事件: what alarms, tips and reports of employees ask when they open one in one act."""

from typing import Final

from weian.base.fields import Field
from weian.case.kinds import Begets
from weian.modules.hazard.fields import CATEGORIES
from weian.modules.incident import choices as incident

_NUMBER_HELP: Final = (
    "不填由系统新报一条并记下编号；已经另外报过的，填那一条的编号，下面三项就不用填。"
)


def hazard_fields(number: str = "hazard_number", *, help: str = "") -> tuple[Field, ...]:
    """The fields of such a step; ``help`` warns of what the hazard must not say."""
    title = "隐患编号" if number == "hazard_number" else "转入的编号"
    return (
        Field(number, title, "text", help=_NUMBER_HELP),
        Field("hazard_place", "隐患地点", "text", max=200),
        Field("hazard_description", "隐患描述", "text", max=100, help=help or "一句话说清是什么问题。"),
        Field("hazard_category", "隐患类别", "choice", choices=CATEGORIES),
    )  # fmt: skip


def to_hazard(
    source: str, *, place: str = "", description: str = "", number: str = "hazard_number"
) -> Begets:
    """A hazard found by ``source``; ``place`` and ``description`` are facts that begin its form."""
    takes = (
        ("place", "hazard_place", place),
        ("description", "hazard_description", description),
        ("category", "hazard_category", ""),
    )
    return Begets("hazard", number, takes, (("source", source),))


INCIDENT_FIELDS: Final = (
    Field("turned_into", "转入的编号", "text",
          help="不填由系统快报一起并记下编号；已经另外快报过的，填那一起的编号，下面几项就不用填。"),
    Field("incident_at", "发生时间", "datetime", past=True),
    Field("incident_place", "发生地点", "text", max=200),
    Field("incident_description", "事情经过", "text", max=200, help="是什么事、有没有人受伤；细节之后补。"),
    Field("incident_grade", "等级", "choice", choices=incident.GRADES, help="拿不准选“一般”，以后可以核定。"),
    Field("incident_category", "类别", "choice", choices=incident.CATEGORIES),
)  # fmt: skip

#: An incident quickly reported from an alarm: when and where it began stands in its form already.
TO_INCIDENT: Final = Begets(
    "incident", "turned_into",
    (
        ("occurred_at", "incident_at", "signalled_at"), ("place", "incident_place", "place"),
        ("description", "incident_description", ""), ("grade", "incident_grade", ""),
        ("category", "incident_category", ""),
    ),
    (("from_alarm", "alarm"),),
)  # fmt: skip

"""转为隐患: what alarms, tips and reports of employees ask when they open a hazard in one act."""

from typing import Final

from weian.base.fields import Field
from weian.case.kinds import Begets
from weian.modules.hazard.fields import CATEGORIES

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

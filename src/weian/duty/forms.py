"""The two small forms of waivers and extensions."""

from weian.base.fields import Field
from weian.duty.kinds import DECISIONS, TITLES
from weian.ui.forms import form_class

ASK = form_class(
    (
        Field("sort", "申请什么", "choice", required=True, choices=tuple(reversed(TITLES.items()))),
        Field("until", "延至", "date", help="申请延期时填写，含当天。"),
        Field(
            "reason", "理由", "longtext", required=True, max=500, help="写明原因和打算怎么补上。"
        ),
    ),
    name="AskForm",
)
DECIDE = form_class(
    (
        Field("decision", "审批意见", "choice", required=True, choices=DECISIONS),
        Field("note", "说明", "longtext", max=500, help="不同意时必填。"),
    ),
    name="DecideForm",
)

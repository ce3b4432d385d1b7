"""Reports that go upward: what they are, how they travel, and the record that proves them sent.

A report on its way is a case (drafted, signed, submitted, returned or accepted); what it said when
it was signed is frozen; submitting it is a record, and that record meets the duty.
"""

from dataclasses import dataclass
from typing import Final

from weian.base.fields import Field
from weian.case import kinds as cases
from weian.core.flow import Flow, Step
from weian.record import kinds as records


@dataclass(frozen=True)
class ReportKind:
    """``key`` is also the record kind that submitting makes; ``contents`` names the table
    ("hazard_list") or is empty where the report is told in words only (``asks_text``)."""

    key: str
    title: str
    contents: str = ""
    help: str = ""

    @property
    def asks_text(self) -> bool:
        return not self.contents


REPORTS: Final[dict[str, ReportKind]] = {
    kind.key: kind
    for kind in (
        ReportKind(
            "report.hazard_list",
            "问题隐患和制度措施清单",
            "hazard_list",
            "由本单位的隐患台账自动生成，核对后由主要负责人签字报送。",
        ),
        ReportKind("report.yearly_work", "年度工作情况", help="全年安全生产工作情况。"),
        ReportKind("report.campaign_summary", "专项整治三年行动总结", help="三年行动工作总结。"),
        ReportKind("report.brief", "安全生产工作简讯", help="一条工作动态：做了什么、效果如何。"),
        ReportKind("report.good_practice", "经验做法", help="值得推广的做法。"),
    )
}

_CHOICES = tuple((kind.key, kind.title) for kind in REPORTS.values())

for _kind in REPORTS.values():
    records.register(
        records.RecordKind(
            key=_kind.key,
            title=_kind.title,
            area="report",
            about=True,
            internal=True,
            submit_right="report.submit",
            summary="{headline}",
            fields=(
                Field("headline", "标题", "text", search=True),
                Field("text", "正文", "longtext", listed=False, search=True),
                Field("rows", "条数", "integer"),
                Field("edition", "版次", "integer"),
                Field("digest", "内容摘要值", "text", listed=False),
                Field("files", "附件", "files", listed=False),
            ),
        )
    )

FLOW: Final = Flow(
    kind="return",
    states={
        "drafted": "编制中",
        "signed": "已签字",
        "submitted": "已报送",
        "returned": "已退回",
        "accepted": "已接收",
    },
    initial="drafted",
    ends=frozenset({"accepted"}),
    steps=(
        Step(
            "sign", "签字", ("drafted", "returned"), "signed", "report.sign",
            needs=("digest",), help="签字后内容冻结，不再随台账变化。",
        ),
        Step(
            "revise", "修改正文", ("drafted", "returned"), "drafted", "report.submit",
            needs=("text",), help="改好后由主要负责人重新签字。",
        ),
        Step(
            "unsign", "撤回签字", ("signed",), "drafted", "report.submit",
            help="报送前发现要改，可以撤回重新生成。",
        ),
        Step(
            "submit", "报送", ("signed",), "submitted", "report.submit",
            help="报送给上级卫健部门。",
        ),
        Step(
            "return", "退回", ("submitted",), "returned", "report.review",
            needs=("reason",), help="写明哪里要改，单位改后重新签字报送。",
        ),
        Step(
            "accept", "接收", ("submitted",), "accepted", "report.review",
            help="接收后锁定。",
        ),
    ),
)  # fmt: skip

_TEXT: Final = Field(
    "text", "正文", "longtext", required=True, min=10, help="写清做了什么、效果如何、下一步打算。"
)
#: What is asked for a report that is told in words.
WORDS: Final = (Field("headline", "标题", "text", required=True, max=120), _TEXT)

RETURN: Final = cases.register(
    cases.CaseKind(
        key="return",
        title="报送",
        area="report",
        number_prefix="BS",
        fields=(
            Field("report", "报送内容", "choice", required=True, choices=_CHOICES),
            Field("period", "所属期", "text", required=True, max=40),
            Field("begins", "期初日", "date", required=True, listed=False),
            Field("headline", "标题", "text", required=True, max=120),
            Field("text", "正文", "longtext", listed=False, min=10),
            Field("files", "附件", "files", listed=False),
        ),
        flow=FLOW,
        summary="{headline}",
        step_fields={
            "sign": (
                Field("digest", "内容摘要值", "text", required=True),
                Field("rows", "条数", "integer"),
                Field("text", "正文", "longtext"),
            ),
            "revise": (_TEXT,),
            "submit": (
                Field("record", "报送记录", "text"),
                Field("sent_at", "首次报送时间", "text"),
                Field("late", "迟报", "bool"),
            ),
            "return": (Field("reason", "退回原因", "longtext", required=True, min=2, max=500),),
            "accept": (Field("opinion", "接收意见", "text"),),
        },
        fills={"category": "report"},
        keeps=("digest", "rows", "text", "sent_at", "late"),
        again=frozenset({"return"}),
        internal=frozenset({"draft", *(step.verb for step in FLOW.steps)}),
        opening_verb="draft",
        opening_title="编制",
        opening_right="report.submit",
        line=("drafted", "signed", "submitted", "accepted"),
        help="按规定的时间向上级报送，内容由平日的记录和台账生成。",
        icon="report",
        page="/reports/{id}/",
    )
)

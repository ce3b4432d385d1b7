"""Reports that go upward: what they are, how they travel, and the record that proves them sent.

A report on its way is a case (drafted, signed, submitted, returned or accepted); what it said when
it was signed is frozen; submitting it is a record, and that record meets the duty.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from weian.base.fields import Field
from weian.case import kinds as cases
from weian.core.flow import Flow, Step
from weian.record import kinds as records

Given = Mapping[str, Any]
TOPICS: Final = (
    ("work", "工作动态"),
    ("hazard", "隐患整治"),
    ("training", "教育培训"),
    ("drill", "应急演练"),
    ("publicity", "宣传活动"),
    ("other", "其他"),
)


TEXT: Final = Field(
    "text", "正文", "longtext", required=True, min=10, search=True,
    help="写清做了什么、效果如何、下一步打算。",
)  # fmt: skip
_WORK: Final = (
    TEXT,
    Field("problems", "存在的问题", "longtext", help="没有的写“无”。"),
    Field("plans", "下一步打算", "longtext"),
)
_YEAR: Final = (
    "hazards.found", "hazards.found.major", "hazards.rectified", "hazards.rate", "hazards.open",
    "hazards.overdue", "inspections", "patrols", "training", "training.people", "drills",
    "drills.people", "meetings", "publicity", "funding", "incidents", "incidents.near_miss",
    "deaths", "injured", "duties.due", "duties.met", "duties.rate",
)  # fmt: skip
OWN: Final = "report.own"  # the record of every return that a commission made up itself


@dataclass(frozen=True)
class ReportKind:
    """What a return is, as data.

    Who files it, to whom and when is said by the obligations that ask for ``record``. What it
    holds: ``contents`` names a list drawn from the ledgers (see ``sheets.SHEETS``), ``figures`` are
    keys of the catalogue (``figures.catalogue``), ``asks`` the few words that a person must write.
    ``form`` is the number of the uploaded template of a return that a commission made up itself, "" for
    the shipped ones; its ``key`` is then "own." and that number. ``adoptable``: the commission says
    of each whether it was taken up (简讯的采用).
    """

    key: str
    title: str
    contents: str = ""
    figures: tuple[str, ...] = ()
    asks: tuple[Field, ...] = ()
    help: str = ""
    adoptable: bool = False
    form: str = ""

    @property
    def record(self) -> str:
        """The record kind that submitting makes."""
        return OWN if self.form else self.key

    @property
    def asks_text(self) -> bool:
        """Whether somebody has to write something."""
        return bool(self.asks)

    @property
    def drawn(self) -> bool:
        """Whether the system fills in something."""
        return bool(self.contents or self.figures or self.form)


REPORTS: Final[dict[str, ReportKind]] = {
    kind.key: kind
    for kind in (
        ReportKind(
            "report.hazard_list",
            "问题隐患和制度措施清单",
            "hazard_list",
            help="由本单位的隐患台账自动生成，核对后由主要负责人签字报送。",
        ),
        ReportKind(
            "report.hazard_ledger",
            "隐患台账",
            "hazard_list",
            help="期内发现的和仍未销号的隐患，由台账自动生成。",
        ),
        ReportKind(
            "report.risk_list",
            "安全风险清单",
            "risk_list",
            help="现有风险点的等级、措施和责任人，由风险台账自动生成，主要负责人签字后报送。",
        ),
        ReportKind(
            "report.hazard_stats",
            "隐患排查治理统计表",
            "hazard_stats",
            help="按类别和级别统计期内发现和已整改的隐患，数字由台账算出。",
        ),
        ReportKind(
            "report.incident_stats",
            "事故统计表",
            "incident_stats",
            help="按类别统计期内的事故和未遂事件，数字由事故台账算出。",
        ),
        ReportKind(
            "report.yearly_work",
            "年度工作情况",
            figures=_YEAR,
            asks=_WORK,
            help="全年的数字由系统算出，只写文字部分。",
        ),
        ReportKind(
            "report.campaign_year",
            "年度专项整治总结",
            figures=_YEAR,
            asks=_WORK,
            help="当年整治的数字由系统算出，只写做法、问题和打算。",
        ),
        ReportKind(
            "report.campaign_summary",
            "专项整治三年行动总结",
            figures=_YEAR,
            asks=_WORK,
            help="三年的数字由系统算出，只写文字部分。",
        ),
        ReportKind(
            "report.three_year_evaluation",
            "三年整治总结评估",
            figures=_YEAR,
            asks=(
                TEXT,
                Field("effects", "治理成效", "longtext"),
                Field("problems", "存在的不足", "longtext"),
                Field("plans", "长效机制和下一步打算", "longtext"),
            ),
            help="三年的数字由系统算出，写清成效、不足和长效机制。",
        ),
        ReportKind(
            "report.brief",
            "安全生产工作简讯",
            asks=(
                TEXT,
                Field("topic", "类别", "choice", choices=TOPICS),
                Field("pictures", "图片", "photos", max=6),
            ),
            help="一条工作动态：做了什么、效果如何。",
            adoptable=True,
        ),
        ReportKind(
            "report.good_practice",
            "经验做法",
            asks=(TEXT, Field("pictures", "图片", "photos", max=6)),
            help="值得推广的做法。",
            adoptable=True,
        ),
    )
}

_CHOICES = (*((kind.key, kind.title) for kind in REPORTS.values()), (OWN, "自定义报表"))


def _register(key: str, title: str) -> None:
    records.register(
        records.RecordKind(
            key=key,
            title=title,
            area="report",
            about=True,
            internal=True,
            submit_right="report.submit",
            summary="{headline}",
            fields=(
                Field("headline", "标题", "text", search=True),
                Field("rows", "条数", "integer"),
                Field("edition", "版次", "integer"),
                Field("digest", "内容摘要值", "text", listed=False),
                *((Field("form", "报表编号", "text", listed=False),) if key == OWN else ()),
            ),
        )
    )


for _kind in REPORTS.values():
    _register(_kind.key, _kind.title)
_register(OWN, "自定义报表")

#: A commission's word that a unit below did not file: it may then send up what it has.
MISSING: Final = records.register(
    records.RecordKind(
        key="report.missing",
        title="缺报说明",
        area="report",
        about=True,
        internal=True,
        submit_right="report.review",
        summary="{headline}",
        fields=(
            Field("headline", "标题", "text", search=True),
            Field("report", "报送内容", "text", required=True, listed=False),
            Field("period", "所属期", "text", required=True),
            Field("missing", "缺报单位", "unit", required=True),
            Field("reason", "缺报原因", "text", required=True, min=2, max=200),
        ),
    )
)


def _adoptable(case: Given, actor: Given, given: Given) -> str | None:
    """Only what is written for publication is taken up."""
    known = REPORTS.get(str(case["category"]))
    return None if known and known.adoptable else "只有简讯和经验做法可以采用。"


def _not_adopted(case: Given, actor: Given, given: Given) -> str | None:
    """Once is enough."""
    return "已经采用过了。" if case["data"].get("adopted") else None


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
            needs=("words",), help="改好后由主要负责人重新签字。",
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
        Step(
            "correct", "更正", ("accepted",), "drafted", "report.submit",
            needs=("correcting",), help="已接收的内容有误时，写明原因，重新签字报送为新的一版；"
            "新版接收之前，上级看到的仍是原来的一版。",
        ),
        Step(
            "adopt", "采用", ("accepted",), "", "report.review",
            guards=("adoptable", "not_adopted"), help="采用这条简讯或做法，单位会收到通知。",
        ),
    ),
    guards={"adoptable": _adoptable, "not_adopted": _not_adopted},
)  # fmt: skip

WORDS_HEADLINE: Final = Field("headline", "标题", "text", required=True, max=120)

RETURN: Final = cases.register(
    cases.CaseKind(
        key="return",
        title="报送",
        area="report",
        number_prefix="BS",
        fields=(
            Field("report", "报送内容", "choice", required=True, choices=_CHOICES),
            Field("form", "报表编号", "text", max=40, listed=False),
            Field("period", "所属期", "text", required=True, max=40),
            Field("begins", "期初日", "date", required=True, listed=False),
            WORDS_HEADLINE,
        ),
        flow=FLOW,
        summary="{headline}",
        step_fields={
            "sign": (
                Field("digest", "内容摘要值", "text", required=True),
                Field("rows", "条数", "integer"),
            ),
            "revise": (Field("words", "正文摘要值", "text", required=True),),
            "submit": (
                Field("record", "报送记录", "text"),
                Field("sent_at", "首次报送时间", "text"),
                Field("late", "迟报", "bool"),
            ),
            "return": (Field("reason", "退回原因", "longtext", required=True, min=2, max=500),),
            "accept": (
                Field("opinion", "接收意见", "text"),
                Field("standing", "已有接收的版本", "bool"),
            ),
            "correct": (Field("correcting", "更正原因", "text", required=True, min=2, max=200),),
            "adopt": (Field("adopted", "采用", "bool"),),
        },
        fills={"category": "report"},
        keeps=("digest", "rows", "sent_at", "late", "standing", "adopted"),
        again=frozenset({"return", "correct"}),
        internal=frozenset({"draft", *(step.verb for step in FLOW.steps)}),
        opening_verb="draft",
        opening_title="编制",
        opening_right="report.submit",
        line=("drafted", "signed", "submitted", "accepted"),
        help="按规定的时间向上级报送，内容由平日的记录和台账生成。",
        icon="report",
        page="/reports/{id}/",
        sent="sent_at",
        rules={"adoptable": "是简讯或经验做法", "not_adopted": "还没有采用过"},
    )
)

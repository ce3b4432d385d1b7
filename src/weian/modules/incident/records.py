"""Reports that are counted for being in time, and watching for epidemics."""

from typing import Final

from weian.base.fields import Field
from weian.modules.incident.checks import reported_afterwards
from weian.modules.incident.choices import RECEIVERS
from weian.modules.incident.intime import timing
from weian.record.kinds import RecordKind

RISKS: Final = (("red", "极高"), ("orange", "高"), ("yellow", "中"), ("blue", "低"))

EVENT_REPORT: Final = RecordKind(
    key="event_report",
    title="突发事件信息报告",
    area="incident",
    timed=True,
    amount="minutes",
    derive=timing,
    derived=("minutes", "on_time"),
    check=reported_afterwards,
    summary="{category} {content}",
    help="每报一次信息登记一条，系统据此算及时率。没有事件也要报的，选“零报告”。",
    fields=(
        Field("category", "信息类别", "choice", required=True, choices=(
            ("public_health", "突发公共卫生事件"), ("medical_rescue", "紧急医学救援"),
            ("accident", "生产安全事故"), ("security", "涉医治安事件"),
            ("disaster", "自然灾害"), ("zero", "零报告"))),
        Field("content", "事件", "text", search=True),
        Field("receivers", "报告对象", "choices", choices=RECEIVERS),
        Field("occurred_at", "发生时间", "datetime", past=True),
        Field("reported_at", "报告时间", "datetime", past=True),
        Field("minutes", "间隔", "number", min=0, max=10000000, unit="分钟"),
        Field("on_time", "按时报告", "bool"),
        Field("mark", "报告质量", "choice", choices=(
            ("good", "合格"), ("late", "迟报"), ("missed", "漏报"), ("false", "谎报"),
            ("concealed", "瞒报"))),
        Field("incident_number", "事件编号", "text", search=True, listed=False),
        Field("files", "报告", "files", listed=False),
    ),
)  # fmt: skip

EPIDEMIC_MONITORING: Final = RecordKind(
    key="epidemic_monitoring",
    title="疫情监测",
    area="incident",
    about=True,
    amount="found",
    summary="{disease} {found}",
    help="新发突发急性传染病的监测结果，超过警戒值的同时报“疫情信号”。",
    fields=(
        Field("disease", "监测病种", "text", required=True, search=True),
        Field("found", "病例数", "integer", required=True, min=0, unit="例"),
        Field("threshold", "警戒值", "integer", min=0, unit="例"),
        Field("exceeded", "超过警戒值", "bool"),
        Field("content", "情况说明", "longtext", search=True, listed=False),
        Field("files", "监测报表", "files", listed=False),
    ),
)

EPIDEMIC_ASSESSMENT: Final = RecordKind(
    key="epidemic_assessment",
    title="疫情风险评估",
    area="incident",
    about=True,
    summary="{scope}风险{risk}",
    help="定期或专题评估后登记风险等级和措施。",
    fields=(
        Field("scope", "评估内容", "text", required=True, search=True),
        Field("risk", "风险等级", "choice", required=True, choices=RISKS),
        Field("conclusions", "评估结论", "longtext", required=True, search=True, listed=False),
        Field("measures", "应对措施", "longtext", listed=False),
        Field("experts", "参加专家", "text", listed=False),
        Field("files", "评估报告", "files", listed=False),
    ),
)

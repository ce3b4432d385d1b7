"""Budgets, support from above, reviews, and renovations with their progress."""

from typing import Final

from weian.base.fields import Field
from weian.modules.funding.choices import CATEGORIES
from weian.record.kinds import RecordKind
from weian.subject.kinds import SubjectKind

_YEAR: Final = Field("year", "年度", "integer", required=True, min=2000, max=2100)

BUDGET_LINE: Final = SubjectKind(
    key="budget_line",
    title="安全预算",
    area="funding",
    code_field="code",
    help="年度预算一类一条，写明批准文件；支出时选上它，就算得出还剩多少。",
    columns=("name", "year", "category", "amount", "approved_on"),
    fields=(
        Field("name", "预算项目", "text", required=True, search=True),
        _YEAR,
        Field("category", "用途", "choice", required=True, choices=CATEGORIES),
        Field("amount", "预算金额", "money", required=True, min=0),
        Field("approved_by", "批准人", "person"),
        Field("approved_on", "批准日期", "date"),
        Field("code", "批准文号", "text", search=True),
        Field("keeper", "实施负责人", "person", listed=False),
        Field("measures", "安全技术措施", "longtext", listed=False),
        Field("files", "批准文件", "files", listed=False),
    ),
)

SUPPORT: Final = RecordKind(
    key="funding_support",
    title="上级支持",
    area="funding",
    amount="amount",
    number="code",
    summary="{nature} {purpose}",
    help="卫健部门给人、给物、给钱、给政策支持单位的，登记给了谁、对应哪条隐患或哪项改造。",
    fields=(
        Field("nature", "支持方式", "choice", required=True, choices=(
            ("people", "人员"), ("goods", "物资"), ("money", "资金"), ("policy", "政策"))),
        _YEAR,
        Field("purpose", "内容", "text", required=True, search=True),
        Field("target", "受支持单位", "unit"),
        Field("amount", "金额", "money", min=0),
        Field("hazard_number", "对应隐患编号", "text", search=True),
        Field("code", "文号", "text", search=True),
        Field("files", "文件", "files", listed=False),
    ),
)  # fmt: skip

REVIEW: Final = RecordKind(
    key="funding_review",
    title="安全投入核查",
    area="funding",
    summary="{year} 年投入核查：{result}",
    help="核对预算和支出，比上年是增是减，没有钱的项目和不合规的支出写清楚。",
    fields=(
        _YEAR,
        Field("result", "结论", "choice", required=True, choices=(
            ("sufficient", "保障到位"), ("insufficient", "投入不足"), ("misused", "使用不合规定"))),
        Field("trend", "比上年", "choice",
              choices=(("more", "增加"), ("same", "持平"), ("less", "减少"))),
        Field("finding", "核查情况", "longtext", required=True, search=True, listed=False),
        Field("checked_by", "核查人", "person"),
        Field("files", "材料", "files", listed=False),
    ),
)  # fmt: skip

RENOVATION: Final = SubjectKind(
    key="renovation",
    title="老旧场所改造",
    area="funding",
    help="老旧场所改造、安全技术设备升级的项目；进展登记“改造进展”。",
    columns=("name", "kind_of", "planned_until", "amount", "finished_on"),
    fields=(
        Field("name", "项目名称", "text", required=True, search=True),
        Field("kind_of", "类别", "choice", required=True, choices=(
            ("old_site", "老旧场所改造"), ("fire", "消防设施改造"), ("electrical", "电气线路改造"),
            ("gas", "燃气管道改造"), ("technology", "安全技术升级"),
            ("infrastructure", "基础设施建设"), ("other", "其他"))),
        Field("place", "地点", "text", search=True),
        Field("policy", "支持政策", "text", search=True, listed=False),
        Field("source", "资金来源", "choice", choices=(
            ("own", "自筹"), ("finance", "财政"), ("special", "专项资金"), ("other", "其他"))),
        Field("amount", "预算金额", "money", min=0),
        Field("planned_from", "计划开工", "date", listed=False),
        Field("planned_until", "计划完工", "date"),
        Field("finished_on", "实际完工", "date", past=True),
        Field("acceptance", "验收结果", "text", listed=False),
        Field("files", "批复和验收材料", "files", listed=False),
    ),
)  # fmt: skip

PROGRESS: Final = RecordKind(
    key="renovation_progress",
    title="改造进展",
    area="funding",
    subject_kind="renovation",
    amount="percent",
    summary="完成 {percent}",
    help="定期登记改造进度，停工或延误写明原因。",
    fields=(
        Field("percent", "完成比例", "integer", required=True, min=0, max=100, unit="%"),
        Field("spent", "已用资金", "money", min=0),
        Field("progress", "进展情况", "longtext", required=True, search=True, listed=False),
        Field("photos", "照片", "photos", listed=False),
    ),
)

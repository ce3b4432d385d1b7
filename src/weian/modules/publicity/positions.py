"""Planned activities, and what stands on site: publicity positions and safety signs."""

from typing import Final

from weian.base.fields import Field
from weian.subject.kinds import SubjectKind

PLAN: Final = SubjectKind(
    key="publicity_plan",
    title="宣传活动计划",
    area="publicity",
    help="安全生产月、宣传周方案里的每项活动登记一条；办完登记“安全宣传”并选上它。",
    columns=("name", "campaign", "year", "planned_on"),
    fields=(
        Field("name", "活动名称", "text", required=True, search=True),
        Field("campaign", "所属活动", "choice", required=True, choices=(
            ("safety_month", "安全生产月"), ("law_week", "职业病防治法宣传周"),
            ("fire_month", "消防宣传月"), ("year_round", "全年常态"), ("other", "其他"))),
        Field("year", "年度", "integer", required=True, min=2000, max=2100),
        Field("planned_on", "计划日期", "date", required=True),
        Field("organiser", "负责人", "person"),
        Field("content", "内容安排", "longtext", listed=False),
    ),
)  # fmt: skip

POSITION: Final = SubjectKind(
    key="publicity_position",
    title="宣传阵地",
    area="publicity",
    help="固定的宣传栏、电子屏、专栏。换内容时登记“安全宣传”。",
    columns=("name", "form", "place", "changed_on"),
    fields=(
        Field("name", "名称", "text", required=True, search=True),
        Field("form", "形式", "choice", required=True, choices=(
            ("fire_position", "消防宣传阵地"), ("board", "宣传栏（牌）"),
            ("screen", "电子屏"), ("column", "网站或公众号专栏"), ("corner", "体验角"))),
        Field("place", "位置或网址", "text", required=True, search=True),
        Field("keeper", "负责人", "person"),
        Field("changed_on", "最近更换内容", "date", past=True),
        Field("reminders", "写有三提示", "bool", listed=False,
              help="火灾危险性、逃生路线、消防器材位置。"),
        Field("photos", "照片", "photos", listed=False),
    ),
)  # fmt: skip

SIGN: Final = SubjectKind(
    key="safety_sign",
    title="安全标识",
    area="publicity",
    help="重点部位和显著位置的安全标识。",
    fields=(
        Field("name", "标识内容", "text", required=True, search=True),
        Field("place", "位置", "text", required=True, search=True),
        Field("form", "类别", "choice", choices=(
            ("prohibition", "禁止"), ("warning", "警告"), ("mandatory", "指令"),
            ("information", "提示"), ("fire", "消防"), ("occupational", "职业病危害"))),
        Field("checked_on", "最近检查", "date", past=True),
        Field("photos", "照片", "photos", listed=False),
    ),
)  # fmt: skip

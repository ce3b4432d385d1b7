"""What is asked about a unit and a person, in the field grammar: for forms and for checks."""

from weian.base.fields import Field
from weian.org.kinds import EMPLOYMENT, POSTS, ROLES, UNIT_KINDS

UNIT_FIELDS: tuple[Field, ...] = (
    Field(
        "kind", "类别", "choice", required=True,
        choices=tuple((kind.key, kind.title) for kind in UNIT_KINDS.values()),
    ),
    Field("name", "全称", "text", required=True, min=2, max=100),
    Field("short_name", "简称", "text", max=40, help="列表里用的短名"),
    Field("code", "统一社会信用代码", "text", max=18),
    Field("township", "所在乡镇（街道）", "text", max=60),
    Field("address", "地址", "text", max=200, width="wide"),
    Field("since", "成立或纳入日期", "date", required=True),
    Field("until", "终止日期", "date", help="从这一天起不再存在"),
    Field("is_login", "需要登录使用", "bool"),
)  # fmt: skip
PERSON_FIELDS: tuple[Field, ...] = (
    Field("name", "姓名", "text", required=True, max=40),
    Field("employment", "用工性质", "choice", required=True, choices=tuple(EMPLOYMENT.items())),
    Field("phone", "电话", "text", max=30),
    Field("email", "邮箱", "text", max=200),
    Field("since", "到岗日期", "date", required=True),
)
DELEGATION_FIELDS: tuple[Field, ...] = (
    Field("taker", "委托给", "person", required=True, help="本单位在岗、有账号的人"),
    Field("since", "从哪一天起", "date", required=True),
    Field("last", "最后一天", "date", required=True, help="过了这一天自动失效，最长 90 天"),
    Field("reason", "为什么委托", "text", required=True, max=200, help="例如：外出培训、休假"),
)
OFFICE_FIELDS: tuple[Field, ...] = (
    Field("posts", "岗位", "choices", choices=tuple(POSTS.items())),
    Field(
        "roles", "系统角色", "choices",
        choices=tuple((role.key, role.title) for role in ROLES.values()),
    ),
)  # fmt: skip

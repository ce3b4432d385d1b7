"""The people of the demonstration county: invented names, posts, roles, and the demo accounts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from weian.org.actions import Engagement
from weian.org.queries import Unit
from weian.site.demo.places import PLACES, Place

PASSWORD = "yunxi-anquan-2026"

_FAMILY = "王李张刘陈杨黄赵周吴徐孙马朱胡郭何林罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
_GIVEN = "安宁静敏慧丽娟芳燕玲桂英秀兰霞红梅雪晴雨欣怡佳琪雯洁莹颖倩婷娜琳瑶瑾萱诗涵伟强磊军勇杰涛明超刚平辉鹏飞斌波宇浩凯健俊峰帆亮松柏林森海洋江河山岩东南西北国庆建华志远文博思源启航子墨一鸣晓光立新"


@dataclass(frozen=True)
class Account:
    """A demo login: whose work it shows."""

    login: str
    title: str
    unit: str
    post: str
    role: str
    department: str = ""


ACCOUNTS = (
    Account("leader", "县卫健局主要领导", "county", "leader", "commission_leader"),
    Account("clerk", "县卫健局安全办", "county", "clerk", "commission_clerk"),
    Account("inspector", "县卫健局检查员", "county", "inspector", "commission_inspector"),
    Account("admin", "平台管理员", "county", "clerk", "platform_admin"),
    Account("auditor", "审计员", "county", "clerk", "auditor"),
    Account("clinic-head", "青石镇卫生院院长", "clinic-青石", "head", "institution_head"),
    Account("clinic", "青石镇卫生院安全管理员", "clinic-青石", "safety_manager", "safety_manager"),
    Account("clinic-dept", "青石镇卫生院门诊部主任", "clinic-青石", "department_head", "department_head", "门诊部"),
    Account("new-clinic", "长坪镇卫生院安全管理员（新单位）", "clinic-长坪", "safety_manager", "safety_manager"),
    Account("head", "县第一人民医院院长", "h1", "head", "institution_head"),
    Account("deputy", "县第一人民医院分管副院长", "h1", "deputy", "deputy_in_charge"),
    Account("manager", "县第一人民医院安全管理员", "h1", "safety_manager", "safety_manager"),
    Account("dept", "县第一人民医院内科主任", "h1", "department_head", "department_head", "内科"),
    Account("nurse", "县第一人民医院内科护士", "h1", "staff", "staff", "内科"),
    Account("guard", "县第一人民医院保安", "h1", "security_guard", "security_guard", "保卫科"),
)  # fmt: skip

_ROLE = {
    "leader": "commission_leader", "deputy_leader": "commission_leader", "clerk": "commission_clerk",
    "inspector": "commission_inspector", "head": "institution_head", "party_head": "institution_head",
    "deputy": "deputy_in_charge", "safety_manager": "safety_manager",
    "department_head": "department_head", "security_guard": "security_guard",
}  # fmt: skip


class Names:
    """Distinct invented names in a fixed order of chance."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._used: set[str] = set()

    def take(self) -> str:
        while True:
            given = "".join(self._chance.choices(_GIVEN, k=self._chance.choice((1, 2, 2))))
            name = self._chance.choice(_FAMILY) + given
            if name not in self._used:
                self._used.add(name)
                return name


def engagements(chance: Random, units: Mapping[str, Unit], today: date) -> list[Engagement]:
    """Everybody, with posts and roles; the demo accounts among them."""
    names = Names(chance)
    logins = {(a.unit, a.post, a.department): a for a in ACCOUNTS if a.post != "clerk"}
    out = [_accounted(a, names.take(), units) for a in ACCOUNTS]
    for post in ("deputy_leader", "inspector"):
        out.append(_one(names.take(), units["county"], None, post, _ROLE[post], date(2019, 3, 1)))
    for place in PLACES:
        taken = {(post, dept) for unit, post, dept in logins if unit == place.key}
        out += _place(place, chance, names, units, taken, today)
    return out


def _accounted(account: Account, name: str, units: Mapping[str, Unit]) -> Engagement:
    dept = units[f"{account.unit}/{account.department}"] if account.department else None
    posts = (account.post,) if account.role != "auditor" else ()
    return Engagement(
        name, units[account.unit], date(2018, 7, 1), dept, posts, (account.role,),
        login=account.login, password=PASSWORD, given={"employment": "staff"},
    )  # fmt: skip


def _one(
    name: str, unit: Unit, dept: Unit | None, post: str, role: str, since: date, employment: str = "staff"
) -> Engagement:  # fmt: skip
    return Engagement(name, unit, since, dept, (post,), (role,), given={"employment": employment})


def _place(
    place: Place, chance: Random, names: Names, units: Mapping[str, Unit],
    taken: set[tuple[str, str]], today: date,
) -> list[Engagement]:  # fmt: skip
    unit, since = units[place.key], date(2017, 1, 1)
    out = [
        _one(names.take(), unit, None, post, _ROLE[post], since)
        for post in ("head", "party_head", "deputy", "safety_manager")
        if (post, "") not in taken and (post != "party_head" or place.people >= 50)
    ]
    for name in place.departments:
        if ("department_head", name) not in taken:
            dept = units[f"{place.key}/{name}"]
            out.append(_one(names.take(), unit, dept, "department_head", "department_head", since))
    left = place.people - len(out) - len(taken)
    for index in range(left):
        name = place.departments[index % len(place.departments)]
        dept = units[f"{place.key}/{name}"]
        post = (
            "special_operator"
            if index == len(place.departments) - 1
            else "security_guard"
            if name == "保卫科"
            else "head_nurse"
            if index < 3 and left > 30
            else "staff"
        )
        role = "security_guard" if post == "security_guard" else "staff"
        hired = chance.random() < 0.1
        begun = today - timedelta(days=chance.randint(20, 600)) if hired else date(
            chance.randint(2013, 2022), chance.randint(1, 12), 1
        )  # fmt: skip
        employment = chance.choices(("staff", "contract", "temporary"), (7, 2, 1))[0]
        out.append(_one(names.take(), unit, dept, post, role, begun, employment))
    return out

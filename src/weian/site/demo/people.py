"""The people of a demonstration: invented names, posts, roles, and the demo accounts."""

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random

from weian.org.actions import Engagement
from weian.org.queries import Unit
from weian.site.demo.accounts import APART, PASSWORD, Account, accounts_of
from weian.site.demo.places import Place
from weian.site.demo.scenes import Scene

_FAMILY = "王李张刘陈杨黄赵周吴徐孙马朱胡郭何林罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
_GIVEN = "安宁静敏慧丽娟芳燕玲桂英秀兰霞红梅雪晴雨欣怡佳琪雯洁莹颖倩婷娜琳瑶瑾萱诗涵伟强磊军勇杰涛明超刚平辉鹏飞斌波宇浩凯健俊峰帆亮松柏林森海洋江河山岩东南西北国庆建华志远文博思源启航子墨一鸣晓光立新"

_ROLE = {
    "leader": ("commission_leader",), "deputy_leader": ("commission_leader",),
    "clerk": ("commission_clerk",), "inspector": ("commission_inspector",),
    "head": ("institution_head",), "party_head": ("institution_head",),
    "deputy": ("deputy_in_charge",), "safety_manager": ("safety_manager", "health_keeper"),
    "department_head": ("department_head",), "security_guard": ("security_guard",),
}  # fmt: skip
#: What goes with the first post of a leading person.
_BESIDE = {
    "head": ("fire_safety_responsible",), "deputy": ("fire_safety_manager",),
    "safety_manager": ("report_officer",),
}  # fmt: skip
#: The posts that the people of a department take up in turn, one each, before there are staff.
_DUTIES: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "保卫科": (("security_guard", "micro_station_member"), ("security_guard",),
            ("control_room_operator", "micro_station_member"), ("security_guard",),
            ("control_room_operator",), ("fire_officer",)),
    "后勤科": (("special_operator", "electrician"), ("driver",), ("equipment_operator",),
            ("chemical_keeper",), ("canteen_staff",)),
    "检验科": (("lab_staff",), ("lab_staff",), ("radiation_worker",)),
    "急诊科": (("head_nurse",), ("rescue_member",), ("driver",)),
    "公共卫生科": (("chemical_keeper",),),
    "职业卫生科": (("chemical_keeper",), ("radiation_worker",)),
    "办公室": (("driver",), ("complaint_officer",)),
}  # fmt: skip
_NURSED = ("内科", "外科", "妇产科", "儿科")


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


def engagements(
    scene: Scene, chance: Random, units: Mapping[str, Unit], today: date
) -> list[Engagement]:
    """Everybody, with posts and roles; the demo accounts among them."""
    names, accounts = Names(chance), accounts_of(scene)
    out = [_accounted(a, names.take(), units) for a in accounts]
    for office in scene.offices:
        have = {a.post for a in accounts if a.unit == office.key}
        if office.key == scene.adopter or office.above == scene.adopter:
            out += [
                _one(names.take(), units[office.key], None, (post,), _ROLE[post], date(2019, 3, 1))
                for post in ("leader", "deputy_leader", "inspector", "inspector")
                if post not in have or post == "inspector"
            ]
    for place in scene.places:
        taken = [(a.post, a.department) for a in accounts if a.unit == place.key]
        out += _place(place, chance, names, units, taken, today)
    return out


def _accounted(account: Account, name: str, units: Mapping[str, Unit]) -> Engagement:
    dept = units[f"{account.unit}/{account.department}"] if account.department else None
    posts = (account.post, *_BESIDE.get(account.post, ())) if account.role not in APART else ()
    roles = _ROLE.get(account.post, ()) if account.post == "safety_manager" else (account.role,)
    return Engagement(
        name, units[account.unit], date(2018, 7, 1), dept, posts, roles,
        login=account.login, password=PASSWORD, given={"employment": "staff"},
    )  # fmt: skip


def _one(
    name: str, unit: Unit, dept: Unit | None, posts: tuple[str, ...], roles: tuple[str, ...],
    since: date, employment: str = "staff",
) -> Engagement:  # fmt: skip
    return Engagement(name, unit, since, dept, posts, roles, given={"employment": employment})


def _place(
    place: Place, chance: Random, names: Names, units: Mapping[str, Unit],
    taken: list[tuple[str, str]], today: date,
) -> list[Engagement]:  # fmt: skip
    unit, since = units[place.key], date(2017, 1, 1)
    out = [
        _one(names.take(), unit, None, (post, *_BESIDE.get(post, ())), _ROLE[post], since)
        for post in ("head", "party_head", "deputy", "safety_manager")
        if (post, "") not in taken and (post != "party_head" or place.people >= 50)
    ]
    for name in place.departments:
        if ("department_head", name) not in taken:
            dept = units[f"{place.key}/{name}"]
            led = ("department_head", "lab_head") if name == "检验科" else ("department_head",)
            out.append(_one(names.take(), unit, dept, led, _ROLE["department_head"], since))
    left = place.people - len(out) - len(taken)
    for index in range(left):
        name = place.departments[index % len(place.departments)]
        posts = _posts(name, index // len(place.departments), place)
        roles = tuple(r for p in posts for r in _ROLE.get(p, ())) or ("staff",)
        hired = posts == ("staff",) and chance.random() < 0.1
        begun = today - timedelta(days=chance.randint(20, 600)) if hired else date(
            chance.randint(2013, 2022), chance.randint(1, 12), 1
        )  # fmt: skip
        employment = chance.choices(("staff", "contract", "temporary"), (7, 2, 1))[0]
        dept = units[f"{place.key}/{name}"]
        out.append(_one(names.take(), unit, dept, posts, roles, begun, employment))
    return out


def _posts(department: str, turn: int, place: Place) -> tuple[str, ...]:
    """What the next person of a department is; the drill of small places is done by few."""
    duties = _DUTIES.get(department, ())
    if turn < len(duties) and not (len(place.departments) < 4 and turn > 1):
        return duties[turn]
    return ("head_nurse",) if turn == 0 and department in _NURSED else ("staff",)

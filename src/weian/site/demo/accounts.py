"""The logins of a demonstration: whose work each shows."""

from collections.abc import Iterator
from dataclasses import dataclass

from weian.site.demo.places import Office
from weian.site.demo.scenes import Scene

PASSWORD = "yunxi-anquan-2026"
#: Roles whose holders have no post: no duty of the office is theirs.
APART = frozenset({"auditor", "tip_custodian"})


@dataclass(frozen=True)
class Account:
    """A demo login: whose work it shows."""

    login: str
    title: str
    unit: str
    post: str
    role: str
    department: str = ""


def accounts_of(scene: Scene) -> tuple[Account, ...]:
    """The adopter's people, a clerk of each county below a city, two clinics, a hospital."""
    office = next(o for o in scene.offices if o.key == scene.adopter)
    here = {p.key for p in scene.places}
    others = [o for o in scene.offices if o.above == scene.adopter]
    return (
        *_office(office),
        *(Account(f"{o.key}-clerk", f"{o.short}安全办", o.key, "clerk", "commission_clerk") for o in others),
        *(a for a in _institutions(scene) if a.unit in here),
    )  # fmt: skip


def _office(office: Office) -> Iterator[Account]:
    key, short = office.key, office.short
    yield Account("leader", f"{short}主要领导", key, "leader", "commission_leader")
    yield Account("clerk", f"{short}安全办", key, "clerk", "commission_clerk")
    yield Account("inspector", f"{short}检查员", key, "inspector", "commission_inspector")
    yield Account("admin", "平台管理员", key, "clerk", "platform_admin")
    yield Account("auditor", "审计员", key, "clerk", "auditor")
    yield Account(
        "custodian", f"{short}举报保管人（看原文的口令同密码）", key, "clerk", "tip_custodian"
    )


def _institutions(scene: Scene) -> Iterator[Account]:
    names = {p.key: p.short for p in scene.places}
    clinic, new = names.get("clinic-青石", ""), names.get("clinic-长坪", "")
    first = names.get("h1", "")
    yield Account("clinic-head", f"{clinic}院长", "clinic-青石", "head", "institution_head")
    yield Account(
        "clinic", f"{clinic}安全管理员", "clinic-青石", "safety_manager", "safety_manager"
    )
    yield Account(
        "clinic-dept",
        f"{clinic}门诊部主任",
        "clinic-青石",
        "department_head",
        "department_head",
        "门诊部",
    )
    yield Account(
        "new-clinic",
        f"{new}安全管理员（新单位）",
        "clinic-长坪",
        "safety_manager",
        "safety_manager",
    )
    yield Account("head", f"{first}院长", "h1", "head", "institution_head")
    yield Account("deputy", f"{first}分管副院长", "h1", "deputy", "deputy_in_charge")
    yield Account("manager", f"{first}安全管理员", "h1", "safety_manager", "safety_manager")
    yield Account("dept", f"{first}内科主任", "h1", "department_head", "department_head", "内科")
    yield Account("nurse", f"{first}内科护士", "h1", "staff", "staff", "内科")
    yield Account("guard", f"{first}保安", "h1", "security_guard", "security_guard", "保卫科")

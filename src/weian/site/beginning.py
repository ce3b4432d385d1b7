"""The first steps of a commission that has just begun, in the to-do of whoever sets it up: each line is
there until what it asks for is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from weian.base.clock import day_of
from weian.duty.sources import Waiting
from weian.org import queries as org
from weian.org import rolls
from weian.policy import queries as packs
from weian.ui.shapes import Action, TodoItem

_HOUSES = ("institution", "employer")


def waiting(person: org.Person, at: datetime) -> Iterator[Waiting]:
    """Units first, then their people, and what they shall do."""
    grants = [g for g in org.grants_of(person, at) if g.unit_id == person.unit_id]
    unit = next((g.unit for g in grants if g.unit.group == "commission"), None)
    if unit is None:
        return
    if org.can(person, "unit.keep", unit, at) and not rolls.anybody_below(unit, at):
        if org.units_below(unit, of=_HOUSES, on=day_of(at)).exists():
            yield _step(
                "登记各单位人员", "导入院长、安全管理员、科室负责人和职工，再为他们开通账号。",
                "导入人员", "/imports/org/person/",
            )  # fmt: skip
        else:
            yield _step(
                "登记下属单位", "下载模板，填好医院、卫生院、疾控中心和科室，一次导入；也可以逐个新建。",
                "导入单位", "/imports/org/unit/",
            )  # fmt: skip
    if org.can(person, "pack.adopt", unit, at) and not packs.adoptions_for(unit, at):
        yield _step(
            "采用制度包", "上传本地的红头文件，或者从现成的里选。采用以后，各单位的责任事项自动产生。",
            "去选文件", "/packs/",
        )  # fmt: skip


def _step(what: str, detail: str, button: str, url: str) -> Waiting:
    item = TodoItem(what=what, detail=detail, button=Action(button, url, primary=True), href=url)
    return Waiting(item, area="responsibility")

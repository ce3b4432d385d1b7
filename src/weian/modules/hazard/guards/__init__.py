"""Conditions on the steps of a hazard beyond state, right and required answers.

Each looks at the case, the person acting and what is given (see case.kinds.CaseKind), and returns
why the step is refused, in Chinese, or None. Pure: no database, no clock.
"""

from collections.abc import Mapping
from typing import Final

from weian.core.flow import Guard
from weian.modules.hazard.guards import closing, extending, planning, rectifying

#: What each guard asks, in words for people; the key is the name of the function.
_RULES: Final[Mapping[Guard, str]] = {
    planning.standard_named: "定为重大须写明判定依据",
    planning.not_planned: "尚无整改方案",
    planning.due_ahead: "时限不早于当天，不晚于督办期限",
    planning.milestones_planned: "难以马上整改的须列阶段目标，每项有日期且不晚于时限",
    planning.major_only: "只用于重大隐患",
    planning.not_planner: "批准人不是方案制定人",
    rectifying.five_settled: "责任、措施、资金、时限、预案五项齐全",
    rectifying.plan_approved: "重大隐患的方案已批准",
    rectifying.own_task: "整改责任人本人或负责人",
    rectifying.evidence: "有整改后照片或材料",
    rectifying.on_spot: "确认当场已改",
    rectifying.ordinary_only: "只用于一般隐患",
    rectifying.before_and_after: "有整改前后照片",
    rectifying.other_person: "验收人不是整改人和责任人",
    extending.later_than_due: "晚于现在的时限",
    extending.nothing_asked: "没有待批的延期申请",
    extending.extension_pending: "有待批的延期申请",
    extending.not_requester: "审批人不是申请人",
    extending.authority_if_listed: "挂牌督办的由卫健部门批准",
    extending.not_listed: "没有在挂牌督办",
    extending.listed: "正在挂牌督办",
    closing.reported_up: "重大隐患已报告监管部门",
    closing.authority_if_major: "重大隐患由卫健部门办理",
    closing.lasting_if_major: "重大隐患须写长效措施",
    closing.original_named: "重复上报须写明保留的编号",
    closing.not_reopened: "尚未重新立案",
}
GUARDS: Final[Mapping[str, Guard]] = {guard.__name__: guard for guard in _RULES}
RULES: Final[Mapping[str, str]] = {guard.__name__: text for guard, text in _RULES.items()}

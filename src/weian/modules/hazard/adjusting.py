"""How the ladder of an overdue hazard is set."""

from collections.abc import Mapping
from typing import Any, Final

from weian.base.adjustable import Adjustable, adjustable
from weian.base.fields import Field
from weian.modules.hazard.escalation import SETTING, ladder_from
from weian.modules.hazard.ladder import LADDER
from weian.org.kinds import POSTS

_RUNGS: Final = {f"{r.level}_{r.post}": r for r in LADDER}


def _shown(value: object) -> dict[str, Any]:
    reached = {(r.level, r.post): r.after.days for r in ladder_from(value)}
    return {key: reached.get((r.level, r.post)) for key, r in _RUNGS.items()}


def _stored(answers: Mapping[str, Any]) -> object:
    return [answers.get(key) for key in _RUNGS]


HAZARD_LADDER: Final = adjustable(
    Adjustable(
        key=SETTING,
        title="隐患逾期逐级提醒",
        help="隐患过了整改期限还没办完，过期几天提醒谁。0 是逾期当天；留空就不提醒这一级。",
        clause="佛坪 二（四）2 按期整改；半年计划 三（一）3 督促",
        fields=tuple(
            Field(key, f"{POSTS[r.post]}", "integer", min=0, max=365, unit="天", help=f"{r.act}。")
            for key, r in _RUNGS.items()
        ),
        shown=_shown,
        stored=_stored,
    )
)

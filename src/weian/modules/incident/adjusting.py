"""Within how many minutes an event is reported, by its category."""

from collections.abc import Mapping
from typing import Any, Final

from weian.base.adjustable import Adjustable, adjustable
from weian.base.fields import Field
from weian.modules.incident.intime import LIMITS, LIMITS_SETTING

_TITLES: Final = {
    "public_health": "突发公共卫生事件", "medical_rescue": "紧急医学救援", "accident": "生产安全事故",
    "security": "涉医治安事件", "disaster": "自然灾害",
}  # fmt: skip


def _shown(value: object) -> dict[str, Any]:
    told = value if isinstance(value, dict) else {}
    return {key: told.get(key, usual) for key, usual in LIMITS.items()}


def _stored(answers: Mapping[str, Any]) -> object:
    return {key: answers[key] for key in LIMITS}


REPORT_MINUTES: Final = adjustable(
    Adjustable(
        key=LIMITS_SETTING,
        title="事件报告时限",
        help="从发生到报告最多几分钟，超过的记为“未按时”。只影响以后登记的报告。",
        clause="郑州 十四、十五（按时报告率）；突发公共卫生事件应急条例 第19、20条；"
        "生产安全事故报告和调查处理条例 第9条",
        fields=tuple(
            Field(key, _TITLES[key], "integer", required=True, min=1, max=1440, unit="分钟")
            for key in LIMITS
        ),
        shown=_shown,
        stored=_stored,
    )
)

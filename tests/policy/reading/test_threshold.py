"""How much: figures that must be reached, and figures under which an ask applies."""

from typing import Any

import pytest

from weian.policy.reading.threshold import read_threshold


def figure(metric: str, op: str, value: float, unit: str, role: str = "target") -> dict[str, Any]:
    return {"role": role, "metric": metric, "op": op, "value": value, "unit": unit}


FIGURES: list[tuple[str, dict[str, Any] | None]] = [
    ("疏散走道净宽度不应小于2.4m", figure("疏散走道净宽度", ">=", 2.4, "m")),
    ("疏散指示标志间距不宜大于20m", figure("疏散指示标志间距", "<=", 20, "m")),
    ("持续供电时间不应低于90min", figure("持续供电时间", ">=", 90, "min")),
    ("切换时间不大于0.5秒", figure("切换时间", "<=", 0.5, "秒")),
    ("医院应当组建不少于15人的应急队伍", figure("应急队伍", ">=", 15, "人")),
    ("应急物资储备应满足72小时需要", figure("应急物资储备", ">=", 72, "小时")),
    ("按照不低于机构总数20%的比例开展抽查", figure("开展抽查", ">=", 20, "%")),
    ("设施停用超过24h的，应提前告知", figure("设施停用", ">", 24, "h", "condition")),
    ("容量低于额定值80%的应予更换", figure("容量", "<", 80, "%", "condition")),
    ("凡气温低于10℃，一律停工", figure("气温", "<", 10, "℃", "condition")),
    ("一年内发生2次以上违规的科室", figure("违规", ">=", 2, "次", "condition")),
    ("记录保存期限不少于3年", None),
    ("每次间隔不宜大于4h", None),
    ("每月检查2次", None),
]


@pytest.mark.parametrize(("said", "told"), FIGURES, ids=[s for s, _ in FIGURES])
def test_a_figure_is_read(said: str, told: dict[str, Any] | None) -> None:
    assert read_threshold(said, "") == told

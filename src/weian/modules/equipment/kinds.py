"""设备证照: special equipment, power, logistics and licences, and what keeps them safe."""

from weian.modules.equipment.records import (
    EQUIPMENT_RENEWAL,
    LICENCE,
    MAINTENANCE,
    POWER_CHECK,
)
from weian.modules.equipment.subjects import (
    LOGISTICS_FACILITY,
    POWER_SUPPLY,
    SPECIAL_EQUIPMENT,
)

__all__ = [
    "EQUIPMENT_RENEWAL", "LICENCE", "LOGISTICS_FACILITY", "MAINTENANCE", "POWER_CHECK",
    "POWER_SUPPLY", "SPECIAL_EQUIPMENT",
]  # fmt: skip

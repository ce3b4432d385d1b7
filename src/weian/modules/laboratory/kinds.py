"""实验室生物安全: laboratories with level and filing, strains, and what is done with them."""

from weian.modules.laboratory.records import (
    LAB_ACTIVITY,
    LAB_EQUIPMENT_TEST,
    LAB_FILING,
    LAB_INSPECTION,
    STRAIN_MOVEMENT,
)
from weian.modules.laboratory.subjects import LAB_EQUIPMENT, LABORATORY, STRAIN

__all__ = [
    "LABORATORY", "LAB_ACTIVITY", "LAB_EQUIPMENT", "LAB_EQUIPMENT_TEST", "LAB_FILING",
    "LAB_INSPECTION", "STRAIN", "STRAIN_MOVEMENT",
]  # fmt: skip

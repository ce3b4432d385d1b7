"""危险物品: stores and substances, what goes in and out, and where it comes from and goes to."""

from weian.modules.chemicals.ledger import STOCK_CONFIRMATION, STOCK_COUNT, STOCK_MOVEMENT
from weian.modules.chemicals.links import (
    CHEMICAL_DISPOSAL,
    CHEMICAL_PURCHASE,
    CHEMICAL_SELF_CHECK,
    CHEMICAL_TRANSPORT,
    STORE_CHECK,
    WASTE_HANDOVER,
)
from weian.modules.chemicals.subjects import CHEMICAL_STORE, SUBSTANCE

__all__ = [
    "CHEMICAL_DISPOSAL", "CHEMICAL_PURCHASE", "CHEMICAL_SELF_CHECK", "CHEMICAL_STORE",
    "CHEMICAL_TRANSPORT", "STOCK_CONFIRMATION", "STOCK_COUNT", "STOCK_MOVEMENT", "STORE_CHECK", "SUBSTANCE",
    "WASTE_HANDOVER",
]  # fmt: skip

"""What the institutions of the demonstrations declare about themselves."""

from collections.abc import Mapping
from typing import Any

Facts = Mapping[str, Any]

#: What a township clinic usually has.
CLINIC: dict[str, Any] = {
    "medical": True, "level": "1", "ownership": "public", "beds": 20, "staff_count": 13,
    "fire_key_unit": False, "crowded_place": True, "dangerous_goods": True, "dangerous_storage": False,
    "highrise": False, "old_highrise": False, "old_buildings": False, "flammable_insulation": False,
    "ebikes": True, "control_room": False, "micro_station": False, "radiation": True,
    "pathogen_lab": False, "controlled_drugs": True, "medical_gas": False, "medical_waste": True,
    "occupational_hazards": False, "dust": False, "dual_power": False, "own_generation": True,
    "operating_room": False, "catheter_room": False, "delivery_room": False, "intensive_care": False,
    "emergency_department": False, "dialysis": False, "blood_bank": False, "special_operations": False,
    "hot_work": False, "ambulances": 1, "canteen_gas": False, "canteen": False, "boiler": False,
    "lift": False, "pressure_vessel": True, "construction_site": False, "contractors": False,
    "tenants": False, "dormitory": True, "party_committee": False, "union": False,
    "subordinate_units": True, "dual_prevention_pilot": False, "emergency_network": False,
}  # fmt: skip


def hospital(level: str, beds: int, staff: int, **more: Any) -> dict[str, Any]:
    """What a hospital of this size usually has."""
    return {
        **CLINIC, "level": level, "beds": beds, "staff_count": staff, "fire_key_unit": True,
        "control_room": True, "micro_station": True, "pathogen_lab": True, "medical_gas": True,
        "occupational_hazards": True, "dual_power": True, "operating_room": True,
        "delivery_room": True, "emergency_department": True, "special_operations": True,
        "ambulances": 2, "canteen_gas": True, "canteen": True, "lift": True, "contractors": True,
        "party_committee": True, "union": True, "subordinate_units": False, "emergency_network": True,
        **more,
    }  # fmt: skip


FIRST = hospital(
    "3", 620, 150, highrise=True, construction_site=True, boiler=True, catheter_room=True,
    intensive_care=True, dialysis=True, blood_bank=True, hot_work=True, tenants=True,
    old_buildings=True, dual_prevention_pilot=True,
)  # fmt: skip
SECOND = hospital("2", 260, 90, intensive_care=True)
#: A centre for disease control: laboratories, no patients.
CENTRE: dict[str, Any] = CLINIC | {
    "medical": False, "beds": 0, "pathogen_lab": True, "radiation": False, "crowded_place": False,
    "level": "0", "ambulances": 0, "controlled_drugs": False, "occupational_hazards": True,
    "dormitory": False, "subordinate_units": False,
}  # fmt: skip

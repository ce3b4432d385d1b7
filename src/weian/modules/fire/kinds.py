"""消防安全: buildings, facilities, key places, control rooms, stations, and what is done for them."""

from weian.modules.fire.adjusting import SIX_PLUS_ONE_WORDS
from weian.modules.fire.facilities import FIRE_FACILITY, FIRE_MAINTENANCE
from weian.modules.fire.rooms import (
    CONTROL_ROOM,
    CONTROL_ROOM_INSPECTION,
    MICRO_STATION,
    MODEL_CONTROL_ROOM,
)
from weian.modules.fire.selfrule import (
    FIRE_DECLARATION,
    FIRE_EVALUATION,
    FIRE_FILE,
    FIRE_LIAISON,
    FIRE_RATING,
    SIX_PLUS_ONE,
)
from weian.modules.fire.sites import BUILDING, KEY_PLACE, RED_LINE

__all__ = [
    "BUILDING", "CONTROL_ROOM", "CONTROL_ROOM_INSPECTION", "FIRE_DECLARATION", "FIRE_EVALUATION",
    "FIRE_FACILITY", "FIRE_FILE", "FIRE_LIAISON", "FIRE_MAINTENANCE", "FIRE_RATING", "KEY_PLACE",
    "MICRO_STATION", "MODEL_CONTROL_ROOM", "RED_LINE", "SIX_PLUS_ONE",
    "SIX_PLUS_ONE_WORDS",
]  # fmt: skip

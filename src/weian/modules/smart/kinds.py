"""智慧消防: what feels and sees, and what it told."""

from weian.modules.smart.alarm import ALARM
from weian.modules.smart.devices import GATEWAY, SENSOR, VIDEO_POINT

__all__ = ["ALARM", "GATEWAY", "SENSOR", "VIDEO_POINT"]

"""智慧消防 sensors, gateways, video points and their alarms."""

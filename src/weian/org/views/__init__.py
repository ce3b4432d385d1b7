"""Pages of units and people, the event log, one's own account."""

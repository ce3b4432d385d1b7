"""隐患 hazards: from report to close-out."""

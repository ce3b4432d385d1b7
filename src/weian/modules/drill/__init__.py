"""演练 drills."""

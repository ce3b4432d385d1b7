"""检查巡查 inspections and patrols."""

"""职业健康 dust survey, monitoring and enforcement."""

"""风险管控 risk assessments and the areas they look at."""

"""A demonstration county: invented units and people, two years of work, made by the same verbs."""

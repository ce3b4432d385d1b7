"""Excel in: a template of each kind, a check of every row, and the good rows taken at once."""

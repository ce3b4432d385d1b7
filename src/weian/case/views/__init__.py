"""Pages of cases, and the list of all ledgers."""

"""Pages of records, and of the things that they are about."""

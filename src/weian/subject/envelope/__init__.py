"""What subjects, records and cases share: registries of kinds, checks, filters, lists and forms."""

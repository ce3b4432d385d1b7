"""违章 violations found and offences pursued."""

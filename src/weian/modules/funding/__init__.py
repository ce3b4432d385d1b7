"""安全投入 money spent on safety."""

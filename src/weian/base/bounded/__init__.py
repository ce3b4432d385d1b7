"""Django's PostgreSQL backend, whose every transaction begins by saying its bounds."""

"""宣传 publicity."""

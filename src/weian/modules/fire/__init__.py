"""消防安全 fire facilities."""

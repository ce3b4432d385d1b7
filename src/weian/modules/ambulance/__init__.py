"""救护车 ambulances."""

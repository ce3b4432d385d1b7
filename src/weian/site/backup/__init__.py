"""Backups: made whole, checked against a signed list, restored into an empty place, tried out."""

"""标准化与双重预防 how far the building of both has come."""

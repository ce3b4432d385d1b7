"""责任体系 responsibility letters and designations."""

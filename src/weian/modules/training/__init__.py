"""教育培训 training and the certificates it leads to."""

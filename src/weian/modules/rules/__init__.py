"""制度预案 rules and plans."""

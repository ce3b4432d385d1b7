"""Pages of subjects: lists and forms. The page of one subject stands in ``record``."""

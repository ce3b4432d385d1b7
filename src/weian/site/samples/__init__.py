"""Sample papers made by the product on an invented county; ``python -m weian.site.samples FOLDER``."""

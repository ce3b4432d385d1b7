"""The measurements behind docs/benchmarks.md: ``python -m weian.site.bench [--small]``."""

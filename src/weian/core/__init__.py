"""The pure law of the system: standard library only, no clock, no database.

Moments are naive ``datetime`` values in the wall time of the jurisdiction (Asia/Shanghai);
ends are exclusive, so "by 30 November" ends at 1 December 00:00.
"""

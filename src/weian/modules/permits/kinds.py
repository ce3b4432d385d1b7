"""作业与外包: permits for special work, contractors, construction and its three simultaneous steps."""

from weian.modules.permits.construction import CONSTRUCTION_PROJECT, THREE_SIMULTANEOUS
from weian.modules.permits.contractors import CONTRACTOR, CONTRACTOR_REVIEW, SAFETY_AGREEMENT
from weian.modules.permits.work import WORK_PERMIT

__all__ = [
    "CONSTRUCTION_PROJECT", "CONTRACTOR", "CONTRACTOR_REVIEW", "SAFETY_AGREEMENT",
    "THREE_SIMULTANEOUS", "WORK_PERMIT",
]  # fmt: skip

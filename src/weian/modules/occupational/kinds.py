"""职业健康: hazard factors and protection in the units, employers outside, enforcement, diagnosis."""

from weian.modules.occupational.diagnosis import (
    AGENCY_ASSESSMENT,
    DIAGNOSIS_REPORT,
    OCCUPATIONAL_DIAGNOSIS,
    RADIATION_MONITORING,
)
from weian.modules.occupational.employers import (
    DUST_MONITORING,
    DUST_SURVEY,
    EMPLOYER_SITE,
    ENFORCEMENT_EQUIPMENT,
    ENFORCEMENT_TRAINING,
)
from weian.modules.occupational.exceedance import EXCEEDANCE
from weian.modules.occupational.health import HEALTH_EXAMINATION, HEALTH_FILE
from weian.modules.occupational.workplace import (
    FACTOR_MONITORING,
    HAZARD_DECLARATION,
    HAZARD_FACTOR,
    PROTECTIVE_EQUIPMENT,
    STATE_EVALUATION,
    WARNING_SIGN,
)

__all__ = [
    "AGENCY_ASSESSMENT", "DIAGNOSIS_REPORT", "DUST_MONITORING", "DUST_SURVEY", "EMPLOYER_SITE",
    "ENFORCEMENT_EQUIPMENT", "ENFORCEMENT_TRAINING", "EXCEEDANCE", "FACTOR_MONITORING",
    "HAZARD_DECLARATION", "HAZARD_FACTOR", "HEALTH_EXAMINATION", "HEALTH_FILE",
    "OCCUPATIONAL_DIAGNOSIS", "PROTECTIVE_EQUIPMENT", "RADIATION_MONITORING", "STATE_EVALUATION",
    "WARNING_SIGN",
]  # fmt: skip

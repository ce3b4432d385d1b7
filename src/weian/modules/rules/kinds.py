"""制度预案: what a unit has issued, that people know it, and when it has to be revised."""

from weian.modules.rules import documents, plans
from weian.record.kinds import register
from weian.subject.kinds import register as register_subject

DOCUMENT = register(documents.DOCUMENT)
DOCUMENT_REVISION = register(documents.REVISION)
DOCUMENT_ACKNOWLEDGEMENT = register(documents.ACKNOWLEDGEMENT)
MAJOR_CHANGE = register(plans.MAJOR_CHANGE)
EMERGENCY_PLAN = register_subject(plans.EMERGENCY_PLAN)
PLAN_REVISION = register(plans.PLAN_REVISION)

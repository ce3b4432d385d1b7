"""What changes units and people; each verb is one function, one transaction, one event.

``actor`` None is the system itself: the command line and the demo.
"""

from weian.org.acts.accounts import create_login, reset_password
from weian.org.acts.batch import Engagement, UnitSeed, appoint_batch, declare_batch, load_tree
from weian.org.acts.facts import declare_fact, declare_facts
from weian.org.acts.people import appoint, end_appointment, end_grant, keep_person, leave
from weian.org.acts.units import close_unit, keep_unit

SYSTEM = None

__all__ = [
    "SYSTEM",
    "Engagement",
    "UnitSeed",
    "appoint",
    "appoint_batch",
    "close_unit",
    "create_login",
    "declare_batch",
    "declare_fact",
    "declare_facts",
    "end_appointment",
    "end_grant",
    "keep_person",
    "keep_unit",
    "leave",
    "load_tree",
    "reset_password",
]

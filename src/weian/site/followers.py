"""What follows a committed event: duties are refreshed, people are told. Named once, at start."""

from collections.abc import Iterator
from contextlib import contextmanager

from weian.base import events
from weian.duty import actions as duty
from weian.duty import everywhere
from weian.modules.assessment import actions as assessment
from weian.modules.hazard import followers as hazard
from weian.modules.letters import actions as letters
from weian.notify import followers as notify


def install() -> None:
    """Name the followers; twice is once."""
    events.follow(duty.refresh_for)
    events.follow(everywhere.refresh_for_calendar)
    events.follow(notify.tell_of)
    events.follow(hazard.tell_of)
    events.follow(letters.answered)
    events.follow(assessment.published)


@contextmanager
def silent() -> Iterator[None]:
    """Batches refresh at their end: nothing follows the single acts within."""
    kept = list(events.FOLLOWERS)
    events.FOLLOWERS.clear()
    try:
        yield
    finally:
        events.FOLLOWERS.extend(kept)

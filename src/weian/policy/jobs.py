"""The worker's part: long documents are read outside the request."""

from procrastinate.contrib.django import app

from weian.base import bounds, clock
from weian.org.bounds import bounds_of
from weian.policy.drafting import intake
from weian.policy.drafting.actions import READ_JOB
from weian.policy.models import Draft


@app.task(name=READ_JOB)
def read_draft(draft: str) -> None:
    """Read a draft's file; done twice it does no harm."""
    at = clock.now()
    with bounds.everything("whose draft it is, only the draft says"):
        found = Draft.objects.select_related("author").filter(pk=draft).first()
    if found is not None:
        with bounds.within(bounds_of(found.author, at)):
            intake.read(found, at)

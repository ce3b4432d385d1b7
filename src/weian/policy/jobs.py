"""The worker's part: long documents are read outside the request."""

from procrastinate.contrib.django import app

from weian.base import clock
from weian.policy.drafting import intake
from weian.policy.drafting.actions import READ_JOB
from weian.policy.models import Draft


@app.task(name=READ_JOB)
def read_draft(draft: str) -> None:
    """Read a draft's file; done twice it does no harm."""
    found = Draft.objects.filter(pk=draft).first()
    if found is not None:
        intake.read(found, clock.now())

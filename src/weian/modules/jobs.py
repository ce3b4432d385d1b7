"""What the modules do by themselves every day."""

from procrastinate.contrib.django import app

from weian.base import bounds, clock
from weian.modules.hazard import actions as hazard
from weian.modules.tips import actions as tips


@app.periodic(cron="30 6 * * *")
@app.task(queueing_lock="modules.escalate")
@bounds.everything("overdue hazards of all units")
def escalate(timestamp: int) -> None:
    """Every morning before the digest: overdue hazards call whom the ladder names."""
    hazard.escalate(clock.now())


@app.periodic(cron="10 0 * * *")
@app.task(queueing_lock="modules.note_tips")
@bounds.everything("what senders of tips did, of whom nobody is known")
def note_tips(timestamp: int) -> None:
    """After midnight: what senders of tips did the day before enters the log, without order."""
    tips.note_days(clock.now())

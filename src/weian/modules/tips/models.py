"""Sealed tips: what lies in the database of them is a day, a state and boxes that it cannot open.

No column holds a moment, a source or a word. Keys are random, not in the order of time, and the
daily batch writes the rows anew in a random order, so that their place in the table says nothing.
"""

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q

#: Where a sealed tip stands. What becomes of it after its release is the case's business.
STATES = {"received": "已收到", "released": "已转办", "closed": "已答复办结"}
#: What a letter is: the first three come from the sender, the last from the custodian.
SORTS = {"tip": "举报", "addition": "补充", "claim": "申领奖励", "reply": "答复"}


class TipKey(models.Model):
    """A custodian's key. Tips are sealed to it from its confirmation by the superior to its end."""

    office = models.ForeignKey("org.Unit", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    public = models.BinaryField()
    locked = models.JSONField()  # the private key, under the passphrase
    made_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["office", "person"], name="tip_key_office")]

    @property
    def state(self) -> str:
        """In words."""
        if self.ended_at:
            return "已停用"
        return "使用中" if self.confirmed_at else "待启用"


class SealedTip(models.Model):
    """A tip, found by its code and opened by its custodian only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    office = models.ForeignKey("org.Unit", on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    state = models.CharField(max_length=10, default="received")
    locator = models.CharField(max_length=64, unique=True)
    salt = models.BinaryField()
    verifier = models.BinaryField()
    reader = models.BinaryField()  # the key to which answers are sealed
    case_id = models.UUIDField(null=True)
    paid_on = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["office", "-day", "id"], name="sealed_tip_office")]

    @property
    def handle(self) -> str:
        """What it is called on the screen; says nothing of order."""
        return self.id.hex[:8].upper()

    @property
    def state_title(self) -> str:
        """In words."""
        return STATES[self.state]


class TipOpening(models.Model):
    """A custodian's wish to see an original, and what a second one said to it: where a commission wants
    two, nothing is opened without. It lapses unanswered after ``WAITS``; an agreement holds for ``HOLDS``.
    """

    WAITS = timedelta(days=7)
    HOLDS = timedelta(hours=24)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    tip = models.ForeignKey(SealedTip, on_delete=models.PROTECT, related_name="openings")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField()
    reason = models.CharField(max_length=100)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)
    agreed = models.BooleanField(null=True)

    class Meta:
        indexes = [models.Index(fields=["tip", "-asked_at"], name="tip_opening_tip")]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_by=None) | ~Q(answered_by=F("asked_by")),
                name="tip_opening_two_people",
            )
        ]

    def waits(self, at: datetime) -> bool:
        """Whether it still wants an answer."""
        return self.answered_at is None and at < self.asked_at + self.WAITS

    def holds(self, at: datetime) -> bool:
        """Whether the original may be looked at by it."""
        return bool(self.agreed) and self.answered_at is not None and at < self.until

    @property
    def until(self) -> datetime:
        """When the agreement ends."""
        return (self.answered_at or self.asked_at) + self.HOLDS


class SealedLetter(models.Model):
    """One thing written by the sender or to the sender. ``noted``: its event stands in the log."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    tip = models.ForeignKey(SealedTip, on_delete=models.PROTECT, related_name="letters")
    number = models.SmallIntegerField()
    sort = models.CharField(max_length=10)
    day = models.DateField()
    body = models.BinaryField()
    keys = models.JSONField()
    noted = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tip", "number"], name="sealed_letter_number")
        ]
        indexes = [
            models.Index(
                fields=["day"], condition=models.Q(noted=False), name="sealed_letter_unnoted"
            )
        ]

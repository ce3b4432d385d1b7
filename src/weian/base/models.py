"""Tables that every part may stand on: the event log, attachments, the calendar, numbers, settings."""

import json
from typing import Any

from django.conf import settings
from django.db import models

from weian.base import ids


class Placed(models.Model):
    """The columns that scope a row: its unit, and that unit's ancestors by level.

    Plain numbers, so that a list for a county is one range of one index. ``org`` fills them
    (``scope_of``) and filters by them (``visible_to``).
    """

    province_id = models.BigIntegerField(null=True, editable=False)
    city_id = models.BigIntegerField(null=True, editable=False)
    county_id = models.BigIntegerField(null=True, editable=False)
    institution_id = models.BigIntegerField(null=True, editable=False)

    class Meta:
        abstract = True


class Event(Placed):
    """Who did what to which thing, when, with what given; one link of the hash chain.

    ``seq`` is taken under the lock of the chain, so that its order is the order of the chain.
    ``given_text`` is canonical JSON, kept as text because the hash is over its very characters.
    """

    seq = models.BigIntegerField(primary_key=True)
    id = models.UUIDField(unique=True, default=ids.uuid7)
    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    behalf_id = models.BigIntegerField(null=True)  # whom they stood in for (委托代办)
    verb = models.CharField(max_length=60)
    object_kind = models.CharField(max_length=60)
    object_id = models.CharField(max_length=40)
    unit_id = models.BigIntegerField(null=True)
    department_id = models.BigIntegerField(null=True)
    given_text = models.TextField(default="{}")
    prev = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        indexes = [
            models.Index(fields=["object_kind", "object_id", "seq"], name="event_object"),
            models.Index(fields=["county_id", "-seq"], name="event_county"),
            models.Index(fields=["institution_id", "-seq"], name="event_institution"),
            models.Index(fields=["actor_id", "-seq"], name="event_actor"),
            models.Index(
                fields=["behalf_id", "-seq"],
                condition=models.Q(behalf_id__isnull=False),
                name="event_behalf",
            ),
            # Tries to log in by names that nobody has, which no list by place finds.
            models.Index(
                fields=["-seq"],
                condition=models.Q(verb="account.refuse", unit_id__isnull=True),
                name="event_nobody",
            ),
        ]

    @property
    def given(self) -> dict[str, Any]:
        """What the actor gave."""
        value: dict[str, Any] = json.loads(self.given_text)
        return value


class ChainHead(models.Model):
    """The last link of the chain: one row, whose lock orders all events."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    seq = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="")


class Attachment(Placed):
    """A file that belongs to a record, case, subject or report; its bytes lie in a folder by hash.

    Until something takes it (``owner_id`` empty) it is a draft of its uploader.
    """

    id = models.UUIDField(primary_key=True, default=ids.uuid7)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=100)
    name = models.CharField(max_length=200)
    owner_kind = models.CharField(max_length=40, blank=True, default="")
    owner_id = models.CharField(max_length=40, blank=True, default="")
    unit_id = models.BigIntegerField()
    department_id = models.BigIntegerField(null=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    uploaded_at = models.DateTimeField()
    # "waiting" for a virus scanner, or "infected" as it said later: nobody opens it. "": free.
    quarantine = models.CharField(max_length=8, blank=True, default="")

    class Meta:
        indexes = [
            models.Index(fields=["owner_kind", "owner_id"], name="attachment_owner"),
            models.Index(
                fields=["uploaded_at"],
                condition=models.Q(quarantine="waiting"),
                name="attachment_waiting",
            ),
            models.Index(fields=["institution_id"], include=["size"], name="attachment_sizes"),
        ]

    @property
    def is_image(self) -> bool:
        """Whether a browser may show it."""
        return self.media_type.startswith("image/")


class CalendarDay(models.Model):
    """A day that differs from the weekend rule, or a holiday; people may edit these."""

    KINDS = (("workday", "上班"), ("restday", "休息"), ("holiday", "节假日"))

    day = models.DateField(primary_key=True)
    kind = models.CharField(max_length=10, choices=KINDS)
    name = models.CharField(max_length=40, blank=True, default="")
    changed_at = models.DateTimeField(auto_now=True)


class Counter(models.Model):
    """The last number given out in a scope and year."""

    scope = models.CharField(max_length=100)
    year = models.IntegerField()
    value = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scope", "year"], name="counter_once")]


class Setting(models.Model):
    """A setting of the whole installation (``unit_id`` empty) or of one unit."""

    key = models.CharField(max_length=100)
    unit_id = models.BigIntegerField(null=True)
    value = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["key", "unit_id"], name="setting_once", nulls_distinct=False
            )
        ]


class Bucket(models.Model):
    """What is left of a limit (``base.buckets``); its table is not logged. ``missed``: the last who
    asked got nothing."""

    key = models.CharField(max_length=200, primary_key=True)
    tokens = models.FloatField()
    at = models.DateTimeField()
    missed = models.BooleanField(default=False)

"""What somebody is told: one row per person and message."""

from django.db import models
from django.db.models import Q

from weian.base.ids import uuid7


class Mail(models.Model):
    """One digest for one person on its way out; a person has at most one that is not sent yet.

    ``claimed_at`` while a sender has it in hand; ``doubtful`` once it may have gone out without being
    noted, from when on its content stays as it is.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    person = models.ForeignKey("org.Person", on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    tries = models.IntegerField(default=0)
    doubtful = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(sent_at=None), name="mail_one_waiting"
            )
        ]


class Notice(models.Model):
    """A message to one person. ``item`` names the thing it is about, so that it is not said twice
    too soon; ``mailed_at`` is set once it has gone out in a daily digest."""

    person = models.ForeignKey("org.Person", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=30)
    title = models.CharField(max_length=200)
    body = models.TextField(blank=True, default="")
    url = models.CharField(max_length=300, blank=True, default="")
    item = models.CharField(max_length=200, blank=True, default="")
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)
    mail = models.ForeignKey(Mail, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["person", "-at", "-id"], name="notice_person"),
            models.Index(fields=["person"], condition=Q(read_at=None), name="notice_unread"),
            models.Index(fields=["item", "-at"], condition=Q(kind="urge"), name="notice_urge"),
            models.Index(
                fields=["at"], condition=Q(read_at=None, mailed_at=None), name="notice_to_mail"
            ),
        ]

"""What somebody is told: one row per person and message."""

from django.db import models
from django.db.models import Q


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

    class Meta:
        indexes = [
            models.Index(fields=["person", "-at", "-id"], name="notice_person"),
            models.Index(fields=["person"], condition=Q(read_at=None), name="notice_unread"),
            models.Index(fields=["item", "-at"], condition=Q(kind="urge"), name="notice_urge"),
            models.Index(
                fields=["at"], condition=Q(read_at=None, mailed_at=None), name="notice_to_mail"
            ),
        ]

"""The table of tokens by which programs act for a person."""

from django.conf import settings
from django.db import models


class ApiToken(models.Model):
    """A secret of one person, kept as its SHA-256 only. It can do what its owner can, never more.

    ``last_used`` is written at most hourly.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    sha256 = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    last_used = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["person", "-created_at"], name="apitoken_person")]

    def __str__(self) -> str:
        return self.name

"""What was signed and sent, kept as it was: the figures of a report never move again."""

from django.db import models


class Frozen(models.Model):
    """The table of one version of one report.

    ``case`` is the report on its way, ``record`` the submission it was sent with (empty while it
    is only signed); ``content`` is :meth:`weian.report.table.Table.content`, pinned by ``digest``.
    """

    case_id = models.UUIDField()
    version = models.PositiveSmallIntegerField()
    record_id = models.UUIDField(null=True)
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    day = models.DateField()
    signer = models.CharField(max_length=40)
    frozen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint("case_id", "version", name="report_frozen_once"),
        ]

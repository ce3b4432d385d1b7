"""What was signed and sent, kept as it was: the figures of a report never move again.

Beside it the words of a report that is still being written, and the templates of commissions.
"""

from django.db import models

from weian.base import store
from weian.base.ids import uuid7
from weian.org.models import Scoped


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
    signer = models.CharField(max_length=100)
    frozen_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("case_id", "version", name="report_frozen_once"),
        ]


class Words(models.Model):
    """The answers of a report that is being written, by key of field. They stand here and not in
    the case, so that nobody above reads what was not signed."""

    case_id = models.UUIDField(primary_key=True)
    answers = models.JSONField(default=dict)


class Form(Scoped):
    """One version of a return that a commission made up itself.

    ``unit`` is to whom it goes, ``terms`` say who files and when (see ``terms.Terms``). ``key`` is the
    same for all versions. ``places`` are what was found in the superior's file (see
    ``templates.Place``) or, without a file, the figures chosen; ``points`` say what stands there by id
    of the place: ``{"figure": key}``, ``{"ask": title, "required": bool}`` or ``{"blank": true}``.
    ``texts`` are asked beside them: ``{"title", "long", "required"}``. ``edition`` is the pack that
    asks the units for it once it is published.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "设计中"
        PUBLISHED = "published", "已发布"
        RETIRED = "retired", "已停用"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.CharField(max_length=12)
    version = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(max_length=60)
    help = models.CharField(max_length=200, blank=True, default="")
    terms = models.JSONField(default=dict)
    media = models.CharField(max_length=4, blank=True, default="")
    file_name = models.CharField(max_length=200, blank=True, default="")
    sha256 = models.CharField(max_length=64, blank=True, default="")
    texts = models.JSONField(default=list)
    places = models.JSONField(default=list)
    points = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    edition_id = models.BigIntegerField(null=True)
    kept_by_id = models.BigIntegerField(null=True)
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint("key", "version", name="report_form_once"),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.version}"


store.named_by("report_form", "sha256")

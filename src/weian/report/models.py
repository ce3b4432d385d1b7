"""What was signed and sent, kept as it was: the figures of a report never move again.

Beside it the words of a report that is still being written, and the templates of commissions.
"""

from django.conf import settings
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


class Consolidation(Scoped):
    """What a commission has the worker put together: the accepted returns of one report and period.

    ``basis`` pins what went in, so that the same is put together once; ``person`` is who asked for it,
    standing in by ``delegation_id`` or not, and who may see it when the basis has moved on. ``looked``
    of ``total`` is how far the present state has come, in units, then in rows. ``content`` is the
    table for the screen (its first rows with all that stands behind their figures), ``rows`` how many there
    are; the files lie in the store by their hashes, ``whole`` among them: all of it, for what is sent
    further up. Disposable: it can be put together again.
    """

    class State(models.TextChoices):
        QUEUED = "queued", "正在排队"
        READING = "reading", "正在读取各单位的报送"
        WRITING = "writing", "正在生成 Excel、Word 和 PDF 文件"
        DONE = "done", "汇总完毕"
        FAILED = "failed", "没有成功"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    delegation_id = models.BigIntegerField(null=True)
    kind = models.CharField(max_length=60)
    period = models.CharField(max_length=20)
    basis = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    total = models.IntegerField(default=0)
    looked = models.IntegerField(default=0)
    rows = models.IntegerField(default=0)
    content = models.JSONField(default=dict)
    xlsx = models.CharField(max_length=64, blank=True, default="")
    docx = models.CharField(max_length=64, blank=True, default="")
    pdf = models.CharField(max_length=64, blank=True, default="")
    whole = models.CharField(max_length=64, blank=True, default="")
    why = models.CharField(max_length=500, blank=True, default="")
    at = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "unit", "kind", "period", "basis", name="report_consolidation_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.period}"


store.named_by("report_form", "sha256")
for _form in ("xlsx", "docx", "pdf", "whole"):
    store.named_by("report_consolidation", _form)

"""Editions of policy documents, and which unit adopted which from when."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from weian.base import store
from weian.base.ids import uuid7
from weian.policy.schema import LAYERS

LAYER_TITLES = {
    "nation": "国家", "province": "省级", "city": "市级", "county": "县级", "institution": "本单位",
}  # fmt: skip


class Edition(models.Model):
    """One version of a document as a pack; not altered any more once somebody adopted it.

    ``until`` is exclusive (the document's own last day stands in ``content``). ``digest`` is the
    SHA-256 of the canonical content. A re-issue has the unit that issued it, the edition it cites
    and by how many years every date was moved. One that a unit made of its own document has the
    unit alone.
    """

    pack = models.CharField(max_length=100)
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    issuer = models.CharField(max_length=200)
    number = models.CharField(max_length=120, blank=True, default="")
    layer = models.CharField(max_length=20, choices=[(k, LAYER_TITLES[k]) for k in LAYERS])
    issued = models.DateField()
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    reissued_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="reissues"
    )
    shift_years = models.SmallIntegerField(default=0)
    issuing_unit = models.ForeignKey(
        "org.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    loaded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["digest"], name="edition_digest")]
        constraints = [
            models.UniqueConstraint(
                fields=["pack", "version", "issuing_unit"],
                name="edition_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("since")), name="edition_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(reissued_from=None, shift_years=0)
                | (Q(reissued_from__isnull=False, issuing_unit__isnull=False) & ~Q(shift_years=0)),
                name="edition_reissue_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def layer_title(self) -> str:
        """Its layer in Chinese."""
        return LAYER_TITLES[self.layer]


class Adoption(models.Model):
    """A unit binds itself and its subtree from ``since`` until before ``until``.

    ``at`` is when it was decided; ``ended_at`` when its end was decided, so that any earlier day
    can be seen as it was known then.
    """

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="adoptions")
    unit = models.ForeignKey("org.Unit", on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    answers = models.JSONField(default=dict)
    adopted_by = models.ForeignKey(
        "org.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["unit", "since"], name="adoption_unit")]
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="adoption_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(until=None, ended_at=None)
                | Q(until__isnull=False, ended_at__isnull=False),
                name="adoption_end_is_dated",
            ),
        ]


class Document(models.Model):
    """The text of a file by the SHA-256 of the file, as it was read; spans refer to this text.

    ``pieces`` cut the text into clauses, in order: [path, depth, start, end, heading]. The file
    itself lies in the store.
    """

    sha256 = models.CharField(max_length=64, primary_key=True)
    name = models.CharField(max_length=200)
    text = models.TextField()
    pieces = models.JSONField(default=list)

    def __str__(self) -> str:
        return self.name


class Draft(models.Model):
    """A document on its way to become an edition: read, reviewed sentence by sentence, submitted by
    one person and approved by another.

    ``header`` is what the pack says of the document; ``content`` the whole pack as it was
    submitted; ``notes`` what the reading left out or put right. ``looked`` of ``total`` clauses are read. ``previous`` is an earlier version whose
    decisions were kept.
    """

    class State(models.TextChoices):
        READING = "reading", "正在读"
        FAILED = "failed", "读不出来"
        REVIEW = "review", "审读中"
        SUBMITTED = "submitted", "待审定"
        APPROVED = "approved", "已审定"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey("org.Unit", on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State.choices, default=State.READING)
    why = models.CharField(max_length=500, blank=True, default="")
    notes = models.JSONField(default=list)
    looked = models.IntegerField(default=0)
    total = models.IntegerField(default=0)
    header = models.JSONField(default=dict)
    content = models.JSONField(null=True)
    previous = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    edition = models.ForeignKey(
        Edition, on_delete=models.PROTECT, null=True, blank=True, related_name="drafts"
    )
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    version = models.IntegerField(default=0)
    created_at = models.DateTimeField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["unit", "-created_at"], name="draft_unit")]
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("submitted_by")),
                name="draft_two_people",
            )
        ]

    def __str__(self) -> str:
        return str(self.header.get("title") or self.name)


class DraftItem(models.Model):
    """One ask of a draft, or a sentence that asks for nothing (``none`` says what it is).

    ``start``..``end`` stand in the text of the document. ``key`` becomes the id in the pack and is
    kept from version to version. ``found`` is what was read, ``content`` the obligation or the
    question as the pack would have it. ``earlier`` is the sentence of the version before, where
    the words changed. ``version`` counts the decisions.
    """

    class Decision(models.TextChoices):
        PENDING = "", "待定"
        ACCEPT = "accept", "采纳"
        JUDGED = "judged", "人工评判"
        PRINCIPLE = "principle", "原则性要求"
        REJECT = "reject", "不采纳"
        MERGED = "merged", "已合并"

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="items")
    number = models.IntegerField()
    key = models.CharField(max_length=40)
    clause = models.CharField(max_length=120)
    start = models.IntegerField()
    end = models.IntegerField()
    sentence = models.TextField()
    none = models.CharField(max_length=20, blank=True, default="")
    confidence = models.FloatField(default=0)
    found = models.JSONField(default=dict)
    content = models.JSONField(default=dict)
    decision = models.CharField(
        max_length=10, choices=Decision.choices, blank=True, default=Decision.PENDING
    )
    merged_into = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="merged"
    )
    kept = models.BooleanField(default=False)
    earlier = models.TextField(blank=True, default="")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=0)

    class Meta:
        ordering = ["start", "number"]
        constraints = [
            models.UniqueConstraint(fields=["draft", "number"], name="draft_item_number"),
            models.UniqueConstraint(fields=["draft", "key"], name="draft_item_key"),
        ]

    def __str__(self) -> str:
        return f"{self.clause} {self.sentence[:40]}"


store.named_by("policy_draft", "sha256")

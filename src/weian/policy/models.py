"""Editions of policy documents, and which unit adopted which from when."""

from django.db import models
from django.db.models import F, Q

from weian.policy.schema import LAYERS

LAYER_TITLES = {
    "nation": "国家", "province": "省级", "city": "市级", "county": "县级", "institution": "本单位",
}  # fmt: skip


class Edition(models.Model):
    """One version of a document as a pack; not altered any more once somebody adopted it.

    ``until`` is exclusive (the document's own last day stands in ``content``). ``digest`` is the
    SHA-256 of the canonical content. A re-issue has the unit that issued it, the edition it cites
    and by how many years every date was moved.
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
                condition=Q(reissued_from=None, shift_years=0, issuing_unit=None)
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

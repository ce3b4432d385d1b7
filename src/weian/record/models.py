"""The table of records."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q

from weian.base import ids
from weian.base.clock import day_of
from weian.org.models import Scoped, signed

LEVELS = ("province_id", "city_id", "county_id", "institution_id", "unit", "department")
CURRENT = Q(superseded_by=None)


class Record(Scoped):
    """What was done. Never changed; a correction is a later record that supersedes it.

    ``valid_until`` is the last valid day. ``about`` lies in the period that it is about.
    ``words`` is the text that ``search`` is made of, for rechecking.
    """

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    kind = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    number = models.CharField(max_length=200, blank=True, default="")
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    behalf = models.ForeignKey(  # whom they stood in for (委托代办)
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
    )
    subject = models.ForeignKey(
        "subject.Subject", on_delete=models.PROTECT, null=True, related_name="+"
    )
    case_id = models.UUIDField(null=True)
    about = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    people = ArrayField(models.BigIntegerField(), default=list)
    amount = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    data = models.JSONField(default=dict)
    supersedes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="corrected_by"
    )
    superseded_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    words = models.TextField(blank=True, default="", editable=False)
    search = SearchVectorField(editable=False)

    own_field: ClassVar[str] = "by_id"

    class Meta:
        indexes = [
            *(
                models.Index(
                    fields=[column, "kind", "-happened_at", "-id"],
                    condition=CURRENT,
                    name=f"record_{column.removesuffix('_id')}",
                )
                for column in LEVELS
            ),
            models.Index(
                fields=["unit", "kind", "valid_until"],
                condition=CURRENT & Q(valid_until__isnull=False),
                name="record_validity",
            ),
            models.Index(
                fields=["case_id", "happened_at"],
                condition=Q(case_id__isnull=False),
                name="record_case",
            ),
            GinIndex(fields=["search"], name="record_search"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(happened_at__lte=F("recorded_at")), name="record_not_in_the_future"
            ),
            models.CheckConstraint(
                condition=~Q(supersedes=F("id")) & ~Q(superseded_by=F("id")),
                name="record_corrects_another",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def who(self) -> str:
        """Who did it, as pages show it; both names where somebody stood in for another."""
        return signed(self.by, self.behalf)

    @property
    def happened_on(self) -> date:
        """The day it happened, in Chinese time."""
        return day_of(self.happened_at)

    @property
    def late_entry(self) -> bool:
        """Whether it was entered on a later day than it happened (补录)."""
        return day_of(self.recorded_at) > self.happened_on

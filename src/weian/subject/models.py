"""The table of subjects, and the keys by which a repeated request is known."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q

from weian.base import ids
from weian.org.models import Scoped

#: Scope columns that head an index, so that a list at any level is one range of one index.
LEVELS = ("province_id", "city_id", "county_id", "institution_id", "unit", "department")


class Subject(Scoped):
    """What a unit has and what stands for years; ``until`` is the first day it no longer stands.

    ``words`` is the text that ``search`` is made of, for rechecking. ``version`` counts changes.
    """

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    kind = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    code = models.CharField(max_length=80, blank=True, default="")
    level = models.CharField(max_length=10, blank=True, default="")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    data = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    keeper = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    kept_at = models.DateTimeField()
    words = models.TextField(blank=True, default="", editable=False)
    search = SearchVectorField(editable=False)

    own_field: ClassVar[str] = "keeper_id"

    class Meta:
        indexes = [
            *(
                models.Index(
                    fields=[column, "kind", "name", "id"],
                    name=f"subject_{column.removesuffix('_id')}",
                )
                for column in LEVELS
            ),
            GinIndex(fields=["search"], name="subject_search"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="subject_ends_after_start"
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="subject_version"),
            models.CheckConstraint(
                condition=Q(level__in=["", "red", "orange", "yellow", "blue"]), name="subject_level"
            ),
            models.UniqueConstraint(
                fields=["unit", "kind", "code"],
                condition=~Q(code="") & Q(until=None),
                name="subject_code_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def stands_on(self, day: date) -> bool:
        """Whether it stands on a day."""
        return self.since <= day and (self.until is None or day < self.until)


class Once(models.Model):
    """A request that was carried out: the same key again gives the same result, not a second act."""

    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+"
    )
    key = models.CharField(max_length=80)
    digest = models.CharField(max_length=64)
    result = models.UUIDField()
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["actor", "key"], name="once_key", nulls_distinct=False)
        ]

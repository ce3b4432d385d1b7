"""The tables of cases and of the steps they took."""

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q

from weian.base import ids
from weian.case.querysets import CaseQuerySet
from weian.org.models import Scoped, signed

LEVELS = ("province_id", "city_id", "county_id", "institution_id", "unit", "department")
OPEN = Q(closed_on=None)


def overdue(due_on: date | None, closed_on: date | None, day: date) -> bool:
    """Whether a deadline has passed on a day while its case was open."""
    return due_on is not None and due_on < min(day, closed_on or day)


#: What boards count by, and what says who sees a row: kept in the indexes of counties and cities, so
#: that a year of a county is counted without reading its cases.
_COUNTED = (
    "province_id", "city_id", "county_id", "institution_id", "unit", "reporter", "assignee",
    "known_to", "state", "grade", "due_on",
)  # fmt: skip
_COUNTED_AT = ("city_id", "county_id")


def _indexes(
    prefix: str, columns: tuple[str, ...], condition: Q | None = None, day: str = "opened_on"
) -> list[models.Index]:
    return [
        models.Index(
            fields=[column, "kind", f"-{day}", "-id"],
            condition=condition,
            include=[c for c in _COUNTED if c != column] if column in _COUNTED_AT else None,
            name=f"{prefix}_{column.removesuffix('_id')}",
        )
        for column in columns
    ]


class Case(Scoped):
    """What is wrong, where it stands, and who it waits for. Changed by steps only.

    ``version`` is the number of steps taken, the opening included; ``round`` counts returns.
    ``closed_on`` is set exactly while it stands in an end of its flow (``is_open`` says the same
    to the database, which does not know the flow). ``known_to`` are the only people who see it, if it
    is secret; for all others it is not there.
    """

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    kind = models.CharField(max_length=60)
    number = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=40)
    is_open = models.BooleanField(default=True)
    grade = models.CharField(max_length=40, blank=True, default="")
    category = models.CharField(max_length=200, blank=True, default="")
    place = models.TextField(blank=True, default="")
    source = models.CharField(max_length=200, blank=True, default="")
    opened_on = models.DateField()
    due_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    moved_at = models.DateTimeField()
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)
    round = models.PositiveIntegerField(default=1)
    previous = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    known_to = ArrayField(models.BigIntegerField(), null=True)
    data = models.JSONField(default=dict)
    words = models.TextField(blank=True, default="", editable=False)
    search = SearchVectorField(editable=False)

    own_field: ClassVar[str] = "reporter_id"
    objects: ClassVar[Any] = CaseQuerySet.as_manager()

    class Meta:
        indexes = [
            *_indexes("case", LEVELS),
            *_indexes("case_open", LEVELS[:3], OPEN),
            *_indexes("case_closed", _COUNTED_AT, ~OPEN, "closed_on"),
            models.Index(fields=["unit", "kind", "state", "-opened_on", "-id"], name="case_state"),
            *(
                models.Index(
                    fields=[column, "kind", "due_on", "id"],
                    condition=OPEN,
                    name=f"case_due_{column.removesuffix('_id')}",
                )
                for column in LEVELS[:3]
            ),
            GinIndex(fields=["search"], name="case_search"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=F("opened_on")),
                name="case_closed_after_opened",
            ),
            models.CheckConstraint(
                condition=Q(is_open=True, closed_on=None)
                | Q(is_open=False, closed_on__isnull=False),
                name="case_closed_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(version__gte=1) & Q(round__gte=1), name="case_version"
            ),
            models.CheckConstraint(condition=~Q(previous=F("id")), name="case_follows_another"),
            models.UniqueConstraint(
                fields=["province_id", "city_id", "county_id", "kind", "number"],
                name="case_number_once",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def overdue_on(self, day: date) -> bool:
        """Whether its deadline has passed on a day while it was open."""
        return overdue(self.due_on, self.closed_on, day)


class CaseStep(models.Model):
    """One step of a case: who did what when and what they gave. Never changed.

    ``seq`` is the version that the case had after it: 1 is the opening.
    """

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="steps", db_index=False)
    seq = models.PositiveIntegerField()
    verb = models.CharField(max_length=40)
    from_state = models.CharField(max_length=40, blank=True, default="")
    to_state = models.CharField(max_length=40)
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
    at = models.DateTimeField()
    given = models.JSONField(default=dict)
    note = models.TextField(blank=True, default="")
    round = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("seq",)
        #: Few cases are ever listed for supervision; boards count those among all that are open.
        indexes = [
            models.Index(fields=["case", "seq"], condition=Q(verb="list"), name="case_step_listed")
        ]
        constraints = [
            models.UniqueConstraint(fields=["case", "seq"], name="case_step_once"),
            models.CheckConstraint(
                condition=Q(seq__gte=1) & Q(round__gte=1), name="case_step_counts_from_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.at:%Y-%m-%d}"

    @property
    def who(self) -> str:
        """Who did it, as pages show it; both names where somebody stood in for another."""
        return signed(self.by, self.behalf)

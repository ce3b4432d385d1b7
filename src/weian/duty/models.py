"""What is known of duties without asking the world again. Disposable: a rebuild gives the same.

``Standing`` holds every duty that is not settled, the current and the next one included, and
``StandingSum`` how many there are; what is settled stands in ``StandingCount`` as numbers by month,
and in ``StandingSum`` by year.
``Progress`` says what is being worked out.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from weian.base.models import Placed
from weian.org.models import Scoped

#: What says who may see a row, kept in the indexes that boards count from: they read no rows then.
_PLACE = ("province_id", "city_id", "county_id", "institution_id", "unit")


def _counted(name: str, level: str, *fields: str, include: tuple[str, ...]) -> models.Index:
    """An index of a level that answers by itself."""
    kept = [column for column in (*_PLACE, *include) if column != level]
    return models.Index(fields=[level, *fields], include=kept, name=f"{name}_{level[:-3]}")


class Derived(Scoped):
    """A row about the duties of ``owner_id``: its unit, or the department that it names.

    No foreign key is checked: rows are written by the hundred thousand and can be made again.
    """

    unit = models.ForeignKey(
        "org.Unit", on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    department = models.ForeignKey(
        "org.Unit", on_delete=models.CASCADE, null=True, related_name="+",
        db_constraint=False, db_index=False,
    )  # fmt: skip
    owner_id = models.BigIntegerField()
    area = models.CharField(max_length=30)
    status = models.CharField(max_length=16)

    class Meta:
        abstract = True


class Standing(Derived):
    """One duty of the obligation "pack#id". Moments are ends or beginnings as in core (``due`` exclusive).

    ``post`` acts, or the person ``person_id`` where the duty is personal. ``next_change`` is the
    first later moment at which time alone alters this row, its settling included.
    """

    obligation = models.CharField(max_length=200)
    clause = models.CharField(max_length=80)
    bearer = models.CharField(max_length=80, blank=True, default="")
    bearer_name = models.CharField(max_length=200, blank=True, default="")
    window = models.CharField(max_length=80)
    opens = models.DateTimeField()
    due = models.DateTimeField()
    next_change = models.DateTimeField(null=True)
    met_at = models.DateTimeField(null=True)
    value = models.FloatField()
    target = models.FloatField()
    weight = models.FloatField()
    veto = models.BooleanField()
    post = models.CharField(max_length=40, blank=True, default="")
    person_id = models.BigIntegerField(null=True)
    reason = models.CharField(max_length=80, blank=True, default="")

    own_field: ClassVar[str] = "person_id"

    class Meta:
        indexes = [
            models.Index(fields=["unit", "post", "due"], name="standing_todo"),
            models.Index(
                fields=["person_id", "due"], condition=Q(person_id__isnull=False),
                name="standing_person",
            ),
            models.Index(
                fields=["department", "due"], condition=Q(department__isnull=False),
                name="standing_department",
            ),
            models.Index(fields=["institution_id", "due", "id"], name="standing_institution"),
            _counted("standing", "county_id", "status", "due", "id", include=("person_id",)),
            _counted("standing", "city_id", "status", "due", "id", include=("person_id",)),
            models.Index(
                fields=["next_change"], condition=Q(next_change__isnull=False),
                name="standing_next_change",
            ),
        ]  # fmt: skip
        constraints = [
            models.UniqueConstraint(
                fields=["owner_id", "obligation", "bearer", "window"], name="standing_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.obligation} {self.window} {self.status}"


class StandingSum(Derived):
    """How many duties an owner has in an area and status: open ones, which are rows of Standing
    (``year`` 0), and those settled that fell due in a year. This is what boards add up, so that a
    county of 300 units is ten thousand rows and not a hundred thousand."""

    year = models.PositiveSmallIntegerField(default=0)
    n = models.PositiveIntegerField()

    class Meta:
        indexes = [
            _counted("standingsum", "county_id", "year", include=("area", "status", "n")),
            _counted("standingsum", "city_id", "year", include=("area", "status", "n")),
            models.Index(fields=["institution_id"], name="standingsum_institution"),
            models.Index(fields=["unit"], name="standingsum_unit"),
        ]  # fmt: skip
        constraints = [
            models.UniqueConstraint(
                fields=["owner_id", "area", "status", "year"], name="standingsum_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.status} {self.year} {self.n}"


class StandingCount(Derived):
    """``n`` settled duties of an obligation that fell due in the month that begins on ``month``."""

    obligation = models.CharField(max_length=200)
    month = models.DateField()
    n = models.PositiveIntegerField()

    class Meta:
        indexes = [
            _counted("standingcount", "county_id", "month", include=("area", "status", "n")),
            _counted("standingcount", "city_id", "month", include=("area", "status", "n")),
            models.Index(fields=["institution_id", "month"], name="standingcount_institution"),
            models.Index(fields=["unit", "month"], name="standingcount_unit"),
        ]  # fmt: skip
        constraints = [
            models.UniqueConstraint(
                fields=["owner_id", "obligation", "month", "status"], name="standingcount_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.obligation} {self.month:%Y-%m} {self.status} {self.n}"


class Progress(Placed):
    """A piece of work on many units; until ``ended_at`` the boards above them say 计算中."""

    what = models.CharField(max_length=200)
    unit_id = models.BigIntegerField(null=True)  # below which; null: everywhere
    department_id = models.BigIntegerField(null=True)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["started_at"], condition=Q(ended_at__isnull=True), name="progress_running"
            )
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.done}/{self.total}"

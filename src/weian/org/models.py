"""Units in a tree, people, what they are appointed to, what they may do, what units declare."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q

from weian.base.models import Placed
from weian.base.search import pinyin_initials, pinyin_sort, vector
from weian.org import facts, kinds, quick, scope
from weian.org.querysets import DatedQuerySet, ScopedQuerySet, UnitQuerySet

_ENDS_AFTER = Q(until=None) | Q(until__gte=F("since"))


class Unit(Placed):
    """A commission, institution, department or outside authority; ``until`` is exclusive.

    ``institution_id`` is the topmost institution above it (itself for one below a commission).
    """

    kind = models.CharField(max_length=30)
    name = models.CharField(max_length=100)
    short_name = models.CharField(max_length=40, blank=True, default="")
    code = models.CharField(max_length=18, blank=True, default="")  # 统一社会信用代码
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    path = models.CharField(max_length=200, db_index=True)  # "1/2/17/", for reading, not for scope
    township = models.CharField(max_length=60, blank=True, default="")
    address = models.CharField(max_length=200, blank=True, default="")
    is_login = models.BooleanField(default=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    pinyin = models.CharField(max_length=100, blank=True, default="")
    sort_key = models.CharField(max_length=400, blank=True, default="")
    search = SearchVectorField(editable=False)

    own_field: ClassVar[str] = "pk"
    objects = UnitQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["county_id", "sort_key", "id"], name="unit_county"),
            models.Index(fields=["institution_id", "sort_key", "id"], name="unit_institution"),
            models.Index(fields=["city_id", "sort_key", "id"], name="unit_city"),
            models.Index(fields=["province_id", "sort_key", "id"], name="unit_province"),
            GinIndex(fields=["search"], name="unit_search"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["code"], condition=~Q(code=""), name="unit_code_once"),
            models.CheckConstraint(condition=_ENDS_AFTER, name="unit_ends_after_start"),
        ]

    def __str__(self) -> str:
        return self.short_name or self.name

    @property
    def group(self) -> str:
        """What packs call its sort."""
        return kinds.UNIT_KINDS[self.kind].group

    @property
    def kind_title(self) -> str:
        """Its kind in Chinese."""
        return kinds.UNIT_KINDS[self.kind].title

    @property
    def level_column(self) -> str:
        """The scope column that a grant on it compares."""
        return scope.level_column(self.kind, self.pk, self.institution_id)

    def stands_on(self, day: date) -> bool:
        """Whether it exists on a day."""
        return self.since <= day and (self.until is None or day < self.until)

    def index_name(self) -> None:
        """Fill the columns by which it is found and sorted; call after a change of name."""
        self.pinyin = pinyin_initials(self.name)[:100]
        self.sort_key = pinyin_sort(self.name)[:400]
        words = (self.name, self.short_name, self.code, self.pinyin)
        self.search = vector(*words, pinyin_initials(self.short_name))


class Scoped(Placed):
    """Base of every row that belongs to a unit; fill its columns with ``scope_of``."""

    unit = models.ForeignKey("org.Unit", on_delete=models.PROTECT, related_name="+")
    department = models.ForeignKey(
        "org.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    own_field: ClassVar[str] = ""
    objects: ClassVar[Any] = ScopedQuerySet.as_manager()

    class Meta:
        abstract = True


class PersonManager(BaseUserManager["Person"].from_queryset(ScopedQuerySet)):  # type: ignore[misc]
    """People are made by ``actions.appoint``; this only finds them."""

    def get(self, *args: Any, **kwargs: Any) -> Any:
        """By number alone, as the login of every request does, without the ORM's preparations."""
        if not args and kwargs.keys() == {"pk"} and isinstance(kwargs["pk"], int):
            found = quick.one(Person, kwargs["pk"])
            if found is None:
                raise Person.DoesNotExist
            return found
        return super().get(*args, **kwargs)


class Person(AbstractBaseUser, Scoped):
    """Somebody who works for a unit; with ``login`` an account. ``until`` is exclusive."""

    login = models.CharField(max_length=60, unique=True, null=True, blank=True)
    name = models.CharField(max_length=40)
    pinyin = models.CharField(max_length=40, blank=True, default="")
    sort_key = models.CharField(max_length=200, blank=True, default="")
    phone = models.CharField(max_length=30, blank=True, default="")
    email = models.EmailField(blank=True, default="")
    employment = models.CharField(max_length=10, choices=list(kinds.EMPLOYMENT.items()))
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)
    password_at = models.DateTimeField(null=True)  # when they chose it; None: not known
    search = SearchVectorField(editable=False)

    USERNAME_FIELD = "login"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    own_field: ClassVar[str] = "pk"
    objects: ClassVar[Any] = PersonManager()

    class Meta:
        indexes = [
            models.Index(fields=["unit", "sort_key", "id"], name="person_unit"),
            models.Index(fields=["department", "sort_key", "id"], name="person_department"),
            models.Index(fields=["institution_id", "sort_key", "id"], name="person_institution"),
            models.Index(fields=["county_id", "sort_key", "id"], name="person_county"),
            GinIndex(fields=["search"], name="person_search"),
        ]
        constraints = [
            models.CheckConstraint(condition=_ENDS_AFTER, name="person_ends_after_start"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def username(self) -> str:
        """The login by the name under which Django's password rules look for it."""
        return self.login or ""

    def set_password(self, raw_password: str | None) -> None:
        """A password that one sets oneself needs no change; who sets an initial one says so after."""
        super().set_password(raw_password)
        self.must_change_password = False

    def works_on(self, day: date) -> bool:
        """Whether the person is in service on a day."""
        return self.since <= day and (self.until is None or day < self.until)

    def grants_on(self, day: date) -> tuple[Grant, ...]:
        """The grants in force, with their units; fetched once per object, hence per request."""
        if not (self.is_active and self.works_on(day)):
            return ()
        if day not in self._grants:
            self._grants[day] = quick.grants_on(Grant, Unit, self, day)
            self._know_own_unit(self._grants[day])
        return self._grants[day]

    def _know_own_unit(self, grants: Iterable[Grant]) -> None:
        """Most grants are on the person's own unit, which then need not be read again."""
        own = next((g.unit for g in grants if g.unit_id == self.unit_id), None)
        if own is not None and not Person.unit.is_cached(self):
            self.unit = own

    def forget_grants(self) -> None:
        """Look them up again next time."""
        self._grants.clear()

    @cached_property
    def _grants(self) -> dict[date, tuple[Grant, ...]]:
        return {}

    def index_name(self) -> None:
        """Fill the columns by which the person is found and sorted."""
        self.pinyin = pinyin_initials(self.name, person=True)[:40]
        self.sort_key = pinyin_sort(self.name, person=True)[:200]
        self.search = vector(self.name, self.pinyin, self.login or "")


class Appointment(models.Model):
    """A post held from ``since`` until before ``until``."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="appointments")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="appointments")
    department = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    post = models.CharField(max_length=30, choices=list(kinds.POSTS.items()))
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["unit", "post", "since"], name="appointment_holders")]
        constraints = [
            models.CheckConstraint(condition=_ENDS_AFTER, name="appointment_ends_after_start"),
        ]


class Grant(models.Model):
    """A role on a unit and all below it, from ``since`` until before ``until``."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=30)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="grants")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=_ENDS_AFTER, name="grant_ends_after_start"),
        ]

    @property
    def role_title(self) -> str:
        """The role in Chinese."""
        return kinds.ROLES[self.role].title


class Fact(models.Model):
    """What a unit says of itself from a day on; a later row with a later day replaces it."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="facts")
    key = models.CharField(max_length=40)
    value = models.JSONField(null=True)  # null: taken back, unknown again
    since = models.DateField()
    declared_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    declared_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["unit", "key", "since"], name="fact_history")]

    @property
    def kind(self) -> facts.FactKind:
        """The question it answers."""
        return facts.FACTS[self.key]

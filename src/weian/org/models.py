"""Units in a tree, people, what they are appointed to, what they may do, what units declare."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q

from weian.base.models import Placed
from weian.base.search import pinyin_initials, pinyin_sort, vector
from weian.org import facts, kinds, lending, quick, rights, scope
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
    # What the organisation's own login calls them; declared by an administrator, never taken over.
    external_id = models.CharField(max_length=200, unique=True, null=True, blank=True)
    employment = models.CharField(max_length=10, choices=list(kinds.EMPLOYMENT.items()))
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)
    password_at = models.DateTimeField(null=True)  # when they chose it; None: not known
    search = SearchVectorField(editable=False)

    acting: Delegation | None = None  # whom they stand in for just now, said per request

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

    @property
    def acting_for_id(self) -> int | None:
        """The number of whom they stand in for."""
        return self.acting.giver_id if self.acting else None

    @property
    def hands(self) -> frozenset[int]:
        """They themselves, and whom they stand in for."""
        return frozenset({self.pk, self.acting_for_id or self.pk})

    @property
    def stands_for(self) -> Person:
        """Whom they stand in for, else they themselves."""
        return self.acting.giver if self.acting else self

    @property
    def signature(self) -> str:
        """The name under what they sign; both names while they stand in for somebody."""
        return signed(self, self.acting.giver if self.acting else None)

    def grants_on(self, day: date) -> tuple[Grant, ...]:
        """The grants in force, with their units; fetched once per object, hence per request. Whoever
        stands in for somebody has what was lent, and nothing of their own.
        """
        if not (self.is_active and self.works_on(day)):
            return ()
        if day not in self._grants:
            self._grants[day] = self._fetched(day)
            self._know_own_unit(self._grants[day])
        return self._grants[day]

    def _fetched(self, day: date) -> tuple[Grant, ...]:
        if self.acting is not None:
            return lending.lent_on(self.acting, self, day)
        return quick.grants_on(Grant, Unit, self, day)

    def stand_in(self, delegation: Delegation | None) -> None:
        """From here on this object acts by a delegation to this person, or for itself again."""
        if delegation is not None and delegation.taker_id != self.pk:
            raise ValueError("the delegation is somebody else's")
        self.acting = delegation
        self.forget_grants()

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


class Pin(models.Model):
    """Six digits by which somebody on shift opens a telephone that lay unused; ``digest`` is Argon2id
    of a keyed hash, so that a dump alone does not tell which of the million it is."""

    person = models.OneToOneField(
        Person, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    digest = models.CharField(max_length=200)
    made_at = models.DateTimeField()


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

    lent = False  # held in the place of somebody else
    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=_ENDS_AFTER, name="grant_ends_after_start"),
        ]

    def gives(self, right: str) -> bool:
        """Whether it carries a right, on the unit that it is on."""
        if self.lent and not rights.lends(right):
            return False
        return rights.holds(self.role, right, on_department=self.unit.kind == "department")

    @property
    def role_title(self) -> str:
        """The role in Chinese."""
        return kinds.ROLES[self.role].title


class Delegation(Scoped):
    """Somebody lets another person of their unit act in their place with some of their roles, from
    ``since`` until before ``until``, unless it was ended before (委托代办).

    ``grants`` are the numbers of the roles lent.
    """

    giver = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="delegations_given")
    taker = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="delegations_taken")
    grants = ArrayField(models.BigIntegerField())
    reason = models.CharField(max_length=200)
    since = models.DateField()
    until = models.DateField()
    given_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gt=F("since")), name="delegation_ends_after_start"
            ),
            models.CheckConstraint(condition=~Q(giver=F("taker")), name="delegation_to_another"),
        ]

    def stands_on(self, day: date) -> bool:
        """Whether it holds on a day."""
        return self.ended_at is None and self.since <= day < self.until


def signed(by: Person | None, behalf: Person | None) -> str:
    """Who did something, for pages and papers: both names where one stood in for the other."""
    name = by.name if by else "系统"
    return f"{name} 代 {behalf.name} 办" if behalf else name


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

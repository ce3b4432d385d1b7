"""Tokens by which programs act for a person, and spreadsheets on their way in."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from weian.base import store
from weian.base.ids import uuid7
from weian.org.queries import Person


class ApiToken(models.Model):
    """A secret of one person, kept as its SHA-256 only. It can do what its owner can, never more.

    ``last_used`` is written at most hourly.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    sha256 = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    last_used = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["person", "-created_at"], name="apitoken_person")]

    def __str__(self) -> str:
        return self.name


class ImportQuerySet(models.QuerySet["Import"]):
    """Imports as a face may ask for them."""

    def visible_to(self, person: Person) -> ImportQuerySet:
        """Whoever uploaded a file sees what became of it, nobody else."""
        return self.filter(person=person)


class Import(models.Model):
    """A spreadsheet on its way in. ``sha256`` is the file as it came, ``marked`` the same file with
    the reasons beside its bad rows; both lie in the store. ``problems`` are the first bad rows as
    [number, reasons]. ``made``, ``changed`` and ``same`` count what the good rows became."""

    class State(models.TextChoices):
        CHECKING = "checking", "正在检查"
        CHECKED = "checked", "检查完毕，等待导入"
        TAKING = "taking", "正在导入"
        DONE = "done", "导入完毕"
        FAILED = "failed", "没有成功"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("org.Unit", on_delete=models.PROTECT, related_name="+")
    noun = models.CharField(max_length=10)
    kind = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    marked = models.CharField(max_length=64, blank=True, default="")
    state = models.CharField(max_length=10, choices=State.choices, default=State.CHECKING)
    at = models.DateTimeField()
    seen_at = models.DateTimeField()
    total = models.IntegerField(default=0)
    looked = models.IntegerField(default=0)
    good = models.IntegerField(default=0)
    bad = models.IntegerField(default=0)
    made = models.IntegerField(default=0)
    changed = models.IntegerField(default=0)
    same = models.IntegerField(default=0)
    problems = models.JSONField(default=list)
    ignored = models.JSONField(default=list)
    why = models.CharField(max_length=500, blank=True, default="")

    objects = ImportQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["person", "noun", "kind", "-at"], name="import_person")]

    def __str__(self) -> str:
        return self.name


class ImportedRow(models.Model):
    """What a row was made into, so that the same row never makes a second one."""

    digest = models.CharField(max_length=64, primary_key=True)
    made = models.UUIDField()
    source = models.ForeignKey(Import, on_delete=models.PROTECT, related_name="+")
    number = models.IntegerField()

    def __str__(self) -> str:
        return f"{self.number}"


store.named_by("site_import", "sha256")
store.named_by("site_import", "marked")

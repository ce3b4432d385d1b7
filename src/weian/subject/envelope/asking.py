"""A form for the questions of a kind: prefilled, never losing what was typed or uploaded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.http import HttpRequest

from weian.base import attachments, ids
from weian.base.clock import day_of
from weian.base.errors import BadInput, Refusal
from weian.base.fields import Field
from weian.org.queries import Person, Unit
from weian.subject.envelope.options import providers
from weian.ui.forms import AnswerForm, form_class, to_form_errors
from weian.ui.inputs import UPLOADS

Held = Mapping[str, Sequence[str]]


@dataclass
class Asked:
    """A form with the files that are already here, and the key that makes a repeated post one act."""

    form: AnswerForm
    once: str
    files: dict[str, list[str]] = field(default_factory=dict)
    more: tuple[tuple[str, str], ...] = ()

    @property
    def answers(self) -> dict[str, Any]:
        """The answers for a verb, files by id; after ``form.is_valid()``."""
        given = {k: v for k, v in self.form.answers.items() if not k.endswith("__drop")}
        return {**given, **{k: v for k, v in self.files.items() if v}}

    @property
    def seen(self) -> tuple[tuple[str, str], ...]:
        """What the form posts unchanged."""
        kept = ((f"{k}__kept", pk) for k, pks in self.files.items() for pk in pks)
        return (("once", self.once), *kept, *self.more)

    @property
    def hint(self) -> str:
        """Says that files are kept, as a browser does not give them back."""
        count = sum(map(len, self.files.values()))
        return f"已上传的 {count} 个附件会保留，不用重新选择。" if count else ""

    def refuse(self, refusal: Refusal, renamed: Mapping[str, str] | None = None) -> None:
        """Put a refusal into the form; ``renamed`` maps its keys to those of the form."""
        names = renamed or {}
        refusal.fields = {names.get(k, k): v for k, v in refusal.fields.items()}
        to_form_errors(self.form, refusal)


def ask(
    request: HttpRequest,
    fields: Sequence[Field],
    *,
    person: Person,
    unit: Unit,
    at: datetime,
    initial: Mapping[str, object] | None = None,
    held: Held | None = None,
    more: Sequence[tuple[str, str]] = (),
) -> Asked:
    """The form, empty or as posted. Files posted are stored at once as drafts of the person.

    ``initial`` are answers to start with, parameters of the address go before them; ``held`` files
    that are there already, which may be taken away.
    """
    posted = request.method == "POST"
    uploads = [f for f in fields if f.type in UPLOADS]
    here = _here(request, uploads, held or {})
    options = providers(fields, person, unit, at)
    made = form_class([*_relaxed(fields, here), *_droppable(uploads, held or {})], options)
    once = request.POST.get("once", "")[:80] or str(ids.uuid7())
    if not posted:
        start = {**_this_year(fields, at), **(initial or {}), **_prefilled(request, fields)}
        return Asked(made(initial=start), once, here, tuple(more))
    form = made(request.POST, request.FILES)
    form.is_valid()
    for asked in uploads:
        dropped = set(request.POST.getlist(f"{asked.key}__drop"))
        kept = [pk for pk in here[asked.key] if pk not in dropped]
        here[asked.key] = kept + _store(form, asked, person, unit, at)
    return Asked(form, once, here, tuple(more))


def _this_year(fields: Sequence[Field], at: datetime) -> dict[str, object]:
    """Whoever is asked for a year nearly always means this one."""
    return {f.key: day_of(at).year for f in fields if f.key == "year" and f.required}


def _here(request: HttpRequest, uploads: Sequence[Field], held: Held) -> dict[str, list[str]]:
    if request.method == "POST":
        return {f.key: request.POST.getlist(f"{f.key}__kept") for f in uploads}
    return {f.key: [str(pk) for pk in held.get(f.key, ())] for f in uploads}


def _relaxed(fields: Sequence[Field], here: Held) -> list[Field]:
    """Files that are here already need not be chosen again; the verb still insists on one."""
    return [
        replace(f, required=False) if f.type in UPLOADS and here.get(f.key) else f for f in fields
    ]


def _droppable(uploads: Sequence[Field], held: Held) -> list[Field]:
    out = []
    for asked in uploads:
        if pks := [str(pk) for pk in held.get(asked.key, ())]:
            names = attachments.names_of(pks)
            choices = tuple((pk, names.get(("file", pk), "附件")) for pk in pks)
            title = f"去掉已有的{asked.title}"
            out.append(Field(f"{asked.key}__drop", title, "choices", choices=choices))
    return out


def _prefilled(request: HttpRequest, fields: Sequence[Field]) -> dict[str, object]:
    out: dict[str, object] = {}
    for asked in fields:
        if asked.type not in UPLOADS and (given := request.GET.getlist(asked.key)):
            out[asked.key] = given if asked.is_list else given[0]
    return out


def _store(form: AnswerForm, asked: Field, person: Person, unit: Unit, at: datetime) -> list[str]:
    """New files become drafts at once, so that a refusal of the rest does not lose them."""
    out = []
    for file in form.uploads(asked.key):
        try:
            out.append(str(attachments.save(file, by=person, unit=unit, at=at).pk))
        except BadInput as refusal:
            form.add_error(asked.key, f"{(file.name or '附件')[:60]}：{refusal.message}")
    return out

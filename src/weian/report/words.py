"""What people write in a return: checked, kept while it is written, frozen with the signature."""

from collections.abc import Mapping, Sequence
from typing import Any

from weian.base import attachments, fields
from weian.base.errors import BadInput
from weian.base.fields import Field
from weian.case.queries import Case
from weian.report.kinds import ReportKind
from weian.report.models import Words

Triples = tuple[tuple[str, str, str], ...]


def checked(kind: ReportKind, given: Mapping[str, object]) -> dict[str, Any]:
    """The answers ready to keep; raises BadInput naming every field that is wrong."""
    return dict(fields.clean(kind.asks, given))


def answers_of(case: Case) -> dict[str, Any]:
    """What has been written so far."""
    row = Words.objects.filter(pk=case.pk).first()
    return dict(row.answers) if row else {}


def keep(case: Case, answers: Mapping[str, Any]) -> None:
    """Put the answers in the place of the earlier ones."""
    Words.objects.update_or_create(case_id=case.pk, defaults={"answers": dict(answers)})


def missing(kind: ReportKind, answers: Mapping[str, Any]) -> list[Field]:
    """What is asked and left empty."""
    return [field for field in kind.asks if answers.get(field.key) in (None, "", [])]


def check_complete(kind: ReportKind, answers: Mapping[str, Any]) -> None:
    """Raises BadInput where something required is still empty."""
    wrong = {f.key: f"请填写{f.title}。" for f in missing(kind, answers) if f.required}
    if wrong:
        raise BadInput("report.incomplete", "还有必填的内容没有填写。", fields=wrong)


def triples(kind: ReportKind, answers: Mapping[str, Any]) -> Triples:
    """(key, title, text) of what was written, pictures left out."""
    return tuple(
        (f.key, f.title, fields.present(f, answers[f.key]))
        for f in kind.asks
        if f.noun != "file" and f.key in answers
    )


def pictures(kind: ReportKind, answers: Mapping[str, Any]) -> tuple[str, ...]:
    """The numbers of the pictures, in their order."""
    return tuple(
        str(number) for f in kind.asks if f.noun == "file" for number in answers.get(f.key, ())
    )


def files_of(numbers: Sequence[str]) -> list[attachments.Attachment]:
    """The pictures themselves, as far as they are there, in the order given."""
    found = {str(a.pk): a for a in attachments.Attachment.objects.filter(pk__in=numbers)}
    return [found[number] for number in numbers if number in found]

"""The kinds of returns there are: those shipped, and those that commissions made from a template."""

from collections.abc import Iterable
from typing import Final

from weian.base.errors import NotVisible
from weian.base.fields import Field
from weian.core.obligation import Obligation
from weian.report.due import forms_of
from weian.report.kinds import OWN, REPORTS, ReportKind
from weian.report.models import Form

_PREFIX: Final = "own."


def key_of(record: str, form: str | None) -> str:
    """The key of the kind of a return from its record kind and the number of its template."""
    return f"{_PREFIX}{form}" if record == OWN else record


def kind_or_404(key: str) -> ReportKind:
    """The return of a key. Raises NotVisible."""
    if key in REPORTS:
        return REPORTS[key]
    form = latest(key.removeprefix(_PREFIX)) if key.startswith(_PREFIX) else None
    if form is None:
        raise NotVisible
    return kind_from(form)


def kinds_of(laws: Iterable[Obligation]) -> dict[str, ReportKind]:
    """The made-up returns that some obligations ask for, by the number of their template."""
    asked = {form for law in {id(law): law for law in laws}.values() for form in forms_of(law)}
    if not asked:
        return {}
    rows = Form.objects.filter(key__in=asked).exclude(state=Form.State.DRAFT)
    return {row.key: kind_from(row) for row in rows.order_by("version")}


def latest(key: str) -> Form | None:
    """The version in use of a template."""
    rows = Form.objects.filter(key=key).exclude(state=Form.State.DRAFT)
    return rows.select_related("unit").order_by("-version").first()


def kind_from(form: Form) -> ReportKind:
    """A template as a kind of return: what is pointed at figures is filled, the rest is asked."""
    said = [form.points.get(place["id"], {}) for place in form.places]
    figures = [point["figure"] for point in said if point.get("figure")]
    return ReportKind(
        f"{_PREFIX}{form.key}", form.title, figures=tuple(dict.fromkeys(figures)),
        asks=asked_of(form), help=form.help or "按上级下发的表样填报，指标由系统算出。",
        form=form.key,
    )  # fmt: skip


def asked_of(form: Form) -> tuple[Field, ...]:
    """The fields that a person fills in: those at places in their order, then the texts beside them."""
    at_places = tuple(
        Field(
            f"p{number}", point["ask"], "longtext" if point.get("long") else "text",
            required=bool(point.get("required")), max=2000,
        )
        for number, place in enumerate(form.places)
        if (point := form.points.get(place["id"], {})).get("ask")
    )  # fmt: skip
    beside = tuple(
        Field(
            f"t{number}", str(text["title"]), "longtext" if text.get("long") else "text",
            required=bool(text.get("required")), max=4000 if text.get("long") else 200,
        )
        for number, text in enumerate(form.texts)
    )  # fmt: skip
    return at_places + beside

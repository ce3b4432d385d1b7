"""Adopting: questions first, then the impact, then the confirmation. And withdrawing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from weian.base.clock import day_of
from weian.base.errors import Forbidden, Refusal
from weian.base.fields import Field
from weian.core.obligation import Obligation
from weian.org import queries as org
from weian.policy import actions, queries
from weian.policy.compiling import compile_pack
from weian.policy.explaining import last_day
from weian.policy.grammar import read_interval
from weian.policy.impact import loads, new_duties
from weian.policy.loading import parse_content
from weian.policy.models import Edition
from weian.policy.reissuing import moved, reissued
from weian.policy.schema import PackFile
from weian.policy.views.common import CRUMBS, asking, edition_url
from weian.policy.words import interval_words
from weian.ui.forms import AnswerForm, form_class, to_form_errors
from weian.ui.shapes import ConfirmShape, Crumb, FormShape

_ANSWER = "answer_"
_AT_ONCE = frozenset({"open", "grace", "overdue"})
_SHOWN = 8  # to-dos named before adopting
_OFFERED = 300  # units offered as an example


@dataclass(frozen=True)
class Wanted:
    """What the form asks for."""

    edition: Edition
    unit: org.Unit
    since: date
    years: int
    answers: dict[str, str]
    sample: org.Unit

    @property
    def pack(self) -> PackFile:
        """The document as it would be adopted."""
        if not self.years:
            return queries.pack_of(self.edition)
        content = queries.content_of(self.edition)
        return parse_content(reissued(content, self.years, self.unit.name))


@require_http_methods(["GET", "POST"])
def adopt(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, show the impact, and only with ``confirm`` do it."""
    person, at = asking(request)
    edition = queries.edition_or_404(person, pk, at)
    units = queries.units_that_may_adopt(person, at)
    if not units:
        raise Forbidden("policy.no_right", "采用制度包由卫生健康局或单位主要负责人办理。")
    form = _form(edition, units, request, at)
    if request.method == "POST" and form.is_valid():
        wanted = _wanted(edition, units, form.answers)
        try:
            if "confirm" not in request.POST:
                actions.check_adoption(edition, wanted.unit, wanted.since, wanted.years)
                return render(request, "ui/confirm.html", {"page": _impact(wanted, form, at)})
            return _done(request, person, wanted, at)
        except Refusal as refusal:
            to_form_errors(form, refusal)
    url = edition_url(edition)
    shape = FormShape(
        title="采用制度包",
        subtitle=edition.title,
        crumbs=(*CRUMBS, Crumb(edition.title, url)),
        form=form,
        submit="下一步：看影响",
        cancel_url=url,
        hint="采用前会先列出将产生的责任事项，确认后才生效。",
    )
    return render(request, "ui/form.html", {"page": shape})


def _form(
    edition: Edition, units: list[org.Unit], request: HttpRequest, at: datetime
) -> AnswerForm:
    pack = queries.pack_of(edition)
    fields = [
        Field("unit", "采用单位", "choice", required=True,
              choices=tuple((str(u.pk), str(u)) for u in units), help="连同其下属单位一起约束"),
        Field("since", "自哪一天起执行", "date", required=True),
    ]  # fmt: skip
    if edition.reissued_from_id is None:
        fields.append(
            Field("years", "沿用时日期平移几年", "integer", min=0, max=50, unit="年",
                  help="文件已过期、要在新的周期沿用时填写；按原日期执行请填 0")
        )  # fmt: skip
    if below := _samples(units, at):
        told = "确认以前，列出这一家随即要办的事"
        fields.append(Field("sample", "以哪一家为例看影响", "choice", choices=below, help=told))
    fields += [
        Field(_ANSWER + key, q.question, "choice", required=True,
              choices=tuple((c, _choice_words(c)) for c in q.choices))
        for key, q in pack.questions.items()
    ]  # fmt: skip
    defaults = {_ANSWER + key: q.default for key, q in pack.questions.items()}
    first = max(day_of(at), edition.since)
    initial = {
        "unit": str(units[0].pk),
        "since": str(first),
        "years": _years(edition, at),
        **defaults,
    }
    return form_class(fields)(request.POST or None, initial=initial)


def _samples(units: list[org.Unit], at: datetime) -> tuple[tuple[str, str], ...]:
    rows = org.units_below(units[0], of=("institution", "employer", "agency"), on=day_of(at))
    return tuple((str(u.pk), str(u)) for u in rows.order_by("sort_key", "pk")[:_OFFERED])


def _years(edition: Edition, at: datetime) -> int:
    """As many years as bring an expired document's end past this day."""
    day = day_of(at)
    if edition.until is None or edition.until > day:
        return 0
    years = day.year - edition.until.year
    return years if moved(edition.until, years) > day else years + 1


def _choice_words(choice: str) -> str:
    period, n, _ = read_interval(choice)
    return interval_words(period, n)


def _wanted(edition: Edition, units: list[org.Unit], answers: Mapping[str, Any]) -> Wanted:
    given = {k.removeprefix(_ANSWER): v for k, v in answers.items() if k.startswith(_ANSWER)}
    unit = next(u for u in units if str(u.pk) == answers["unit"])
    since = date.fromisoformat(answers["since"])
    sample = org.unit_by_id(int(answers["sample"])) if answers.get("sample") else unit
    return Wanted(edition, unit, since, int(answers.get("years") or 0), given, sample)


def _impact(wanted: Wanted, form: AnswerForm, at: datetime) -> ConfirmShape:
    edition, url = wanted.edition, edition_url(wanted.edition)
    hidden = [(name, str(form.data.get(name, ""))) for name in form.fields]
    how = f"沿用（日期平移 {wanted.years} 年）并采用" if wanted.years else "采用"
    return ConfirmShape(
        title="采用前先看影响",
        crumbs=(*CRUMBS, Crumb(edition.title, url)),
        text=f"“{wanted.unit}”将自 {wanted.since} 起{how}《{edition.title}》。确认后，本单位和下属单位"
        "会产生下列责任事项。",
        consequences=tuple(_consequences(wanted, at)),
        url=f"{url}adopt",
        submit="确认采用",
        cancel_url=url,
        hidden=(*hidden, ("confirm", "1")),
    )


def _consequences(wanted: Wanted, at: datetime) -> Iterator[str]:
    laws = compile_pack(wanted.pack, wanted.answers, since=wanted.since)
    below = org.units_below(wanted.unit, on=day_of(at)).values_list("kind", flat=True)
    counts: dict[str, int] = {wanted.unit.kind: 1}
    for kind in below:
        counts[kind] = counts.get(kind, 0) + 1
    for load in loads(laws):
        if load.kind in counts:
            yield f"{load.title} {counts[load.kind]} 家，每家 {load.words()}。"
    yield from _at_once(wanted.sample, laws, at)
    end = wanted.pack.until
    yield f"文件有效期到 {end} 为止。" if end else "文件没有写明失效日期，直到停止执行为止。"


def _at_once(unit: org.Unit, laws: Sequence[Obligation], at: datetime) -> Iterator[str]:
    """What the unit would have to do at once."""
    duties = [d for d in new_duties(unit, laws, at) if d.status in _AT_ONCE]
    for duty in duties[:_SHOWN]:
        yield f"以“{unit}”为例，随即要办：{duty.obligation.title}，{last_day(duty.due)} 前。"
    if len(duties) > _SHOWN:
        yield f"“{unit}”随即要办的还有 {len(duties) - _SHOWN} 项。"


def _done(request: HttpRequest, person: org.Person, wanted: Wanted, at: datetime) -> HttpResponse:
    edition = actions.adopt_shifted(
        person, edition=wanted.edition, unit=wanted.unit, since=wanted.since,
        answers=wanted.answers, years=wanted.years, at=at,
    ).edition  # fmt: skip
    messages.success(request, f"“{wanted.unit}”已自 {wanted.since} 起采用《{edition.title}》。")
    return redirect(edition_url(edition))


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop an adoption from a day on."""
    person, at = asking(request)
    adoption = queries.adoption_or_404(person, pk, at)
    org.require(person, "pack.adopt", adoption.unit, at)
    field = Field("until", "自哪一天起不再执行", "date", required=True)
    tomorrow = str(day_of(at) + timedelta(days=1))
    form = form_class([field])(request.POST or None, initial={"until": tomorrow})
    url = edition_url(adoption.edition)
    if request.method == "POST" and form.is_valid():
        until = date.fromisoformat(form.answers["until"])
        try:
            actions.withdraw(person, adoption=adoption, until=until, at=at)
        except Refusal as refusal:
            to_form_errors(form, refusal)
        else:
            messages.success(request, f"“{adoption.unit}”自 {until} 起不再执行。")
            return redirect(url)
    shape = FormShape(
        title="停止执行",
        subtitle=f"{adoption.unit}：{adoption.edition.title}",
        crumbs=(*CRUMBS, Crumb(adoption.edition.title, url)),
        form=form,
        submit="停止执行",
        danger=True,
        cancel_url=url,
        hint="停止以后不再产生新的责任事项；此前没有完成的仍然算没有完成。",
    )
    return render(request, "ui/form.html", {"page": shape})

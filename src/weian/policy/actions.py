"""What changes which law holds: load an edition, adopt it, withdraw it, re-issue it.

``actor`` None is the system: the command line and the demo.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Literal

from django.db import transaction

from weian.base import events
from weian.base.errors import BadInput, Conflict, Forbidden
from weian.base.verbs import name_verbs
from weian.org import queries as org
from weian.policy import queries
from weian.policy.compiling import DAY, defaults
from weian.policy.loading import LoadedPack, parse_content
from weian.policy.models import Adoption, Edition
from weian.policy.reissuing import moved, reissued
from weian.policy.schema import PackFile

Outcome = Literal["new", "same", "changed"]
name_verbs(
    {
        "pack.load": "载入制度包", "pack.adopt": "采用制度包", "pack.withdraw": "停止执行制度包",
        "pack.reissue": "沿用制度包",
    }
)  # fmt: skip
_ADOPTERS = frozenset({"commission", "institution", "employer"})


@transaction.atomic
def load_edition(
    loaded: LoadedPack,
    *,
    at: datetime,
    actor: org.Person | None = None,
    unit: org.Unit | None = None,
) -> tuple[Edition, Outcome]:
    """Store a checked pack, for everybody or for ``unit`` and below. The same version may change
    until somebody adopts it.

    Raises Conflict when an adopted version has other content: it needs a new version number;
    Forbidden.
    """
    if unit is not None:
        org.require(actor, "pack.adopt", unit, at)
    content = loaded.content()
    found = Edition.objects.select_for_update().filter(
        pack=loaded.pack.pack, version=loaded.pack.version, issuing_unit=unit, reissued_from=None
    )
    edition = found.first()
    if edition is not None and edition.digest == _digest(content):
        return edition, "same"
    if edition is not None and _bound(edition):
        raise Conflict(
            "policy.edition_adopted",
            f"《{edition.title}》第 {edition.version} 版已被采用，内容不能再改；"
            "请把 version 加 1 后重新载入。",
        )
    outcome: Outcome = "new" if edition is None else "changed"
    edition = _fill(edition or Edition(issuing_unit=unit), loaded.pack, content, at)
    edition.save()
    _log("pack.load", actor, unit, edition, at, {"outcome": outcome, "digest": edition.digest})
    return edition, outcome


@transaction.atomic
def reissue(
    actor: org.Person | None, *, edition: Edition, unit: org.Unit, years: int, at: datetime
) -> Edition:
    """A new edition by ``unit`` with every absolute date moved by whole years.

    The same re-issue asked again is the one that exists. Raises BadInput, Forbidden.
    """
    org.require(actor, "pack.adopt", unit, at)
    if not 1 <= abs(years) <= 50:
        raise BadInput("policy.bad_shift", fields={"years": "平移的年数应在 1 到 50 之间。"})
    if edition.reissued_from_id is not None:
        raise BadInput("policy.reissue_of_reissue", "请从原文件重新沿用，不要沿用已经沿用的版本。")
    content = reissued(queries.content_of(edition), years, unit.name)
    pack = parse_content(content)
    org.lock(unit)
    found = Edition.objects.filter(pack=pack.pack, version=pack.version, issuing_unit=unit).first()
    if found is not None:
        return found
    new = _fill(Edition(), pack, content, at)
    new.reissued_from, new.shift_years, new.issuing_unit = edition, years, unit
    new.save()
    _log("pack.reissue", actor, unit, new, at, {"from": edition.pk, "years": years})
    return new


@transaction.atomic
def adopt(
    actor: org.Person | None,
    *,
    edition: Edition,
    unit: org.Unit,
    since: date,
    answers: Mapping[str, str] | None = None,
    at: datetime,
) -> Adoption:
    """Bind ``unit`` and all below it from ``since``. Another version of the same document that
    the unit had adopted ends that day.

    Raises BadInput (day, answers, kind of unit), Conflict (adopted already), Forbidden.
    """
    org.require(actor, "pack.adopt", unit, at)
    if unit.group not in _ADOPTERS:
        raise BadInput("policy.no_adopter", f"“{unit}”是{unit.kind_title}，不能采用制度包。")
    _check_days(edition, unit, since, edition.until)
    given = check_answers(queries.pack_of(edition), answers or {})
    org.lock(unit)
    _replace_earlier(edition, unit, since, at)
    adoption = Adoption.objects.create(
        edition=edition, unit=unit, since=since, answers=given, adopted_by=actor, at=at
    )
    told = {"adoption": adoption.pk, "since": since, "answers": given}
    _log("pack.adopt", actor, unit, edition, at, told)
    return adoption


@transaction.atomic
def adopt_shifted(
    actor: org.Person | None,
    *,
    edition: Edition,
    unit: org.Unit,
    since: date,
    answers: Mapping[str, str] | None = None,
    years: int = 0,
    at: datetime,
) -> Adoption:
    """Adopt, re-issued for ``years`` later if they are not 0; both or neither."""
    if years:
        edition = reissue(actor, edition=edition, unit=unit, years=years, at=at)
    return adopt(actor, edition=edition, unit=unit, since=since, answers=answers, at=at)


def check_adoption(edition: Edition, unit: org.Unit, since: date, years: int = 0) -> None:
    """Refuse now what :func:`adopt` would refuse about days; for showing the impact first."""
    end = edition.until
    if years and end is not None:
        end = moved(end - DAY, years) + DAY
    _check_days(edition, unit, since, end)


@transaction.atomic
def withdraw(
    actor: org.Person | None, *, adoption: Adoption, until: date, at: datetime
) -> Adoption:
    """From ``until`` on it binds no more; what was owed before stays owed.

    Raises BadInput (day before the beginning), Conflict (ended already), Forbidden.
    """
    org.require(actor, "pack.adopt", adoption.unit, at)
    if not queries.may_stop(actor, adoption, at):
        raise Forbidden("policy.imposed", "这是上级对本单位提出的要求，只能由上级停止。")
    adoption = Adoption.objects.select_for_update(of=("self",)).get(pk=adoption.pk)
    if adoption.until is not None:
        raise Conflict("policy.withdrawn", f"这次采用已于 {adoption.until} 停止，不必再停止。")
    if until < adoption.since:
        raise BadInput(
            "policy.bad_day", fields={"until": f"停止日不能早于开始执行的 {adoption.since}。"}
        )
    _end(adoption, until, at)
    told = {"adoption": adoption.pk, "until": until}
    _log("pack.withdraw", actor, adoption.unit, adoption.edition, at, told)
    return adoption


def check_answers(pack: PackFile, answers: Mapping[str, str]) -> dict[str, str]:
    """An answer for every question, the default where none is given; BadInput names each wrong."""
    wrong = {key: "制度包没有这个问题。" for key in answers if key not in pack.questions}
    given = {**defaults(pack), **{k: v for k, v in answers.items() if v}}
    for key, question in pack.questions.items():
        if given[key] not in question.choices:
            wrong[key] = f"请在 {'、'.join(question.choices)} 中选择。"
    if wrong:
        raise BadInput("policy.bad_answers", fields=wrong)
    return given


def _check_days(edition: Edition, unit: org.Unit, since: date, end: date | None) -> None:
    if edition.issuing_unit_id is not None and str(edition.issuing_unit_id) not in unit.path.split(
        "/"
    ):
        raise BadInput("policy.others_edition", "这是其他单位沿用的版本，请由本单位重新沿用。")
    if end is not None and since >= end:
        last = end - DAY
        text = f"文件有效期到 {last} 为止；请先沿用（整年平移）后再采用。"
        raise BadInput("policy.expired", fields={"since": text})
    if since < unit.since:
        raise BadInput("policy.before_unit", fields={"since": f"“{unit}”自 {unit.since} 起设立。"})


def _replace_earlier(edition: Edition, unit: org.Unit, since: date, at: datetime) -> None:
    rows = Adoption.objects.filter(unit=unit, edition__pack=edition.pack).select_related("edition")
    for earlier in rows.exclude(until__lte=since):
        if earlier.edition_id == edition.pk:
            raise Conflict("policy.adopted", f"“{unit}”已自 {earlier.since} 起采用这一版本。")
        if earlier.until is not None or earlier.since >= since:
            raise Conflict(
                "policy.overlaps",
                f"“{unit}”自 {earlier.since} 起采用同一文件的第 {earlier.edition.version} 版；"
                "请另选开始日期，或先停止那一版。",
            )
        _end(earlier, since, at)


def _end(adoption: Adoption, until: date, at: datetime) -> None:
    adoption.until, adoption.ended_at = until, at
    adoption.save(update_fields=["until", "ended_at"])


def _bound(edition: Edition) -> bool:
    return edition.adoptions.exists() or edition.reissues.exists()


def _fill(edition: Edition, pack: PackFile, content: dict[str, Any], at: datetime) -> Edition:
    edition.pack, edition.version = pack.pack, pack.version
    edition.title, edition.issuer, edition.number = pack.title, pack.issuer, pack.number
    edition.layer, edition.issued, edition.since = pack.layer, pack.issued, pack.since
    edition.until = pack.until + DAY if pack.until else None
    edition.content, edition.digest, edition.loaded_at = content, _digest(content), at
    return edition


def _digest(content: object) -> str:
    return hashlib.sha256(queries.canonical(content).encode()).hexdigest()


def _log(
    verb: str, actor: org.Person | None, unit: org.Unit | None, edition: Edition,
    at: datetime, given: dict[str, Any],
) -> None:  # fmt: skip
    told = {"pack": edition.pack, "version": edition.version, **given}
    events.append(
        verb=verb, object_kind="edition", object_id=edition.pk, actor=actor, unit=unit, at=at,
        given=told,
    )  # fmt: skip

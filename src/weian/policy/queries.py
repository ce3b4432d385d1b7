"""Questions about packs: which bind a unit, where an obligation stands, what a person may see."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import Case, Q, QuerySet, Value, When
from django.db.models.functions import Substr

from weian.base.clock import day_of
from weian.base.errors import NotVisible
from weian.core.obligation import Obligation
from weian.core.sheet import Sheet
from weian.org import queries as org
from weian.org.rights import RIGHTS, holds
from weian.policy.lawbook import Adopted, Lawbook
from weian.policy.loading import parse_content
from weian.policy.models import Adoption, Document, Edition
from weian.policy.schema import Clause, PackFile
from weian.policy.schema import Obligation as Written
from weian.policy.sheets import core_sheet

__all__ = [
    "Adoption",
    "Cited",
    "Edition",
    "Quoted",
    "adoption_or_404",
    "adoptions_for",
    "adoptions_visible",
    "clause_of",
    "content_of",
    "edition_named",
    "edition_or_404",
    "editions_for",
    "editions_visible",
    "judged_in",
    "lawbook_for",
    "may_stop",
    "obligations_by_unit_kind",
    "obligations_for",
    "pack_of",
    "quoted",
    "sheets_for",
    "units_that_may_adopt",
    "versions_visible",
]  # fmt: skip

_STOPS = "。；！？\n"
_AROUND = 400  # characters to either side in which the sentence ends
_READING = ("read", "read.own", "pack.adopt")


@dataclass(frozen=True)
class Cited:
    """An obligation in its document."""

    edition: Edition
    clause: Clause
    obligation: Written

    @property
    def url(self) -> str:
        """Its place on the page of the document."""
        return f"/packs/{self.edition.pk}/#c-{self.clause.id}"


@dataclass(frozen=True)
class Quoted:
    """The words of a document that an obligation comes from, and their place on its page."""

    words: str
    url: str


def pack_of(edition: Edition) -> PackFile:
    """The document of an edition, parsed once per process and content."""
    return _parsed(edition.digest)


@lru_cache(maxsize=256)
def _parsed(digest: str) -> PackFile:
    content = Edition.objects.filter(digest=digest).values_list("content", flat=True)[0]
    return parse_content(content)


def obligations_for(unit: org.Unit, at: datetime) -> tuple[Obligation, ...]:
    """What binds a unit by its own adoptions and its ancestors', as known at a moment.

    Each holds from the later of the first days of document and adoption until the earlier of
    their ends. Those that have ended are included, with their end: what was not done under them
    stays undone; so are those that begin later.
    """
    return lawbook_for([unit], at).of(_line(unit), org.kinds_of(unit))


def lawbook_for(units: Iterable[org.Unit], at: datetime) -> Lawbook:
    """The adoptions of some units and of those above them: enough for each of these."""
    return _lawbook(at, {number for unit in units for number in _line(unit)})


def obligations_by_unit_kind(at: datetime) -> Lawbook:
    """All adoptions at once, for rebuilding many units: ``.of(line, kinds)``, where the line is
    the numbers of ``unit.path`` and the kinds are ``org.queries.kinds_of(unit)``."""
    return _lawbook(at, None)


def _line(unit: org.Unit) -> list[int]:
    return [int(part) for part in unit.path.split("/") if part]


def _lawbook(at: datetime, units: Iterable[int] | None) -> Lawbook:
    adopted: dict[int, list[Adopted]] = {}
    for row in _adoption_rows(at, units):
        adopted.setdefault(row.unit, []).append(row)
    return Lawbook(adopted, _parsed)


#: In SQL written once: asked with every act, by every refresh of duties.
_ADOPTIONS = """
    SELECT a.unit_id, e.digest, e.pack, a.since, a.until, a.ended_at, a.answers
    FROM policy_adoption a JOIN policy_edition e ON e.id = a.edition_id
    WHERE a.at <= %(at)s AND (%(units)s::bigint[] IS NULL OR a.unit_id = ANY(%(units)s))
    ORDER BY a.since, a.id
"""


def _adoption_rows(at: datetime, units: Iterable[int] | None) -> Iterable[Adopted]:
    asked = {"at": at, "units": None if units is None else list(units)}
    with connection.cursor() as cursor:
        rows = cursor.execute(_ADOPTIONS, asked).fetchall()
    for unit, digest, pack, since, until, ended_at, answers in rows:
        end = until if ended_at is not None and ended_at <= at else None
        given = tuple(sorted((str(k), str(v)) for k, v in json.loads(answers).items()))
        yield Adopted(unit, digest, pack, since, end, given)


def adoptions_for(unit: org.Unit, at: datetime) -> list[Adoption]:
    """The adoptions that bind a unit, its own and its ancestors', as known at a moment."""
    rows = Adoption.objects.filter(unit_id__in=_line(unit), at__lte=at)
    return list(rows.select_related("edition", "unit").defer("edition__content").order_by("since"))


def editions_for(units: Iterable[org.Unit], at: datetime) -> dict[int, list[Edition]]:
    """The documents in force for each unit on the day, in one query: those of the nearest adopter
    first, of one adopter the newest first."""
    today = day_of(at)
    rows = Adoption.objects.filter(at__lte=at, since__lte=today).select_related("edition")
    rows = rows.filter(Q(until=None) | Q(until__gt=today)).defer("edition__content")
    adopted: dict[int, list[Edition]] = {}
    for row in rows.order_by("-since", "-pk"):
        adopted.setdefault(row.unit_id, []).append(row.edition)
    return {
        unit.pk: [e for place in reversed(_line(unit)) for e in adopted.get(place, ())]
        for unit in units
    }


def sheets_for(units: Sequence[org.Unit], at: datetime) -> dict[int, Sheet]:
    """The score sheet by which each unit is judged: of the documents in force that bring one for its
    kind the first, in the order of ``editions_for``. Units without one are left out."""
    book = editions_for(units, at)
    out = {}
    for unit in units:
        kinds = org.kinds_of(unit)
        fitting = (s for edition in book[unit.pk] for s in _sheets(edition) if s.units & kinds)
        if (found := next(fitting, None)) is not None:
            out[unit.pk] = found
    return out


def _sheets(edition: Edition) -> tuple[Sheet, ...]:
    return _sheets_of(edition.digest, edition.pack)


@lru_cache(maxsize=256)
def _sheets_of(digest: str, name: str) -> tuple[Sheet, ...]:
    pack = _parsed(digest)
    return tuple(core_sheet(pack, sheet, name) for sheet in pack.sheets)


@dataclass(frozen=True)
class Asked:
    """A judged clause's question in its document: ``key`` is "pack#clause.id"."""

    key: str
    clause: str
    document: str
    article: str
    summary: str
    text: str
    reason: str
    veto: bool


@lru_cache(maxsize=256)
def judged_in(editions: tuple[tuple[str, str], ...]) -> tuple[Asked, ...]:
    """The questions of documents given as (digest, pack), in their order, each once."""
    found: dict[str, Asked] = {}
    for digest, name in editions:
        pack = _parsed(digest)
        for clause in pack.clauses:
            for asked in clause.judged:
                place = f"{name}#{clause.id}"
                found[f"{place}.{asked.id}"] = Asked(
                    f"{place}.{asked.id}", place, pack.title, clause.article, clause.summary,
                    asked.question, asked.reason, asked.veto,
                )  # fmt: skip
    return tuple(found.values())


def clause_of(key: str, unit: org.Unit | None = None) -> Cited:
    """Where an obligation ("pack#id") stands: its newest edition, clause and wording; with ``unit``
    the one that it and those above it use, before any other.

    Raises NotVisible for a key that no pack has.
    """
    pack, _, name = key.partition("#")
    rows = Edition.objects.filter(pack=pack).defer("content").order_by("-version", "pk")
    line = set(_line(unit)) if unit is not None else set()
    for edition in sorted(rows, key=lambda e: e.issuing_unit_id not in line):
        if (found := _index(edition.digest).get(name)) is not None:
            return Cited(edition, *found)
    raise NotVisible("policy.unknown_obligation", "没有找到这项要求，制度包可能已经更新。")


def quoted(cited: Cited) -> Quoted | None:
    """The whole sentence that an obligation was read from; None where its pack was written by hand."""
    source = cited.obligation.source
    if source is None:
        return None
    begin = max(source.start - _AROUND, 0)
    stretch = Substr("text", begin + 1, source.end - begin + _AROUND)
    found = Document.objects.filter(pk=source.file).values_list(stretch, flat=True).first()
    if found is None:
        return None
    words = sentence_around(found, source.start - begin, source.end - begin)
    return Quoted(words, f"/packs/{cited.edition.pk}/document#s-{source.start}")


def sentence_around(text: str, start: int, end: int) -> str:
    """A stretch of text widened to the stops that it lies between."""
    first = max((text.rfind(stop, 0, start) for stop in _STOPS), default=-1) + 1
    last = min((i for stop in _STOPS if (i := text.find(stop, end - 1)) >= 0), default=len(text))
    return text[first : last + 1].strip()


@lru_cache(maxsize=256)
def _index(digest: str) -> dict[str, tuple[Clause, Written]]:
    return {o.id: (clause, o) for clause in _parsed(digest).clauses for o in clause.obligations}


def edition_named(pack: str, version: int | None = None) -> Edition | None:
    """A shipped edition by its id; the newest version unless one is named."""
    rows = Edition.objects.filter(pack=pack, issuing_unit=None)
    if version is not None:
        rows = rows.filter(version=version)
    return rows.order_by("-version").first()


def digests_of_documents() -> list[tuple[str, int, str]]:
    """Pack, version and digest of every edition that is a document as it was published."""
    rows = Edition.objects.filter(issuing_unit=None, reissued_from=None).order_by("pk")
    return list(rows.values_list("pack", "version", "digest"))


def adoptions_visible(person: org.Person, at: datetime) -> QuerySet[Adoption]:
    """The adoptions by units that a person may look at, and by those above the person's own."""
    grants = org.grants_of(person, at)
    if not any(_reads(grant.role) for grant in grants):
        return Adoption.objects.none()
    above = {int(n) for grant in grants for n in grant.unit.path.split("/") if n}
    seen = org.units_visible(person, at).values("pk")
    rows = Adoption.objects.filter(Q(unit_id__in=above) | Q(unit_id__in=seen), at__lte=at)
    return rows.select_related("edition__issuing_unit", "unit", "adopted_by").defer(
        "edition__content"
    )


def _reads(role: str) -> bool:
    return any(holds(role, right) for right in _READING) or "read.department" in RIGHTS[role]


def adoption_or_404(person: org.Person, pk: int, at: datetime) -> Adoption:
    """A visible adoption, else NotVisible."""
    found = adoptions_visible(person, at).filter(pk=pk).first()
    if found is None:
        raise NotVisible()
    return found


def may_stop(person: org.Person | None, adoption: Adoption, at: datetime) -> bool:
    """Whether they may end it. What a body above issued and put in force in one house is ended
    by that body, never by the house."""
    issuer, unit = adoption.edition.issuing_unit, adoption.unit
    by = adoption.adopted_by
    imposed = issuer is not None and by is not None and by.unit_id == issuer.pk != unit.pk
    if person is None:
        return True
    return org.can(person, "pack.adopt", issuer if imposed and issuer else unit, at)


def editions_visible(person: org.Person, at: datetime) -> QuerySet[Edition]:
    """The editions adopted by units that the person sees; for whoever may adopt also the shipped
    ones and those issued by the own units or units above."""
    seen = Q(pk__in=adoptions_visible(person, at).values("edition_id"))
    grants = [g for g in org.grants_of(person, at) if g.gives("pack.adopt")]
    if grants:
        above = {int(n) for g in grants for n in g.unit.path.split("/") if n}
        seen |= Q(issuing_unit=None) | Q(issuing_unit_id__in=above)
    return Edition.objects.filter(seen).defer("content")


def edition_or_404(person: org.Person, pk: int, at: datetime) -> Edition:
    """A visible edition, else NotVisible."""
    rows = editions_visible(person, at).select_related("issuing_unit", "reissued_from")
    found = rows.defer("content", "reissued_from__content").filter(pk=pk).first()
    if found is None:
        raise NotVisible()
    return found


def versions_visible(person: org.Person, edition: Edition, at: datetime) -> list[Edition]:
    """The other editions of the same document that a person may see, the nearest before first:
    what it was re-issued from, its re-issues and its versions."""
    origin = edition.reissued_from_id or edition.pk
    family = Q(pk=origin) | Q(reissued_from=origin) | Q(pack=edition.pack)
    rows = editions_visible(person, at).filter(family).exclude(pk=edition.pk)
    earlier = Case(When(since__lte=edition.since, then=Value(0)), default=Value(1))
    return list(rows.order_by(earlier, "-since", "-version", "-pk"))


def content_of(edition: Edition) -> dict[str, Any]:
    """The stored document, plain."""
    found: dict[str, Any] = Edition.objects.filter(pk=edition.pk).values_list("content", flat=True)[
        0
    ]
    return found


def units_that_may_adopt(person: org.Person, at: datetime) -> list[org.Unit]:
    """The units for which a person may adopt, widest first."""
    return [u for u in org.acting_units(person, at) if org.can(person, "pack.adopt", u, at)]


def canonical(content: object) -> str:
    """One spelling for equal content."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

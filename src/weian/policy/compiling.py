"""From the shape of a pack to obligations of the core, given the answers of who adopts it."""

from collections.abc import Mapping
from datetime import date, timedelta

from weian.core import obligation as core
from weian.policy.declared import on_facts
from weian.policy.schema import Clause, Measure, Obligation, PackFile

DAY = timedelta(days=1)


def defaults(pack: PackFile) -> dict[str, str]:
    """The answers taken when nobody chose others."""
    return {key: q.default for key, q in pack.questions.items()}


def compile_pack(
    pack: PackFile,
    answers: Mapping[str, str] | None = None,
    *,
    since: date | None = None,
    until: date | None = None,
    pack_id: str = "",
) -> tuple[core.Obligation, ...]:
    """The obligations in force from the later of the pack's and the adoption's first day, to the
    earlier of their last days (``until`` inclusive)."""
    given = {**defaults(pack), **(answers or {})}
    first = max(pack.since, since) if since else pack.since
    lasts = [d for d in (pack.until, until) if d is not None]
    end = min(lasts) + DAY if lasts else None
    return tuple(
        _obligation(pack, pack_id or pack.pack, clause, o, given, first, end)
        for clause in pack.clauses
        for o in clause.obligations
    )


def core_clause(pack: PackFile, clause: Clause, pack_id: str = "") -> core.Clause:
    """The place of a clause as the core knows it."""
    return core.Clause(pack_id or pack.pack, clause.id, clause.article, clause.summary, pack.title)


def _obligation(
    pack: PackFile, pack_id: str, clause: Clause, o: Obligation,
    answers: Mapping[str, str], since: date, until: date | None,
) -> core.Obligation:  # fmt: skip
    return core.Obligation(
        id=o.id,
        title=o.title,
        clause=core_clause(pack, clause, pack_id),
        area=o.area,
        who=core.Who(frozenset(o.who.units), o.who.post, on_facts(o.who.applies)),
        owes=core.Evidence(o.owes.kinds, o.owes.where, o.owes.person, o.owes.below),
        when=o.when.cadence(answers),
        measure=_measure(o.measure),
        bearing=o.each,
        grace=o.grace,
        late_counts=None if o.late is None else o.late == "counts",
        weight=o.weight,
        veto=o.veto,
        on_breach=o.on_breach,
        since=since,
        until=until,
    )


def _measure(m: Measure) -> core.Measure:
    if m.sum is not None:
        return core.Measure("sum", m.at_least or 0, field=m.sum)
    if m.cover is not None:
        where = on_facts(m.where) if m.cover == "units" else m.where
        population = core.Population(m.cover, tuple(m.kinds), where)
        return core.Measure("coverage", m.share or 1, field=m.by or "", population=population)
    if m.none:
        return core.Measure("absence", m.at_most or 0, field="fewer" if m.fewer else "")
    if m.ratio is not None:
        return core.Measure("ratio", m.share or 1, passing=m.ratio)
    return core.Measure("count", m.count or 1, m.at_most)

"""Those who are to be covered at a moment."""

from datetime import datetime

from weian.core.condition import Truth
from weian.core.obligation import Population
from weian.core.world import World


def population_of(
    population: Population, world: World, at: datetime
) -> tuple[frozenset[str], frozenset[str]]:
    """All who belong or may belong at ``at``, and those of whom it is not known.

    Whoever cannot be told from the declared facts stays in the denominator: unknown is never
    left out of a rate.
    """
    found = {
        ident: truth
        for ident, truth in _CANDIDATES[population.of](population, world, at)
        if truth is not False
    }
    unknown = frozenset(i for i, truth in found.items() if truth is None)
    return frozenset(found), unknown


def _people(population: Population, world: World, at: datetime) -> list[tuple[str, Truth]]:
    posts = population.kinds
    return [
        (p.id, population.where.holds(p.data))
        for p in world.people
        if p.since <= at < p.until and (not posts or any(p.holds(post, at) for post in posts))
    ]


def _subjects(population: Population, world: World, at: datetime) -> list[tuple[str, Truth]]:
    return [
        (s.id, population.where.holds(s.data))
        for s in world.subjects
        if s.kind in population.kinds and s.since <= at < s.until
    ]


def _units(population: Population, world: World, at: datetime) -> list[tuple[str, Truth]]:
    kinds = frozenset(population.kinds)
    return [
        (u.id, population.where.holds(u.facts.on(at)))
        for u in world.below
        if u.since <= at < u.until and (not kinds or kinds & u.kinds)
    ]


_CANDIDATES = {"people": _people, "subjects": _subjects, "units": _units}

"""What a campaign comes to beside its tasks: hazards, papers and plans as named sets.

Each set is a condition; the page counts by it and the list shows by it. All as of a day: what was
found, issued or closed later is left out. A hazard that was closed and opened again later counts
as it stands now.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from weian.case.queries import Case, CaseStep
from weian.duty.wall import first_of, last_of
from weian.modules.campaign.finding import Campaign, quarter_of
from weian.org.queries import Unit
from weian.record.queries import Record
from weian.subject.queries import Subject, standing

#: The four outcomes (FP 一), by the categories of papers that show them.
OUTCOMES: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "chain": ("责任链条", (
        "responsibility_rule", "responsibility_list", "primary_responsibility_list",
        "supervision_list", "task_division", "rectification_list", "post_duties",
    )),
    "rules": ("制度", (
        "rule_set", "operating_procedure", "hazard_rule", "risk_rule", "risk_assessment_rule",
        "risk_report_rule", "inspection_rule", "training_rule", "fire_rule", "fire_safety_rule",
        "equipment_rule", "chemical_rule", "medical_rule", "assessment_rule", "duty_rule",
    )),
    "methods": ("管理办法", ("management_method", "supporting_measures")),
    "mechanisms": ("工作机制", ("mechanism", "risk_mechanism", "rescue_mechanism", "control_system")),
}  # fmt: skip
#: The papers of the list of rules and measures.
MEASURES: Final = tuple(c for _, categories in OUTCOMES.values() for c in categories)
PLAN: Final = "implementation_plan"
_REAL: Final = ~Q(state="voided")


@dataclass(frozen=True)
class Span:
    """The day looked at and the quarter it lies in."""

    day: date
    since: date

    @classmethod
    def to(cls, day: date) -> Span:
        return cls(day, quarter_of(day))


def _open(s: Span) -> Q:
    return Q(opened_on__lte=s.day) & (Q(closed_on=None) | Q(closed_on__gt=s.day))


def _listed(s: Span) -> Q:
    """Under listed supervision at the end of the day."""
    steps = CaseStep.objects.filter(case=OuterRef("pk"), verb="list", at__lte=last_of(s.day))
    later = CaseStep.objects.filter(
        case=OuterRef("case"), verb="release", seq__gt=OuterRef("seq"), at__lte=last_of(s.day)
    )
    return _open(s) & Q(Exists(steps.exclude(Exists(later))))


#: Set of hazards → title and condition.
HAZARDS: Final[Mapping[str, tuple[str, Callable[[Span], Q]]]] = {
    "new": ("本季度新增", lambda s: Q(opened_on__range=(s.since, s.day)) & _REAL),
    "closed": ("本季度销号", lambda s: Q(closed_on__range=(s.since, s.day), state="closed")),
    "carried": ("上季度末结转、仍未销号", lambda s: Q(opened_on__lt=s.since) & _open(s)),
    "open": ("未销号合计", _open),
    "major": ("重大隐患（未销号）", lambda s: _open(s) & Q(grade="major")),
    "listed": ("挂牌督办", _listed),
    "late": ("逾期未改", lambda s: _open(s) & Q(due_on__lt=s.day)),
    "found": ("整治以来发现", lambda s: Q(opened_on__lte=s.day) & _REAL),
    "done": ("整治以来销号", lambda s: Q(closed_on__lte=s.day, state="closed")),
}
_SINCE_BEGUN: Final = frozenset({"found", "done"})


def hazards(campaign: Campaign, name: str, day: date) -> QuerySet[Case]:
    """The hazards of a set."""
    rows = campaign.seen(Case).filter(HAZARDS[name][1](Span.to(day)), kind="hazard")
    return rows.filter(opened_on__gte=campaign.begins) if name in _SINCE_BEGUN else rows


def tagged(campaign: Campaign, special: Subject, day: date) -> QuerySet[Case]:
    """The hazards reported under a sub-campaign's subject, at its unit and below, in its time."""
    rows = campaign.seen(Case).filter(
        kind="hazard", opened_on__range=(_day(special, "starts_on"), min(day, _day(special, "ends_on"))),
        data__contains={"campaign": special.data["topic"]}, **{special.unit.level_column: special.unit_id},
    )  # fmt: skip
    return rows.filter(_REAL)


def specials(campaign: Campaign, day: date) -> list[Subject]:
    """The sub-campaigns that had begun by a day, within the time of the campaign."""
    rows = campaign.seen(Subject).filter(
        standing(day), kind="special_campaign", data__starts_on__lte=day.isoformat(),
        data__ends_on__gte=campaign.begins.isoformat(),
    )  # fmt: skip
    return list(rows.select_related("unit").order_by("name", "id"))


def _day(special: Subject, key: str) -> date:
    return date.fromisoformat(special.data[key])


def counted(campaign: Campaign, day: date) -> dict[str, int]:
    """How many hazards each set has."""
    return {name: hazards(campaign, name, day).count() for name in HAZARDS}


#: Set of papers → title and condition on the day of registration and the last valid day.
PAPERS: Final[Mapping[str, tuple[str, Callable[[Span], Q]]]] = {
    "new": ("本季度新增", lambda s: Q(happened_at__gte=first_of(s.since))),
    "lapsed": ("本季度失效", lambda s: Q(valid_until__gte=s.since, valid_until__lt=s.day)),
    "carried": (
        "上季度末结转、仍有效",
        lambda s: Q(happened_at__lt=first_of(s.since)) & _valid(s),
    ),
    "valid": ("现行合计", lambda s: _valid(s)),
}


def _valid(s: Span) -> Q:
    return Q(valid_until=None) | Q(valid_until__gte=s.day)


def papers(campaign: Campaign, name: str, day: date) -> QuerySet[Record]:
    """The papers of a set of the list of rules and measures."""
    return _papers(campaign, MEASURES, day).filter(PAPERS[name][1](Span.to(day)))


def outcome(campaign: Campaign, key: str, day: date) -> QuerySet[Record]:
    """What the campaign has brought of one of the four outcomes."""
    rows = _papers(campaign, OUTCOMES[key][1], day)
    return rows.filter(happened_at__gte=first_of(campaign.begins))


def plans(campaign: Campaign, day: date) -> QuerySet[Record]:
    """The plans that institutions made of their own."""
    rows = _papers(campaign, (PLAN,), day).filter(happened_at__gte=first_of(campaign.begins))
    return rows.filter(unit__in=[u.pk for u in campaign.institutions(day)])


def practices(campaign: Campaign, day: date) -> QuerySet[Record]:
    """Good practices reported upward or made known since the campaign began."""
    told = Q(kind="report.good_practice") | Q(
        kind="publicity", data__topic__in=["good_practice", "typical_case"]
    )
    return _records(campaign, day).filter(told, happened_at__gte=first_of(campaign.begins))


def _papers(campaign: Campaign, categories: Iterable[str], day: date) -> QuerySet[Record]:
    return _records(campaign, day).filter(kind="document", data__category__in=list(categories))


def _records(campaign: Campaign, day: date) -> QuerySet[Record]:
    """What had been handed in by the end of a day and was not corrected since."""
    rows = campaign.seen(Record).filter(superseded_by=None, recorded_at__lte=last_of(day))
    return rows.filter(happened_at__lte=last_of(day))


def without(campaign: Campaign, having: QuerySet[Record], day: date) -> list[Unit]:
    """The institutions that have none of some papers."""
    have = set(having.values_list("unit_id", flat=True))
    return [unit for unit in campaign.institutions(day) if unit.pk not in have]

"""The checks a visit must pass: all reasons at once, each off, warn or block by site policy."""

from collections.abc import Callable, Iterator, Mapping

from ivig_scheduler.domain.clearance.candidate import Candidate, Ordered, OrderedVisit
from ivig_scheduler.domain.clearance.chair_rules import (
    chair_expected,
    chair_feature,
    chair_outage,
    chair_overlap,
)
from ivig_scheduler.domain.clearance.conflict import (
    Conflict,
    Finding,
    Place,
    blocking,
    brought,
    is_blocked,
)
from ivig_scheduler.domain.clearance.day_rules import (
    contraindication,
    draft_table,
    due_window,
    order_validity,
    patient_booked,
    tell_contraindications,
    weight_age,
)
from ivig_scheduler.domain.clearance.nurse_rule import nurse_capacity
from ivig_scheduler.domain.clearance.time_rules import naive_start, opening_hours
from ivig_scheduler.domain.facts import ClinicFacts
from ivig_scheduler.domain.terms import Severity

__all__ = [
    "ALL_RULES",
    "Candidate",
    "Conflict",
    "Finding",
    "Ordered",
    "OrderedVisit",
    "Place",
    "blocking",
    "brought",
    "find_chair_conflicts",
    "find_conflicts",
    "find_conflicts_by",
    "find_day_conflicts",
    "find_time_conflicts",
    "is_blocked",
    "tell_contraindications",
]

Rule = Callable[[Candidate, ClinicFacts], Iterator[Finding]]

DAY_RULES: Mapping[str, Rule] = {
    "patient_booked": patient_booked,
    "contraindication": contraindication,
    "draft_table": draft_table,
    "order_validity": order_validity,
    "weight_age": weight_age,
    "due_window": due_window,
}
TIME_RULES: Mapping[str, Rule] = {
    "opening_hours": opening_hours,
    "nurse_capacity": nurse_capacity,
    "naive_start": naive_start,
}
CHAIR_RULES: Mapping[str, Rule] = {
    "chair_overlap": chair_overlap,
    "chair_expected": chair_expected,
    "chair_outage": chair_outage,
    "chair_feature": chair_feature,
}
ALL_RULES: Mapping[str, Rule] = {**DAY_RULES, **TIME_RULES, **CHAIR_RULES}


def find_conflicts(
    candidate: Candidate, facts: ClinicFacts, *, suggests: bool = True
) -> tuple[Conflict, ...]:
    """Return every check the candidate fails, the blocking ones first.

    Each tells the next option that would pass it, unless `suggests` is false: a search that only
    asks whether a place will do is not held up by it.
    """
    return find_conflicts_by(ALL_RULES, candidate, facts, suggests=suggests)


def find_day_conflicts(candidate: Candidate, facts: ClinicFacts) -> tuple[Conflict, ...]:
    """Return the failed checks that are the same at every time of the day, in every chair.

    Like those of time and of chair alone, they come without the next option.
    """
    return find_conflicts_by(DAY_RULES, candidate, facts)


def find_time_conflicts(candidate: Candidate, facts: ClinicFacts) -> tuple[Conflict, ...]:
    """Return the failed checks that depend on the time but are the same in every chair."""
    return find_conflicts_by(TIME_RULES, candidate, facts)


def find_chair_conflicts(candidate: Candidate, facts: ClinicFacts) -> tuple[Conflict, ...]:
    """Return the failed checks that depend on the chair."""
    return find_conflicts_by(CHAIR_RULES, candidate, facts)


def find_conflicts_by(
    rules: Mapping[str, Rule], candidate: Candidate, facts: ClinicFacts, *, suggests: bool = False
) -> tuple[Conflict, ...]:
    """Return the failed checks of some rules, the blocking ones first."""
    found = []
    for name, rule in rules.items():
        severity = facts.settings.severity(name)
        if name in candidate.overridden:
            severity = min(severity, Severity.WARN, key=list(Severity).index)
        if severity is not Severity.OFF:
            found += [
                finding.as_conflict(name, severity, suggests=suggests)
                for finding in rule(candidate, facts)
            ]
    return tuple(sorted(found, key=lambda conflict: conflict.severity is not Severity.BLOCK))

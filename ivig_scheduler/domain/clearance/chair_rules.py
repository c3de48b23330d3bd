"""The checks that depend on the chair."""

from collections.abc import Iterator
from functools import partial

from ivig_scheduler.domain.clearance.candidate import Candidate
from ivig_scheduler.domain.clearance.conflict import Finding, Suggestion
from ivig_scheduler.domain.clearance.suggestions import suggest_chair, suggest_time_in_chair
from ivig_scheduler.domain.facts import ClinicFacts
from ivig_scheduler.domain.progress import UNDER_WAY
from ivig_scheduler.domain.quantities import show_minutes, whole_minutes
from ivig_scheduler.domain.records import ChairOutage
from ivig_scheduler.domain.wording import show_day, show_time


def chair_overlap(candidate: Candidate, facts: ClinicFacts) -> Iterator[Finding]:
    """A chair is held by one visit at a time, to the end of its turnover."""
    taken = facts.occupancy.in_chair(candidate.chair_id, candidate.start, candidate.held_until)
    name = _chair_name(candidate, facts)
    for other in taken:
        if other.id != candidate.appointment_id:
            until = min(candidate.held_until, other.held_until)
            overlap = whole_minutes(until - max(candidate.start, other.start))
            who = facts.names.get(other.patient_id, "another patient")
            yield Finding(
                f"{name} is taken by {who} from {show_time(other.start)} "
                f"to {show_time(other.held_until)}: {show_minutes(overlap)} too many",
                overlap,
                who,
                name,
                partial(suggest_time_in_chair, candidate, facts),
            )


def chair_expected(candidate: Candidate, facts: ClinicFacts) -> Iterator[Finding]:
    """A chair whose visit of today runs over, or whose patient is late, is free later than booked.

    What is booked at the same time is told by `chair_overlap`.
    """
    late = facts.find_late_leaver(
        candidate.chair_id, candidate.start, besides=candidate.appointment_id
    )
    if late is None:
        return
    other, until = late
    minutes = whole_minutes(until - candidate.start)
    who = facts.names.get(other.patient_id, "another patient")
    name = _chair_name(candidate, facts)
    yield Finding(
        f"{name} is expected to be free only at {show_time(until)}, {show_minutes(minutes)} after "
        f"the start: {who} {'runs over' if other.status in UNDER_WAY else 'is late'}",
        minutes,
        who,
        name,
        partial(suggest_time_in_chair, candidate, facts),
    )


def chair_outage(candidate: Candidate, facts: ClinicFacts) -> Iterator[Finding]:
    """A visit stands in a chair that is there, in use and in service, turnover included."""
    chair = facts.chair(candidate.chair_id)
    name, day = _chair_name(candidate, facts), candidate.start.date()
    other_chair = partial(suggest_chair, candidate, facts)
    message = ""
    if chair is None:
        message = "the chair is not there any more"
    elif chair.in_use_from is not None and day < chair.in_use_from:
        message = f"{name} is in use only from {show_day(chair.in_use_from)}"
    elif chair.in_use_to is not None and day > chair.in_use_to:
        message = f"{name} is in use only to {show_day(chair.in_use_to)}"
    if message:
        yield Finding(message, where=name, suggest=other_chair)
    for outage in facts.outages:
        touches = outage.starts < candidate.held_until and outage.ends > candidate.start
        if outage.chair_id == candidate.chair_id and touches:
            yield _out_of_service(candidate, outage, facts)


def _out_of_service(candidate: Candidate, outage: ChairOutage, facts: ClinicFacts) -> Finding:
    name = _chair_name(candidate, facts)
    until = min(candidate.held_until, outage.ends)
    return Finding(
        f"{name} is out of service until {outage.ends:%m/%d %H:%M}: {outage.reason}",
        whole_minutes(until - max(candidate.start, outage.starts)),
        where=name,
        suggest=partial(_suggest_after_outage, candidate, facts),
    )


def _suggest_after_outage(candidate: Candidate, facts: ClinicFacts) -> Suggestion:
    """Return another chair free at the same time, or else when this one is free again."""
    there = suggest_chair(candidate, facts)
    return there if there[0] else suggest_time_in_chair(candidate, facts)


def chair_feature(candidate: Candidate, facts: ClinicFacts) -> Iterator[Finding]:
    """A chair has every feature the patient needs."""
    chair = facts.chair(candidate.chair_id)
    missing = set(candidate.patient.features_needed) - set(chair.features if chair else ())
    if missing:
        name = _chair_name(candidate, facts)
        yield Finding(
            f"{name} has no {', no '.join(sorted(missing))}",
            who=candidate.patient.full_name,
            where=name,
            suggest=partial(suggest_chair, candidate, facts),
        )


def _chair_name(candidate: Candidate, facts: ClinicFacts) -> str:
    chair = facts.chair(candidate.chair_id)
    return chair.name if chair else "the chair"

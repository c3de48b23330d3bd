"""The checks a visit must pass: all reasons at once, each off, warn or block by site policy."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID

from ivig_scheduler.domain.facts import ClinicFacts
from ivig_scheduler.domain.quantities import show, show_minutes, whole_minutes
from ivig_scheduler.domain.records import Order, Patient, Product, RateTable, Weight
from ivig_scheduler.domain.terms import Severity
from ivig_scheduler.domain.wording import count, show_day, show_hours, show_near_day, show_time


@dataclass(frozen=True, slots=True)
class Candidate:
    """A visit at a place and time, with what the checks need to know about it.

    `end` is when the patient leaves, `held_until` when the chair is clean again.
    """

    patient: Patient
    order: Order
    product: Product
    table: RateTable | None
    is_naive_like: bool
    chair_id: UUID
    start: datetime
    end: datetime
    held_until: datetime
    due_day: date | None = None
    weight: Weight | None = None
    is_weight_checked: bool = True
    appointment_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """A check that failed: which, how serious, and why in one sentence."""

    rule: str
    severity: Severity
    message: str
    minutes: int | None = None


Finding = tuple[str, int | None]
Rule = Callable[[Candidate, ClinicFacts], Iterator[Finding]]


def find_conflicts(candidate: Candidate, facts: ClinicFacts) -> tuple[Conflict, ...]:
    """Return every check the candidate fails, the blocking ones first."""
    return _run({**DAY_RULES, **TIME_RULES, **CHAIR_RULES}, candidate, facts)


def find_day_conflicts(candidate: Candidate, facts: ClinicFacts) -> tuple[Conflict, ...]:
    """Return the failed checks that are the same at every time of the day, in every chair."""
    return _run(DAY_RULES, candidate, facts)


def find_time_conflicts(candidate: Candidate, facts: ClinicFacts) -> tuple[Conflict, ...]:
    """Return the failed checks that depend on the time but are the same in every chair."""
    return _run(TIME_RULES, candidate, facts)


def find_chair_conflicts(candidate: Candidate, facts: ClinicFacts) -> tuple[Conflict, ...]:
    """Return the failed checks that depend on the chair."""
    return _run(CHAIR_RULES, candidate, facts)


def blocking(conflicts: Iterable[Conflict]) -> tuple[Conflict, ...]:
    """Return the conflicts that forbid the visit."""
    return tuple(each for each in conflicts if each.severity is Severity.BLOCK)


def is_blocked(conflicts: Iterable[Conflict]) -> bool:
    """Return whether any of the conflicts forbids the visit."""
    return bool(blocking(conflicts))


def _run(rules: dict[str, Rule], candidate: Candidate, facts: ClinicFacts) -> tuple[Conflict, ...]:
    found = []
    for name, rule in rules.items():
        severity = facts.settings.severity(name)
        if severity is not Severity.OFF:
            found += [
                Conflict(name, severity, message, minutes)
                for message, minutes in rule(candidate, facts)
            ]
    return tuple(sorted(found, key=lambda conflict: conflict.severity is not Severity.BLOCK))


def _chair_overlap(candidate: Candidate, facts: ClinicFacts) -> Iterator[Finding]:
    taken = facts.occupancy.in_chair(candidate.chair_id, candidate.start, candidate.held_until)
    for other in taken:
        if other.id != candidate.appointment_id:
            until = min(candidate.held_until, other.held_until)
            overlap = whole_minutes(until - max(candidate.start, other.start))
            who = facts.names.get(other.patient_id, "another patient")
            yield (
                f"{_chair_name(candidate, facts)} is taken by {who} from {show_time(other.start)} "
                f"to {show_time(other.held_until)}: {show_minutes(overlap)} too many, "
                f"{_next_free(candidate, facts)}",
                overlap,
            )


def _next_free(candidate: Candidate, facts: ClinicFacts) -> str:
    """Return when the chair is free next for as long, on the calendar's grid, before closing."""
    hours = facts.calendar.open_hours(candidate.start.date())
    if hours is None:
        return "not free that day"
    midnight = datetime.combine(candidate.start.date(), time())
    grid = timedelta(minutes=facts.settings.whole("calendar.grid"))
    stay, held = candidate.end - candidate.start, candidate.held_until - candidate.start
    start = candidate.start
    while start + stay <= hours[1]:
        taken = facts.occupancy.in_chair(candidate.chair_id, start, start + held)
        others = [each.held_until for each in taken if each.id != candidate.appointment_id]
        if not others:
            return f"free from {show_time(start)}"
        start = midnight + -(-(max(others) - midnight) // grid) * grid
    return "not free later that day"


def _chair_outage(candidate: Candidate, facts: ClinicFacts) -> Iterator[Finding]:
    chair = facts.chair(candidate.chair_id)
    name, day = _chair_name(candidate, facts), candidate.start.date()
    if chair is None:
        yield "the chair is not there any more", None
    if chair is not None and chair.in_use_from is not None and day < chair.in_use_from:
        yield f"{name} is in use only from {show_day(chair.in_use_from)}", None
    if chair is not None and chair.in_use_to is not None and day > chair.in_use_to:
        yield f"{name} is in use only to {show_day(chair.in_use_to)}", None
    for outage in facts.outages:
        touches = outage.starts < candidate.held_until and outage.ends > candidate.start
        if outage.chair_id == candidate.chair_id and touches:
            yield f"{name} is out of service until {outage.ends:%m/%d %H:%M}: {outage.reason}", None


def _chair_feature(candidate: Candidate, facts: ClinicFacts) -> Iterator[Finding]:
    chair = facts.chair(candidate.chair_id)
    missing = set(candidate.patient.features_needed) - set(chair.features if chair else ())
    if missing:
        yield f"{_chair_name(candidate, facts)} has no {', no '.join(sorted(missing))}", None


def _patient_booked(candidate: Candidate, facts: ClinicFacts) -> Iterator[Finding]:
    """A patient has one infusion a day, in whatever chair."""
    other = facts.occupancy.of_patient_on(
        candidate.patient.id, candidate.start.date(), besides=candidate.appointment_id
    )
    if other is not None:
        chair = facts.chair(other.chair_id)
        where = chair.name if chair else "another chair"
        yield (
            f"the patient has a visit that day in {where}, {show_hours(other.start, other.end)}",
            None,
        )


def _contraindication(candidate: Candidate, facts: ClinicFacts) -> Iterator[Finding]:
    for message in tell_contraindications(candidate.product, candidate.patient):
        yield message, None


def tell_contraindications(product: Product, patient: Patient) -> tuple[str, ...]:
    """Return what a patient has for which the product's label forbids it, each in a sentence."""
    found = set(product.contraindicated_in) & set(patient.contraindications)
    return tuple(f"{product.name} is contraindicated: {each}" for each in sorted(found))


def _draft_table(candidate: Candidate, facts: ClinicFacts) -> Iterator[Finding]:
    if candidate.table is None or candidate.table.is_draft:
        yield f"the rate table of {candidate.product.name} is not signed off", None


def _opening_hours(candidate: Candidate, facts: ClinicFacts) -> Iterator[Finding]:
    day = candidate.start.date()
    closed = facts.calendar.find_closure(day)
    hours = facts.calendar.open_hours(day)
    if hours is None:
        why = f": {closed}" if day.weekday() in facts.calendar.hours else ""
        yield f"the site is closed on {show_near_day(day)}{why}", None
        return
    opens, closes = hours
    if candidate.start < opens:
        early = whole_minutes(opens - candidate.start)
        yield f"starts {show_minutes(early)} before opening at {show_time(opens)}", early
    if candidate.end > closes:
        late = whole_minutes(candidate.end - closes)
        yield f"ends {show_minutes(late)} after closing at {show_time(closes)}", late


def _order_validity(candidate: Candidate, facts: ClinicFacts) -> Iterator[Finding]:
    day, order = candidate.start.date(), candidate.order
    if day < order.valid_from:
        yield f"the order is valid only from {show_day(order.valid_from)}", None
    if order.valid_to is not None and day > order.valid_to:
        yield f"the order ended on {show_day(order.valid_to)}", None


def _weight_age(candidate: Candidate, facts: ClinicFacts) -> Iterator[Finding]:
    if not candidate.is_weight_checked:
        return
    if candidate.weight is None:
        yield "no weight is known", None
        return
    limit = facts.settings.whole("weight.days")
    age = (candidate.start.date() - candidate.weight.day).days
    if age > limit:
        yield f"the weight will be {age} days old (limit {limit})", None
    yield from _weight_change(candidate, candidate.weight.weight_kg, facts)


def _weight_change(
    candidate: Candidate, weight_kg: Decimal, facts: ClinicFacts
) -> Iterator[Finding]:
    ordered = candidate.order.actual_weight_kg
    change = abs(weight_kg - ordered) / ordered * 100
    limit = facts.settings.amount("weight.change")
    if change >= limit:
        yield (
            f"the weight changed by {show(change, 0)} % from {show(ordered)} kg (limit {limit} %)",
            None,
        )


def _due_window(candidate: Candidate, facts: ClinicFacts) -> Iterator[Finding]:
    if candidate.due_day is None:
        return
    off = (candidate.start.date() - candidate.due_day).days
    outside = abs(off) - candidate.order.window_days
    if outside > 0:
        side = "after" if off > 0 else "before"
        yield (
            f"{count(outside, 'day')} {side} the window around {show_day(candidate.due_day)}",
            None,
        )


def _nurse_capacity(candidate: Candidate, facts: ClinicFacts) -> Iterator[Finding]:
    """The pooled count: exact only for alike nurses; the first moment beyond it is named."""
    capacity = facts.nurse_capacity(candidate.start.date())
    if capacity is None:
        return
    start, end = candidate.start, candidate.end
    present = facts.occupancy.present(start, end, besides=candidate.appointment_id)
    starts = sorted(each.start for each in present)
    ends = sorted(each.end for each in present)
    for moment in sorted(capacity.changes(start, end) | {each for each in starts if each > start}):
        patients = 1 + bisect_right(starts, moment) - bisect_right(ends, moment)
        can_take = capacity.at(moment)
        if patients > can_take:
            told = count(patients, "patient")
            yield f"{told} at {show_time(moment)}, nurses on shift take {can_take}", None
            return


def _naive_start(candidate: Candidate, facts: ClinicFacts) -> Iterator[Finding]:
    latest = facts.settings.whole("naive.latest_hour")
    minutes = candidate.start.hour * 60 + candidate.start.minute
    if candidate.is_naive_like and minutes > latest * 60:
        yield f"a first or renewed treatment starts after {latest}:00", minutes - latest * 60


def _chair_name(candidate: Candidate, facts: ClinicFacts) -> str:
    chair = facts.chair(candidate.chair_id)
    return chair.name if chair else "the chair"


DAY_RULES: dict[str, Rule] = {
    "patient_booked": _patient_booked,
    "contraindication": _contraindication,
    "draft_table": _draft_table,
    "order_validity": _order_validity,
    "weight_age": _weight_age,
    "due_window": _due_window,
}
TIME_RULES: dict[str, Rule] = {
    "opening_hours": _opening_hours,
    "nurse_capacity": _nurse_capacity,
    "naive_start": _naive_start,
}
CHAIR_RULES: dict[str, Rule] = {
    "chair_overlap": _chair_overlap,
    "chair_outage": _chair_outage,
    "chair_feature": _chair_feature,
}

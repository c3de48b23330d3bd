"""The checks that are the same at every time of a day and in every chair."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import partial

from ivig_scheduler.domain.clearance.candidate import Candidate
from ivig_scheduler.domain.clearance.conflict import Finding, Suggestion
from ivig_scheduler.domain.clearance.suggestions import (
    suggest_day,
    suggest_day_of_window,
    suggest_valid_day,
)
from ivig_scheduler.domain.facts import ClinicFacts
from ivig_scheduler.domain.quantities import show
from ivig_scheduler.domain.records import Patient, Product
from ivig_scheduler.domain.wording import count, show_day, show_hours

_WEEK = range(1, 8)


def patient_booked(candidate: Candidate, facts: ClinicFacts) -> Iterator[Finding]:
    """A patient has one infusion a day, in whatever chair."""
    other = facts.occupancy.of_patient_on(
        candidate.patient.id, candidate.start.date(), besides=candidate.appointment_id
    )
    if other is not None:
        chair = facts.chair(other.chair_id)
        where = chair.name if chair else "another chair"
        yield Finding(
            f"the patient has a visit that day in {where}, {show_hours(other.start, other.end)}",
            who=candidate.patient.full_name,
            where=where,
            suggest=partial(_suggest_free_day, candidate, facts),
        )


def _suggest_free_day(candidate: Candidate, facts: ClinicFacts) -> Suggestion:
    """Return the next open day on which no visit of the patient is among the facts."""

    def has_none(day: date) -> bool:
        of_patient = facts.occupancy.of_patient_on
        return of_patient(candidate.patient.id, day, besides=candidate.appointment_id) is None

    days = (candidate.start.date() + timedelta(days=off) for off in _WEEK)
    place, _ = suggest_day(candidate, facts, days, has_none)
    # Visits of days that were not loaded are not known: it is offered, and not told as free.
    return place, ""


def contraindication(candidate: Candidate, _facts: ClinicFacts) -> Iterator[Finding]:
    """The product's label forbids it to whom has one of its contraindications."""
    for message in tell_contraindications(candidate.product, candidate.patient):
        yield Finding(message, who=candidate.patient.full_name, where=candidate.product.name)


def tell_contraindications(product: Product, patient: Patient) -> tuple[str, ...]:
    """Return what a patient has for which the product's label forbids it, each in a sentence."""
    found = set(product.contraindicated_in) & set(patient.contraindications)
    return tuple(f"{product.name} is contraindicated: {each}" for each in sorted(found))


def draft_table(candidate: Candidate, _facts: ClinicFacts) -> Iterator[Finding]:
    """Nothing is infused by rates that nobody signed off."""
    if candidate.table is None or candidate.table.is_draft:
        name = candidate.product.name
        yield Finding(f"the rate table of {name} is not signed off", where=name)


def order_validity(candidate: Candidate, facts: ClinicFacts) -> Iterator[Finding]:
    """An order is valid on both its ends."""
    day, order, message = candidate.start.date(), candidate.order, ""
    if day < order.valid_from:
        message = f"the order is valid only from {show_day(order.valid_from)}"
    elif order.valid_to is not None and day > order.valid_to:
        message = f"the order ended on {show_day(order.valid_to)}"
    if message:
        yield Finding(
            message,
            who=candidate.patient.full_name,
            where="the order",
            suggest=partial(suggest_valid_day, candidate, facts),
        )


def weight_age(candidate: Candidate, facts: ClinicFacts) -> Iterator[Finding]:
    """A dose by weight asks for a weight that is neither old nor far from the ordered one."""
    if not candidate.is_weight_checked:
        return
    who = candidate.patient.full_name
    if candidate.weight is None:
        yield Finding("no weight is known", who=who)
        return
    limit = facts.settings.whole("weight.days")
    age = (candidate.start.date() - candidate.weight.day).days
    if age > limit:
        yield Finding(f"the weight will be {age} days old (limit {limit})", who=who)
    yield from _weight_change(candidate, candidate.weight.weight_kg, facts)


def _weight_change(
    candidate: Candidate, weight_kg: Decimal, facts: ClinicFacts
) -> Iterator[Finding]:
    ordered = candidate.order.actual_weight_kg
    change = abs(weight_kg - ordered) / ordered * 100
    limit = facts.settings.amount("weight.change")
    if change >= limit:
        yield Finding(
            f"the weight changed by {show(change, 0)} % from {show(ordered)} kg (limit {limit} %)",
            who=candidate.patient.full_name,
        )


def due_window(candidate: Candidate, facts: ClinicFacts) -> Iterator[Finding]:
    """A visit is given within the order's days around the day it is due."""
    if candidate.due_day is None:
        return
    off = (candidate.start.date() - candidate.due_day).days
    outside = abs(off) - candidate.order.window_days
    if outside > 0:
        side = "after" if off > 0 else "before"
        yield Finding(
            f"{count(outside, 'day')} {side} the window around {show_day(candidate.due_day)}",
            who=candidate.patient.full_name,
            where="the due window",
            suggest=partial(_suggest_day_of_window, candidate, facts),
        )


def _suggest_day_of_window(candidate: Candidate, facts: ClinicFacts) -> Suggestion:
    place, _ = suggest_day_of_window(candidate, facts)
    # The message names the window already.
    return place, ""

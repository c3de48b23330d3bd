"""Changing what a course is given by: a new order that supersedes the one before it.

Cycles keep the order they were given by: the new one is the course's from some cycle on, or that
of one cycle only. Booked visits keep the minutes they were planned with until they are planned
anew (see `courses.changes`).
"""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from uuid import UUID, uuid4

from ivig_scheduler.domain.changes import Change, ChangeSet, added, changed, merged
from ivig_scheduler.domain.dose import dosing_weight
from ivig_scheduler.domain.dose_checks import age_on
from ivig_scheduler.domain.errors import refuse
from ivig_scheduler.domain.records import Course, Cycle, Order, Patient, Weight
from ivig_scheduler.domain.recurrence import next_due_day
from ivig_scheduler.domain.settings import Settings
from ivig_scheduler.domain.terms import CycleState, RiskFlag, WeightKind
from ivig_scheduler.domain.wording import count
from ivig_scheduler.services.courses.ahead import (
    Scope,
    cycles_ahead,
    cycles_in_scope,
    need_course,
)
from ivig_scheduler.services.courses.due_days import rechain_due_days
from ivig_scheduler.services.dispatcher import Work
from ivig_scheduler.services.orders.contexts import order_of_cycle
from ivig_scheduler.services.site_settings import load_settings
from ivig_scheduler.services.weights import load_patient, load_weights, record_weight
from ivig_scheduler.storage.as_if import AsIf
from ivig_scheduler.storage.reader import Reader


def change_order(
    work: Work, course_id: UUID, order: Order, scope: Scope, cycle_id: UUID | None = None
) -> ChangeSet:
    """Give a course, or some cycles of it, by another order; due days follow its interval.

    Where a shorter interval ends the course sooner, cycles are added up to where it ended before.
    `cycle_id` is "this" cycle. Visits stay as they are booked: a search for what the change does
    plans them anew. Raises RuleBrokenError where nothing in the scope is still to come.
    """
    course = need_course(work.store, course_id)
    cycles = cycles_in_scope(work.store, course_id, scope, cycle_id, work.local)
    if not cycles:
        raise refuse("scope", "nothing of the course is still to come: it stays as it is")
    before = order_of_cycle(work.store, cycles[0])
    if before is None:
        raise refuse("order", "the course's order is not there any more")
    new = order.model_copy(
        update={"id": uuid4(), "patient_id": course.patient_id, "supersedes_id": before.id}
    )
    changes = added(new) + _given_by(work.store, course, cycles, new, scope)
    label = f"Edit the order of {count(len(cycles), 'cycle')}"
    changes = rechain_due_days(work.store, course_id, changes)
    more = (
        ()
        if scope is Scope.THIS
        else find_cycles_to_add(work.store, course, changes, cycles[0], new)
    )
    if more:
        label += f", add {count(len(more), 'cycle')}"
        changes = merged((*changes, *_counted(course, changes, len(more)), *added(*more)))
    return ChangeSet(label, changes)


def find_cycles_to_add(
    store: Reader, course: Course, changes: Sequence[Change], first: Cycle, order: Order
) -> tuple[Cycle, ...]:
    """Return the cycles a course needs besides its own to reach as far as before `changes`.

    It reaches to its last day or, without one, to the day on which its last cycle was due. All
    from the `first` on are by the order, each counted from the due day of the one before. Those
    added wait for their places on the work list.
    """
    before = store.where(Cycle, course_id=course.id)
    now = AsIf(store, changes).where(Cycle, course_id=course.id)
    reach = course.last_day or max(each.due_day for each in before)
    number = max(each.number for each in now)
    due = next(each.due_day for each in now if each.id == first.id)
    for _ in range(first.number, number + 1):
        due = next_due_day(due, order.interval_days)
    found: list[Cycle] = []
    while due <= reach:
        found.append(
            Cycle(
                course_id=course.id,
                patient_id=course.patient_id,
                number=number + len(found) + 1,
                due_day=due,
                state=CycleState.NEEDS_BOOKING,
                reason="added, since the interval became shorter",
            )
        )
        due = next_due_day(due, order.interval_days)
    return tuple(found)


def _counted(course: Course, changes: Sequence[Change], more: int) -> tuple[Change, ...]:
    """Return the change by which a course of so many cycles has more of them."""
    found = (each.after for each in changes if isinstance(each.after, Course))
    now = next(found, course)
    if now.number_of_cycles is None:
        return ()
    return changed(now, now.model_copy(update={"number_of_cycles": now.number_of_cycles + more}))


def _given_by(
    store: Reader, course: Course, cycles: Iterable[Cycle], order: Order, scope: Scope
) -> tuple[Change, ...]:
    """Return the changes by which the cycles are given by the order and all others stay."""
    if scope is Scope.THIS:
        groups = [changed(each, each.model_copy(update={"order_id": order.id})) for each in cycles]
        return tuple(change for group in groups for change in group)
    inside = {each.id for each in cycles}
    changes = changed(course, course.model_copy(update={"order_id": order.id}))
    for each in store.where(Cycle, course_id=course.id):
        own = None if each.id in inside else each.order_id or course.order_id
        changes += changed(each, each.model_copy(update={"order_id": own}))
    return changes


def record_notable_weight(
    work: Work,
    patient_id: UUID,
    day: date,
    weight_kg: str,
    *,
    is_confirmed: bool = False,
    doses_g: tuple[tuple[UUID, Decimal], ...] = (),
) -> ChangeSet:
    """Record a weight in kg as typed, and plan the coming cycles of the patient's courses by it.

    That is done only where the weight is off the order's by the site's limit, as the checks of a
    visit tell it: small changes at every visit are no reason to plan a year anew. The grams of a
    cycle stay, unless a person chose others: `doses_g` are by course. A weight older than another
    one is only recorded. Raises RuleBrokenError as `record_weight` does.
    """
    recorded = record_weight(work, patient_id, day, weight_kg, is_confirmed=is_confirmed)
    weight = next((each.after for each in recorded.changes if isinstance(each.after, Weight)), None)
    is_newest = all(each.day <= day for each in load_weights(work.store, patient_id))
    if weight is None or not is_newest:
        return recorded
    patient = load_patient(work.store, patient_id)
    changes = recorded.changes
    for course in work.store.where(Course, patient_id=patient_id):
        dose_g = dict(doses_g).get(course.id)
        changes += _by_weight(work, course, patient, weight.weight_kg, dose_g)
    return ChangeSet(recorded.label, changes)


def _by_weight(
    work: Work, course: Course, patient: Patient, weight_kg: Decimal, dose_g: Decimal | None
) -> tuple[Change, ...]:
    order = work.store.get(Order, course.order_id)
    if order is None or not cycles_ahead(work.store, course.id, work.local):
        return ()
    settings = load_settings(work.store)
    off = abs(weight_kg - order.actual_weight_kg) / order.actual_weight_kg * 100
    if off < settings.amount("weight.change") and dose_g is None:
        return ()
    by_weight = order_by_weight(order, patient, weight_kg, settings, work.today, dose_g)
    if by_weight == order:
        return ()
    return change_order(work, course.id, by_weight, Scope.ALL).changes


def order_by_weight(
    order: Order,
    patient: Patient,
    weight_kg: Decimal,
    settings: Settings,
    today: date,
    dose_g: Decimal | None = None,
) -> Order:
    """Return an order as it is by another weight in kg; the kind of dosing weight stays.

    Where that kind is barred by the new weight, the site's rule chooses. `dose_g` are the grams of
    a cycle where a person chose others.
    """
    found = dosing_weight(
        weight_kg,
        patient.height_cm,
        patient.sex,
        settings,
        age_years=age_on(patient.birth_date, today),
        is_pregnant=RiskFlag.PREGNANCY in patient.risk_flags,
    )
    kinds = {
        WeightKind.ACTUAL: Fraction(found.actual_kg),
        WeightKind.IDEAL: found.ideal_kg,
        WeightKind.ADJUSTED: found.adjusted_kg,
    }
    kind, dosed = order.dosing_weight_kind, kinds[order.dosing_weight_kind]
    if dosed is None or (kind is not WeightKind.ACTUAL and found.barred):
        kind, dosed = found.kind, found.weight_kg
    return order.model_copy(
        update={
            "actual_weight_kg": weight_kg,
            "dosing_weight_kind": kind,
            "dosing_weight_kg": dosed,
            "cycle_dose_g": order.cycle_dose_g if dose_g is None else dose_g,
        }
    )

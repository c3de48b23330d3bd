"""Planning the coming cycles of a course anew, as when a visit before them moves."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import groupby
from uuid import UUID

from ivig_scheduler.domain.records import Appointment, Cycle, Order, Patient
from ivig_scheduler.domain.terms import CHAIR_FREE, CycleState
from ivig_scheduler.domain.visit_plans import VisitPlanner
from ivig_scheduler.planning.series import (
    DAYS_BEYOND_WINDOW,
    SeriesRequest,
    plan_series,
)
from ivig_scheduler.services.call_offs import taken_off
from ivig_scheduler.services.courses.ahead import cycles_ahead
from ivig_scheduler.services.courses.compared_cycles import FollowingPlan, compare_cycles
from ivig_scheduler.services.courses.due_days import rechain_due_days
from ivig_scheduler.services.courses.other_places import moved
from ivig_scheduler.services.gradual_facts import gradual_facts
from ivig_scheduler.services.orders.contexts import load_context, load_orders
from ivig_scheduler.services.patient_calendar import as_earlier, load_calendar
from ivig_scheduler.storage.as_if import AsIf
from ivig_scheduler.storage.reader import Reader


def plan_following(
    store: Reader,
    course_id: UUID,
    from_number: int,
    now: datetime,
    *,
    given_otherwise: Container[UUID] = (),
    only: Container[UUID] | None = None,
) -> FollowingPlan:
    """Return the coming cycles from that number on, each at the best place by its due day.

    `store` tells the calendar as it is by the change that asks for this, due days included.
    Cycles that wait for a place, or were skipped, stay as they are. Those `given_otherwise` come
    to the days of their order, also where they had others; `only` those are planned, if named.
    """
    coming = cycles_ahead(store, course_id, now)
    cycles = [each for each in coming if each.number >= from_number]
    if only is not None:
        cycles = [each for each in cycles if each.id in only]
    orders = load_orders(store, cycles)
    plan = FollowingPlan()
    for _, run in groupby(cycles, key=lambda each: orders[each.id].id):
        ids = [each.id for each in run]
        found = _plan_run(store, ids, orders[ids[0]], now, given_otherwise)
        store = AsIf(store, rechain_due_days(store, course_id, moved(found.moves)))
        plan = plan.plus(found)
    return plan


def _plan_run(
    store: Reader,
    cycle_ids: Sequence[UUID],
    order: Order,
    now: datetime,
    given_otherwise: Container[UUID],
) -> FollowingPlan:
    """Plan consecutive cycles that are given by one order."""
    cycles = tuple(store.some(Cycle, cycle_ids).values())
    cycles = tuple(sorted(cycles, key=lambda each: each.number))
    visits = _visits(store, cycles)
    whole = {
        each.id
        for each in cycles
        if each.id in given_otherwise
        or (
            each.state is CycleState.BOOKED
            and sum(1 for visit in visits if visit.cycle_id == each.id) == order.days_per_cycle
        )
    }
    again = [each for each in visits if each.cycle_id in whole]
    whole &= {each.cycle_id for each in again}
    if not again:
        return FollowingPlan()
    without = AsIf(store, taken_off(again))
    first = cycles[0].due_day
    skipped = frozenset(place for place, each in enumerate(cycles, start=1) if each.id not in whole)
    context = load_context(store, order)
    request = SeriesRequest(
        planner=VisitPlanner(replace(context, patient=_aiming(context.patient, again[0]))),
        first_day=first,
        number_of_cycles=len(cycles),
        earlier=as_earlier(load_calendar(without, context.patient.id)),
        skipped=skipped,
        earliest=now,
        after=_last_given(store, cycles[0]),
    )
    last = _last_day(first, order, len(cycles))
    begins = first - timedelta(days=order.window_days)
    with gradual_facts(without, min(begins, now.date()), last) as facts:
        planned = plan_series(request, facts)
    return compare_cycles(store, cycles, planned, again)


def _last_given(store: Reader, cycle: Cycle) -> date | None:
    """Return the last day of the course's visits before a cycle, or None where there are none."""
    visits = store.where(Appointment, course_id=cycle.course_id)
    return max(
        (
            each.start.date()
            for each in visits
            if each.cycle_number < cycle.number and each.status not in CHAIR_FREE
        ),
        default=None,
    )


def _visits(store: Reader, cycles: Iterable[Cycle]) -> tuple[Appointment, ...]:
    ids = [each.id for each in cycles]
    found = store.where_in(Appointment, "cycle_id", ids)
    standing = (each for each in found if each.status not in CHAIR_FREE)
    return tuple(sorted(standing, key=lambda each: each.start))


def _aiming(patient: Patient, visit: Appointment) -> Patient:
    """Return the patient preferring what the visits have had, where nothing else is preferred."""
    return patient.model_copy(
        update={
            "preferred_time": patient.preferred_time or visit.start.time(),
            "preferred_chair_id": patient.preferred_chair_id or visit.chair_id,
        }
    )


def _last_day(first: date, order: Order, cycles: int) -> date:
    """Return the last day that may be looked at: every cycle may move to the end of its window."""
    each = timedelta(days=order.interval_days + order.window_days)
    slack = timedelta(days=order.window_days + DAYS_BEYOND_WINDOW + order.days_per_cycle)
    return first + each * cycles + slack

"""Planning the coming cycles of a course anew, as when a visit before them moves."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import groupby
from uuid import UUID

from ivig_scheduler.domain.clearance import Conflict
from ivig_scheduler.domain.records import Appointment, Course, Cycle, Order, Patient, Plan
from ivig_scheduler.domain.terms import CHAIR_FREE, CycleState, Severity
from ivig_scheduler.domain.visit_plans import VisitPlanner
from ivig_scheduler.domain.wording import show_day
from ivig_scheduler.planning.placing import WRONG_DAY
from ivig_scheduler.planning.series import (
    DAYS_BEYOND_WINDOW,
    PlannedCycle,
    PlannedVisit,
    SeriesRequest,
    plan_series,
)
from ivig_scheduler.services.call_offs import taken_off
from ivig_scheduler.services.courses.ahead import cycles_ahead
from ivig_scheduler.services.courses.due_days import rechain_due_days
from ivig_scheduler.services.courses.other_places import moved
from ivig_scheduler.services.courses.plan_content import has_same_content
from ivig_scheduler.services.gradual_facts import gradual_facts
from ivig_scheduler.services.moves import stand_at
from ivig_scheduler.services.orders.contexts import load_context, load_orders
from ivig_scheduler.services.patient_calendar import as_earlier, load_calendar
from ivig_scheduler.services.proposals import ProposedMove, StuckVisit
from ivig_scheduler.services.weights import load_patient
from ivig_scheduler.storage.as_if import AsIf
from ivig_scheduler.storage.reader import Reader


@dataclass(frozen=True)
class FollowingPlan:
    """The coming cycles planned anew: what changes, what has no place, what stays."""

    moves: tuple[ProposedMove, ...] = ()
    stuck: tuple[StuckVisit, ...] = ()
    kept: int = 0

    @property
    def visits(self) -> int:
        """How many visits are planned anew, those that keep their place included."""
        return len(self.moves) + len(self.stuck) + self.kept


def plan_following(
    store: Reader, course_id: UUID, from_number: int, now: datetime
) -> FollowingPlan:
    """Return the coming cycles from that number on, each at the best place by its due day.

    `store` tells the calendar as it is by the change that asks for this, due days included.
    Cycles that wait for a place, or were skipped, stay as they are.
    """
    coming = cycles_ahead(store, course_id, now)
    cycles = [each for each in coming if each.number >= from_number]
    orders = load_orders(store, cycles)
    plan = FollowingPlan()
    for _, run in groupby(cycles, key=lambda each: orders[each.id].id):
        ids = [each.id for each in run]
        found = _plan_run(store, ids, orders[ids[0]], now)
        store = AsIf(store, rechain_due_days(store, course_id, moved(found.moves)))
        plan = FollowingPlan(
            plan.moves + found.moves,
            plan.stuck + found.stuck,
            plan.kept + found.kept,
        )
    return plan


def _plan_run(
    store: Reader, cycle_ids: Sequence[UUID], order: Order, now: datetime
) -> FollowingPlan:
    """Plan consecutive cycles that are given by one order."""
    cycles = tuple(store.some(Cycle, cycle_ids).values())
    cycles = tuple(sorted(cycles, key=lambda each: each.number))
    visits = _visits(store, cycles)
    whole = {
        each.id
        for each in cycles
        if each.state is CycleState.BOOKED
        and sum(1 for visit in visits if visit.cycle_id == each.id) == order.days_per_cycle
    }
    again = [each for each in visits if each.cycle_id in whole]
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
    return _compare(store, cycles, planned, again)


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


def _compare(
    store: Reader,
    cycles: Sequence[Cycle],
    planned: Sequence[PlannedCycle],
    visits: Sequence[Appointment],
) -> FollowingPlan:
    """Return what is other than it stands."""
    patient = load_patient(store, visits[0].patient_id)
    plans = store.some(Plan, (each.plan_id for each in visits))
    by_place = {(each.cycle_id, each.day_of_cycle): each for each in visits}
    moves: list[ProposedMove] = []
    stuck: list[StuckVisit] = []
    kept = 0
    last = store.some(Course, {visits[0].course_id})[visits[0].course_id].last_day
    for cycle, found in zip(cycles, planned, strict=True):
        own = [each for each in visits if each.cycle_id == cycle.id]
        if last is not None and found.due_day > last:
            stuck += [StuckVisit(each, patient, (_is_over(found.due_day, last),)) for each in own]
            continue
        if own and not found.visits:
            stuck += [StuckVisit(each, patient, found.reasons) for each in own]
        for there in found.visits:
            before = by_place[cycle.id, there.day_of_cycle]
            after = _at(before, there, plans[before.plan_id])
            if after == before:
                kept += 1
                continue
            plan = plans[before.plan_id] if after.plan_id == before.plan_id else there.computed.plan
            moves.append(ProposedMove(before, after, patient, plan, there.conflicts))
    return FollowingPlan(tuple(moves), tuple(stuck), kept)


def _is_over(due: date, last: date) -> Conflict:
    told = f"due on {show_day(due)}, after the course's last day, {show_day(last)}"
    return Conflict(WRONG_DAY, Severity.BLOCK, told)


def _at(before: Appointment, there: PlannedVisit, plan: Plan) -> Appointment:
    """Return a visit at its planned place; by the plan it has where that is the same."""
    needed = there.computed.plan
    return stand_at(before, there, plan if has_same_content(plan, needed) else needed)

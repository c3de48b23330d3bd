"""Reading what is needed to check a visit anywhere."""

from datetime import date, timedelta

from ivig_scheduler.domain.errors import refuse
from ivig_scheduler.domain.records import (
    Appointment,
    Course,
    Cycle,
    Order,
    Plan,
    RateTable,
    Weight,
)
from ivig_scheduler.domain.terms import MOVABLE
from ivig_scheduler.domain.visit_plans import VisitPlanner
from ivig_scheduler.services.moves import MovingVisit
from ivig_scheduler.services.order_contexts import load_context
from ivig_scheduler.services.patient_calendar import CalendarVisit, as_earlier, load_calendar
from ivig_scheduler.storage.reader import Reader


def load_moving_visit(store: Reader, visit: Appointment) -> MovingVisit:
    """Return a visit with what is needed to check it anywhere.

    Raises RuleBrokenError where its plan, rate table or order is not there any more.
    """
    plan = store.get(Plan, visit.plan_id)
    table = store.get(RateTable, plan.rate_table_id) if plan else None
    if plan is None or table is None:
        raise refuse("appointment", "the visit's plan is not there any more")
    calendar = load_calendar(store, visit.patient_id)
    return MovingVisit(
        appointment=visit,
        plan=plan,
        table=table,
        planner=VisitPlanner(load_context(store, order_of(store, visit))),
        earlier=as_earlier(calendar, besides=visit.id),
        due_day=due_day_of(store, visit),
        weights=load_weights(store, visit),
        is_weight_checked=_is_next(visit, calendar),
    )


def order_of(store: Reader, visit: Appointment) -> Order:
    """Return the order a visit is given by. Raises RuleBrokenError where it is not there."""
    course = store.get(Course, visit.course_id)
    order = store.get(Order, course.order_id) if course else None
    if order is None:
        raise refuse("appointment", "the visit's order is not there any more")
    return order


def due_day_of(store: Reader, visit: Appointment) -> date | None:
    """Return the day a visit is due: the cycle's due day, and a day more for each day of it."""
    cycle = store.get(Cycle, visit.cycle_id)
    return cycle.due_day + timedelta(days=visit.day_of_cycle - 1) if cycle else None


def load_weights(store: Reader, visit: Appointment) -> tuple[Weight, ...]:
    """Return the weights of the visit's patient, newest first."""
    weights = store.where(Weight, patient_id=visit.patient_id)
    return tuple(sorted(weights, key=lambda weight: weight.day, reverse=True))


def _is_next(visit: Appointment, calendar: tuple[CalendarVisit, ...]) -> bool:
    """Return whether no other visit of the patient is still to come before this one."""
    return not any(
        each.appointment.status in MOVABLE and each.appointment.start < visit.start
        for each in calendar
    )

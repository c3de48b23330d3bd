"""Reading what is needed to check a visit anywhere."""

from datetime import date

from ivig_scheduler.domain.errors import refuse
from ivig_scheduler.domain.records import (
    Appointment,
    Cycle,
    Order,
    Plan,
    RateTable,
)
from ivig_scheduler.domain.recurrence import due_day_of
from ivig_scheduler.domain.terms import MOVABLE
from ivig_scheduler.domain.visit_plans import VisitPlanner
from ivig_scheduler.services.moves import MovingVisit
from ivig_scheduler.services.orders.contexts import load_context, order_of_cycle
from ivig_scheduler.services.patient_calendar import CalendarVisit, as_earlier, load_calendar
from ivig_scheduler.services.weights import load_weights
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
        due_day=find_due_day(store, visit),
        weights=load_weights(store, visit.patient_id),
        is_weight_checked=_is_next(visit, calendar),
    )


def order_of(store: Reader, visit: Appointment) -> Order:
    """Return the order a visit is given by. Raises RuleBrokenError where it is not there."""
    cycle = store.get(Cycle, visit.cycle_id)
    order = order_of_cycle(store, cycle) if cycle else None
    if order is None:
        raise refuse("appointment", "the visit's order is not there any more")
    return order


def find_due_day(store: Reader, visit: Appointment) -> date | None:
    """Return the day a visit is due, or None where its cycle is not there."""
    cycle = store.get(Cycle, visit.cycle_id)
    return due_day_of(cycle.due_day, visit.day_of_cycle) if cycle else None


def _is_next(visit: Appointment, calendar: tuple[CalendarVisit, ...]) -> bool:
    """Return whether no other visit of the patient is still to come before this one."""
    return not any(
        each.appointment.status in MOVABLE and each.appointment.start < visit.start
        for each in calendar
    )

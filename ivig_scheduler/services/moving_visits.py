"""Reading what is needed to check a visit anywhere."""

from collections.abc import Iterable, Mapping
from uuid import UUID

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
from ivig_scheduler.services.orders.contexts import load_contexts, load_orders, order_of_cycle
from ivig_scheduler.services.patient_calendar import (
    Calendars,
    CalendarVisit,
    as_earlier,
    load_calendars,
)
from ivig_scheduler.services.weights import load_weights_of
from ivig_scheduler.storage.reader import Reader


def load_moving_visit(store: Reader, visit: Appointment) -> MovingVisit:
    """Return a visit with what is needed to check it anywhere.

    Raises RuleBrokenError where its plan, rate table or order is not there any more.
    """
    return load_moving_visits(store, (visit,))[visit.id]


def load_moving_visits(
    store: Reader, visits: Iterable[Appointment], calendars: Calendars | None = None
) -> Mapping[UUID, MovingVisit]:
    """Return visits with what is needed to check them anywhere, by their ids, read together.

    The visits of an order share its planner. `calendars` are the patients', where they were read
    already. Raises RuleBrokenError as `load_moving_visit` does.
    """
    known = tuple(visits)
    plans = store.some(Plan, (each.plan_id for each in known))
    tables = store.some(RateTable, (each.rate_table_id for each in plans.values()))
    cycles = store.some(Cycle, (each.cycle_id for each in known))
    orders = load_orders(store, cycles.values())
    contexts = load_contexts(store, orders.values())
    planners = {order_id: VisitPlanner(context) for order_id, context in contexts.items()}
    patients = dict.fromkeys(each.patient_id for each in known)
    calendars = load_calendars(store, patients) if calendars is None else calendars
    weights = load_weights_of(store, patients)
    found = {}
    for each in known:
        plan, cycle = plans.get(each.plan_id), cycles.get(each.cycle_id)
        table = tables.get(plan.rate_table_id) if plan else None
        if plan is None or table is None:
            raise refuse("appointment", "the visit's plan is not there any more")
        order = orders.get(cycle.id) if cycle else None
        if cycle is None or order is None:
            raise refuse("appointment", "the visit's order is not there any more")
        calendar = calendars[each.patient_id]
        found[each.id] = MovingVisit(
            appointment=each,
            plan=plan,
            table=table,
            planner=planners[order.id],
            earlier=as_earlier(calendar, besides=each.id),
            due_day=due_day_of(cycle.due_day, each.day_of_cycle),
            weights=weights[each.patient_id],
            is_weight_checked=_is_next(each, calendar),
        )
    return found


def order_of(store: Reader, visit: Appointment) -> Order:
    """Return the order a visit is given by. Raises RuleBrokenError where it is not there."""
    cycle = store.get(Cycle, visit.cycle_id)
    order = order_of_cycle(store, cycle) if cycle else None
    if order is None:
        raise refuse("appointment", "the visit's order is not there any more")
    return order


def _is_next(visit: Appointment, calendar: tuple[CalendarVisit, ...]) -> bool:
    """Return whether no other visit of the patient is still to come before this one."""
    return not any(
        each.appointment.status in MOVABLE and each.appointment.start < visit.start
        for each in calendar
    )

"""Booked visits as the checks see them where they stand, all papers read together."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from uuid import UUID

from ivig_scheduler.domain.clearance import Candidate, OrderedVisit
from ivig_scheduler.domain.records import (
    Appointment,
    Cycle,
    Patient,
    Plan,
    Product,
    RateTable,
)
from ivig_scheduler.domain.recurrence import due_day_of
from ivig_scheduler.services.orders.contexts import load_orders
from ivig_scheduler.services.weights import load_weights_of
from ivig_scheduler.storage.reader import Reader


def load_candidates(
    store: Reader,
    visits: Sequence[Appointment],
    patients: Mapping[UUID, Patient],
    *,
    weighed_from: date | None = None,
) -> Mapping[UUID, Candidate]:
    """Return visits where they stand, by their ids; those without plan or order are left out.

    The weight is checked of each patient's first visit from the day `weighed_from` on; without such
    a day nobody's is.
    """
    plans = store.some(Plan, (each.plan_id for each in visits))
    tables = store.some(RateTable, (each.rate_table_id for each in plans.values()))
    products = store.some(Product, (each.product_id for each in plans.values()))
    cycles = store.some(Cycle, (each.cycle_id for each in visits))
    orders = load_orders(store, cycles.values())
    weighed = _weighed(store, visits, weighed_from) if weighed_from else frozenset()
    weights = load_weights_of(store, (each.patient_id for each in visits if each.id in weighed))
    return {
        each.id: Candidate.standing(
            OrderedVisit(patients[each.patient_id], order, products[plan.product_id]),
            plan,
            tables.get(plan.rate_table_id),
            each,
            due_day=due_day_of(cycles[each.cycle_id].due_day, each.day_of_cycle),
            weight=next(iter(weights.get(each.patient_id, ())), None),
            is_weight_checked=each.id in weighed,
        )
        for each in visits
        if (plan := plans.get(each.plan_id)) and (order := orders.get(each.cycle_id))
    }


def _weighed(store: Reader, visits: Sequence[Appointment], since: date) -> frozenset[UUID]:
    """Return the visits whose patient does not come earlier from a day on."""
    last = max((each.start for each in visits), default=datetime.combine(since, time()))
    first: dict[UUID, datetime] = {}
    for each in store.stays_between(datetime.combine(since, time()), last):
        known = first.get(each.patient_id, each.start)
        first[each.patient_id] = min(known, each.start)
    return frozenset(
        each.id
        for each in visits
        if each.start.date() <= first.get(each.patient_id, each.start).date()
    )

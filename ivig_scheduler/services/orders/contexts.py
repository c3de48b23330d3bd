"""An order with everything its visits are computed from, as it stands in the database.

A cycle is given by its own order where it has one, else by its course's: so what was given keeps
the order it was given by when the course goes on by another one.
"""

from collections.abc import Iterable, Mapping
from uuid import UUID

from ivig_scheduler.domain.errors import refuse
from ivig_scheduler.domain.records import (
    Course,
    Cycle,
    Indication,
    Order,
    Patient,
    Product,
    RateTable,
)
from ivig_scheduler.domain.visit_plans import OrderContext
from ivig_scheduler.services.site_settings import load_settings
from ivig_scheduler.storage.reader import Reader


def find_order(store: Reader, course_id: UUID) -> Order | None:
    """Return the order of a course, or None where either is not there (any more)."""
    course = store.get(Course, course_id)
    return store.get(Order, course.order_id) if course else None


def order_of_cycle(store: Reader, cycle: Cycle) -> Order | None:
    """Return the order a cycle is given by, or None where it is not there (any more)."""
    if cycle.order_id is not None:
        return store.get(Order, cycle.order_id)
    return find_order(store, cycle.course_id)


def load_orders(store: Reader, cycles: Iterable[Cycle]) -> Mapping[UUID, Order]:
    """Return the order each cycle is given by, by the cycle's id, read together."""
    known = tuple(cycles)
    courses = store.some(Course, (each.course_id for each in known if each.order_id is None))
    wanted = {
        each.id: each.order_id or courses[each.course_id].order_id
        for each in known
        if each.order_id is not None or each.course_id in courses
    }
    orders = store.some(Order, wanted.values())
    return {cycle_id: orders[order_id] for cycle_id, order_id in wanted.items()}


def load_context(store: Reader, order: Order) -> OrderContext:
    """Return what the visits of a stored order are computed from.

    Raises RuleBrokenError where patient, product or indication are gone.
    """
    return load_contexts(store, (order,))[order.id]


def load_contexts(store: Reader, orders: Iterable[Order]) -> Mapping[UUID, OrderContext]:
    """Return, by order, what the visits of stored orders are computed from, read together.

    Raises RuleBrokenError as `load_context` does.
    """
    known = {each.id: each for each in orders}
    patients = store.some(Patient, (each.patient_id for each in known.values()))
    products = store.some(Product, (each.product_id for each in known.values()))
    indications, settings = store.all(Indication), load_settings(store)
    by_code = {each.code: each for each in indications}
    tables = {product_id: store.where(RateTable, product_id=product_id) for product_id in products}
    found = {}
    for order in known.values():
        patient, product = patients.get(order.patient_id), products.get(order.product_id)
        indication = by_code.get(order.indication_code)
        if patient is None or product is None or indication is None:
            told = "the order's patient, product or indication is not there any more"
            raise refuse("order", told)
        found[order.id] = OrderContext(
            patient=patient,
            order=order,
            product=product,
            indication=indication,
            tables=tables[product.id],
            indications=indications,
            settings=settings,
        )
    return found

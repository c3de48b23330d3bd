"""An order with everything its visits are computed from, as it stands in the database."""

from uuid import UUID

from ivig_scheduler.domain.errors import refuse
from ivig_scheduler.domain.records import (
    Course,
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


def load_context(store: Reader, order: Order) -> OrderContext:
    """Return what the visits of a stored order are computed from.

    Raises RuleBrokenError where patient, product or indication are gone.
    """
    patient = store.get(Patient, order.patient_id)
    product = store.get(Product, order.product_id)
    indications = store.all(Indication)
    indication = next((each for each in indications if each.code == order.indication_code), None)
    if patient is None or product is None or indication is None:
        raise refuse("order", "the order's patient, product or indication is not there any more")
    return OrderContext(
        patient=patient,
        order=order,
        product=product,
        indication=indication,
        tables=store.where(RateTable, product_id=product.id),
        indications=indications,
        settings=load_settings(store),
    )

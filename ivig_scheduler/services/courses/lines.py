"""Courses as lists show them: who, what, the next visit and how far along."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from ivig_scheduler.domain.records import (
    Appointment,
    Course,
    Cycle,
    Indication,
    Order,
    Patient,
    Product,
)
from ivig_scheduler.domain.terms import CycleState
from ivig_scheduler.storage.course_counts import VisitCounts
from ivig_scheduler.storage.reader import Reader


@dataclass(frozen=True)
class CourseLine:
    """A course in one line; `next_visit` is the soonest one still to come from today on.

    `visits_booked` counts the visits that hold their place, those done included.
    """

    course: Course
    patient: Patient
    order: Order
    product: Product
    indication: Indication
    next_visit: Appointment | None
    last_visit: Appointment | None
    visits_booked: int
    visits_done: int
    cycles_needing_booking: int


def load_course_lines(
    store: Reader, courses: Sequence[Course], today: date
) -> tuple[CourseLine, ...]:
    """Return the lines of those courses, in their order."""
    orders = store.some(Order, (each.order_id for each in courses))
    patients = store.some(Patient, (each.patient_id for each in courses))
    products = store.some(Product, (each.product_id for each in orders.values()))
    indications = {each.code: each for each in store.all(Indication)}
    ids = [each.id for each in courses]
    counts = store.count_visits(ids, datetime.combine(today, time()))
    shown = (visit for each in counts.values() for visit in (each.next_id, each.last_id))
    visits = store.some(Appointment, (visit_id for visit_id in shown if visit_id))
    waiting = Counter(
        each.course_id
        for each in store.where_in(Cycle, "course_id", ids)
        if each.state is CycleState.NEEDS_BOOKING
    )
    return tuple(
        _line(
            course,
            patients[course.patient_id],
            orders[course.order_id],
            products[orders[course.order_id].product_id],
            indications[orders[course.order_id].indication_code],
            counts.get(course.id, VisitCounts()),
            visits,
            waiting[course.id],
        )
        for course in courses
    )


def _line(
    course: Course,
    patient: Patient,
    order: Order,
    product: Product,
    indication: Indication,
    counts: VisitCounts,
    visits: Mapping[UUID, Appointment],
    waiting: int,
) -> CourseLine:
    return CourseLine(
        course,
        patient,
        order,
        product,
        indication,
        next_visit=visits[counts.next_id] if counts.next_id else None,
        last_visit=visits[counts.last_id] if counts.last_id else None,
        visits_booked=counts.booked,
        visits_done=counts.done,
        cycles_needing_booking=waiting,
    )

"""Courses as lists show them: who, what, the next visit and how far along."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
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
from ivig_scheduler.domain.terms import CHAIR_FREE, CycleState, Status
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
    visits = _by_course(store.where_in(Appointment, "course_id", ids))
    cycles = _by_course(store.where_in(Cycle, "course_id", ids))
    return tuple(
        _line(
            course,
            patients[course.patient_id],
            orders[course.order_id],
            products[orders[course.order_id].product_id],
            indications[orders[course.order_id].indication_code],
            visits.get(course.id, []),
            cycles.get(course.id, []),
            today,
        )
        for course in courses
    )


C = TypeVar("C", Appointment, Cycle)


def _by_course(records: Iterable[C]) -> dict[UUID, list[C]]:
    found: dict[UUID, list[C]] = defaultdict(list)
    for each in records:
        found[each.course_id].append(each)
    return found


def _line(
    course: Course,
    patient: Patient,
    order: Order,
    product: Product,
    indication: Indication,
    visits: Sequence[Appointment],
    cycles: Sequence[Cycle],
    today: date,
) -> CourseLine:
    standing = sorted(
        (each for each in visits if each.status not in CHAIR_FREE), key=lambda each: each.start
    )
    coming = [
        each for each in standing if each.status is not Status.DONE and each.start.date() >= today
    ]
    return CourseLine(
        course,
        patient,
        order,
        product,
        indication,
        next_visit=coming[0] if coming else None,
        last_visit=standing[-1] if standing else None,
        visits_booked=len(standing),
        visits_done=sum(1 for each in standing if each.status is Status.DONE),
        cycles_needing_booking=sum(1 for each in cycles if each.state is CycleState.NEEDS_BOOKING),
    )

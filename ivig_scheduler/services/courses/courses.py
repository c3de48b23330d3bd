"""Courses: planned from an order, shown, and booked exactly as shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from ivig_scheduler.domain.errors import RuleBrokenError, refuse
from ivig_scheduler.domain.facts import ClinicFacts
from ivig_scheduler.domain.records import Appointment, Course, Cycle, Order, Patient, Plan, Product
from ivig_scheduler.planning.series import (
    DAYS_BEYOND_WINDOW,
    PlannedCycle,
    SeriesRequest,
    Wish,
    plan_series,
)
from ivig_scheduler.services.courses.lines import CourseLine, load_course_lines
from ivig_scheduler.services.gradual_facts import gradual_facts
from ivig_scheduler.services.orders.contexts import load_orders
from ivig_scheduler.services.orders.drafts import check_draft
from ivig_scheduler.services.orders.form import DraftCheck, OrderDraft
from ivig_scheduler.services.orders.sheets import OrderSheet
from ivig_scheduler.storage.reader import Reader


@dataclass(frozen=True)
class SeriesPlan:
    """A planned course, line by line, and its counts: visits, clear or warned; cycles without."""

    cycles: tuple[PlannedCycle, ...]
    check: DraftCheck
    facts: ClinicFacts

    @property
    def visits(self) -> int:
        """How many visits have a place."""
        return sum(len(cycle.visits) for cycle in self.cycles)

    @property
    def warned(self) -> int:
        """How many visits have a place with a warning."""
        return sum(1 for cycle in self.cycles for visit in cycle.visits if visit.conflicts)

    @property
    def clear(self) -> int:
        """How many visits have a place without any warning."""
        return self.visits - self.warned

    @property
    def unplaced(self) -> int:
        """How many cycles have no place and were not skipped on purpose."""
        return sum(1 for cycle in self.cycles if not cycle.visits and not cycle.is_skipped)

    @property
    def skipped(self) -> int:
        """How many cycles are skipped on purpose."""
        return sum(1 for cycle in self.cycles if cycle.is_skipped)


@dataclass(frozen=True)
class CycleFile:
    """A cycle with its visits in time order, also those that were called off."""

    cycle: Cycle
    visits: tuple[Appointment, ...]


@dataclass(frozen=True)
class CourseFile:
    """A course with its order, its cycles in order, and the plans of their visits by id.

    `orders` are those the cycles are given by, by the cycle's id: earlier ones may have had another
    order than the course has now.
    """

    course: Course
    order: Order
    patient: Patient
    product: Product
    cycles: tuple[CycleFile, ...]
    plans: Mapping[UUID, Plan]
    orders: Mapping[UUID, Order]


def plan_course(
    store: Reader,
    draft: OrderDraft,
    sheet: OrderSheet,
    wishes: Mapping[tuple[int, int], Wish] | None = None,
    skipped: frozenset[int] = frozenset(),
    *,
    now: datetime | None = None,
) -> SeriesPlan:
    """Return every cycle of the drafted course with its place, or why it has none.

    `wishes` are by cycle and day of the cycle, both from 1. Nothing is placed before `now` (the
    site's wall clock), or before today where it is not given. Raises RuleBrokenError with the
    draft's problems, or where there are no chairs.
    """
    check = check_draft(draft, sheet)
    if check.planner is None or check.first_day is None:
        raise RuleBrokenError(*check.problems)
    wished = [wish.day for wish in (wishes or {}).values() if wish.day]
    request = SeriesRequest(
        planner=check.planner,
        first_day=check.first_day,
        last_day=check.last_day,
        number_of_cycles=check.number_of_cycles,
        earlier=sheet.earlier,
        wishes=wishes or {},
        skipped=skipped,
        earliest=now or datetime.combine(sheet.today, time()),
    )
    last = _last_possible_day(check, [check.first_day, *wished])
    with gradual_facts(store, sheet.today, last) as facts:
        return SeriesPlan(plan_series(request, facts), check, facts)


def load_courses(store: Reader, today: date) -> tuple[CourseLine, ...]:
    """Return every course in one line each, the newest first."""
    courses = sorted(store.all(Course), key=lambda each: each.first_day, reverse=True)
    return load_course_lines(store, courses, today)


def load_course(store: Reader, course_id: UUID) -> CourseFile:
    """Return a course with all its cycles. Raises RuleBrokenError where it is not there."""
    course = store.get(Course, course_id)
    order = store.get(Order, course.order_id) if course else None
    product = store.get(Product, order.product_id) if order else None
    patient = store.get(Patient, order.patient_id) if order else None
    if course is None or order is None or product is None or patient is None:
        raise refuse("course", "the course is not there any more")
    visits = sorted(store.where(Appointment, course_id=course_id), key=lambda each: each.start)
    cycles = sorted(store.where(Cycle, course_id=course_id), key=lambda each: each.number)
    return CourseFile(
        course,
        order,
        patient,
        product,
        tuple(CycleFile(cycle, _of_cycle(visits, cycle)) for cycle in cycles),
        store.some(Plan, (each.plan_id for each in visits)),
        load_orders(store, cycles),
    )


def _of_cycle(visits: Sequence[Appointment], cycle: Cycle) -> tuple[Appointment, ...]:
    return tuple(each for each in visits if each.cycle_id == cycle.id)


def _last_possible_day(check: DraftCheck, days: Sequence[date]) -> date:
    """Return the last day that is looked at for a visit, given the first and the wished days."""
    order = check.order
    if order is None:
        return max(days)
    slack = timedelta(days=order.window_days + DAYS_BEYOND_WINDOW + order.days_per_cycle)
    if check.number_of_cycles is None:
        return max(*days, check.last_day or days[0]) + slack
    # Every cycle may move to the end of its window, and the next one is due from there.
    each = timedelta(days=order.interval_days + order.window_days)
    by_count = max(days) + each * check.number_of_cycles + slack
    return by_count if check.last_day is None else min(by_count, max(*days, check.last_day) + slack)

"""What stands on a day, and one visit with all that is known about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from ivig_scheduler.domain.clearance import Conflict
from ivig_scheduler.domain.errors import refuse
from ivig_scheduler.domain.facts import ClinicFacts
from ivig_scheduler.domain.quantities import show_minutes
from ivig_scheduler.domain.records import (
    Appointment,
    Course,
    Cycle,
    Indication,
    Order,
    Patient,
    Plan,
    Product,
    RateTable,
    Weight,
)
from ivig_scheduler.domain.terms import CHAIR_FREE, Severity, Status
from ivig_scheduler.services.clinic_facts import appointments_of_days, gather_facts
from ivig_scheduler.services.moves import MovingVisit, plan_move
from ivig_scheduler.services.moving_visits import load_moving_visit
from ivig_scheduler.storage.reader import Reader

DAYS_A_WEEK = 7


@dataclass(frozen=True, slots=True)
class DayVisit:
    """A visit as the schedule draws it."""

    appointment: Appointment
    patient: Patient
    plan: Plan
    product: Product
    cycle_due: date | None


@dataclass(frozen=True)
class Day:
    """A day of the clinic: its facts and every visit, also those that no longer hold a chair.

    `closed_reason` says why the site is closed that day; it is empty on an open day.
    """

    day: date
    facts: ClinicFacts
    visits: tuple[DayVisit, ...]
    closed_reason: str

    @property
    def is_closed(self) -> bool:
        """Whether the site is closed all day."""
        return bool(self.closed_reason)

    @property
    def seated(self) -> tuple[DayVisit, ...]:
        """The visits that hold a chair."""
        return tuple(each for each in self.visits if each.appointment.status not in CHAIR_FREE)

    def find_visit(self, appointment_id: UUID) -> DayVisit | None:
        """Return the visit of that appointment, or None."""
        return next((each for each in self.visits if each.appointment.id == appointment_id), None)

    def next_in_chair(self, visit: Appointment) -> DayVisit | None:
        """Return the visit that follows in the same chair that day, or None."""
        later = (
            each
            for each in self.seated
            if each.appointment.chair_id == visit.chair_id
            and each.appointment.id != visit.id
            and each.appointment.start >= visit.start
        )
        return min(later, key=lambda each: each.appointment.start, default=None)


@dataclass(frozen=True)
class Week:
    """Seven days from a Monday on; they share the facts of the whole week."""

    monday: date
    days: tuple[Day, ...]


class HistoryEntry(NamedTuple):
    """An act that touched a record: when (aware, UTC), who, and what it was called."""

    at: datetime
    actor: str
    label: str


@dataclass(frozen=True)
class VisitFile:
    """One visit with all that is known about it; `weights` and `history` newest first.

    `conflicts` are the checks it fails where it stands now; `visit_number` counts the course's
    visits in time order, those that were called off aside. `moving` is what `check_move` takes.
    """

    appointment: Appointment
    patient: Patient
    weights: tuple[Weight, ...]
    order: Order
    course: Course
    cycle: Cycle
    plan: Plan
    product: Product
    indication: Indication
    table: RateTable
    moving: MovingVisit
    conflicts: tuple[Conflict, ...]
    next_in_chair: DayVisit | None
    visit_number: int
    visits_in_course: int
    history: tuple[HistoryEntry, ...]


def load_day(store: Reader, day: date) -> Day:
    """Return everything that stands on a day."""
    return _load_days(store, day, day)[0]


def load_week(store: Reader, monday: date) -> Week:
    """Return the week of the day given, from its Monday on."""
    first = monday - timedelta(days=monday.weekday())
    return Week(first, _load_days(store, first, first + timedelta(days=DAYS_A_WEEK - 1)))


def load_visit(store: Reader, appointment_id: UUID) -> VisitFile:
    """Return a visit with all that is known about it.

    Raises RuleBrokenError where it is not there (any more).
    """
    visit = store.get(Appointment, appointment_id)
    if visit is None:
        raise refuse("appointment", "the visit is not there any more")
    course, cycle = store.get(Course, visit.course_id), store.get(Cycle, visit.cycle_id)
    if course is None or cycle is None:
        raise refuse("appointment", "the visit's course is not there any more")
    moving = load_moving_visit(store, visit)
    day = load_day(store, visit.start.date())
    number, of = _count_visits(store, visit)
    context = moving.planner.context
    return VisitFile(
        appointment=visit,
        patient=context.patient,
        weights=moving.weights,
        order=context.order,
        course=course,
        cycle=cycle,
        plan=moving.plan,
        product=context.product,
        indication=context.indication,
        table=moving.table,
        moving=moving,
        conflicts=_conflicts_now(day.facts, moving),
        next_in_chair=day.next_in_chair(visit),
        visit_number=number,
        visits_in_course=of,
        history=tuple(HistoryEntry(*act) for act in store.acts_on(visit.id)),
    )


def _conflicts_now(facts: ClinicFacts, moving: MovingVisit) -> tuple[Conflict, ...]:
    visit = moving.appointment
    if visit.status in CHAIR_FREE or visit.status is Status.DONE:
        return ()
    here = plan_move(facts, moving, visit.chair_id, visit.start)
    if here.plan == moving.plan:
        return here.conflicts
    kind = "now counts as a first infusion" if here.plan.is_naive_like else "is now a usual visit"
    message = f"{kind}: takes {show_minutes(here.plan.booked_minutes)}, move it to plan it anew"
    return (*here.conflicts, Conflict("naive_like", Severity.WARN, message))


def _count_visits(store: Reader, visit: Appointment) -> tuple[int, int]:
    """Return which visit of its course this is, and of how many."""
    standing = [
        each
        for each in store.where(Appointment, course_id=visit.course_id)
        if each.status not in CHAIR_FREE or each.id == visit.id
    ]
    return sum(1 for each in standing if each.start <= visit.start), len(standing)


def _load_days(store: Reader, first: date, last: date) -> tuple[Day, ...]:
    appointments = appointments_of_days(store, first, last)
    patients = store.some(Patient, (each.patient_id for each in appointments))
    facts = gather_facts(store, first, last, appointments, patients)
    visits = _as_visits(store, appointments, patients)
    days = [first + timedelta(days=offset) for offset in range((last - first).days + 1)]
    return tuple(
        Day(
            day,
            facts,
            tuple(each for each in visits if each.appointment.start.date() == day),
            facts.calendar.find_closure(day),
        )
        for day in days
    )


def _as_visits(
    store: Reader, appointments: tuple[Appointment, ...], patients: Mapping[UUID, Patient]
) -> tuple[DayVisit, ...]:
    plans = store.some(Plan, (each.plan_id for each in appointments))
    products = store.some(Product, (plan.product_id for plan in plans.values()))
    cycles = store.some(Cycle, (each.cycle_id for each in appointments))
    return tuple(
        DayVisit(
            each,
            patients[each.patient_id],
            plans[each.plan_id],
            products[plans[each.plan_id].product_id],
            cycles[each.cycle_id].due_day if each.cycle_id in cycles else None,
        )
        for each in appointments
    )

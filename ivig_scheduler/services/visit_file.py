"""One visit with all that is known about it."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import NamedTuple
from uuid import UUID

from ivig_scheduler.domain.clearance import Conflict
from ivig_scheduler.domain.errors import refuse
from ivig_scheduler.domain.facts import ClinicFacts
from ivig_scheduler.domain.progress import Rung, VisitProgress, expect_visit
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
    VisitEvent,
    Weight,
)
from ivig_scheduler.domain.terms import CHAIR_FREE, Severity, Status
from ivig_scheduler.domain.titration import Ceiling
from ivig_scheduler.services.clock.events import load_events
from ivig_scheduler.services.clock.ladders import ladder_in, limits_in
from ivig_scheduler.services.day import DayVisit, load_day
from ivig_scheduler.services.moves import MovingVisit, plan_move
from ivig_scheduler.services.moving_visits import load_moving_visit
from ivig_scheduler.storage.reader import Reader


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
    zone: str = "UTC"
    events: tuple[VisitEvent, ...] = ()

    @cached_property
    def ladder(self) -> tuple[Rung, ...]:
        """The whole rate ladder of its infusion."""
        return ladder_in(self.moving.planner.context, self.plan, self.table)

    @cached_property
    def limits(self) -> tuple[Ceiling, ...]:
        """Everything that a rate entered by hand is held against."""
        return limits_in(self.moving.planner.context, self.plan, self.table)

    def expect(self, now: datetime, *further: VisitEvent) -> VisitProgress:
        """Return how it is expected to go at the site's wall clock `now`.

        `further` are events that are only thought of, such as a pause about to be entered.
        """
        events = (*self.events, *further)
        return expect_visit(
            self.appointment, now, self.plan, events, zone=self.zone, ladder=self.ladder
        )


def load_visit(store: Reader, appointment_id: UUID, now: datetime | None = None) -> VisitFile:
    """Return a visit with all that is known about it, its checks as of the site's wall clock `now`.

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
    events = load_events(store, (visit,)).get(visit.id, ())
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
        conflicts=_conflicts_now(day.facts_at(now) if now else day.facts, moving),
        next_in_chair=day.next_in_chair(visit),
        visit_number=number,
        visits_in_course=of,
        history=tuple(HistoryEntry(*act) for act in store.acts_on(visit.id)),
        zone=day.facts.zone,
        events=events,
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

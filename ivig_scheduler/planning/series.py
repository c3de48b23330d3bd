"""Placing a course's cycles on the calendar: nearest day, nearest time, first suitable chair.

An exact search of one cycle after the other: a cycle is given up only where no day of its window,
no time and no chair pass the checks.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from uuid import UUID

from ivig_scheduler.domain.clearance import (
    Candidate,
    Conflict,
    find_chair_conflicts,
    find_conflicts_of_time,
    is_blocked,
)
from ivig_scheduler.domain.errors import refuse
from ivig_scheduler.domain.facts import ClinicFacts
from ivig_scheduler.domain.naive import EarlierVisit
from ivig_scheduler.domain.records import Appointment, Chair
from ivig_scheduler.domain.visit_plans import ComputedVisit, VisitPlanner


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person asked for one visit, over what the search would choose."""

    day: date | None = None
    start: time | None = None
    chair_id: UUID | None = None


@dataclass(frozen=True)
class SeriesRequest:
    """A course to place. The last day is inclusive; cycles are numbered from 1.

    `wishes` are by cycle and day of the cycle, both from 1; `skipped` cycles are left out on
    purpose.
    """

    planner: VisitPlanner
    first_day: date
    last_day: date | None = None
    number_of_cycles: int | None = None
    earlier: tuple[EarlierVisit, ...] = ()
    wishes: Mapping[tuple[int, int], Wish] = field(default_factory=dict)
    skipped: frozenset[int] = frozenset()
    course_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class PlannedVisit:
    """A visit with its place, and what is to know about it."""

    day_of_cycle: int
    chair_id: UUID
    start: datetime
    end: datetime
    held_until: datetime
    computed: ComputedVisit
    conflicts: tuple[Conflict, ...]


@dataclass(frozen=True, slots=True)
class PlannedCycle:
    """A cycle with all its visits, or with none and the reasons."""

    number: int
    due_day: date
    visits: tuple[PlannedVisit, ...] = ()
    reasons: tuple[Conflict, ...] = ()
    is_skipped: bool = False


def plan_series(request: SeriesRequest, facts: ClinicFacts) -> tuple[PlannedCycle, ...]:
    """Return every cycle of a course with its place or the reasons it has none.

    A cycle is due an interval after the first day of the one before, where that one has a place.

    Raises RuleBrokenError where the site has no chairs, or the order no usable rate table.
    """
    if not facts.chairs:
        raise refuse("chairs", "there are no chairs yet: add them in Setup")
    return tuple(_Search(request, facts).cycles())


class _Search:
    """The search for one course; it books each cycle into its own picture of the calendar."""

    def __init__(self, request: SeriesRequest, facts: ClinicFacts) -> None:
        self._request = request
        self._facts = facts
        self._context = request.planner.context
        self._order = self._context.order
        self._earlier = list(request.earlier)
        self._chair_before = self._context.patient.preferred_chair_id

    def cycles(self) -> Iterator[PlannedCycle]:
        request = self._request
        due, number = request.first_day, 1
        while self._is_in_course(due, number):
            cycle = self._cycle(number, due)
            yield cycle
            first = cycle.visits[0].start.date() if cycle.visits else due
            due = first + timedelta(days=self._order.interval_days)
            number += 1

    def _is_in_course(self, due: date, number: int) -> bool:
        request = self._request
        if request.number_of_cycles is not None and number > request.number_of_cycles:
            return False
        if request.last_day is not None:
            return due <= request.last_day
        return request.number_of_cycles is not None

    def _cycle(self, number: int, due: date) -> PlannedCycle:
        if number in self._request.skipped:
            return PlannedCycle(number, due, is_skipped=True)
        reasons: tuple[Conflict, ...] = ()
        for day in self._days(number, due):
            visits, why = self._place(number, due, day)
            if visits:
                self._keep(visits)
                return PlannedCycle(number, due, visits)
            reasons = reasons or why
        return PlannedCycle(number, due, reasons=reasons)

    def _days(self, number: int, due: date) -> list[date]:
        wish = self._request.wishes.get((number, 1))
        if wish is not None and wish.day is not None:
            return [wish.day]
        window = self._order.window_days
        weekday = self._context.patient.preferred_weekday
        last = self._request.last_day
        days = [due + timedelta(days=off) for off in range(-window, window + 1)]
        days = [
            day
            for day in days
            if (number > 1 or day >= self._request.first_day) and (last is None or day <= last)
        ]
        return sorted(
            days,
            key=lambda day: (
                weekday is not None and day.weekday() != weekday,
                abs((day - due).days),
                day,
            ),
        )

    def _place(
        self, number: int, due: date, first: date
    ) -> tuple[tuple[PlannedVisit, ...], tuple[Conflict, ...]]:
        """Return all visits of a cycle that starts on `first`, or none and the reasons."""
        visits: list[PlannedVisit] = []
        earlier = list(self._earlier)
        for day_of_cycle in range(1, self._order.days_per_cycle + 1):
            wish = self._request.wishes.get((number, day_of_cycle), Wish())
            day = wish.day or first + timedelta(days=day_of_cycle - 1)
            computed = self._request.planner.plan_on(day, earlier)
            visit, why = self._best_on(day, due, day_of_cycle, computed, wish)
            if visit is None:
                return (), why
            visits.append(visit)
            earlier.append(EarlierVisit(day, self._context.product.id))
        return tuple(visits), ()

    def _best_on(
        self, day: date, due: date, day_of_cycle: int, computed: ComputedVisit, wish: Wish
    ) -> tuple[PlannedVisit | None, tuple[Conflict, ...]]:
        """Return the visit of a day with the fewest warnings, nearest time and chair first."""
        best: PlannedVisit | None = None
        blocked: tuple[Conflict, ...] = ()
        for start in self._starts(day, computed, wish):
            shifted_due = due + timedelta(days=day_of_cycle - 1)
            candidate = self._candidate(start, shifted_due, computed, self._chairs(wish)[0].id)
            of_time = find_conflicts_of_time(candidate, self._facts)
            if is_blocked(of_time):
                blocked = blocked or of_time
                continue
            if best is not None and len(of_time) >= len(best.conflicts):
                continue
            visit, why = self._first_chair(candidate, of_time, day_of_cycle, computed, wish)
            blocked = blocked or why
            if visit is not None and (best is None or len(visit.conflicts) < len(best.conflicts)):
                best = visit
            if best is not None and not best.conflicts:
                break
        return best, () if best else blocked

    def _first_chair(
        self,
        candidate: Candidate,
        of_time: tuple[Conflict, ...],
        day_of_cycle: int,
        computed: ComputedVisit,
        wish: Wish,
    ) -> tuple[PlannedVisit | None, tuple[Conflict, ...]]:
        best: PlannedVisit | None = None
        blocked: tuple[Conflict, ...] = ()
        for chair in self._chairs(wish):
            seated = replace(candidate, chair_id=chair.id)
            conflicts = find_chair_conflicts(seated, self._facts)
            if is_blocked(conflicts):
                blocked = blocked or conflicts
                continue
            found = of_time + conflicts
            if best is None or len(found) < len(best.conflicts):
                best = PlannedVisit(
                    day_of_cycle,
                    chair.id,
                    seated.start,
                    seated.end,
                    seated.held_until,
                    computed,
                    found,
                )
            if not conflicts:
                break
        return best, blocked

    def _candidate(
        self, start: datetime, due: date, computed: ComputedVisit, chair_id: UUID
    ) -> Candidate:
        end = start + timedelta(minutes=computed.plan.booked_minutes)
        return Candidate(
            patient=self._context.patient,
            order=self._order,
            product=self._context.product,
            table=computed.table,
            is_naive_like=computed.plan.is_naive_like,
            chair_id=chair_id,
            start=start,
            end=end,
            held_until=end + timedelta(minutes=computed.plan.turnover_minutes),
            due_day=due,
            # Weights are taken anew before each visit, so their age says nothing a year ahead.
            is_weight_checked=False,
        )

    def _starts(self, day: date, computed: ComputedVisit, wish: Wish) -> list[datetime]:
        if wish.start is not None:
            return [datetime.combine(day, wish.start)]
        hours = self._facts.calendar.open_hours(day)
        preferred = self._context.patient.preferred_time
        if hours is None:
            return [datetime.combine(day, preferred or time())]
        opens, closes = hours
        grid = timedelta(minutes=self._facts.settings.whole("calendar.grid"))
        last = closes - timedelta(minutes=computed.plan.booked_minutes)
        starts = [opens]
        while starts[-1] + grid <= last:
            starts.append(starts[-1] + grid)
        wanted = datetime.combine(day, preferred) if preferred else opens
        return sorted(starts, key=lambda start: (abs(start - wanted), start))

    def _chairs(self, wish: Wish) -> list[Chair]:
        wanted = wish.chair_id
        if wanted is not None:
            return [chair for chair in self._facts.chairs if chair.id == wanted]
        preferred = self._context.patient.preferred_chair_id
        return sorted(
            self._facts.chairs,
            key=lambda chair: (chair.id != preferred, chair.id != self._chair_before),
        )

    def _keep(self, visits: Iterable[PlannedVisit]) -> None:
        for visit in visits:
            self._earlier.append(EarlierVisit(visit.start.date(), self._context.product.id))
            self._chair_before = visit.chair_id


def as_appointment(
    visit: PlannedVisit, cycle_number: int, patient_id: UUID, course_id: UUID, cycle_id: UUID
) -> Appointment:
    """Return the appointment that books a planned visit."""
    return Appointment(
        patient_id=patient_id,
        course_id=course_id,
        cycle_id=cycle_id,
        plan_id=visit.computed.plan.id,
        chair_id=visit.chair_id,
        cycle_number=cycle_number,
        day_of_cycle=visit.day_of_cycle,
        start=visit.start,
        end=visit.end,
        held_until=visit.held_until,
    )

"""Placing a course's cycles on the calendar: nearest day, nearest time, first suitable chair.

An exact search of one cycle after the other: a cycle is given up only where no day of its window,
no time and no chair pass the checks.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from ivig_scheduler.domain.clearance import Conflict
from ivig_scheduler.domain.errors import refuse
from ivig_scheduler.domain.facts import ClinicFacts
from ivig_scheduler.domain.limits import MOST_CYCLES
from ivig_scheduler.domain.naive import EarlierVisit
from ivig_scheduler.domain.records import Appointment
from ivig_scheduler.domain.recurrence import next_due_day
from ivig_scheduler.domain.visit_plans import VisitPlanner
from ivig_scheduler.planning.placing import CycleTerms, Placer, PlannedVisit, Wish
from ivig_scheduler.planning.reasons import tell_reasons

__all__ = [
    "CycleRequest",
    "PlannedCycle",
    "PlannedVisit",
    "SeriesRequest",
    "Wish",
    "as_appointment",
    "plan_missing_days",
    "plan_series",
]

#: How far outside the window the nearest place is looked for.
DAYS_BEYOND_WINDOW = 14
#: Reasons that hold on every day, so that no other day is worth trying.
_EVERYWHERE = frozenset({"contraindication", "draft_table"})


@dataclass(frozen=True)
class SeriesRequest:
    """A course to place. The last day is inclusive; cycles are numbered from 1.

    `earlier` are the patient's visits of whatever course, given or on the calendar. `wishes` are
    by cycle and day of the cycle, both from 1; `skipped` cycles are left out on purpose. Nothing
    starts before `earliest`, the site's wall clock.
    """

    planner: VisitPlanner
    first_day: date
    last_day: date | None = None
    number_of_cycles: int | None = None
    earlier: tuple[EarlierVisit, ...] = ()
    wishes: Mapping[tuple[int, int], Wish] = field(default_factory=dict)
    skipped: frozenset[int] = frozenset()
    earliest: datetime | None = None


@dataclass(frozen=True)
class CycleRequest:
    """The missing days of a cycle that is on the calendar already, in part or not at all."""

    planner: VisitPlanner
    number: int
    terms: CycleTerms
    earlier: tuple[EarlierVisit, ...] = ()
    earliest: datetime | None = None


@dataclass(frozen=True, slots=True)
class PlannedCycle:
    """A cycle with all its visits, or with none and the reasons.

    A cycle without a place offers the nearest one outside its window, where there is any.
    """

    number: int
    due_day: date
    visits: tuple[PlannedVisit, ...] = ()
    reasons: tuple[Conflict, ...] = ()
    is_skipped: bool = False
    nearest: tuple[PlannedVisit, ...] = ()

    @property
    def days_off(self) -> int:
        """How many days after (or, negative, before) its due day the cycle begins."""
        if not self.visits:
            return 0
        first = self.visits[0]
        return (first.start.date() - self.due_day).days - (first.day_of_cycle - 1)

    def taking_nearest(self) -> "PlannedCycle":
        """Return the cycle at the place it offers outside its window."""
        return PlannedCycle(self.number, self.due_day, self.nearest)


def plan_series(request: SeriesRequest, facts: ClinicFacts) -> tuple[PlannedCycle, ...]:
    """Return every cycle of a course with its place or the reasons it has none.

    A cycle is due an interval after the first day of the one before, where that one has a place.

    Raises RuleBrokenError where the site has no chairs, or the order no usable rate table.
    """
    _check_chairs(facts)
    return tuple(_Search(request, facts).cycles())


def plan_missing_days(request: CycleRequest, facts: ClinicFacts) -> PlannedCycle:
    """Return the missing days of one cycle, inside its window or else nearest to it.

    Raises RuleBrokenError as `plan_series` does.
    """
    _check_chairs(facts)
    placer = Placer(request.planner, facts, request.earliest)
    found = _place_cycle(placer, request.number, request.terms, request.earlier)
    return found.taking_nearest() if found.nearest else found


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
        acuity_points=visit.computed.plan.acuity_points,
    )


class _Search:
    """The search for one course; every cycle sees the ones before it."""

    def __init__(self, request: SeriesRequest, facts: ClinicFacts) -> None:
        self._request = request
        self._order = request.planner.context.order
        self._placer = Placer(request.planner, facts, request.earliest)
        self._earlier = list(request.earlier)
        self._after: date | None = None

    def cycles(self) -> Iterator[PlannedCycle]:
        due, number = self._request.first_day, 1
        while self._is_in_course(due, number):
            cycle = self._cycle(number, due)
            yield cycle
            given = cycle.due_day + timedelta(days=cycle.days_off)
            due = next_due_day(given, self._order.interval_days)
            number += 1

    def _is_in_course(self, due: date, number: int) -> bool:
        count, last = self._request.number_of_cycles, self._request.last_day
        if count is None and last is None:
            return False
        return number <= (count or MOST_CYCLES) and (last is None or due <= last)

    def _cycle(self, number: int, due: date) -> PlannedCycle:
        request = self._request
        if number in request.skipped:
            return PlannedCycle(number, due, is_skipped=True)
        days = range(1, self._order.days_per_cycle + 1)
        terms = CycleTerms(
            due_day=due,
            days=tuple(days),
            wishes={day: request.wishes.get((number, day), Wish()) for day in days},
            first_day=request.first_day,
            after=self._after,
            last_day=request.last_day,
        )
        cycle = _place_cycle(self._placer, number, terms, self._earlier)
        self._placer.remember(cycle.visits)
        for visit in cycle.visits:
            self._after = visit.start.date()
            self._earlier.append(EarlierVisit(self._after, request.planner.context.product.id))
        return cycle


def _place_cycle(
    placer: Placer, number: int, terms: CycleTerms, earlier: Sequence[EarlierVisit]
) -> PlannedCycle:
    wished = terms.wishes.get(terms.days[0], Wish()).day
    tried: dict[date, tuple[Conflict, ...]] = {}
    for day in [wished] if wished else _days_of_window(placer, terms):
        placement = placer.place(terms, day, earlier)
        if placement.visits:
            return PlannedCycle(number, terms.due_day, placement.visits)
        tried.setdefault(placement.day, placement.reasons)
    reasons = tell_reasons(tried, placer.facts)
    is_hopeless = any(reason.rule in _EVERYWHERE for reason in reasons)
    nearest = () if is_hopeless or wished else _nearest(placer, terms, earlier)
    return PlannedCycle(number, terms.due_day, reasons=reasons, nearest=nearest)


def _days_of_window(placer: Placer, terms: CycleTerms) -> list[date]:
    """Return the window's days: the preferred weekday first, then the nearest to the due day.

    A closed due day moves inside the window, earlier days first. Closed days come last: they are
    taken only where the site's policy allows it and no other day has a place.
    """
    context, due = placer.planner.context, terms.first_due
    weekday = context.patient.preferred_weekday
    closed_on = placer.facts.calendar.find_closure
    is_closed = bool(closed_on(due))
    return sorted(
        _days_around(due, context.order.window_days),
        key=lambda day: (
            bool(closed_on(day)),
            weekday is not None and day.weekday() != weekday,
            is_closed and day > due,
            abs((day - due).days),
            day,
        ),
    )


def _nearest(
    placer: Placer, terms: CycleTerms, earlier: Sequence[EarlierVisit]
) -> tuple[PlannedVisit, ...]:
    """Return the place nearest to the due day that is outside the window.

    Where the window is past, the days from the earliest on are looked at.
    """
    due, window = terms.first_due, placer.planner.context.order.window_days
    days = set(_days_around(due, window + DAYS_BEYOND_WINDOW))
    today = placer.earliest.date() if placer.earliest else None
    if today is not None and due + timedelta(days=window) < today:
        days |= {today + timedelta(days=off) for off in range(DAYS_BEYOND_WINDOW)}
    outside = days - set(_days_around(due, window))
    for day in sorted(outside, key=lambda day: (abs((day - due).days), day)):
        visits = placer.place(terms, day, earlier, explains=False).visits
        if visits:
            return visits
    return ()


def _days_around(due: date, reach: int) -> list[date]:
    return [due + timedelta(days=off) for off in range(-reach, reach + 1)]


def _check_chairs(facts: ClinicFacts) -> None:
    if not facts.chairs:
        raise refuse("chairs", "there are no chairs yet: add them in Setup")

"""Placing a course's cycles on the calendar, all of them together.

The search is exact: no other choice of days, times and chairs costs less (`planning.costs`), and a
cycle is given up only where every way through the course gives up as many.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from uuid import UUID

from ivig_scheduler.domain.clearance import Conflict
from ivig_scheduler.domain.errors import refuse
from ivig_scheduler.domain.facts import ClinicFacts
from ivig_scheduler.domain.limits import MOST_CYCLES
from ivig_scheduler.domain.naive import EarlierVisit
from ivig_scheduler.domain.records import Appointment
from ivig_scheduler.domain.recurrence import next_due_day
from ivig_scheduler.domain.visit_plans import VisitPlanner
from ivig_scheduler.planning.cycle_places import CyclePlacer, Past
from ivig_scheduler.planning.placing import CycleTerms, PlannedVisit, Wish
from ivig_scheduler.planning.plan_chain import PlanChain
from ivig_scheduler.planning.reasons import find_reasons
from ivig_scheduler.planning.series_search import END, Arc, Course, Node, SeriesSearch
from ivig_scheduler.planning.series_seats import SeatChoice, SeatedVisit
from ivig_scheduler.planning.visit_places import PlaceFinder

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
    starts before `earliest`, the site's wall clock. Where the course goes on, `after` is the last
    day of the cycle before: then the first cycle may begin before it is due. `usual_time` is when
    the patient's visits were so far; a preferred time comes before it.
    """

    planner: VisitPlanner
    first_day: date
    last_day: date | None = None
    number_of_cycles: int | None = None
    earlier: tuple[EarlierVisit, ...] = ()
    wishes: Mapping[tuple[int, int], Wish] = field(default_factory=dict)
    skipped: frozenset[int] = frozenset()
    earliest: datetime | None = None
    after: date | None = None
    usual_time: time | None = None


@dataclass(frozen=True)
class CycleRequest:
    """The missing days of a cycle that is on the calendar already, in part or not at all."""

    planner: VisitPlanner
    number: int
    terms: CycleTerms
    earlier: tuple[EarlierVisit, ...] = ()
    earliest: datetime | None = None
    usual_time: time | None = None


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
    All cycles are placed together so that the course costs least (see `planning.costs`). A course
    that ends with fewer cycles than it has without any day off pays for each as without a place.

    Raises RuleBrokenError where the site has no chairs, or the order no usable rate table.
    """
    return _Planning(request, facts).cycles(_WholeCourse(request), request.first_day)


def plan_missing_days(request: CycleRequest, facts: ClinicFacts) -> PlannedCycle:
    """Return the missing days of one cycle, inside its window or else nearest to it.

    Raises RuleBrokenError as `plan_series` does.
    """
    (found,) = _Planning(request, facts).cycles(_OneCycle(request), request.terms.due_day)
    found = replace(found, number=request.number)
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


class _WholeCourse:
    """A course from its request: its cycles by number and due day, and where it ends."""

    def __init__(self, request: SeriesRequest) -> None:
        self._request = request
        order = request.planner.context.order
        self.interval_days = order.interval_days
        self._days = tuple(range(1, order.days_per_cycle + 1))

    def terms(self, number: int, due: date) -> CycleTerms | None:
        request = self._request
        if number in request.skipped:
            return None
        wishes: dict[int, Wish] = {}
        if request.wishes:
            asked = ((day, request.wishes.get((number, day))) for day in self._days)
            wishes = {day: wish for day, wish in asked if wish}
        return CycleTerms(
            due_day=due,
            days=self._days,
            wishes=wishes,
            after=request.after,
            first_day=request.first_day if request.after is None else None,
            last_day=request.last_day,
        )

    def is_over(self, number: int, due: date) -> bool:
        count, last = self._request.number_of_cycles, self._request.last_day
        if count is None and last is None:
            return True
        return number > (count or MOST_CYCLES) or (last is not None and due > last)

    def missing(self, number: int) -> int:
        """Return how many cycles fewer there are than without any day off."""
        lost, due = 0, self._request.first_day
        while not self.is_over(lost + 1, due):
            lost, due = lost + 1, next_due_day(due, self.interval_days)
        return max(0, lost - (number - 1))


class _OneCycle:
    """The missing days of one cycle, as a course of their own."""

    def __init__(self, request: CycleRequest) -> None:
        self._terms = request.terms
        self.interval_days = request.planner.context.order.interval_days

    def terms(self, number: int, due: date) -> CycleTerms:
        return self._terms

    def is_over(self, number: int, due: date) -> bool:
        return number > 1

    def missing(self, number: int) -> int:
        return 0


class _Planning:
    """The search of one request, from the days to the seats to the reasons."""

    def __init__(self, request: SeriesRequest | CycleRequest, facts: ClinicFacts) -> None:
        if not facts.chairs:
            raise refuse("chairs", "there are no chairs yet: add them in Setup")
        context = request.planner.context
        self._window = context.order.window_days
        self._finder = PlaceFinder(context, facts, request.earliest, request.usual_time)
        chain = PlanChain(request.planner, request.earlier)
        self.placer = CyclePlacer(self._finder, chain, context.patient, self._window)
        preferred = self._finder.place_of(context.patient.preferred_chair_id)
        shortest = facts.settings.whole("calendar.shortest_visit")
        self._seats = SeatChoice(self._finder, preferred, shortest)

    def cycles(self, course: Course, first_due: date) -> tuple[PlannedCycle, ...]:
        """Return the course's cycles. What the rules see otherwise is looked for once more."""
        while True:
            search = SeriesSearch(course, self.placer, first_due)
            way = self._seats.choose(search.cheapest_arcs(), search.start)
            found = [self._seated(visits) for _, visits in way]
            if None not in found:
                return tuple(
                    self._cycle(course, arc, visits or ())
                    for (arc, _), visits in zip(way, found, strict=True)
                    if arc.target is not END
                )

    def _seated(self, visits: Iterable[SeatedVisit]) -> tuple[PlannedVisit, ...] | None:
        seated = [self._finder.seat(each.terms, each.start, each.chair) for each in visits]
        sure = tuple(each for each in seated if each is not None)
        return sure if len(sure) == len(seated) else None

    def _cycle(self, course: Course, arc: Arc, visits: tuple[PlannedVisit, ...]) -> PlannedCycle:
        number, due = arc.source.number, arc.source.due
        terms = course.terms(number, due)
        if terms is None:
            return PlannedCycle(number, due, is_skipped=True)
        if visits:
            return PlannedCycle(number, terms.due_day, visits)
        past = arc.source.past
        reasons = find_reasons(self.placer, terms, past, self.placer.days(terms))
        is_hopeless = any(reason.rule in _EVERYWHERE for reason in reasons)
        nearest = () if is_hopeless or terms.wished_day else self._nearest(terms, past)
        return PlannedCycle(number, terms.due_day, reasons=reasons, nearest=nearest)

    def _nearest(self, terms: CycleTerms, past: Past) -> tuple[PlannedVisit, ...]:
        """Return the place nearest to the due day that is outside the window.

        Where the window is past, the days from the earliest on are looked at.
        """
        due, window = terms.first_due, self._window
        days = set(_days_around(due, window + DAYS_BEYOND_WINDOW))
        earliest = self._finder.earliest
        if earliest is not None and due + timedelta(days=window) < earliest.date():
            days |= {earliest.date() + timedelta(days=off) for off in range(DAYS_BEYOND_WINDOW)}
        outside = days - set(_days_around(due, window))
        for day in sorted(outside, key=lambda day: (abs((day - due).days), day)):
            visits = self._place_alone(terms, day, past)
            if visits:
                return visits
        return ()

    def _place_alone(
        self, terms: CycleTerms, day: date, past: Past
    ) -> tuple[PlannedVisit, ...] | None:
        """Return the visits of one cycle from a day on, the rest of the course left alone."""
        node = Node(1, terms.due_day, past)
        while places := self.placer.place(terms, day, past):
            ((_, seated),) = self._seats.choose({node: [Arc(node, END, places=places)]}, node)
            visits = self._seated(seated)
            if visits is not None:
                return visits
        return None


def _days_around(due: date, reach: int) -> list[date]:
    return [due + timedelta(days=off) for off in range(-reach, reach + 1)]

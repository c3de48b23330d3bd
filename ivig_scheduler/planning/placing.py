"""Placing the visits of one cycle from a given day on: nearest time, first suitable chair."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from uuid import UUID

from ivig_scheduler.domain.clearance import (
    Candidate,
    Conflict,
    blocking,
    find_chair_conflicts,
    find_conflicts,
    find_day_conflicts,
    find_time_conflicts,
    is_blocked,
)
from ivig_scheduler.domain.facts import ClinicFacts
from ivig_scheduler.domain.naive import EarlierVisit
from ivig_scheduler.domain.records import Chair
from ivig_scheduler.domain.recurrence import due_day_of
from ivig_scheduler.domain.terms import Severity
from ivig_scheduler.domain.visit_plans import ComputedVisit, VisitPlanner, stay_of
from ivig_scheduler.domain.wording import show_day

#: The check that keeps visits in order and out of the past; no site can switch it off.
WRONG_DAY = "order_of_days"


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person asked for one visit, over what the search would choose."""

    day: date | None = None
    start: time | None = None
    chair_id: UUID | None = None


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
class Placement:
    """All visits of a cycle, or none and every reason against the first that has no place.

    `day` is the day those reasons are about: of a split cycle it may be a later one.
    """

    day: date
    visits: tuple[PlannedVisit, ...] = ()
    reasons: tuple[Conflict, ...] = ()


@dataclass(frozen=True)
class CycleTerms:
    """The cycle to place: its due day, the days of it, and what a person asked for by day.

    `after` is the last day of the cycle before, `before` the first of the one after; visits stay
    strictly between them. `first_day` and `last_day` are the course's, inclusive; a wished day may
    be before the first.
    """

    due_day: date
    days: tuple[int, ...]
    wishes: Mapping[int, Wish] = field(default_factory=dict)
    after: date | None = None
    before: date | None = None
    first_day: date | None = None
    last_day: date | None = None

    @property
    def first_due(self) -> date:
        """The day on which the first of the days to place is due."""
        return due_day_of(self.due_day, self.days[0])


class Placer:
    """Places the visits of one order among the facts; nothing starts before `earliest`."""

    def __init__(
        self, planner: VisitPlanner, facts: ClinicFacts, earliest: datetime | None = None
    ) -> None:
        self.planner = planner
        self.facts = facts
        self.earliest = earliest
        self._grid = timedelta(minutes=facts.settings.whole("calendar.grid"))
        #: What the patient had last: the next visit aims at the same chair and time.
        self.chair_before: UUID | None = None
        self.time_before: time | None = None

    def place(
        self,
        cycle: CycleTerms,
        first: date,
        earlier: Sequence[EarlierVisit],
        *,
        explains: bool = True,
    ) -> Placement:
        """Return all visits of the cycle from the day `first` on, or none and the reasons.

        Reasons are not looked for where `explains` is false.
        """
        visits: list[PlannedVisit] = []
        known = list(earlier)
        day, number = first, cycle.days[0]
        for day_of_cycle in cycle.days:
            wish = cycle.wishes.get(day_of_cycle, Wish())
            day = wish.day or day + timedelta(days=day_of_cycle - number)
            number = day_of_cycle
            wrong = self._find_wrong_day(cycle, day, visits, is_wished=wish.day is not None)
            if wrong:
                return Placement(day, reasons=(Conflict(WRONG_DAY, Severity.BLOCK, wrong),))
            computed = self.planner.plan_on(day, known)
            due = due_day_of(cycle.due_day, day_of_cycle)
            visit = self._place_on(day, due, day_of_cycle, computed, wish)
            if visit is None:
                reasons = self._explain(day, due, computed, wish) if explains else ()
                return Placement(day, reasons=reasons)
            visits.append(visit)
            known.append(EarlierVisit(day, self.planner.context.product.id))
        return Placement(day, tuple(visits))

    def remember(self, visits: Iterable[PlannedVisit]) -> None:
        """Let the following cycles aim at the chair and time of these visits."""
        for visit in visits:
            self.chair_before, self.time_before = visit.chair_id, visit.start.time()

    def _find_wrong_day(
        self, cycle: CycleTerms, day: date, visits: Sequence[PlannedVisit], *, is_wished: bool
    ) -> str:
        """Return why no visit may stand on a day, wherever there is room."""
        before = visits[-1].start.date() if visits else cycle.after
        first, last = None if is_wished else cycle.first_day, cycle.last_day
        if self.earliest is not None and day < self.earliest.date():
            return f"{show_day(day)} is past"
        if before is not None and day <= before:
            return f"{show_day(day)} is not after the visit before it, {show_day(before)}"
        if cycle.before is not None and day >= cycle.before:
            return f"{show_day(day)} is not before the next cycle, {show_day(cycle.before)}"
        if first is not None and day < first:
            return f"{show_day(day)} is before the course's first day, {show_day(first)}"
        if last is not None and day > last:
            return f"{show_day(day)} is after the course's last day, {show_day(last)}"
        return ""

    def _place_on(
        self, day: date, due: date, day_of_cycle: int, computed: ComputedVisit, wish: Wish
    ) -> PlannedVisit | None:
        """Return the visit of a day with the fewest warnings, nearest time and chair first."""
        starts, chairs = self._starts(day, computed, wish), self._chairs(wish)
        if not starts or not chairs:
            return None
        first = self._candidate(starts[0], due, computed, chairs[0].id)
        of_day = find_day_conflicts(first, self.facts)
        roomy = [] if is_blocked(of_day) else self._with_room(chairs, starts, first)
        best: PlannedVisit | None = None
        for start in starts if roomy else ():
            candidate = self._candidate(start, due, computed, roomy[0].id)
            found = self._best_chair(candidate, roomy, of_day, day_of_cycle, computed)
            if found is not None and (best is None or len(found.conflicts) < len(best.conflicts)):
                best = found
            if best is not None and len(best.conflicts) == len(of_day):
                break
        return best

    def _explain(
        self, day: date, due: date, computed: ComputedVisit, wish: Wish
    ) -> tuple[Conflict, ...]:
        """Return what forbids the first choice of a day on which there is no place."""
        starts, chairs = self._starts(day, computed, wish), self._chairs(wish)
        if not chairs:
            return (Conflict(WRONG_DAY, Severity.BLOCK, "the chair is not there any more"),)
        if not starts:
            return (Conflict(WRONG_DAY, Severity.BLOCK, "that time is past"),)
        first = self._candidate(starts[0], due, computed, chairs[0].id)
        return blocking(find_conflicts(first, self.facts))

    def _with_room(
        self, chairs: Sequence[Chair], starts: Sequence[datetime], visit: Candidate
    ) -> list[Chair]:
        """Return the chairs that are free for as long as a visit at some of the starts needs."""
        # Across a clock change a visit can be an hour shorter by the wall clock.
        length = visit.held_until - visit.start
        first, last = min(starts), max(starts) + length
        gap = length - timedelta(hours=1)
        return [
            chair for chair in chairs if self.facts.occupancy.has_gap(chair.id, first, last, gap)
        ]

    def _best_chair(
        self,
        candidate: Candidate,
        chairs: Sequence[Chair],
        of_day: tuple[Conflict, ...],
        day_of_cycle: int,
        computed: ComputedVisit,
    ) -> PlannedVisit | None:
        start, end, held_until = candidate.start, candidate.end, candidate.held_until
        taken = self.facts.occupancy.in_chair
        free = [chair for chair in chairs if not taken(chair.id, start, held_until)]
        of_time = find_time_conflicts(candidate, self.facts) if free else ()
        best: PlannedVisit | None = None
        for chair in () if is_blocked(of_time) else free:
            of_chair = find_chair_conflicts(replace(candidate, chair_id=chair.id), self.facts)
            found = of_day + of_time + of_chair
            if not is_blocked(of_chair) and (best is None or len(found) < len(best.conflicts)):
                best = PlannedVisit(day_of_cycle, chair.id, start, end, held_until, computed, found)
            if not of_chair:
                break
        return best

    def _candidate(
        self, start: datetime, due: date, computed: ComputedVisit, chair_id: UUID
    ) -> Candidate:
        context, plan = self.planner.context, computed.plan
        end, held_until = stay_of(plan, start, self.facts.zone)
        return Candidate(
            patient=context.patient,
            order=context.order,
            product=context.product,
            table=computed.table,
            is_naive_like=plan.is_naive_like,
            chair_id=chair_id,
            start=start,
            end=end,
            held_until=held_until,
            due_day=due,
            # Weights are taken anew before each visit, so their age says nothing a year ahead.
            is_weight_checked=False,
        )

    def _starts(self, day: date, computed: ComputedVisit, wish: Wish) -> list[datetime]:
        """Return the starts to try, the wanted one first; on a closed day one, for its reasons."""
        if wish.start is not None:
            return self._not_past([datetime.combine(day, wish.start)])
        wanted = self.planner.context.patient.preferred_time or self.time_before
        hours = self.facts.calendar.open_hours(day)
        if hours is None:
            return [datetime.combine(day, wanted or self.facts.calendar.span()[0])]
        opens, closes = hours
        room = closes - timedelta(minutes=computed.plan.booked_minutes) - opens
        starts = [opens + step * self._grid for step in range(max(room // self._grid, 0) + 1)]
        nearest = datetime.combine(day, wanted) if wanted else opens
        return sorted(self._not_past(starts), key=lambda start: (abs(start - nearest), start))

    def _not_past(self, starts: Iterable[datetime]) -> list[datetime]:
        return [start for start in starts if self.earliest is None or start >= self.earliest]

    def _chairs(self, wish: Wish) -> list[Chair]:
        if wish.chair_id is not None:
            return [chair for chair in self.facts.chairs if chair.id == wish.chair_id]
        preferred = self.planner.context.patient.preferred_chair_id
        return sorted(
            self.facts.chairs,
            key=lambda chair: (chair.id != preferred, chair.id != self.chair_before),
        )

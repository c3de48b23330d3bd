"""The best places of one visit on one day: its starts, and the chairs that are free then."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import chain
from uuid import UUID

from ivig_scheduler.domain.clearance import (
    Candidate,
    Conflict,
    find_chair_conflicts,
    find_day_conflicts,
    find_time_conflicts,
    is_blocked,
)
from ivig_scheduler.domain.facts import ClinicFacts
from ivig_scheduler.domain.records import Plan
from ivig_scheduler.domain.recurrence import has_clock_change
from ivig_scheduler.domain.visit_plans import ComputedVisit, OrderContext, stay_of
from ivig_scheduler.planning.day_book import DayBook
from ivig_scheduler.planning.placing import NO_WISH, PlannedVisit, Wish


@dataclass(frozen=True, slots=True)
class VisitTerms:
    """A visit to place: its day, its plan, when it is due and what a person asked for.

    `is_wished_day` where a person chose the day: it then counts as due that day.
    """

    day: date
    day_of_cycle: int
    due: date
    computed: ComputedVisit
    wish: Wish = NO_WISH
    is_wished_day: bool = False


@dataclass(frozen=True, slots=True)
class StartPlaces:
    """A start at which the visit fits equally well in some chairs, told by their place."""

    visit: Candidate
    conflicts: tuple[Conflict, ...]
    chairs: tuple[int, ...]


@dataclass(frozen=True, eq=False, slots=True)
class VisitPlaces:
    """All starts and chairs with the fewest warnings, of those the nearest to the wanted time."""

    warnings: int
    minutes: int
    starts: tuple[StartPlaces, ...]


class PlaceFinder:
    """Finds the places of visits of one order among the facts; nothing starts before `earliest`.

    The rules decide; what is kept of the calendar only spares asking them where a chair is taken.
    Each day and plan is looked at once, so the facts must not change meanwhile.
    """

    def __init__(
        self,
        context: OrderContext,
        facts: ClinicFacts,
        earliest: datetime | None = None,
        usual_time: time | None = None,
    ) -> None:
        self.facts = facts
        self.earliest = earliest
        self._context = context
        self._wanted = context.patient.preferred_time or usual_time
        self._grid = timedelta(minutes=facts.settings.whole("calendar.grid"))
        self._positions: dict[UUID | None, int] = {
            chair.id: place for place, chair in enumerate(facts.chairs)
        }
        self._books: dict[date, DayBook] = {}
        self._clock_changes: dict[date, bool] = {}
        self._suitable: set[tuple[str, ...]] = set()
        self._known: dict[object, VisitPlaces | None] = {}
        self._corrected: dict[tuple[int, datetime], tuple[Conflict, ...]] = {}

    def find(self, terms: VisitTerms) -> VisitPlaces | None:
        """Return the best places of a visit, or None where the rules let it nowhere that day."""
        off = abs((terms.day - terms.due).days)
        due = terms.due if off > self._context.order.window_days else None
        key = (terms.day, id(terms.computed), terms.wish, terms.is_wished_day, due)
        if key not in self._known:
            self._known[key] = self._look(terms)
        return self._known[key]

    def book(self, day: date) -> DayBook:
        """Return who is where on a day."""
        if day not in self._books:
            self._books[day] = DayBook(day, self.facts, self._positions)
        return self._books[day]

    def seat(self, terms: VisitTerms, start: StartPlaces, chair: int) -> PlannedVisit | None:
        """Return the visit in a chair, with all its conflicts; None where the rules forbid it.

        Then the next search knows.
        """
        visit = replace(start.visit, chair_id=self.facts.chairs[chair].id, due_day=terms.due)
        expected = self._chair_conflicts(start.visit, chair)
        found = find_chair_conflicts(visit, self.facts)
        if len(found) != len(expected) or is_blocked(found):
            self._corrected[chair, visit.start] = found
            self._known.clear()
            return None
        return PlannedVisit(
            terms.day_of_cycle,
            visit.chair_id,
            visit.start,
            visit.end,
            visit.held_until,
            terms.computed,
            start.conflicts + found,
        )

    def starts(self, terms: VisitTerms) -> list[datetime]:
        """Return the starts to try, the wanted one first; on a closed day one, for its reasons."""
        day = terms.day
        if terms.wish.start is not None:
            return self._not_past([datetime.combine(day, terms.wish.start)])
        hours = self.facts.calendar.open_hours(day)
        if hours is None:
            alone = datetime.combine(day, self._wanted or self.facts.calendar.span()[0])
            return self._not_past([alone])
        starts = self._starts_in(*hours, terms.computed.plan)
        if self._wanted is None:
            return self._not_past(starts)
        nearest = datetime.combine(day, self._wanted)
        return sorted(self._not_past(starts), key=lambda start: (abs(start - nearest), start))

    def chairs(self, wish: Wish) -> Sequence[int]:
        """Return the chairs to try by their place: all, or the one a person asked for."""
        if wish.chair_id is None:
            return range(len(self.facts.chairs))
        place = self.place_of(wish.chair_id)
        return () if place is None else (place,)

    def place_of(self, chair_id: UUID | None) -> int | None:
        """Return a chair's place among the facts, or None where it is not there."""
        return self._positions.get(chair_id)

    def candidate(self, terms: VisitTerms, start: datetime, chair: int) -> Candidate:
        """Return the visit at a start in a chair."""
        return Candidate.at(
            self._context,
            terms.computed.plan,
            terms.computed.table,
            self.facts.chairs[chair].id,
            start,
            self.facts.zone,
            due_day=terms.due,
            # Weights are taken anew before each visit, so their age says nothing a year ahead.
            is_weight_checked=False,
        )

    def _look(self, terms: VisitTerms) -> VisitPlaces | None:
        starts, chairs = self._open_starts(terms), self.chairs(terms.wish)
        soonest = next(starts, None)
        if soonest is None or not chairs:
            return None
        first = self.candidate(terms, soonest, chairs[0])
        of_day = find_day_conflicts(first, self.facts)
        if is_blocked(of_day):
            return None
        counted = len(of_day)
        if terms.is_wished_day:
            counted = len(find_day_conflicts(replace(first, due_day=terms.day), self.facts))
        return self._best(terms, chain((soonest,), starts), chairs, of_day, counted)

    def _open_starts(self, terms: VisitTerms) -> Iterator[datetime]:
        """Give the starts at which some chair is free for as long as the visit takes at least."""
        plan, book = terms.computed.plan, self.book(terms.day)
        minutes = plan.booked_minutes + plan.turnover_minutes
        if self._changes_clock(terms.day):
            # By the wall clock, a visit across the change can be shorter.
            minutes = max(1, minutes - 60)
        starts = self.starts(terms)
        # Often the first start will do; then the others need not be looked at.
        if starts and book.has_free(book.minutes.first(starts[0]), minutes):
            yield starts.pop(0)
        elif terms.wish.start is None and not book.free_starts(minutes) & book.open_minutes:
            return
        for start in starts:
            if book.free_starts(minutes) >> book.minutes.first(start) & 1:
                yield start

    def _starts_in(self, opens: datetime, closes: datetime, plan: Plan) -> list[datetime]:
        """Return the starts of the grid from which a visit ends by closing, at least opening."""
        room = closes - timedelta(minutes=plan.booked_minutes) - opens
        if not self._changes_clock(opens.date()):
            return [opens + step * self._grid for step in range(max(room // self._grid, 0) + 1)]
        starts = (opens + step * self._grid for step in range((closes - opens) // self._grid))
        in_time = [each for each in starts if stay_of(plan, each, self.facts.zone)[0] <= closes]
        return in_time or [opens]

    def _changes_clock(self, day: date) -> bool:
        if day not in self._clock_changes:
            self._clock_changes[day] = has_clock_change(day, self.facts.zone)
        return self._clock_changes[day]

    def _best(
        self,
        terms: VisitTerms,
        starts: Iterable[datetime],
        chairs: Sequence[int],
        of_day: tuple[Conflict, ...],
        counted: int,
    ) -> VisitPlaces | None:
        best: VisitPlaces | None = None
        for start in starts:
            minutes = 0 if terms.wish.start is not None else self._minutes_off(start)
            is_nearest = best is None or minutes == best.minutes
            if best is not None and best.warnings == counted and not is_nearest:
                break
            visit = self.candidate(terms, start, chairs[0])
            fewest, free = self._free_chairs(visit, chairs)
            if not free:
                continue
            of_time = find_time_conflicts(visit, self.facts)
            if is_blocked(of_time):
                continue
            warnings = counted + len(of_time) + fewest
            places = StartPlaces(visit, of_day + of_time, free)
            if best is None or warnings < best.warnings:
                best = VisitPlaces(warnings, minutes, (places,))
            elif warnings == best.warnings and minutes == best.minutes:
                best = replace(best, starts=(*best.starts, places))
        return best

    def _minutes_off(self, start: datetime) -> int:
        """Return how far a start is from the wanted time; on a closed day not at all."""
        hours = self.facts.calendar.open_hours(start.date())
        if hours is None:
            return 0
        wanted = datetime.combine(start.date(), self._wanted) if self._wanted else hours[0]
        return int(abs(start - wanted) / timedelta(minutes=1))

    def _free_chairs(self, visit: Candidate, chairs: Sequence[int]) -> tuple[int, tuple[int, ...]]:
        """Return the fewest warnings of a chair at a start, and the chairs that have no more."""
        book = self.book(visit.start.date())
        span = book.minutes.span(visit.start, visit.held_until)
        fewest = 0
        free: list[int] = []
        for chair in chairs:
            if book.taken[chair] & span:
                continue
            conflicts = self._chair_conflicts(visit, chair)
            if conflicts and is_blocked(conflicts):
                continue
            if not free or len(conflicts) < fewest:
                fewest, free = len(conflicts), []
            if len(conflicts) == fewest:
                free.append(chair)
        return fewest, tuple(free)

    def _chair_conflicts(self, visit: Candidate, chair: int) -> tuple[Conflict, ...]:
        """Return what speaks against a chair that is not taken.

        Where nothing does, that holds for all chairs with the same features at all times, so it is
        not asked again, unless the chair is out of service that day, in use for a time only, or the
        visit goes on past midnight.
        """
        if self._corrected and (chair, visit.start) in self._corrected:
            return self._corrected[chair, visit.start]
        record = self.facts.chairs[chair]
        is_usual = not self._depends_on_time(visit, chair)
        if is_usual and record.features in self._suitable:
            return ()
        found = find_chair_conflicts(replace(visit, chair_id=record.id), self.facts)
        if is_usual and not found:
            self._suitable.add(record.features)
        return found

    def _depends_on_time(self, visit: Candidate, chair: int) -> bool:
        day = visit.start.date()
        return chair in self.book(day).limited or visit.held_until.date() != day

    def _not_past(self, starts: list[datetime]) -> list[datetime]:
        if self.earliest is None:
            return starts
        return [start for start in starts if start >= self.earliest]

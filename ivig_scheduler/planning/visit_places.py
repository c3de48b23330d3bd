"""The best places of one visit on one day: its starts, and the chairs that are free then."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from itertools import chain
from typing import NamedTuple
from uuid import UUID

from ivig_scheduler.domain.clearance import (
    ALL_RULES,
    Candidate,
    Conflict,
    find_chair_conflicts,
    find_conflicts_by,
    find_day_conflicts,
    find_time_conflicts,
    is_blocked,
)
from ivig_scheduler.domain.facts import ClinicFacts
from ivig_scheduler.domain.visit_plans import ComputedVisit, OrderContext
from ivig_scheduler.planning.day_book import DayBook
from ivig_scheduler.planning.day_starts import DayStarts
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


class Foreseen(NamedTuple):
    """The fewest warnings a visit can have on a day, and then the least minutes off."""

    warnings: int
    minutes: int


@dataclass(frozen=True, eq=False, slots=True)
class VisitPlaces:
    """All starts and chairs with the fewest warnings, of those the nearest to the wanted time."""

    warnings: int
    minutes: int
    starts: tuple[StartPlaces, ...]


_UNKNOWN = Foreseen(0, 0)
#: What is broken at a time of the day is broken at each later one.
_LATE_RULES = {"naive_start": ALL_RULES["naive_start"]}
#: How a visit is known inside its window for which nobody asked anything, after its day and plan.
_PLAIN = (None, False, None)


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
        self._window = context.order.window_days
        self._starts = DayStarts(facts, earliest, context.patient.preferred_time or usual_time)
        self._positions = {chair.id: place for place, chair in enumerate(facts.chairs)}
        #: Those in use for a time only.
        self._temporary = frozenset(
            place
            for place, chair in enumerate(facts.chairs)
            if chair.in_use_from is not None or chair.in_use_to is not None
        )
        self._books: dict[date, DayBook] = {}
        self._suitable: set[tuple[str, ...]] = set()
        self._known: dict[object, VisitPlaces | None] = {}
        self._plain: dict[tuple[date, int], Foreseen | VisitPlaces | None] = {}
        self._corrected: dict[tuple[int, datetime], tuple[Conflict, ...]] = {}

    def is_closed(self, day: date) -> bool:
        """Return whether the site is closed on a day."""
        return self._starts.hours(day) is None

    def may_be_open(self, day: date) -> bool:
        """Return whether the site's hours and policy let a visit stand on a day."""
        return self._starts.may_be_open(day)

    def find(self, terms: VisitTerms) -> VisitPlaces | None:
        """Return the best places of a visit, or None where the rules let it nowhere that day."""
        key = self._key(terms)
        if key not in self._known:
            found = self._known[key] = self._look(terms)
            if key[2:] == _PLAIN:
                self._plain[key[0], key[1]] = found
        return self._known[key]

    def foresee(self, terms: VisitTerms) -> Foreseen | VisitPlaces | None:
        """Return what the best places of a visit cost at least, or None where there surely is none.

        It is quick: the rules are not asked. Where they were asked before, it is their answer.
        """
        key = self._key(terms)
        if key in self._known:
            return self._known[key]
        if terms.wish.start is not None:
            return _UNKNOWN
        return self._foresee(terms.day, terms.computed)

    def foresee_plain(self, day: date, computed: ComputedVisit) -> Foreseen | VisitPlaces | None:
        """Foresee a visit inside its window for which nobody asked anything."""
        key = day, id(computed)
        if key not in self._plain:
            self._plain[key] = self._foresee(day, computed)
        return self._plain[key]

    def _foresee(self, day: date, computed: ComputedVisit) -> Foreseen | None:
        least = self._starts.least_minutes_off(day, computed.plan)
        if least is None:
            return None
        soonest = self._starts.soonest(day, least)
        if soonest is None or not computed.plan.is_naive_like:
            return Foreseen(0, least)
        first = self.candidate(VisitTerms(day, 1, day, computed), soonest, 0)
        too_late = find_conflicts_by(_LATE_RULES, first, self.facts)
        return None if is_blocked(too_late) else Foreseen(len(too_late), least)

    def _key(self, terms: VisitTerms) -> tuple[date, int, Wish | None, bool, date | None]:
        off = abs((terms.day - terms.due).days)
        due = terms.due if off > self._window else None
        # Most have none, and to look for None is quicker.
        wish = None if terms.wish is NO_WISH else terms.wish
        return terms.day, id(terms.computed), wish, terms.is_wished_day, due

    def book(self, day: date) -> DayBook:
        """Return who is where on a day."""
        if day not in self._books:
            self._books[day] = DayBook(day, self.facts, self._positions, self._temporary)
        return self._books[day]

    def seat(self, terms: VisitTerms, start: StartPlaces, chair: int) -> PlannedVisit | None:
        """Return the visit in a chair, with all its conflicts; None where the rules forbid it.

        Then the next search knows.
        """
        visit = replace(start.visit, chair_id=self.facts.chairs[chair].id, due_day=terms.due)
        expected = self._chair_conflicts(start.visit, chair, self.book(terms.day))
        found = find_chair_conflicts(visit, self.facts)
        if len(found) != len(expected) or is_blocked(found):
            self._corrected[chair, visit.start] = found
            self._known.clear()
            self._plain.clear()
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

    def starts(self, terms: VisitTerms) -> Iterator[datetime]:
        """Give the starts to try, the wanted one first; on a closed day one, for its reasons."""
        return self._starts.of(terms.day, terms.computed.plan, terms.wish.start)

    def chairs(self, wish: Wish) -> Sequence[int]:
        """Return the chairs to try by their place: all, or the one a person asked for."""
        if wish.chair_id is None:
            return range(len(self.facts.chairs))
        place = self.place_of(wish.chair_id)
        return () if place is None else (place,)

    def place_of(self, chair_id: UUID | None) -> int | None:
        """Return a chair's place among the facts, or None where it is not there."""
        return None if chair_id is None else self._positions.get(chair_id)

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
        return self._best(terms, first, starts, of_day, counted)

    def _open_starts(self, terms: VisitTerms) -> Iterator[datetime]:
        """Give the starts at which some chair is free for as long as the visit takes at least."""
        starts = self.starts(terms)
        if terms.wish.start is not None:
            return starts
        plan, book = terms.computed.plan, self.book(terms.day)
        present = plan.booked_minutes
        if self._starts.changes_clock(terms.day):
            # By the wall clock, a visit across the change can be shorter.
            present = max(1, present - 60)
        free = book.free_starts(present, present + plan.turnover_minutes)
        return (each for each in starts if free >> book.minutes.first(each) & 1)

    def _best(
        self,
        terms: VisitTerms,
        first: Candidate,
        later: Iterable[datetime],
        of_day: tuple[Conflict, ...],
        counted: int,
    ) -> VisitPlaces | None:
        best: VisitPlaces | None = None
        chairs = self.chairs(terms.wish)
        for start in chain((first.start,), later):
            minutes = 0 if terms.wish.start is not None else self._starts.minutes_off(start)
            is_nearest = best is None or minutes == best.minutes
            if best is not None and best.warnings == counted and not is_nearest:
                break
            is_first = start == first.start
            visit = first if is_first else self.candidate(terms, start, chairs[0])
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

    def _free_chairs(self, visit: Candidate, chairs: Sequence[int]) -> tuple[int, tuple[int, ...]]:
        """Return the fewest warnings of a chair at a start, and the chairs that have no more."""
        book = self.book(visit.start.date())
        fewest = 0
        free: list[int] = []
        for chair in book.free_chairs(*book.minutes.span(visit.start, visit.held_until)):
            if chair not in chairs:
                continue
            conflicts = self._chair_conflicts(visit, chair, book)
            if conflicts and is_blocked(conflicts):
                continue
            if not free or len(conflicts) < fewest:
                fewest, free = len(conflicts), []
            if len(conflicts) == fewest:
                free.append(chair)
        return fewest, tuple(free)

    def _chair_conflicts(self, visit: Candidate, chair: int, book: DayBook) -> tuple[Conflict, ...]:
        """Return what speaks against a chair that is not taken.

        Where nothing does, that holds for all chairs with the same features at all times, so it is
        not asked again, unless the chair is out of service that day, in use for a time only, or the
        visit goes on past midnight.
        """
        if self._corrected and (chair, visit.start) in self._corrected:
            return self._corrected[chair, visit.start]
        record = self.facts.chairs[chair]
        is_usual = chair not in book.limited and visit.held_until < book.minutes.following
        if is_usual and record.features in self._suitable:
            return ()
        found = find_chair_conflicts(replace(visit, chair_id=record.id), self.facts)
        if is_usual and not found:
            self._suitable.add(record.features)
        return found

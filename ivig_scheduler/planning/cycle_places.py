"""The places of a whole cycle: on which days it may begin, and all its visits from a day on."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from ivig_scheduler.domain.clearance import Conflict, blocking, find_conflicts
from ivig_scheduler.domain.errors import RuleBrokenError
from ivig_scheduler.domain.records import Patient
from ivig_scheduler.domain.recurrence import due_day_of
from ivig_scheduler.domain.terms import Severity
from ivig_scheduler.planning.costs import DAY_OFF, MINUTE, OTHER_WEEKDAY, WARNING
from ivig_scheduler.planning.placing import WRONG_DAY, CycleTerms
from ivig_scheduler.planning.plan_chain import PlanChain
from ivig_scheduler.planning.visit_places import PlaceFinder, VisitPlaces, VisitTerms


class Past(NamedTuple):
    """What a cycle must know of the course before it: the last visit, and how many there were."""

    last: date | None = None
    infusions: int = 0


@dataclass(frozen=True, eq=False, slots=True)
class CyclePlaces:
    """All visits of a cycle with their best places, and what these cost besides the days off."""

    terms: tuple[VisitTerms, ...]
    visits: tuple[VisitPlaces, ...]
    cost: int
    past: Past


@dataclass(frozen=True, slots=True)
class NoPlace:
    """The day of a cycle that has no place, and why; of a split cycle it may be a later one."""

    day: date
    reasons: tuple[Conflict, ...]


class CyclePlacer:
    """Places cycles of one order. `refused` is the first plan that could not be computed."""

    def __init__(
        self, finder: PlaceFinder, chain: PlanChain, patient: Patient, window: int
    ) -> None:
        self.finder = finder
        self.refused: RuleBrokenError | None = None
        self._chain = chain
        self._weekday = patient.preferred_weekday
        self._window = window
        self._today = finder.earliest.date() if finder.earliest else None
        self._wanted: dict[tuple[date, date | None, date | None, date | None], date] = {}

    def days(self, terms: CycleTerms) -> list[date]:
        """Return the days on which the cycle may begin: its window, or the day asked for."""
        if terms.wished_day is not None:
            return [terms.wished_day]
        due = terms.first_due
        return [due + timedelta(days=off) for off in range(-self._window, self._window + 1)]

    def day_cost(self, terms: CycleTerms, first: date) -> int:
        """Return what beginning a cycle on a day costs, whatever the places there are."""
        if terms.wished_day is not None:
            return 0
        other = self._weekday is not None and first.weekday() != self._weekday
        off = abs((first - self.wanted_day(terms)).days)
        return off * DAY_OFF + (OTHER_WEEKDAY if other else 0)

    def wanted_day(self, terms: CycleTerms) -> date:
        """Return the due day; where it is closed, the nearest earlier open day, else a later one.

        Days outside the course or in the past count as closed. Where the whole window is closed,
        it is the due day.
        """
        key = (terms.first_due, terms.first_day, terms.last_day, terms.before)
        if key not in self._wanted:
            due, reach = terms.first_due, range(1, self._window + 1)
            earlier = [due - timedelta(days=off) for off in reach]
            later = [due + timedelta(days=off) for off in reach]
            usable = (day for day in [due, *earlier, *later] if self._is_usable(day, terms))
            self._wanted[key] = next(usable, due)
        return self._wanted[key]

    def may_begin(self, terms: CycleTerms, first: date, past: Past) -> bool:
        """Return whether no visit of the cycle is on a wrong day, wherever there is room."""
        last = past.last
        for _, day, is_wished in terms.days_from(first):
            if terms.tell_wrong_day(day, last, self._today, is_wished=is_wished):
                return False
            last = day
        return True

    def place(self, terms: CycleTerms, first: date, past: Past) -> CyclePlaces | None:
        """Return all visits of the cycle from a day on, or None where one of them has no place."""
        if not self.may_begin(terms, first, past):
            return None
        asked: list[VisitTerms] = []
        found: list[VisitPlaces] = []
        for day_of_cycle, day, is_wished in terms.days_from(first):
            try:
                visit = self._visit(terms, day_of_cycle, day, past, is_wished=is_wished)
            except RuleBrokenError as error:
                self.refused = self.refused or error
                return None
            places = self.finder.find(visit)
            if places is None:
                return None
            asked.append(visit)
            found.append(places)
            past = self._after(past, day)
        cost = sum(each.warnings * WARNING + each.minutes * MINUTE for each in found)
        return CyclePlaces(tuple(asked), tuple(found), cost, past)

    def explain(self, terms: CycleTerms, first: date, past: Past) -> NoPlace | None:
        """Return why the cycle cannot begin on a day, or None where it can.

        Raises RuleBrokenError where a visit has no plan.
        """
        for day_of_cycle, day, is_wished in terms.days_from(first):
            wrong = terms.tell_wrong_day(day, past.last, self._today, is_wished=is_wished)
            if wrong:
                return NoPlace(day, (Conflict(WRONG_DAY, Severity.BLOCK, wrong),))
            visit = self._visit(terms, day_of_cycle, day, past, is_wished=is_wished)
            if self.finder.find(visit) is None:
                return NoPlace(day, self._reasons(visit))
            past = self._after(past, day)
        return None

    def _visit(
        self, terms: CycleTerms, day_of_cycle: int, day: date, past: Past, *, is_wished: bool
    ) -> VisitTerms:
        computed = self._chain.plan_on(day, past.last, past.infusions)
        due = due_day_of(terms.due_day, day_of_cycle)
        return VisitTerms(day, day_of_cycle, due, computed, terms.wish(day_of_cycle), is_wished)

    def _after(self, past: Past, day: date) -> Past:
        return Past(day, min(past.infusions + 1, self._chain.most_counted))

    def _reasons(self, visit: VisitTerms) -> tuple[Conflict, ...]:
        """Return what forbids the first choice of a day on which there is no place."""
        starts, chairs = self.finder.starts(visit), self.finder.chairs(visit.wish)
        if not chairs:
            return (Conflict(WRONG_DAY, Severity.BLOCK, "the chair is not there any more"),)
        if not starts:
            return (Conflict(WRONG_DAY, Severity.BLOCK, "that time is past"),)
        first = self.finder.candidate(visit, starts[0], chairs[0])
        return blocking(find_conflicts(first, self.finder.facts))

    def _is_usable(self, day: date, terms: CycleTerms) -> bool:
        closed = self.finder.facts.calendar.find_closure(day)
        return not closed and not terms.tell_wrong_day(day, None, self._today, is_wished=False)

"""The places of a whole cycle: on which days it may begin, and all its visits from a day on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain
from typing import NamedTuple

from ivig_scheduler.domain.clearance import Candidate, Conflict, blocking, find_conflicts
from ivig_scheduler.domain.errors import RuleBrokenError
from ivig_scheduler.domain.quantities import show_minutes, whole_minutes
from ivig_scheduler.domain.records import Patient
from ivig_scheduler.domain.recurrence import due_day_of
from ivig_scheduler.domain.terms import Severity
from ivig_scheduler.planning.costs import DAY_OFF, MINUTE, OTHER_WEEKDAY, WARNING
from ivig_scheduler.planning.placing import WRONG_DAY, CycleTerms
from ivig_scheduler.planning.plan_chain import PlanChain
from ivig_scheduler.planning.visit_places import Foreseen, PlaceFinder, VisitPlaces, VisitTerms

_OF_CHAIRS = frozenset({"chair_overlap", "chair_outage", "chair_feature"})


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


@dataclass(frozen=True, slots=True)
class NoPlace:
    """The day of a cycle that has no place, and why; of a split cycle it may be a later one."""

    day: date
    reasons: tuple[Conflict, ...]


class CyclePlacer:
    """Places cycles of one order."""

    def __init__(
        self, finder: PlaceFinder, plans: PlanChain, patient: Patient, window: int
    ) -> None:
        self.finder = finder
        self._plans = plans
        self._weekday = patient.preferred_weekday
        self._window = window
        self._today = finder.earliest.date() if finder.earliest else None
        self._open: dict[date, bool] = {}
        self._costs: dict[tuple[int, int | None], list[tuple[int, timedelta]]] = {}

    def days(self, terms: CycleTerms) -> list[date]:
        """Return the days on which the cycle may begin: its window, or the day asked for.

        Those that cost least come first, then the earliest.
        """
        if terms.wished_day is not None:
            return [terms.wished_day]
        due = terms.first_due
        return [due + off for _, off in self._offsets(due, terms)]

    def open_days(self, terms: CycleTerms, past: Past) -> Iterator[tuple[int, date, Past]]:
        """Give those `days` on which visits may stand as far as the site's hours go.

        Each comes with what beginning on it costs, whatever the places there are, and with what is
        to be known after the cycle.
        """
        if terms.wished_day is not None:
            yield 0, terms.wished_day, self.after(terms, terms.wished_day, past)
            return
        due, is_plain, known = terms.first_due, terms.is_plain, self._open
        infusions = self._after(past, due).infusions
        for cost, off in self._offsets(due, terms):
            first = due + off
            if first not in known:
                known[first] = self.finder.may_be_open(first)
            if known[first]:
                after = Past(first, infusions) if is_plain else self.after(terms, first, past)
                yield cost, first, after

    def _offsets(self, due: date, terms: CycleTerms) -> list[tuple[int, timedelta]]:
        """Return the cost of each day of a window, and how far it is from the due day."""
        wanted = (self.wanted_day(terms) - due).days
        weekday = None if self._weekday is None else due.weekday()
        key = wanted, weekday
        if key not in self._costs:
            costs = []
            for off in range(-self._window, self._window + 1):
                other = weekday is not None and (weekday + off) % 7 != self._weekday
                costs.append((abs(off - wanted) * DAY_OFF + (OTHER_WEEKDAY if other else 0), off))
            self._costs[key] = [(cost, timedelta(days=off)) for cost, off in sorted(costs)]
        return self._costs[key]

    def wanted_day(self, terms: CycleTerms) -> date:
        """Return the due day; where it is closed, the nearest earlier open day, else a later one.

        Days outside the course or in the past count as closed. Where the whole window is closed,
        it is the due day.
        """
        due = terms.first_due
        if self._is_usable(due, terms):
            return due
        earlier = (due - timedelta(days=off) for off in range(1, self._window + 1))
        later = (due + timedelta(days=off) for off in range(1, self._window + 1))
        return next((day for day in chain(earlier, later) if self._is_usable(day, terms)), due)

    def after(self, terms: CycleTerms, first: date, past: Past) -> Past:
        """Return what is to be known after a cycle that begins on a day."""
        for _, day, _ in terms.days_from(first):
            past = self._after(past, day)
        return past

    def foresee(self, terms: CycleTerms, first: date, past: Past) -> int | None:
        """Return what all visits of a cycle cost at least from a day on, besides the days off.

        None where one of them surely has no place. It is quick, see `PlaceFinder.foresee`.
        """
        if terms.is_plain:
            if terms.tell_wrong_day(first, past.last, self._today, is_wished=False):
                return None
            least = self._foresee_plain(first, past)
            return None if least is None else least.warnings * WARNING + least.minutes * MINUTE
        cost = 0
        for day_of_cycle, day, is_wished in terms.days_from(first):
            if terms.tell_wrong_day(day, past.last, self._today, is_wished=is_wished):
                return None
            visit = self._find_visit(terms, day_of_cycle, day, past, is_wished=is_wished)
            least = self.finder.foresee(visit) if visit else None
            if least is None:
                return None
            cost += least.warnings * WARNING + least.minutes * MINUTE
            past = self._after(past, day)
        return cost

    def _foresee_plain(self, day: date, past: Past) -> Foreseen | VisitPlaces | None:
        """Foresee a visit of a cycle of one day for which nobody asked anything: most are such."""
        try:
            computed = self._plans.plan_on(day, past.last, past.infusions)
        except RuleBrokenError:
            return None
        return self.finder.foresee_plain(day, computed)

    def place(self, terms: CycleTerms, first: date, past: Past) -> CyclePlaces | None:
        """Return all visits of the cycle from a day on, or None where one of them has no place."""
        asked: list[VisitTerms] = []
        found: list[VisitPlaces] = []
        for day_of_cycle, day, is_wished in terms.days_from(first):
            if terms.tell_wrong_day(day, past.last, self._today, is_wished=is_wished):
                return None
            visit = self._find_visit(terms, day_of_cycle, day, past, is_wished=is_wished)
            places = self.finder.find(visit) if visit else None
            if visit is None or places is None:
                return None
            asked.append(visit)
            found.append(places)
            past = self._after(past, day)
        cost = sum(each.warnings * WARNING + each.minutes * MINUTE for each in found)
        return CyclePlaces(tuple(asked), tuple(found), cost)

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

    def _find_visit(
        self, terms: CycleTerms, day_of_cycle: int, day: date, past: Past, *, is_wished: bool
    ) -> VisitTerms | None:
        """Return a visit of the cycle, or None where it has no plan."""
        try:
            return self._visit(terms, day_of_cycle, day, past, is_wished=is_wished)
        except RuleBrokenError:
            return None

    def _visit(
        self, terms: CycleTerms, day_of_cycle: int, day: date, past: Past, *, is_wished: bool
    ) -> VisitTerms:
        computed = self._plans.plan_on(day, past.last, past.infusions)
        due = due_day_of(terms.due_day, day_of_cycle)
        return VisitTerms(day, day_of_cycle, due, computed, terms.wish(day_of_cycle), is_wished)

    def _after(self, past: Past, day: date) -> Past:
        return Past(day, min(past.infusions + 1, self._plans.most_counted))

    def _reasons(self, visit: VisitTerms) -> tuple[Conflict, ...]:
        """Return what forbids the first choice of a day on which there is no place."""
        start, chairs = next(self.finder.starts(visit), None), self.finder.chairs(visit.wish)
        if not chairs:
            return (Conflict(WRONG_DAY, Severity.BLOCK, "the chair is not there any more"),)
        if start is None:
            return (Conflict(WRONG_DAY, Severity.BLOCK, "that time is past"),)
        first = self.finder.candidate(visit, start, chairs[0])
        found = blocking(find_conflicts(first, self.finder.facts))
        return found if len(chairs) == 1 else _of_all_chairs(found, len(chairs), first)

    def _is_usable(self, day: date, terms: CycleTerms) -> bool:
        return not self.finder.is_closed(day) and not terms.tell_wrong_day(
            day, None, self._today, is_wished=False
        )


def _of_all_chairs(
    found: tuple[Conflict, ...], chairs: int, visit: Candidate
) -> tuple[Conflict, ...]:
    """Return reasons against one chair as what they are where no other one has room either."""
    of_chairs = [each for each in found if each.rule in _OF_CHAIRS]
    if not of_chairs:
        return found
    minutes = show_minutes(whole_minutes(visit.held_until - visit.start))
    told = f"none of the {chairs} chairs has room for {minutes}"
    others = (each for each in found if each.rule not in _OF_CHAIRS)
    return (*others, Conflict(of_chairs[0].rule, Severity.BLOCK, told))

"""Makes a planned day quieter: equally good, and fewer visits leave the place where they stand.

The planner counts equal visits and does not know who stood where. Each step here keeps every limit
of chairs and nurses and the plan's value: a visit goes back to its own start or chair, or two
visits change places.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import combinations
from typing import NamedTuple

from ivig_scheduler.planning.day.answer import DayPlan, PlacedVisit, measure
from ivig_scheduler.planning.day.instance import DayInstance, DayVisit


class Stand(NamedTuple):
    """Where a visit stands at present: start slot and chair."""

    start: int
    chair: str


#: Visits moved in time, slots they are moved by, and chairs changed.
Cost = tuple[int, int, int]


def settle(
    day: DayInstance,
    plan: DayPlan,
    stands: Mapping[str, Stand],
    is_stopped: Callable[[], bool] = lambda: False,
) -> DayPlan:
    """Return a plan as good as `plan` with as few moves away from `stands` as its steps find."""
    if plan.value is None:
        return plan
    settling = _Settling(day, plan, stands)
    while not is_stopped() and settling.improve():
        pass
    visits = tuple(settling.placed[visit.name] for visit in day.visits)
    return replace(plan, visits=visits, figures=measure(day, visits))


class _Settling:
    """The plan as it stands, and the steps that make it quieter."""

    def __init__(self, day: DayInstance, plan: DayPlan, stands: Mapping[str, Stand]) -> None:
        self._day = day
        self._plan = plan
        self._stands = stands
        self._chairs = {chair.name: chair for chair in day.chairs}
        self._nurses = {nurse.name: nurse for nurse in day.nurses}
        self.placed = {each.name: each for each in plan.visits}

    def improve(self) -> bool:
        """Take each step that makes the plan quieter; return whether there was one."""
        found = [self._go_back(name) for name in self._restless()]
        found += [self._change(*pair) for pair in combinations(self._stands, 2)]
        return any(found)

    def _restless(self) -> list[str]:
        """Return the visits that do not stand where they stood, those moved furthest first."""
        moved = [name for name in self._stands if self._cost(self.placed[name]) > (0, 0, 0)]
        return sorted(moved, key=lambda name: self._cost(self.placed[name]), reverse=True)

    def _go_back(self, name: str) -> bool:
        """Put a visit back where it stood, or at least at its start or in its chair."""
        stand, here = self._stands[name], self.placed[name]
        tries = [(stand.start, stand.chair), (here.start, stand.chair)]
        tries += [(stand.start, chair) for chair in self._chairs]
        for start, chair in tries:
            there = replace(here, start=start, chair=chair)
            if self._cost(there) < self._cost(here) and self._try(there):
                return True
        return False

    def _change(self, one: str, other: str) -> bool:
        """Let two visits change their starts, their chairs or both, where that is quieter."""
        first, second = self.placed[one], self.placed[other]
        if self._cost(first) == self._cost(second) == (0, 0, 0):
            return False
        before = _added(self._cost(first), self._cost(second))
        for fields in (("start", "chair", "nurse"), ("start", "nurse"), ("chair",)):
            swapped = (_with(first, second, fields), _with(second, first, fields))
            is_quieter = _added(*map(self._cost, swapped)) < before
            if is_quieter and self._try(*swapped):
                return True
        return False

    def _cost(self, place: PlacedVisit) -> Cost:
        stand = self._stands.get(place.name)
        if stand is None:
            return 0, 0, 0
        off = abs(place.start - stand.start)
        return int(off > 0), off, int(place.chair != stand.chair)

    def _try(self, *moved: PlacedVisit) -> bool:
        """Move visits where all limits allow it and the plan stays as good; return whether so."""
        kept = dict(self.placed)
        for each in moved:
            del self.placed[each.name]
        for each in moved:
            nurse = self._nurse_for(each) if self._can_sit(each) else None
            if nurse is None:
                self.placed = kept
                return False
            self.placed[each.name] = replace(each, nurse=nurse)
        if not self._is_as_good():
            self.placed = kept
            return False
        return True

    def _is_as_good(self) -> bool:
        places = self.placed.values()
        if not self._day.allows((each.name, each.start) for each in places):
            return False
        value = measure(self._day, places).value(self._plan.objective)
        return self._plan.value is None or value <= self._plan.value

    def _can_sit(self, place: PlacedVisit) -> bool:
        visit, chair = self._day.visit(place.name), self._chairs[place.chair]
        if not _allows(visit, place, self._day.slots) or not visit.features <= chair.features:
            return False
        start, end = place.start, _held_end(visit, place.start)
        taken = [
            (each.start, _held_end(self._day.visit(each.name), each.start))
            for each in self.placed.values()
            if each.chair == place.chair
        ]
        return all(end <= first or after <= start for first, after in (*taken, *chair.blocked))

    def _nurse_for(self, place: PlacedVisit) -> str | None:
        """Return a nurse who can take a visit, the one it has before others."""
        names = sorted(self._nurses, key=lambda name: name != place.nurse)
        return next((name for name in names if self._can_take(name, place)), None)

    def _can_take(self, name: str, place: PlacedVisit) -> bool:
        nurse, visit = self._nurses[name], self._day.visit(place.name)
        start, end = place.start, place.start + visit.slots
        if not nurse.is_present(start, end):
            return False
        theirs = [each for each in self.placed.values() if each.nurse == name]
        if any(abs(each.start - start) < nurse.spacing for each in theirs):
            return False
        beside = [(each.start, self._day.visit(each.name)) for each in theirs]
        for slot in {start, *(first for first, _ in beside if start < first < end)}:
            there = [other for first, other in beside if first <= slot < first + other.slots]
            points = visit.points + sum(other.points for other in there)
            has_points = nurse.points is None or points <= nurse.points
            if len(there) >= nurse.patients or not has_points:
                return False
        return True


def _allows(visit: DayVisit, place: PlacedVisit, slots: int) -> bool:
    latest = slots if visit.latest_end is None else min(visit.latest_end, slots)
    return (
        visit.earliest <= place.start <= latest - visit.slots
        and visit.locked_start in {None, place.start}
        and visit.locked_chair in {None, place.chair}
    )


def _held_end(visit: DayVisit, start: int) -> int:
    return start + visit.slots + visit.turnover


def _with(one: PlacedVisit, other: PlacedVisit, fields: tuple[str, ...]) -> PlacedVisit:
    return replace(one, **{field: getattr(other, field) for field in fields})


def _added(one: Cost, other: Cost) -> Cost:
    return one[0] + other[0], one[1] + other[1], one[2] + other[2]

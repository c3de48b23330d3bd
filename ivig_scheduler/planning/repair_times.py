"""The repair of a large day in two steps: first who starts when, then who sits where.

The first step asks of the chairs only that they are enough for those who could sit in them, so that
what it proves to be the least nobody can beat. Where the second step then finds a chair for
everybody, the repair is the least in visits that lose the day, patients moved and minutes; those in
another chair are as few as these times allow.

Imports numpy and highspy: import this module where it is used, not with the window.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ivig_scheduler.planning.day.solver import Watch
from ivig_scheduler.planning.repair_program import MOST_CUTS, RepairProgram
from ivig_scheduler.planning.repair_rows import (
    Count,
    Present,
    Row,
    can_be_less,
    nurse_rows,
    solve_in_order,
)
from ivig_scheduler.planning.repair_terms import (
    RepairAnswer,
    RepairCost,
    RepairDay,
    RepairVisit,
    Seat,
    cost_of,
)

#: Sets of chairs that are counted at a moment; more of them cost more time than they prove.
_MOST_SETS = 24


@dataclass(frozen=True, slots=True)
class _Option:
    """A visit that stays, moves to a start in one of some chairs, or (no start) leaves the day."""

    visit: RepairVisit
    start: int | None = None
    chairs: frozenset[int] = frozenset()
    stays: bool = False


class TimesProgram:
    """One column for each visit at each start, whatever the chair."""

    def __init__(self, day: RepairDay, watch: Watch) -> None:
        self._day, self._watch = day, watch
        self._options = tuple(_options(day.visits))
        self._rows: list[Row] = [*self._one_each(), *self._chairs(), *self._nurses()]

    def solve(self) -> RepairAnswer | None:
        """Return a repair; proved where none is less by its first three counts."""
        for _ in range(MOST_CUTS):
            counts = tuple(self._counts())
            chosen, is_least = solve_in_order(counts, self._rows, len(self._options), self._watch)
            if chosen is None:
                return None
            picked = [each for each, is_in in zip(self._options, chosen, strict=True) if is_in]
            if self._cut_overload(picked):
                continue
            found = RepairProgram(self._narrowed(picked), self._watch).solve()
            if found is not None and found.cost[:3] == self._cost(picked)[:3]:
                return replace(found, is_proved=is_least)
            if self._watch.is_stopped():
                return found and replace(found, is_proved=False)
            self._rows.append(self._never_together(self._without_chair(picked)))
        return None

    def can_beat(self, cost: RepairCost) -> bool:
        """Return whether a repair may exist that is less by one of the first three counts."""
        rows = list(self._rows)
        for count, known in zip(self._counts(), cost, strict=False):
            if can_be_less(count, known, rows, len(self._options), self._watch):
                return True
            rows.append((count, -np.inf, known))
        return False

    def _counts(self) -> Iterator[Count]:
        """Give what is to be least, in order: left the day, moved, minutes."""
        options = tuple(enumerate(self._options))
        yield {column: 1 for column, each in options if each.start is None}
        yield {column: 1 for column, each in options if not each.stays}
        yield {
            column: minutes
            for column, each in options
            if each.start is not None and (minutes := abs(each.start - each.visit.stands.start))
        }

    def _one_each(self) -> Iterator[Row]:
        of_visit: defaultdict[str, dict[int, int]] = defaultdict(dict)
        for column, each in enumerate(self._options):
            of_visit[each.visit.key][column] = 1
        for weights in of_visit.values():
            yield weights, 1, 1

    def _chairs(self) -> Iterator[Row]:
        """Give, for each start, that chairs are enough for those who could sit in no others."""
        for moment in sorted({each.start for each in self._options if each.start is not None}):
            there = [
                (column, each.chairs)
                for column, each in enumerate(self._options)
                if each.start is not None and 0 <= moment - each.start < each.visit.held
            ]
            for chairs in _sets_of(chairs for _, chairs in there):
                row = {column: 1 for column, those in there if those <= chairs}
                if len(row) > len(chairs):
                    yield row, -np.inf, len(chairs)

    def _nurses(self) -> Iterator[Row]:
        present = (
            Present(column, each.visit, each.start)
            for column, each in enumerate(self._options)
            if each.start is not None
        )
        return nurse_rows(self._day, tuple(present))

    def _cut_overload(self, picked: Sequence[_Option]) -> bool:
        """Forbid those starts that the nurses cannot share out; return whether there are any."""
        starts = {each.visit.key: each.start for each in picked if each.start is not None}
        seats = {
            each.visit.key: each.visit.stands if each.stays else Seat(each.start, min(each.chairs))
            for each in picked
            if each.start is not None
        }
        overload = self._day.find_overload(seats)
        if overload is None:
            return False
        together = {key: starts[key] for key in overload}
        row = {
            column: 1
            for column, each in enumerate(self._options)
            if each.start is not None and together.get(each.visit.key) == each.start
        }
        self._rows.append((row, -np.inf, len(together) - 1))
        return True

    def _without_chair(self, picked: Sequence[_Option]) -> Sequence[_Option]:
        """Return visits that together have no chairs: one that moves and who holds its chairs."""
        staying = [each for each in picked if each.stays]
        moving = [each for each in picked if each.start is not None and not each.stays]
        for each in moving:
            met = [other for other in staying if _meet(each, other)]
            if each.chairs <= frozenset().union(*(other.chairs for other in met)):
                holds = {chair: other for other in met for chair in other.chairs}
                return [each, *dict.fromkeys(holds[chair] for chair in each.chairs)]
        return [*moving, *(each for each in staying if any(_meet(each, m) for m in moving))]

    def _never_together(self, those: Sequence[_Option]) -> Row:
        """Return that not all of some visits do what they did."""
        known = set(those)
        row = {column: 1 for column, each in enumerate(self._options) if each in known}
        return row, -np.inf, len(row) - 1

    def _narrowed(self, picked: Iterable[_Option]) -> RepairDay:
        """Return the day with each visit at the start that was found for it."""
        visits = []
        for each in picked:
            visit = each.visit
            at = (seat for seat in visit.seats if seat.start == each.start and seat != visit.stands)
            seats = (visit.stands,) if each.stays else tuple(at)
            visits.append(replace(visit, seats=seats, may_leave=each.start is None))
        # The nurses do not care for chairs.
        return RepairDay(tuple(visits))

    def _cost(self, picked: Iterable[_Option]) -> RepairCost:
        seats: Mapping[str, Seat] = {
            each.visit.key: each.visit.stands if each.stays else Seat(each.start, -1)
            for each in picked
            if each.start is not None
        }
        return cost_of(self._day.visits, seats)


def _meet(one: _Option, other: _Option) -> bool:
    """Return whether two visits that start then cannot have the same chair."""
    if one.start is None or other.start is None or not one.chairs & other.chairs:
        return False
    return one.start < other.start + other.visit.held and other.start < one.start + one.visit.held


def _options(visits: Sequence[RepairVisit]) -> Iterator[_Option]:
    fixed: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for each in visits:
        if each.seats == (each.stands,) and not each.may_leave:
            fixed[each.stands.chair].append((each.stands.start, each.stands.start + each.held))
    for visit in visits:
        chairs: defaultdict[int, set[int]] = defaultdict(set)
        for seat in visit.seats:
            if seat == visit.stands:
                yield _Option(visit, seat.start, frozenset({seat.chair}), stays=True)
            elif all(
                until <= seat.start or begins >= seat.start + visit.held
                for begins, until in fixed[seat.chair]
            ):
                chairs[seat.start].add(seat.chair)
        for start, those in chairs.items():
            yield _Option(visit, start, frozenset(those))
        if visit.may_leave:
            yield _Option(visit)


def _sets_of(sets: Iterable[frozenset[int]]) -> tuple[frozenset[int], ...]:
    """Return sets of chairs and what they are together; all together, and the first of many."""
    known = sorted(set(sets), key=lambda chairs: (len(chairs), sorted(chairs)))
    found = {frozenset[int]().union(*known): None}
    for each in known:
        for other in (frozenset[int](), *found):
            if len(found) < _MOST_SETS:
                found[each | other] = None
    return tuple(found)

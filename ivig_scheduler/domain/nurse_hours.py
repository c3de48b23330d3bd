"""Visits counted beside the nurses whose hours let them keep one of them from start to end.

All nurses on shift may be enough where those who can stay to the end are not: then this count finds
in no time what a search would take long to prove.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache

from ivig_scheduler.domain.nurse_book import deal_out
from ivig_scheduler.domain.nurse_counts import Shortage
from ivig_scheduler.domain.nurse_kinds import NurseKinds, Takes, unions
from ivig_scheduler.domain.nurse_pool import NursePool, pool_of
from ivig_scheduler.domain.nurse_search import Attendance, Keeper, SharingProblem, Solver


class HourPools:
    """Visits counted beside the nurses who could keep one of them: a pool for each such crew."""

    def __init__(self, visits: Iterable[Attendance], nurses: Sequence[Keeper]) -> None:
        self._kinds = _kinds_of(tuple(nurses))
        able = ((each, self._kinds.able(each.start, each.end)) for each in visits)
        self._visits = tuple(able)
        self._pools: dict[int, NursePool] = {}

    @cached_property
    def _unions(self) -> tuple[int, ...]:
        return unions(able for _, able in self._visits)

    def _pool(self, kinds: int) -> NursePool:
        if kinds not in self._pools:
            theirs = (visit for visit, able in self._visits if able | kinds == kinds)
            self._pools[kinds] = NursePool(theirs, _Steady(self._kinds.takes(kinds)))
        return self._pools[kinds]

    def is_over(self, spacing: int) -> bool:
        """Return whether some of the visits are more than those who could keep one of them take."""
        return any(self._pool(kinds).is_over(spacing) for kinds in self._unions)

    def find(self, visit: Attendance, own: Attendance | None, spacing: int) -> Shortage | None:
        """Return a shortage that one more visit takes part in, of the first crew that has one."""
        able = self._kinds.able(visit.start, visit.end)
        for kinds in dict.fromkeys(able | each for each in (0, *self._unions)):
            counted = own if own and self._kinds.able(own.start, own.end) | kinds == kinds else None
            found = self._pool(kinds).find_first(visit, counted, spacing)
            if found is not None:
                return replace(found, is_of_hours=True)
        return None


class _Steady:
    """Nurses who are there all the time of every visit that is counted."""

    edges: Sequence[int] = ()

    def __init__(self, takes: Takes) -> None:
        self._takes = takes

    def takes(self, _moment: int) -> tuple[int, int]:
        return self._takes.patients, self._takes.points

    def able(self, _first: int, _last: int) -> int:
        return self._takes.number


@lru_cache(maxsize=64)
def _kinds_of(nurses: tuple[Keeper, ...]) -> NurseKinds:
    return NurseKinds(nurses)


def counted_first(solve: Solver) -> Solver:
    """Return a solver that asks `solve` only where neither counts nor a quick dealing decide."""

    def decide(problem: SharingProblem) -> tuple[int, ...] | None:
        if pool_of(problem.visits, problem.nurses).is_over(problem.spacing):
            return None
        dealt = deal_out(problem, pushes=False)
        if dealt is not None:
            return dealt
        if HourPools(problem.visits, problem.nurses).is_over(problem.spacing):
            return None
        return deal_out(problem, pushes=True) or solve(problem)

    return decide

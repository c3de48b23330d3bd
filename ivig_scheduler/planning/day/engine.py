"""The search for the best plan: solve by counts, assign chairs and nurses, look closer if need be.

Imports numpy: import this module where it is used, not with the window.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ivig_scheduler.planning.day.answer import PlacedVisit, measure
from ivig_scheduler.planning.day.assigning import (
    assign_chairs,
    assign_nurses,
    join,
    name_starts,
)
from ivig_scheduler.planning.day.board import place_first_fit
from ivig_scheduler.planning.day.instance import DayInstance
from ivig_scheduler.planning.day.kinds import locks_clash
from ivig_scheduler.planning.day.program import Counts, Detail, Goal, make_counts
from ivig_scheduler.planning.day.solver import Floats, Solved, Watch, relax, solve
from ivig_scheduler.planning.day.table import Table

#: What a bound may lack for the number it stands for, by the solver's tolerances.
TOLERANCE = 1e-4
#: Slots around starts that were not quite right in which right ones are looked for first, and how
#: long: nodes of the solver's tree, as the answer is not to depend on the machine's speed.
NEAR_REACHES = (1, 3)
NEAR_NODES = 5


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is known of a goal: impossible, or a bound and perhaps a plan of some value."""

    is_impossible: bool = False
    bound: int | None = None
    value: int | None = None
    plan: tuple[PlacedVisit, ...] | None = None


class Engine:
    """Searches one day; how closely it had to look is remembered from goal to goal."""

    def __init__(self, day: DayInstance, watch: Watch, *, folds: bool = True) -> None:
        self.day = day
        self.watch = watch
        self.table = Table(day, folds=folds)
        self._seats = Detail.POOLED
        self._nurses = Detail.POOLED
        self._care = Detail.POOLED
        self._is_clash = folds and locks_clash(day)

    def goal(self, cost: Floats | None = None, horizon: int | None = None) -> Goal:
        """Return the goal of placing every visit at least cost (default: total wait)."""
        table = self.table
        return Goal(
            cost=table.wait if cost is None else cost,
            horizon=horizon or self.day.slots,
            least=table.counts,
            most=table.counts,
        )

    def is_relaxed_possible(self, goal: Goal) -> bool:
        """Return whether the goal can be met where fractions of visits are allowed."""
        if self._has_no_start(goal):
            return False
        return not self._relax(goal).is_infeasible

    def least_chairs(self, most_starts: int) -> int | None:
        """Return a bound of the chairs in use at once with so many starts in a slot at most.

        None where there is no plan with so few starts at once, or the search was stopped.
        """
        goal = replace(self.goal(), weighs_chairs=True, most_starts=most_starts)
        if self._has_no_start(goal):
            return None
        found = self._relax(goal)
        return None if found.values is None else math.ceil(found.bound - TOLERANCE)

    def minimise(self, goal: Goal, *, gap: float = 0.0, is_told: bool = True) -> Outcome:
        """Return the least cost, or the first within the relative `gap`; exact unless stopped.

        Where `is_told` the goal's bounds and values are the ones of the whole search.
        """
        if self._has_no_start(goal):
            return Outcome(is_impossible=True)
        best = Outcome()
        while True:
            solved, counts = self._solve(goal, gap)
            if solved.is_infeasible:
                return Outcome(is_impossible=True)
            best = self._raise_bound(best, solved, is_told=is_told)
            if counts is not None:
                best = self._better(best, self._assign(goal, counts), is_told=is_told)
            if _is_settled(best, gap) or solved.is_stopped or self.watch.is_stopped():
                return best
            if not self._look_closer():
                return best
            best = self._search_near(goal, gap, best, counts, is_told=is_told)
            if _is_settled(best, gap):
                return best

    def _relax(self, goal: Goal) -> Solved:
        made = make_counts(self.table, goal, self._seats, self._nurses, self._care)
        return relax(replace(made.program, ties=()), self.watch)

    def _search_near(
        self,
        goal: Goal,
        gap: float,
        best: Outcome,
        counts: Mapping[int, int] | None,
        *,
        is_told: bool,
    ) -> Outcome:
        """Look for a plan with starts near those of counts that chairs or nurses do not allow."""
        for reach in NEAR_REACHES if counts else ():
            near = replace(goal, allowed=self._are_near(counts or {}, reach))
            made = make_counts(self.table, near, self._seats, self._nurses, self._care)
            target = float(best.bound or 0)
            solved = solve(made.program, self.watch, target=target, gap=gap, nodes=NEAR_NODES)
            if solved.values is not None:
                found = self._assign(goal, made.read(solved.values))
                best = self._better(best, found, is_told=is_told)
            if _is_settled(best, gap) or self.watch.is_stopped():
                break
        return best

    def _are_near(self, counts: Mapping[int, int], reach: int) -> NDArray[np.bool_]:
        """Return which columns start within `reach` slots of a start of the same kind."""
        near = np.zeros(len(self.table.kind), dtype=np.bool_)
        for column in counts:
            is_kind = self.table.kind == self.table.kind[column]
            near |= is_kind & (abs(self.table.start - self.table.start[column]) <= reach)
        return near

    def _has_no_start(self, goal: Goal) -> bool:
        """Return whether some visits to be placed have no start at all."""
        if self._is_clash:
            return True
        in_time = self.table.kind[self.table.end <= goal.horizon]
        has_start = np.isin(np.arange(len(self.table.kinds)), in_time)
        return bool(np.any(goal.least[~has_start] > 0))

    def _solve(self, goal: Goal, gap: float) -> tuple[Solved, Mapping[int, int] | None]:
        if not len(self.table.kind):
            return Solved(bound=0.0), {}
        made = make_counts(self.table, goal, self._seats, self._nurses, self._care)
        solved = relax(made.program, self.watch)
        if solved.is_infeasible or solved.is_stopped:
            return solved, None
        if not solved.is_whole:
            solved = self._make_whole(goal, made, solved, gap)
        return solved, None if solved.values is None else made.read(solved.values)

    def _make_whole(self, goal: Goal, made: Counts, relaxed: Solved, gap: float) -> Solved:
        """Return whole numbers near the relaxed ones if they are as good, else any."""
        target = float(math.ceil(relaxed.bound - TOLERANCE))
        near = made.keeping_whole(self.table, relaxed.values)
        found = solve(near, self.watch, target=target, gap=gap)
        is_good = found.values is not None and (
            made.program.cost @ found.values - target <= gap * abs(target) + TOLERANCE
        )
        if is_good:
            return replace(found, bound=relaxed.bound)
        found = solve(made.program, self.watch, target=target, gap=gap)
        return replace(found, bound=max(found.bound, relaxed.bound))

    def _assign(self, goal: Goal, counts: Mapping[int, int]) -> Outcome:
        """Return the plan of counts, or one that takes their order, or nothing."""
        starts = name_starts(self.table, counts)
        self._has_chairs = self._has_nurses = True
        chairs = assign_chairs(self.table, counts, starts, self.watch)
        nurses = assign_nurses(self.table, counts, starts, self.watch)
        self._has_chairs, self._has_nurses = chairs is not None, nurses is not None
        self._has_care = self.day.allows((visit.name, start) for visit, start in starts)
        if chairs is not None and nurses is not None and self._has_care:
            plan = join(starts, chairs, nurses)
            return Outcome(value=self._value(goal, plan), plan=plan)
        if len(starts) < len(self.day.visits):
            return Outcome()
        repaired = place_first_fit(self.day, [visit for visit, _ in starts])
        if repaired is None or measure(self.day, repaired).finish > goal.horizon:
            return Outcome()
        if goal.limits_peaks:
            return Outcome()
        return Outcome(value=self._value(goal, repaired), plan=repaired)

    def _value(self, goal: Goal, plan: tuple[PlacedVisit, ...]) -> int:
        kind_of = {name: at for at, kind in enumerate(self.table.kinds) for name in kind.names}
        columns = zip(self.table.kind.tolist(), self.table.start.tolist(), strict=True)
        cost = dict(zip(columns, goal.cost.tolist(), strict=True))
        return int(sum(cost[kind_of[place.name], place.start] for place in plan))

    def _raise_bound(self, best: Outcome, solved: Solved, *, is_told: bool) -> Outcome:
        if not math.isfinite(solved.bound):
            return best
        bound = math.ceil(solved.bound - TOLERANCE)
        if best.bound is not None:
            bound = max(bound, best.bound)
        if best.value is not None:
            bound = min(bound, best.value)
        if is_told:
            self.watch.tell(bound=bound)
        return replace(best, bound=bound)

    def _better(self, best: Outcome, found: Outcome, *, is_told: bool) -> Outcome:
        if found.value is None or (best.value is not None and best.value <= found.value):
            return best
        if is_told:
            self.watch.tell(value=found.value)
        return replace(best, value=found.value, plan=found.plan)

    def _look_closer(self) -> bool:
        """Tell chairs or nurses apart where counting them together was not enough."""
        can_split = not self._has_chairs and self._seats is Detail.POOLED
        can_part = not self._has_nurses and self._nurses is not Detail.EACH
        can_tell_carers = not self._has_care and self._care is Detail.POOLED
        if can_tell_carers:
            self._care = Detail.EACH
        if can_split:
            self._seats = Detail.GROUPS
        if can_part:
            has_groups = self._nurses is Detail.POOLED and len(self.table.nurses) > 1
            is_apart = len(self.table.nurses) == len(self.table.each_nurse)
            self._nurses = Detail.GROUPS if has_groups and not is_apart else Detail.EACH
        return can_split or can_part or can_tell_carers


def _is_settled(best: Outcome, gap: float) -> bool:
    if best.value is None or best.bound is None:
        return False
    return best.value - best.bound <= gap * abs(best.value)

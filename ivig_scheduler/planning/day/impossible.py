"""Why a day has no plan: visits that cannot all have a place, as few as can be found.

Imports numpy: import this module where it is used, not with the window.
"""

from dataclasses import replace

import numpy as np

from ivig_scheduler.planning.day.engine import Engine
from ivig_scheduler.planning.day.instance import DayInstance
from ivig_scheduler.planning.day.program import Goal
from ivig_scheduler.planning.day.solver import Floats, Ints, Program, Watch, solve

#: Guesses at a smallest set before a minimal one is taken: enough for conflicts of a few visits.
MOST_GUESSES = 40
#: How far from the most visits a plan may be that refutes a guess.
GAP_OF_REFUTATION = 0.02


def find_conflict(day: DayInstance, watch: Watch) -> tuple[tuple[str, ...], bool]:
    """Return names of visits of an impossible day that cannot all have a place.

    They are as few as possible where `MOST_GUESSES` suffice to find that; else without any one of
    them the others have a place. The flag is False where the search was stopped before that.
    """
    search = _Search(day, watch)
    counts = search.find_smallest()
    is_minimal = True
    if counts is None:
        counts, is_minimal = search.find_minimal()
    chosen = {
        name
        for kind, count in zip(search.engine.table.kinds, counts, strict=True)
        for name in kind.names[: round(count)]
    }
    return tuple(visit.name for visit in day.visits if visit.name in chosen), is_minimal


class _Search:
    """Sets of visits by how many of each kind they have; equal visits need no telling apart."""

    def __init__(self, day: DayInstance, watch: Watch) -> None:
        self.engine = Engine(day, watch, folds=False)
        self._watch = watch
        self._all = self.engine.table.counts

    def find_smallest(self) -> Floats | None:
        """Return the least set without a place, or None where it takes too many guesses.

        Each guess is the least set that has one visit of those left out by each plan so far: every
        set without a place must have one.
        """
        refuted: list[Floats] = []
        for _ in range(MOST_GUESSES):
            guess = self._least_hitting(refuted)
            if guess is None:
                return None
            found = self.engine.minimise(
                self._placing(guess, self._all, -1.0), gap=GAP_OF_REFUTATION, is_told=False
            )
            if found.is_impossible:
                return guess
            if found.plan is None or self._watch.is_stopped():
                return None
            names = {place.name for place in found.plan}
            kinds = self.engine.table.kinds
            refuted.append(np.array([sum(n in names for n in kind.names) for kind in kinds], float))
        return None

    def find_minimal(self) -> tuple[Floats, bool]:
        """Return a set without a place of which each visit is needed, and whether that is known."""
        counts = self._all.copy()
        for kind in range(len(counts)):
            least, most = 0, int(counts[kind])
            while least < most and not self._watch.is_stopped():
                counts[kind] = (least + most) // 2
                if self._is_impossible(counts):
                    most = int(counts[kind])
                else:
                    least = int(counts[kind]) + 1
            counts[kind] = most
        return counts, not self._watch.is_stopped()

    def _is_impossible(self, counts: Floats) -> bool:
        goal = self._placing(counts, counts, 0.0)
        return self.engine.minimise(goal, gap=np.inf, is_told=False).is_impossible

    def _placing(self, least: Floats, most: Floats, cost: float) -> Goal:
        costs = np.full(len(self.engine.table.kind), cost)
        return replace(self.engine.goal(costs), least=least, most=most)

    def _least_hitting(self, refuted: list[Floats]) -> Floats | None:
        """Return the least counts that exceed each refuted ones somewhere."""
        kind = np.repeat(np.arange(len(self._all)), self._all.astype(np.int64))
        rank = np.concatenate([np.arange(count) for count in self._all])
        rows: list[int] = []
        columns: list[int] = []
        for row, counts in enumerate(refuted):
            beyond = np.flatnonzero(rank == counts[kind])
            rows += [row] * len(beyond)
            columns += beyond.tolist()
        program = _hitting_program(kind, rank, np.array(rows), np.array(columns), len(refuted))
        found = solve(program, self._watch)
        if found.values is None:
            return None
        counts = np.zeros(len(self._all))
        np.add.at(counts, kind, np.round(found.values))
        return counts


def _hitting_program(kind: Ints, rank: Ints, rows: Ints, columns: Ints, height: int) -> Program:
    """Return: fewest visits, at least one in each row, no visit of a kind before those in rank."""
    later = np.flatnonzero(rank > 0)
    order = height + np.arange(len(later))
    size = len(kind)
    return Program(
        cost=np.ones(size),
        lower=np.zeros(size),
        upper=np.ones(size),
        row_lower=np.concatenate((np.ones(height), np.zeros(len(later)))),
        row_upper=np.full(height + len(later), np.inf),
        rows=np.concatenate((rows, order, order)).astype(np.int64),
        columns=np.concatenate((columns, later - 1, later)).astype(np.int64),
        weights=np.concatenate((np.ones(len(rows) + len(later)), -np.ones(len(later)))),
    )

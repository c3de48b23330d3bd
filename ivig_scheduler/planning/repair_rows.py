"""Programs in whole numbers for a repair: one count after the other, and what the nurses take.

Imports numpy and highspy: import this module where it is used, not with the window.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from ivig_scheduler.planning.day.solver import Program, Solved, Watch, relax, solve
from ivig_scheduler.planning.repair_terms import RepairDay, RepairVisit

#: Weights by column, from and to which they may add up.
Row = tuple[Mapping[int, int], float, float]
Count = Mapping[int, int]


class Present(NamedTuple):
    """A column that has a visit start somewhere."""

    column: int
    visit: RepairVisit
    start: int


def solve_in_order(
    counts: Iterable[Count], rows: Sequence[Row], width: int, watch: Watch
) -> tuple[Sequence[int] | None, bool]:
    """Return the columns with the least of each count in turn, and whether that is proved."""
    rows = list(rows)
    chosen: Sequence[int] | None = None
    for count in counts:
        program = _as_program(count, rows, width)
        # Most end in whole numbers without being told to.
        found = relax(program, watch)
        if not found.is_stopped and not found.is_infeasible and not found.is_whole:
            found = solve(program, watch)
        if found.values is None:
            return chosen, False
        chosen = np.round(found.values).astype(int).tolist()
        if found.is_stopped:
            return chosen, False
        value = sum(weight * chosen[column] for column, weight in count.items())
        rows.append((count, -np.inf, value))
    return chosen, True


def can_be_less(count: Count, than: int, rows: Sequence[Row], width: int, watch: Watch) -> bool:
    """Return whether a count may be less than a number; not where that is proved impossible."""
    step = math.gcd(*count.values())
    if than < step or not count:
        return False
    program = _as_program(count, rows, width)
    found = relax(program, watch)
    if not found.is_stopped and not _is_less(found, than, step):
        return False
    found = solve(program, watch)
    return found.is_stopped or _is_less(found, than, step)


def _is_less(found: Solved, than: int, step: int) -> bool:
    return not found.is_infeasible and math.ceil(found.bound / step - 1e-6) * step < than


def nurse_rows(day: RepairDay, present: Sequence[Present]) -> Iterator[Row]:
    """Give what the nurses take, of what could be more than that."""
    for limit in day.nurse_rows:
        seen = [each for each in present if limit.counts(each.visit, each.start)]
        there = [each for each in seen if 0 <= limit.moment - each.start < each.visit.minutes]
        begun = [each for each in seen if 0 <= each.start - limit.moment < day.spacing]
        yield from _at_most(limit.patients, there, {each.column: 1 for each in there})
        yield from _at_most(limit.points, there, {each.column: each.visit.points for each in there})
        yield from _at_most(limit.starts, begun, {each.column: 1 for each in begun})


def _at_most(limit: int, those: Iterable[Present], weights: Count) -> Iterator[Row]:
    """Give the row, unless the visits could not break it: each of them is there but once."""
    most = {each.visit.key: weights[each.column] for each in those}
    if sum(most.values()) > limit:
        yield weights, -np.inf, limit


def _as_program(count: Count, rows: Sequence[Row], width: int) -> Program:
    cost = np.zeros(width)
    for column, weight in count.items():
        cost[column] = weight
    numbers = np.repeat(np.arange(len(rows)), [len(weights) for weights, _, _ in rows])
    entries = [entry for weights, _, _ in rows for entry in weights.items()]
    return Program(
        cost=cost,
        lower=np.zeros(width),
        upper=np.ones(width),
        row_lower=np.array([lower for _, lower, _ in rows], dtype=float),
        row_upper=np.array([upper for _, _, upper in rows], dtype=float),
        rows=numbers,
        columns=np.array([column for column, _ in entries], dtype=np.int64),
        weights=np.array([weight for _, weight in entries], dtype=float),
    )

"""A day as a program of counts: how many visits of each kind start in each slot.

Every level of detail is a relaxation of the finer ones, so a bound found at any of them is a bound
of the day. Chairs: left out, pooled, or by likeness of their free spans, which is exact: visits
within such spans need no more of them than the most that overlap. Nurses: left out, pooled, by
likeness, or each for herself, which is exact. Imports numpy: import it where it is used.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

import numpy as np

from ivig_scheduler.planning.day.caring import add_carers
from ivig_scheduler.planning.day.kinds import NurseGroup
from ivig_scheduler.planning.day.parts import Parts
from ivig_scheduler.planning.day.rows import (
    Block,
    care_rows,
    ceiling_rows,
    merge,
    nurse_rows,
    pooled_seat_rows,
    seat_rows,
)
from ivig_scheduler.planning.day.solver import Floats, Ints, Program, are_broken
from ivig_scheduler.planning.day.table import Bools, Table

#: What all visits together may weigh by the tie-break below; under a half, so that programs may
#: stop half a unit before the best and still have found it, all costs being whole numbers.
TIE_BREAK = 0.4


class Detail(IntEnum):
    """How finely chairs or nurses are told apart."""

    NONE = 0
    POOLED = 1
    GROUPS = 2
    EACH = 3


@dataclass(frozen=True)
class Goal:
    """What is sought: least cost of the columns, with the kinds' least and most counts.

    `cost` has one whole number per column of the table. Nothing ends after `horizon`. At no time
    are more than `most_chairs` in use, in no slot do more than `most_starts` start; with
    `weighs_chairs` the cost is the most chairs in use instead. `exactly` gives the counts of
    columns that are settled already.
    """

    cost: Floats
    horizon: int
    least: Floats
    most: Floats
    weighs_chairs: bool = False
    most_chairs: int | None = None
    most_starts: int | None = None
    exactly: Mapping[int, int] | None = None
    #: Which columns of the table may be used at all (None: every one).
    allowed: Bools | None = None

    @property
    def limits_peaks(self) -> bool:
        """Return whether it says how many chairs or starts there may be at once."""
        return self.most_chairs is not None or self.most_starts is not None


@dataclass(frozen=True, slots=True)
class Counts:
    """A program with the table's columns it has, in its first places."""

    program: Program
    chosen: Ints
    #: Columns that share others out: (group, places in `chosen`, numbers in the program).
    shared: tuple[tuple[int, Ints, Ints], ...] = ()

    def read(self, values: Floats) -> dict[int, int]:
        """Return how many visits start by each column of the table that has any."""
        whole = np.round(values[: len(self.chosen)]).astype(np.int64)
        used = np.flatnonzero(whole)
        return dict(zip(self.chosen[used].tolist(), whole[used].tolist(), strict=True))

    def keeping_whole(self, table: Table, values: Floats | None) -> Program:
        """Return the program with the kinds of visits settled whose counts are whole already."""
        if values is None:
            return self.program
        width = len(self.chosen)
        kind = table.kind[self.chosen]
        is_free = np.isin(kind, kind[are_broken(values[:width])])
        lower, upper = self.program.lower.copy(), self.program.upper.copy()
        lower[:width] = np.where(is_free, lower[:width], np.round(values[:width]))
        upper[:width] = np.where(is_free, upper[:width], np.round(values[:width]))
        return replace(self.program, lower=lower, upper=upper)

    def shares(self, values: Floats) -> Iterator[tuple[int, int, int]]:
        """Yield (column of the table, group, how many) for whole values."""
        for group, places, numbers in self.shared:
            for place, number in zip(places.tolist(), numbers.tolist(), strict=True):
                if values[number]:
                    yield int(self.chosen[place]), group, int(values[number])


def make_counts(
    table: Table, goal: Goal, seats: Detail, nurses: Detail, care: Detail = Detail.POOLED
) -> Counts:
    """Return the program of a day at a level of detail."""
    chosen = np.flatnonzero(_is_chosen(table, goal))
    parts = Parts()
    numbers = _add_counts(parts, table, goal, chosen)
    blocks = list(_seat_blocks(parts, table, chosen, seats))
    blocks += _nurse_blocks(parts, table, chosen, nurses)
    blocks += _peak_blocks(parts, table, goal, chosen, numbers)
    blocks += ceiling_rows(table, chosen)
    blocks += care_rows(table, chosen)
    if care is Detail.EACH:
        add_carers(parts, table, chosen)
    for block in merge(blocks):
        parts.add_block(block)
    return Counts(parts.program(), chosen, tuple(parts.shared))


def _is_chosen(table: Table, goal: Goal) -> Bools:
    if goal.exactly is not None:
        return np.isin(np.arange(len(table.kind)), list(goal.exactly))
    in_time = np.asarray(table.end <= goal.horizon)
    return in_time if goal.allowed is None else np.logical_and(in_time, goal.allowed)


def _add_counts(parts: Parts, table: Table, goal: Goal, chosen: Ints) -> Ints:
    kind = table.kind[chosen]
    cost, lower = goal.cost[chosen], np.zeros(len(chosen))
    upper = goal.most[kind]
    if goal.exactly is not None:
        upper = lower = np.array([goal.exactly[column] for column in chosen.tolist()], float)
    if goal.weighs_chairs:
        cost = np.zeros(len(chosen))
    else:
        parts.ties = _ties(table, chosen, TIE_BREAK / max(goal.most.sum(), 1.0))
    numbers = parts.add_columns(cost, lower, upper)
    first_row = parts.add_rows(goal.least, goal.most)
    parts.add_entries(first_row + kind, numbers)
    return numbers


def _ties(table: Table, chosen: Ints, most: float) -> list[Floats]:
    """Return tie-breaks from -most to 0 of a visit.

    Of equal costs they want uneven starts, late starts of long visits, and what chance says: most
    corners of the relaxation are whole numbers then.
    """
    start, slots = table.start[chosen].astype(np.float64), table.slots[chosen]
    chance = np.random.default_rng(1).random(len(chosen))
    wanted = (start**2, slots * start, slots * (table.day.slots - start), chance)
    return [each * (-most / max(each.max(initial=0.0), 1.0)) for each in wanted]


def _seat_blocks(parts: Parts, table: Table, chosen: Ints, detail: Detail) -> Iterator[Block]:
    if detail is Detail.NONE:
        return
    yield from pooled_seat_rows(table, chosen)
    if detail is Detail.POOLED:
        return
    seated = np.flatnonzero(table.seated[chosen])
    suits = table.suits_seat[chosen[seated]]
    for index, columns, numbers in _share(parts, table, chosen, seated, suits):
        yield seat_rows(table, chosen, columns, numbers, [table.seats[index]])


def _nurse_blocks(parts: Parts, table: Table, chosen: Ints, detail: Detail) -> Iterator[Block]:
    if detail is Detail.NONE:
        return
    everything = np.arange(len(chosen))
    yield from nurse_rows(table, chosen, everything, everything, table.nurses)
    if detail is Detail.POOLED:
        return
    groups: Sequence[NurseGroup]
    groups = table.nurses if detail is Detail.GROUPS else table.each_nurse
    suits = table.suits_nurse(groups)[chosen]
    for index, columns, numbers in _share(parts, table, chosen, everything, suits):
        yield from nurse_rows(table, chosen, columns, numbers, [groups[index]])


def _share(
    parts: Parts, table: Table, chosen: Ints, columns: Ints, suits: Bools
) -> Iterator[tuple[int, Ints, Ints]]:
    """Add columns that share `columns` out among groups; yield group, columns and their numbers."""
    first_row = parts.add_rows(np.zeros(len(columns)), np.zeros(len(columns)))
    parts.add_entries(first_row + np.arange(len(columns)), columns, -1.0)
    for index in range(suits.shape[1]):
        taken = np.flatnonzero(suits[:, index])
        if not len(taken):
            continue
        most = table.counts[table.kind[chosen[columns[taken]]]]
        numbers = parts.add_columns(np.zeros(len(taken)), np.zeros(len(taken)), most)
        parts.add_entries(first_row + taken, numbers)
        parts.shared.append((index, columns[taken], numbers))
        yield index, columns[taken], numbers


def _peak_blocks(
    parts: Parts, table: Table, goal: Goal, chosen: Ints, numbers: Ints
) -> Iterator[Block]:
    start, held_end = table.start[chosen], table.held_end[chosen]
    none = np.zeros(table.day.slots)
    if goal.weighs_chairs:
        most = float(table.counts.sum())
        (peak,) = parts.add_columns(np.ones(1), np.zeros(1), np.full(1, most)).tolist()
        yield Block(numbers, start, held_end, none, peak=peak)
    if goal.most_chairs is not None:
        yield Block(numbers, start, held_end, none + goal.most_chairs)
    if goal.most_starts is not None:
        yield Block(numbers, start, start + 1, none + goal.most_starts)

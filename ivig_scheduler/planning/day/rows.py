"""The rows of a day's program: what chairs and nurses can take, slot by slot.

Pooled rows count all chairs or nurses that could serve; they are necessary, not always enough.
Rows of one group of likes use columns of their own. Imports numpy: import it where it is used.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ivig_scheduler.planning.day.kinds import NurseGroup, SeatGroup
from ivig_scheduler.planning.day.solver import Floats, Ints
from ivig_scheduler.planning.day.table import Table, cover

#: Sets of chairs for which pooled rows are made; more add rows and little strength.
MOST_CHAIR_SETS = 24


@dataclass(frozen=True, slots=True)
class Block:
    """A row per slot: each column weighs `weights` (1 where None) in its [first, after)."""

    columns: Ints
    first: Ints
    after: Ints
    limits: Floats
    weights: Floats | None = None
    #: What the rows must reach, if anything.
    least: Floats | None = None
    #: The column the rows are not to exceed, where the limit is sought.
    peak: int | None = None

    @property
    def likeness(self) -> tuple[object, ...]:
        """Return what two blocks share that differ in their limits only."""
        weights = None if self.weights is None else self.weights.tobytes()
        spans = self.columns.tobytes(), self.first.tobytes(), self.after.tobytes()
        return *spans, weights, self.peak


def weigh(block: Block, amounts: Floats) -> Floats:
    """Return what the columns' amounts weigh together in each slot of a block."""
    change = np.zeros(len(block.limits) + 1)
    weighed = amounts if block.weights is None else amounts * block.weights
    np.add.at(change, block.first, weighed)
    np.add.at(change, block.after, -weighed)
    return np.cumsum(change)[:-1]


def merge(blocks: Iterable[Block]) -> list[Block]:
    """Return the blocks with those alike made one, with the lesser limits."""
    merged: dict[tuple[object, ...], Block] = {}
    for block in blocks:
        if not len(block.columns):
            continue
        known = merged.get(block.likeness)
        limits = block.limits if known is None else np.minimum(known.limits, block.limits)
        merged[block.likeness] = replace(block, limits=limits)
    return list(merged.values())


def pooled_seat_rows(table: Table, chosen: Ints) -> Iterator[Block]:
    """Yield the rows of each set of chairs that some kinds of visits must do with.

    `chosen` are the table's columns that take part, by their number in the program.
    """
    seated = np.flatnonzero(table.seated[chosen])
    for chairs in _chair_sets(table):
        outside = ~np.isin(np.arange(len(table.seats)), list(chairs))
        is_bound = np.logical_not(table.suits_kind[:, outside].any(axis=1))
        columns = seated[is_bound[table.kind[chosen[seated]]]]
        groups = [table.seats[index] for index in sorted(chairs)]
        yield seat_rows(table, chosen, columns, columns, groups)


def seat_rows(
    table: Table, chosen: Ints, columns: Ints, numbers: Ints, groups: Sequence[SeatGroup]
) -> Block:
    """Return the rows of the chairs of `groups` over `columns`, which the program numbers so."""
    limits = np.zeros(table.day.slots)
    for group in groups:
        limits[group.span[0] : group.span[1]] += len(group.chairs)
    picked = chosen[columns]
    return Block(numbers, table.start[picked], table.held_end[picked], limits)


def nurse_rows(
    table: Table, chosen: Ints, columns: Ints, numbers: Ints, groups: Sequence[NurseGroup]
) -> Iterator[Block]:
    """Yield the rows of patients, starts and acuity points that `groups` together can take."""
    picked, slots = chosen[columns], table.day.slots
    first = table.start[picked]
    if not any(group.sample.only_starts for group in groups):
        yield _patient_rows(table, picked, numbers, groups)
    for width in sorted({max(group.sample.spacing, 1) for group in groups}):
        limits = _starts_in(width, groups, slots)
        yield Block(numbers, np.maximum(first - width + 1, 0), first + 1, limits)
    if any(group.sample.points is not None for group in groups):
        yield from _point_rows(table, picked, numbers, groups)


def care_rows(table: Table, chosen: Ints) -> Iterator[Block]:
    """Yield the rows of patients and points that all carers together can take, if there are any."""
    groups = [NurseGroup(nurse, (nurse.name,)) for nurse in table.day.carers]
    if groups:
        numbers = np.arange(len(chosen))
        yield _patient_rows(table, chosen, numbers, groups)
        yield from _point_rows(table, chosen, numbers, groups)


def _patient_rows(table: Table, picked: Ints, numbers: Ints, groups: Sequence[NurseGroup]) -> Block:
    slots = table.day.slots
    present = [cover(group.sample.spans, slots).astype(np.float64) for group in groups]
    patients = _sum(present, (len(g.names) * g.sample.patients for g in groups), slots)
    return Block(numbers, table.start[picked], table.end[picked], patients)


def ceiling_rows(table: Table, chosen: Ints) -> Iterator[Block]:
    """Yield the rows of what all nurses together may be asked for, where the day says so."""
    ceiling = table.day.ceiling
    if ceiling is None:
        return
    numbers, first, after = np.arange(len(chosen)), table.start[chosen], table.end[chosen]
    patients, points, starts = (
        np.array(each, dtype=np.float64)
        for each in (ceiling.patients, ceiling.points, ceiling.starts)
    )
    yield Block(numbers, first, after, patients)
    yield Block(numbers, first, after, points, table.points[chosen])
    yield Block(numbers, np.maximum(first - ceiling.width + 1, 0), first + 1, starts)


def _point_rows(
    table: Table, picked: Ints, numbers: Ints, groups: Sequence[NurseGroup]
) -> Iterator[Block]:
    slots, points = table.day.slots, table.points[picked]
    first, after = table.start[picked], table.end[picked]
    present = [cover(group.sample.spans, slots).astype(np.float64) for group in groups]
    if all(group.sample.points is not None for group in groups):
        limits = _sum(present, (len(g.names) * (g.sample.points or 0) for g in groups), slots)
        yield Block(numbers, first, after, limits, points)
    for least in sorted(set(points) - {0.0}):
        # No nurse has more visits of at least so many points than fit into her own.
        heavy = points >= least
        limits = _sum(present, (len(g.names) * _most(g, int(least)) for g in groups), slots)
        yield Block(numbers[heavy], first[heavy], after[heavy], limits)


def _most(group: NurseGroup, points: int) -> int:
    nurse = group.sample
    return nurse.patients if nurse.points is None else min(nurse.patients, nurse.points // points)


def _starts_in(width: int, groups: Sequence[NurseGroup], slots: int) -> Floats:
    """Return how many visits can start in the `width` slots from each on."""
    limits = np.zeros(slots)
    for group in groups:
        nurse = group.sample
        most = -(-width // nurse.spacing) if nurse.spacing else width * nurse.patients
        limits += cover(nurse.spans, slots, width - 1) * (most * len(group.names))
    return limits


def _sum(present: Sequence[Floats], amounts: Iterable[int], slots: int) -> Floats:
    total = np.zeros(slots)
    for share, amount in zip(present, amounts, strict=True):
        total += share * amount
    return total


def _chair_sets(table: Table) -> list[frozenset[int]]:
    """Return the sets of seat groups that kinds of visits need, and unions of them."""
    needed = {
        frozenset(np.flatnonzero(table.suits_kind[kind]).tolist())
        for kind in range(len(table.kinds))
        if not table.is_folded[kind]
    }
    found = sorted(needed, key=sorted)
    for chairs in found:  # grows while it is walked through
        for other in found[:MOST_CHAIR_SETS]:
            if len(found) < MOST_CHAIR_SETS and chairs | other not in found:
                found.append(chairs | other)
    return found

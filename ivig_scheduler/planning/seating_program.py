"""Seating visits anew as a program in whole numbers, for the cases that branch too much.

Imports numpy and highspy: import this module where it is used, not with the window.
"""

from collections.abc import Callable, Iterator, Sequence
from uuid import UUID

import numpy as np

from ivig_scheduler.planning.day.solver import Program, Watch, relax, solve
from ivig_scheduler.planning.sittings import Seat, Seating, Sitting

#: The database waits for the answer, and so does who dropped a visit.
MOST_SECONDS = 3.0


def solve_seating(
    sittings: Sequence[Sitting],
    seats: Sequence[Seat],
    is_stopped: Callable[[], bool] = lambda: False,
) -> Seating | None:
    """Return who sits where with the fewest changes, or None where there is no way.

    The best found within `MOST_SECONDS`, or until it is stopped; nearly all take far less.

    One unknown for each visit and each chair it may have; each visit has one chair, and at the
    start of each visit no chair has two.
    """
    chairs = {seat.chair_id for seat in seats}
    present = [each for each in sittings if each.chair_id is None or each.chair_id in chairs]
    pairs = [(each, seat.chair_id) for each in present for seat in seats if _may_sit(each, seat)]
    if {each.id for each in present} != {each.id for each, _ in pairs}:
        return None
    program = _as_program(present, pairs)
    watch = Watch(lambda _found: not is_stopped(), MOST_SECONDS)
    # A chair's rows are about one moment each, which makes most answers whole without being told.
    solved = relax(program, watch)
    if not solved.is_infeasible and not solved.is_whole:
        solved = solve(program, watch)
    if solved.values is None:
        return None
    chosen = [pair for pair, value in zip(pairs, solved.values, strict=True) if value > 0.5]
    return {each.id: chair_id for each, chair_id in chosen if chair_id != each.chair_id}


def _may_sit(sitting: Sitting, seat: Seat) -> bool:
    if seat.chair_id == sitting.chair_id:
        return True
    return not sitting.is_fixed and sitting.suits(seat)


def _as_program(sittings: Sequence[Sitting], pairs: Sequence[tuple[Sitting, UUID]]) -> Program:
    entries = [*_one_chair_each(sittings, pairs), *_one_visit_at_once(len(sittings), pairs)]
    rows, columns = (np.array(each, dtype=np.int64) for each in zip(*entries, strict=True))
    number = int(rows.max()) + 1
    least = np.where(np.arange(number) < len(sittings), 1.0, 0.0)
    moves = [each.chair_id is not None and each.chair_id != chair for each, chair in pairs]
    return Program(
        cost=np.array(moves, dtype=np.float64),
        lower=np.zeros(len(pairs)),
        upper=np.ones(len(pairs)),
        row_lower=least,
        row_upper=np.ones(number),
        rows=rows,
        columns=columns,
        weights=np.ones(len(rows)),
    )


def _one_chair_each(
    sittings: Sequence[Sitting], pairs: Sequence[tuple[Sitting, UUID]]
) -> Iterator[tuple[int, int]]:
    row_of = {each.id: row for row, each in enumerate(sittings)}
    yield from ((row_of[each.id], column) for column, (each, _) in enumerate(pairs))


def _one_visit_at_once(
    row: int, pairs: Sequence[tuple[Sitting, UUID]]
) -> Iterator[tuple[int, int]]:
    """Give a row for each chair and start, of those that would hold the chair then."""
    by_chair: dict[UUID, list[int]] = {}
    for column, (_, chair_id) in enumerate(pairs):
        by_chair.setdefault(chair_id, []).append(column)
    for columns in by_chair.values():
        known: set[frozenset[int]] = set()
        for moment in sorted({pairs[column][0].start for column in columns}):
            there = frozenset(
                column
                for column in columns
                if pairs[column][0].start <= moment < pairs[column][0].held_until
            )
            if len(there) > 1 and not any(there <= other for other in known):
                known.add(there)
                yield from ((row, column) for column in sorted(there))
                row += 1

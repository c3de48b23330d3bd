"""Chairs and nurses for visits whose starts are settled: exact, by hand first, else by HiGHS.

Imports numpy: import this module where it is used, not with the window.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from ivig_scheduler.planning.day.answer import PlacedVisit
from ivig_scheduler.planning.day.board import Board
from ivig_scheduler.planning.day.instance import DayVisit
from ivig_scheduler.planning.day.kinds import NurseGroup, is_locked
from ivig_scheduler.planning.day.parts import Parts
from ivig_scheduler.planning.day.program import Detail, Goal, make_counts
from ivig_scheduler.planning.day.rows import nurse_rows, weigh
from ivig_scheduler.planning.day.solver import Watch, relax, solve
from ivig_scheduler.planning.day.table import Table

Start = tuple[DayVisit, int]
Names = dict[str, str]
#: Column of the table, number of the group, how many visits.
Share = tuple[int, int, int]


def name_starts(table: Table, counts: Mapping[int, int]) -> list[Start]:
    """Return the visits with their starts, earlier starts to those that stand first in the day."""
    starts: dict[int, list[int]] = defaultdict(list)
    for column, count in counts.items():
        starts[int(table.kind[column])] += [int(table.start[column])] * count
    named = [
        (table.day.visit(name), start)
        for kind, slots in starts.items()
        for name, start in zip(table.kinds[kind].names, sorted(slots), strict=False)
    ]
    return sorted(named, key=lambda each: (each[1], table.day.number(each[0].name)))


def assign_chairs(
    table: Table, counts: Mapping[int, int], starts: Sequence[Start], watch: Watch
) -> Names | None:
    """Return a chair for each visit, or None where these starts allow none (or it was stopped)."""
    board = Board(table.day)
    fixed = [each for each in starts if is_locked(each[0])]
    free = [each for each in starts if not is_locked(each[0])]
    chairs = _one_by_one(fixed + free, board.find_chair, board.take_chair)
    if chairs is not None or (len(table.seats) <= 1 and not fixed):
        return chairs
    shares = _share_exactly(table, counts, Detail.GROUPS, Detail.NONE, watch)
    return None if shares is None else _seat_groups(table, starts, shares)


def assign_nurses(
    table: Table, counts: Mapping[int, int], starts: Sequence[Start], watch: Watch
) -> Names | None:
    """Return a nurse for each visit, or None where these starts allow none (or it was stopped)."""
    board = Board(table.day)
    nurses = _one_by_one(starts, board.find_nurse, board.take_nurse)
    if nurses is not None:
        return nurses
    shares = _share_nurses(table, counts, watch)
    if shares is None:
        return None
    return {
        visit.name: table.each_nurse[nurse].names[0]
        for nurse, visits in _hand_out(table, starts, shares)
        for visit, _ in visits
    }


def join(starts: Sequence[Start], chairs: Names, nurses: Names) -> tuple[PlacedVisit, ...]:
    """Return the plan of visits with their chairs and nurses."""
    return tuple(
        PlacedVisit(visit.name, start, chairs[visit.name], nurses[visit.name])
        for visit, start in starts
    )


def _one_by_one(
    starts: Sequence[Start],
    find: Callable[[DayVisit, int], str | None],
    take: Callable[[DayVisit, int, str], None],
) -> Names | None:
    found: Names = {}
    for visit, start in starts:
        name = find(visit, start)
        if name is None:
            return None
        take(visit, start, name)
        found[visit.name] = name
    return found


def _share_exactly(
    table: Table, counts: Mapping[int, int], seats: Detail, nurses: Detail, watch: Watch
) -> list[Share] | None:
    """Return (column, group, how many), group by group, or None where there is no sharing out."""
    none = np.zeros(len(table.kind))
    least = np.zeros(len(table.kinds))
    goal = Goal(none, table.day.slots, least, table.counts, exactly=counts)
    made = make_counts(table, goal, seats, nurses)
    found = relax(made.program, watch)
    if not found.is_infeasible and not found.is_whole:
        found = solve(made.program, watch)
    if found.values is None or not found.is_whole:
        return None
    return list(made.shares(np.round(found.values)))


def _share_nurses(table: Table, counts: Mapping[int, int], watch: Watch) -> Sequence[Share] | None:
    """Return each nurse's share, or None where there is no sharing out."""
    if not all(group.is_exact(table.day.visits) for group in table.nurses):
        return _share_exactly(table, counts, Detail.NONE, Detail.EACH, watch)
    shares: Sequence[Share] | None = [(column, 0, count) for column, count in counts.items()]
    if len(table.nurses) > 1:
        shares = _share_exactly(table, counts, Detail.NONE, Detail.GROUPS, watch)
    if shares is None:
        return None
    numbers = {group.names[0]: index for index, group in enumerate(table.each_nurse)}
    found: list[Share] = []
    for index, group in enumerate(table.nurses):
        own = {column: count for column, at, count in shares if at == index}
        for name, taken in zip(group.names, _part(table, own, group, watch), strict=False):
            found += [(column, numbers[name], count) for column, count in taken.items()]
    is_complete = sum(count for *_, count in found) == sum(counts.values())
    return found if is_complete else None


def _part(
    table: Table, counts: Mapping[int, int], group: NurseGroup, watch: Watch
) -> Iterator[dict[int, int]]:
    """Yield one nurse's visits after the other, so that the rest always suffice for what is left.

    The rows are a network matrix (see `NurseGroup.is_exact`): each corner is whole.
    """
    left = dict(counts)
    one = NurseGroup(group.sample, group.names[:1])
    for rest in range(len(group.names) - 1, 0, -1):
        chosen = np.array(sorted(left), dtype=np.int64)
        amounts = np.array([left[column] for column in chosen.tolist()], dtype=np.float64)
        if not len(chosen):
            return
        parts, everything = Parts(), np.arange(len(chosen))
        parts.add_columns(np.zeros(len(chosen)), np.zeros(len(chosen)), amounts)
        for block in nurse_rows(table, chosen, everything, everything, [one]):
            least = weigh(block, amounts) - rest * block.limits
            parts.add_block(replace(block, least=least))
        found = relax(parts.program(), watch)
        if found.values is None or not found.is_whole:
            return
        taken = {int(c): round(v) for c, v in zip(chosen, found.values, strict=True) if v > 0.5}
        left = {c: n - taken.get(c, 0) for c, n in left.items() if n > taken.get(c, 0)}
        yield taken
    yield left


def _hand_out(
    table: Table, starts: Sequence[Start], shares: Sequence[Share]
) -> Iterator[tuple[int, list[Start]]]:
    """Yield each group with the visits that are its share."""
    waiting: dict[tuple[int, int], list[Start]] = defaultdict(list)
    kind_of = {name: kind for kind, each in enumerate(table.kinds) for name in each.names}
    for each in starts:
        waiting[kind_of[each[0].name], each[1]].append(each)
    groups: dict[int, list[Start]] = defaultdict(list)
    for column, group, count in shares:
        line = waiting[int(table.kind[column]), int(table.start[column])]
        groups[group] += [line.pop(0) for _ in range(count)]
    yield from groups.items()


def _seat_groups(table: Table, starts: Sequence[Start], shares: Sequence[Share]) -> Names:
    """Give each visit the first free chair of its group: overlaps never exceed their number."""
    found = {
        visit.name: str(visit.locked_chair)
        for visit, _ in starts
        if is_locked(visit) and table.folds
    }
    for group, visits in _hand_out(table, starts, shares):
        free_from = dict.fromkeys(table.seats[group].chairs, 0)
        for visit, start in sorted(visits, key=lambda each: each[1]):
            chair = next(name for name, slot in free_from.items() if slot <= start)
            free_from[chair] = start + visit.slots + visit.turnover
            found[visit.name] = chair
    return found

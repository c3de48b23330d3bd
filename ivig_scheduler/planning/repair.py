"""Repairing one day: which visits move where, so that as few as possible are disturbed.

Least, in this order: visits that lose the day; patients moved, which are those whose start or chair
changes and those who lose the day; minutes moved, which are the sum of the differences between new
and old starts; visits in another chair. Exact: what is proved is the least there is.

The visits in trouble alone are tried first, all others as they stand. Where each of them finds a
place that is proof enough, since each must move and nobody else does. Only where one would lose the
day are others moved too: first to other chairs at their own starts, then to any place. What is
found one visit after the other stands ready from the start, for when the time is short.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ivig_scheduler.planning.repair_quick import quick_repair, send_back
from ivig_scheduler.planning.repair_terms import (
    RepairAnswer,
    RepairCost,
    RepairDay,
    RepairVisit,
    Seat,
)

if TYPE_CHECKING:
    from ivig_scheduler.planning.day.solver import Watch

#: Seats of which more make a program in whole numbers slow: then times are found before chairs.
MOST_SEATS = 2000


def repair_day(
    day: RepairDay,
    *,
    seconds: float | None = None,
    watch: "Watch | None" = None,
    known: RepairAnswer | None = None,
) -> RepairAnswer | None:
    """Return the repair that costs least, or the best found within `seconds` or until `watch` ends.

    On a large day (see `MOST_SEATS`) visits in another chair are only as few as the times found
    allow. `known` is a repair of the day that is to be beaten, if it can be.

    None where nothing was found: nobody may leave who would have to, or the time was too short.
    """
    # The solver costs more to import than the whole window.
    from ivig_scheduler.planning.day import solver  # noqa: PLC0415

    if not day.visits:
        return RepairAnswer({}, RepairCost(0, 0, 0, 0), is_proved=True)
    if any(not each.seats and not each.may_leave for each in day.visits):
        return None
    watch = watch or solver.Watch(seconds=seconds)
    best = known or quick_repair(day, watch.is_stopped, tries_each=not _is_large(day))
    if best is not None and best is not known and best.is_proved:
        return best
    if best is not None and watch.is_stopped():
        return _unproved(best)
    if known is not None and not _can_beat(day, known, watch):
        return replace(known, is_proved=True)
    return _by_programs(day, watch, best)


def _by_programs(day: RepairDay, watch: "Watch", best: RepairAnswer | None) -> RepairAnswer | None:
    """Return what is proved, or the best found, by programs over ever more seats."""
    from ivig_scheduler.planning.repair_program import RepairProgram  # noqa: PLC0415
    from ivig_scheduler.planning.repair_times import TimesProgram  # noqa: PLC0415

    must = sum(each.must_move for each in day.visits)
    for stage, narrowed in enumerate(_stages(day)):
        program = TimesProgram if _is_large(narrowed) else RepairProgram
        found = program(narrowed, watch).solve()
        if found is not None and not found.is_proved:
            found = send_back(day, found)
        if found is not None and (best is None or found.cost < best.cost):
            best = found
        if found is not None and found.is_proved and _is_least(day, found.cost, must, stage):
            return found
        if narrowed is day or watch.is_stopped():
            return found if narrowed is day and _is_proved(found) else _unproved(best)
    return best


def _stages(day: RepairDay) -> tuple[RepairDay, ...]:
    """Return the day with ever more seats, the whole of it last.

    That alone where less would prove nothing; see `_is_least` for what the first ones can prove.
    """
    others = [each for each in day.visits if not each.may_leave and not each.must_move]
    may_stay = any(each.may_leave and not each.must_move for each in day.visits)
    if may_stay or all(len(each.seats) == 1 for each in others):
        return (day,)
    return _only_troubled(day), _reseating_others(day), day


def _is_large(day: RepairDay) -> bool:
    return sum(len(each.seats) for each in day.visits) > MOST_SEATS


def _can_beat(day: RepairDay, known: RepairAnswer, watch: "Watch") -> bool:
    """Return whether a repair may cost less than a known one, by chairs alone left aside."""
    from ivig_scheduler.planning.repair_times import TimesProgram  # noqa: PLC0415 - brings numpy

    return not _is_large(day) or TimesProgram(day, watch).can_beat(known.cost)


def _is_least(day: RepairDay, cost: RepairCost, must: int, stage: int) -> bool:
    """Return whether what a narrowed search proved holds for the whole day.

    Where only those moved who must, every least repair moves just these and so was looked at. One
    more at no minute cannot be beaten either: without it somebody loses the day, as was proved.
    """
    if any(each.may_leave and not each.must_move for each in day.visits):
        return False
    if stage == 0:
        return cost.left == 0 and cost.moved == must
    return stage == 1 and cost == RepairCost(0, must + 1, 0, must + 1)


def _is_proved(found: RepairAnswer | None) -> bool:
    return found is not None and found.is_proved


def _unproved(best: RepairAnswer | None) -> RepairAnswer | None:
    return replace(best, is_proved=False) if best is not None else None


def _only_troubled(day: RepairDay) -> RepairDay:
    """Return the day with everybody staying who is not in trouble."""
    return _narrowed(day, lambda visit: (visit.stands,))


def _reseating_others(day: RepairDay) -> RepairDay:
    """Return the day with everybody staying at their time who is not in trouble."""
    return _narrowed(
        day, lambda visit: [seat for seat in visit.seats if seat.start == visit.stands.start]
    )


def _narrowed(day: RepairDay, seats: Callable[[RepairVisit], Sequence[Seat]]) -> RepairDay:
    visits = (
        each if each.may_leave or each.must_move else replace(each, seats=tuple(seats(each)))
        for each in day.visits
    )
    return replace(day, visits=tuple(visits))

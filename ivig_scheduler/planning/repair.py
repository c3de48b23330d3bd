"""Repairing one day: which visits move where, so that as few as possible are disturbed.

Least, in this order: visits that lose the day; patients moved, which are those whose start or chair
changes and those who lose the day; minutes moved, which are the sum of the differences between new
and old starts; visits in another chair. Exact: what is proved is the least there is.

The visits in trouble alone are tried first, all others as they stand. Where each of them finds a
place that is proof enough, since each must move and nobody else does. Only where one would lose the
day are others moved too: first to other chairs at their own starts, then to any place.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

#: Those visits, by key, that cannot all be looked after as they are seated; None where all can.
FindOverload = Callable[[Mapping[str, "Seat"]], tuple[str, ...] | None]
#: Ways of looking after the visits that are tried before a repair is given as not proved.
MOST_CUTS = 60


class Seat(NamedTuple):
    """A start, in minutes after midnight, and a chair by its number."""

    start: int
    chair: int


@dataclass(frozen=True, slots=True)
class RepairVisit:
    """A visit of the day: where it stands and every seat the rules would let it have.

    `minutes` is the patient's stay, `held` the chair's. A visit that may stay has the seat in which
    it stands among its seats, one that cannot be moved has no other. Only a visit in trouble may
    leave the day.
    """

    key: str
    stands: Seat
    minutes: int
    held: int
    points: int
    seats: tuple[Seat, ...]
    may_leave: bool = False

    @property
    def must_move(self) -> bool:
        """Whether the visit cannot stay where it is."""
        return self.stands not in self.seats


class NurseRow(NamedTuple):
    """What the nurses take together from one moment on: patients, points, and new starts.

    Starts are counted in [moment, moment + spacing).
    """

    moment: int
    patients: int
    points: int
    starts: int


def _nobody_overloaded(_seats: Mapping[str, Seat]) -> tuple[str, ...] | None:
    return None


@dataclass(frozen=True)
class RepairDay:
    """The visits of a day that hold a chair, and what the nurses take; without rows, any number.

    `find_overload` decides exactly where the rows only count.
    """

    visits: tuple[RepairVisit, ...]
    nurse_rows: tuple[NurseRow, ...] = ()
    spacing: int = 0
    find_overload: FindOverload = _nobody_overloaded


class RepairCost(NamedTuple):
    """What a repair costs, the weightiest first."""

    left: int
    moved: int
    minutes: int
    chairs: int


@dataclass(frozen=True, slots=True)
class RepairAnswer:
    """Each visit's seat; those that lose the day have none. Proved: no repair costs less."""

    seats: Mapping[str, Seat]
    cost: RepairCost
    is_proved: bool


def repair_day(day: RepairDay, *, seconds: float | None = None) -> RepairAnswer | None:
    """Return the repair that costs least, or the best found within `seconds`.

    None where nothing was found: nobody may leave who would have to, or the time was too short.
    """
    # The solver costs more to import than the whole window.
    from ivig_scheduler.planning.day.solver import Watch  # noqa: PLC0415
    from ivig_scheduler.planning.repair_program import RepairProgram  # noqa: PLC0415

    watch = Watch(seconds=seconds)
    best: RepairAnswer | None = None
    must = sum(each.must_move for each in day.visits)
    for stage, narrowed in enumerate((_only_troubled(day), _reseating_others(day), day)):
        found = RepairProgram(narrowed, watch).solve()
        if found is not None and (best is None or found.cost < best.cost):
            best = found
        if found is not None and found.is_proved and _is_least(day, found.cost, must, stage):
            return found
        if narrowed is day or watch.is_stopped():
            return found if narrowed is day and _is_proved(found) else _unproved(best)
    return best


def cost_of(visits: Iterable[RepairVisit], seats: Mapping[str, Seat]) -> RepairCost:
    """Return what seats cost; a visit without one has left the day."""
    left = moved = minutes = chairs = 0
    for each in visits:
        seat = seats.get(each.key)
        left += seat is None
        moved += seat != each.stands
        if seat is not None:
            minutes += abs(seat.start - each.stands.start)
            chairs += seat.chair != each.stands.chair
    return RepairCost(left, moved, minutes, chairs)


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

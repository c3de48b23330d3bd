"""A day to repair: its visits with the seats they may have, what a repair is and what it costs."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

#: Those visits, by key, that cannot all be looked after as they are seated; None where all can.
FindOverload = Callable[[Mapping[str, "Seat"]], tuple[str, ...] | None]


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

    Starts are counted in [moment, moment + spacing). Only visits of those (start, minutes) count,
    where there are `stays`: what some of the nurses take who are the only ones for such visits.
    Visits whose keys are in `besides` do not count while they keep their time.
    """

    moment: int
    patients: int
    points: int
    starts: int
    stays: frozenset[tuple[int, int]] | None = None
    besides: frozenset[str] = frozenset()

    def counts(self, visit: RepairVisit, start: int) -> bool:
        """Return whether a visit counts that starts then."""
        if visit.key in self.besides and start == visit.stands.start:
            return False
        return self.stays is None or (start, visit.minutes) in self.stays


def _nobody_overloaded(_seats: Mapping[str, Seat]) -> tuple[str, ...] | None:
    return None


@dataclass(frozen=True)
class RepairDay:
    """The visits of a day that hold a chair, and what the nurses take; without rows, any number.

    `find_overload` decides exactly where the rows only count; `can_share`, where it is there,
    decides the same without asking who is too many.
    """

    visits: tuple[RepairVisit, ...]
    nurse_rows: tuple[NurseRow, ...] = ()
    spacing: int = 0
    find_overload: FindOverload = _nobody_overloaded
    can_share: Callable[[Mapping[str, Seat]], bool] | None = None

    def can_look_after(self, seats: Mapping[str, Seat]) -> bool:
        """Return whether the nurses can share out the visits seated so, whatever they count."""
        return self.can_share(seats) if self.can_share else self.find_overload(seats) is None


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

"""The answer of the day's planner: a plan, what it is worth, and what is proved about it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from ivig_scheduler.planning.day.instance import DayInstance


class Objective(StrEnum):
    """What the best plan of a day has least of; always a whole number.

    WAIT: the slots that patients wait, the sum of start minus earliest start.
    FINISH: the slot after which nobody is there, the greatest end of a visit.
    LEVEL: the most chairs in use at once plus the most starts in one slot.
    Of equally good plans FINISH and LEVEL take one with little wait; that much is not proved.
    """

    WAIT = "wait"
    FINISH = "finish"
    LEVEL = "level"


class DayStatus(StrEnum):
    """What is known: the best plan, some plan, that there is none, or nothing yet."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    IMPOSSIBLE = "impossible"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class PlacedVisit:
    """A visit with its start slot, chair and nurse."""

    name: str
    start: int
    chair: str
    nurse: str


@dataclass(frozen=True, slots=True)
class DayFigures:
    """What a plan amounts to: last end and total wait in slots, most chairs, most starts."""

    finish: int = 0
    total_wait: int = 0
    peak_chairs: int = 0
    peak_starts: int = 0

    def value(self, objective: Objective) -> int:
        """Return the number the objective wants to be least."""
        if objective is Objective.WAIT:
            return self.total_wait
        if objective is Objective.FINISH:
            return self.finish
        return self.peak_chairs + self.peak_starts


@dataclass(frozen=True, slots=True)
class DayProgress:
    """How far the search is: the best plan's value so far (None: none yet) and the bound."""

    value: int | None
    bound: int


#: Told how far the search is; returning False stops it.
Progress = Callable[[DayProgress], bool]


@dataclass(frozen=True, slots=True)
class DayPlan:
    """A planned day. `value` is never below `bound`; they are equal where it is proved best.

    `conflict` names, for an impossible day, visits that cannot all have a place; each set is
    minimal (without any one of them the rest has) unless `is_conflict_minimal` is False.
    """

    status: DayStatus
    objective: Objective
    value: int | None = None
    bound: int | None = None
    visits: tuple[PlacedVisit, ...] = ()
    figures: DayFigures | None = None
    conflict: tuple[str, ...] = ()
    is_conflict_minimal: bool = True

    @property
    def gap(self) -> float | None:
        """How far the value may be from the best, as a share of the value; 0 where proved."""
        if self.value is None or self.bound is None:
            return None
        return (self.value - self.bound) / max(self.value, 1)


def measure(day: DayInstance, placed: Iterable[PlacedVisit]) -> DayFigures:
    """Return the figures of a plan."""
    chairs, starts = [0] * (day.slots + 1), [0] * day.slots
    finish = wait = 0
    for place in placed:
        visit = day.visit(place.name)
        end = place.start + visit.slots
        finish, wait = max(finish, end), wait + place.start - visit.earliest
        starts[place.start] += 1
        chairs[place.start] += 1
        chairs[min(end + visit.turnover, day.slots)] -= 1
    peak = in_use = 0
    for change in chairs:
        in_use += change
        peak = max(peak, in_use)
    return DayFigures(finish, wait, peak, max(starts))

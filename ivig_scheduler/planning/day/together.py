"""What the nurses of a day can do with together, slot by slot, whoever has whom."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ivig_scheduler.planning.day.instance import DayInstance, DayNurse


@dataclass(frozen=True, slots=True)
class DayCeiling:
    """What all nurses together may be asked for, slot by slot, whoever has whom.

    `patients` and `points` are of those present, `starts` of the `width` slots from each on.
    """

    patients: tuple[int, ...]
    points: tuple[int, ...]
    starts: tuple[int, ...]
    width: int

    def holds(self, day: "DayInstance", starts: Iterable[tuple[str, int]]) -> bool:
        """Return whether visits that start so, given by name, stay below it."""
        asked = ask(day, starts, self.width)
        return all(
            here <= most
            for mine, theirs in (
                (asked.patients, self.patients),
                (asked.points, self.points),
                (asked.starts, self.starts),
            )
            for here, most in zip(mine, theirs, strict=True)
        )


def can_look_after(carers: "Iterable[DayNurse]", slot: int, points: Iterable[int]) -> bool:
    """Return whether patients of so many points can be shared out among those there in a slot."""
    there = [each for each in carers if each.is_present(slot, slot + 1)]
    rooms = tuple(sorted((each.patients, each.points) for each in there if each.points is not None))
    free = sum(each.patients for each in there if each.points is None)
    # Who minds no points takes those who have most.
    return _fit(tuple(sorted(points, reverse=True))[free:], rooms)


@cache
def _fit(points: tuple[int, ...], rooms: tuple[tuple[int, int], ...]) -> bool:
    """Return whether visits find room, those of most points first; rooms are patients, points."""
    if not points:
        return True
    first, *rest = points
    for place, (patients, most) in enumerate(rooms):
        is_new = place == 0 or rooms[place - 1] != (patients, most)
        if is_new and patients and first <= most:
            left = (*rooms[:place], (patients - 1, most - first), *rooms[place + 1 :])
            if _fit(tuple(rest), tuple(sorted(left))):
                return True
    return False


def find_present(
    day: "DayInstance", starts: Iterable[tuple[str, int]]
) -> Iterator[tuple[int, list[int]]]:
    """Give each slot with the points of those who are there."""
    there: list[list[int]] = [[] for _ in range(day.slots)]
    for name, start in starts:
        visit = day.visit(name)
        for slot in range(start, min(start + visit.slots, day.slots)):
            there[slot].append(visit.points)
    yield from enumerate(there)


def ask(day: "DayInstance", starts: Iterable[tuple[str, int]], width: int) -> DayCeiling:
    """Return what visits that start so, given by name, ask of all nurses together."""
    patients, points, begun = ([0] * day.slots for _ in range(3))
    for name, start in starts:
        visit = day.visit(name)
        for slot in range(start, min(start + visit.slots, day.slots)):
            patients[slot] += 1
            points[slot] += visit.points
        for slot in range(max(start - width + 1, 0), min(start + 1, day.slots)):
            begun[slot] += 1
    return DayCeiling(tuple(patients), tuple(points), tuple(begun), width)

"""Visits dealt to nurses one after the other, where one that has no room may push others on.

Quick and never wrong, but not exact: what it cannot place may have a place all the same. The load
of a nurse is one whole number with a field of bits for each start, so that a nurse is looked at in
a few operations.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ivig_scheduler.domain.nurse_search import Attendance, Keeper, SharingProblem, by_start

#: Nurses looked at for one visit that has no room, before it is given up.
_PATIENCE = 12_000


class _Load(NamedTuple):
    """A visit as the fields see it: the first, those it fills, with points; starts near it."""

    first: int
    present: int
    worth: int
    begins: int
    near: int


class NurseBook:
    """Who has whom so far. Visits are told by their number among `visits`.

    There are fields for all of their starts, for the `starts` given besides, and for visits of as
    many acuity points as the heaviest has, or as `points`.
    """

    def __init__(
        self,
        visits: Sequence[Attendance],
        nurses: Sequence[Keeper],
        spacing: int,
        *,
        prefers_idle: bool = False,
        starts: Iterable[int] = (),
        points: int = 0,
    ) -> None:
        self._visits, self._nurses, self._spacing = list(visits), nurses, spacing
        self._prefers_idle = prefers_idle
        self.nurse_of: dict[int, int] = {}
        self._starts = sorted({*starts, *(each.start for each in visits)})
        self._most_points = max([points, *(each.points for each in visits)])
        most = max((max(each.patients, each.points) for each in nurses), default=0)
        self._width = max(most, self._most_points).bit_length() + 2
        self._ones = sum(1 << place * self._width for place in range(len(self._starts)))
        self._full = self._ones << self._width - 1
        half = 1 << self._width - 1
        self._field = 2 * half - 1
        # Filled so that one more than a nurse takes reaches the highest bit of a field.
        self._patients = [self._ones * (half - 1 - each.patients) for each in nurses]
        self._points = [self._ones * (half - 1 - each.points) for each in nurses]
        self._started = [0] * len(nurses)
        self._having: list[set[int]] = [set() for _ in nurses]
        self._loads: dict[Attendance, _Load] = {}
        self._able: dict[tuple[int, int], tuple[tuple[int, int], ...]] = {}
        self._left = 0

    def add(self, number: int, *, pushes: bool = True) -> bool:
        """Give a visit to a nurse; return whether that was found, by pushing others on if need be.

        Nothing changes where it was not.
        """
        self._left = _PATIENCE
        return self._try(number) or (
            pushes and any(self._push(number, depth) for depth in range(3))
        )

    def knows(self, visit: Attendance) -> bool:
        """Return whether the book has fields for one more visit."""
        place = bisect_left(self._starts, visit.start)
        is_known = self._starts[place : place + 1] == [visit.start]
        return is_known and visit.points <= self._most_points

    def has_room(self, visit: Attendance, *, pushes: bool) -> bool:
        """Return whether one more visit, which the book must know, finds room; it is not kept."""
        self._visits.append(visit)
        number = len(self._visits) - 1
        is_found = self.add(number, pushes=pushes)
        if is_found:
            self.remove(number)
        self._visits.pop()
        return is_found

    def put(self, number: int, nurse: int) -> None:
        """Give a visit to a nurse who is known to have room."""
        load = self._load(number)
        self._patients[nurse] += load.present
        self._points[nurse] += load.worth
        self._started[nurse] |= load.begins
        self._having[nurse].add(number)
        self.nurse_of[number] = nurse

    def remove(self, number: int) -> int:
        """Take a visit from its nurse, who is returned."""
        load, nurse = self._load(number), self.nurse_of.pop(number)
        self._patients[nurse] -= load.present
        self._points[nurse] -= load.worth
        self._started[nurse] &= ~load.begins
        self._having[nurse].remove(number)
        return nurse

    def _has_room(self, nurse: int, load: _Load) -> bool:
        self._left -= 1
        return not (
            self._started[nurse] & load.near
            or (self._patients[nurse] + load.present) & self._full
            or (self._points[nurse] + load.worth) & self._full
        )

    def _try(self, number: int, besides: int = -1) -> bool:
        load, best = self._load(number), -1
        least = (0, 0)
        for ends, nurse in self._nurses_for(number):
            if best >= 0 and not self._prefers_idle and ends > least[0]:
                break
            if nurse != besides and self._has_room(nurse, load):
                busy = self._points[nurse] >> load.first & self._field
                score = (busy, ends) if self._prefers_idle else (ends, busy)
                if best < 0 or score < least:
                    best, least = nurse, score
        if best >= 0:
            self.put(number, best)
        return best >= 0

    def _push(self, number: int, depth: int) -> bool:
        """Give a visit to a nurse one of whose visits goes to another, who may push once more."""
        load = self._load(number)
        for _, nurse in self._nurses_for(number):
            for other in self._in_the_way(number, nurse):
                if self._left < 0:
                    return False
                self.remove(other)
                if self._has_room(nurse, load):
                    self.put(number, nurse)
                    if self._try(other, nurse) or (depth and self._push(other, depth - 1)):
                        return True
                    self.remove(number)
                self.put(other, nurse)
        return False

    def _in_the_way(self, number: int, nurse: int) -> list[int]:
        """Return the visits of a nurse of which one has to go so that another has room."""
        load = self._load(number)
        theirs = sorted(self._having[nurse])
        if self._started[nurse] & load.near:
            near = [each for each in theirs if self._load(each).begins & load.near]
            return near if len(near) == 1 else []
        return [each for each in theirs if self._load(each).present & load.present]

    def _nurses_for(self, number: int) -> tuple[tuple[int, int], ...]:
        """Return until when who is there all the time of a visit, who leaves soonest first."""
        start, end, _ = self._visits[number]
        if (start, end) not in self._able:
            until = ((each.present_until(start, end), n) for n, each in enumerate(self._nurses))
            able = sorted((ends, nurse) for ends, nurse in until if ends is not None)
            self._able[start, end] = tuple(able)
        return self._able[start, end]

    def _load(self, number: int) -> _Load:
        visit = self._visits[number]
        if visit not in self._loads:
            self._loads[visit] = self._as_load(visit)
        return self._loads[visit]

    def _as_load(self, visit: Attendance) -> _Load:
        first, last = bisect_left(self._starts, visit.start), bisect_left(self._starts, visit.end)
        shift = first * self._width
        present = self._ones & (1 << last * self._width) - (1 << shift)
        if not self._spacing:
            return _Load(shift, present, present * visit.points, 0, 0)
        near = bisect_left(self._starts, visit.start - self._spacing + 1)
        after = bisect_left(self._starts, visit.start + self._spacing)
        close = (1 << after) - (1 << near)
        return _Load(shift, present, present * visit.points, 1 << first, close)


def deal_out(problem: SharingProblem, *, pushes: bool) -> tuple[int, ...] | None:
    """Return the nurse of each visit, or None where none was found; there may be a sharing then."""
    visits, nurses, spacing = problem
    for prefers_idle in (False, True):
        book = NurseBook(visits, nurses, spacing, prefers_idle=prefers_idle)
        if all(book.add(number, pushes=pushes) for number in in_order(visits)):
            return tuple(book.nurse_of[number] for number in range(len(visits)))
    return None


def in_order(visits: Sequence[Attendance]) -> list[int]:
    """Return the numbers of visits in the order they are best dealt in."""
    return sorted(range(len(visits)), key=lambda number: by_start(visits[number]))

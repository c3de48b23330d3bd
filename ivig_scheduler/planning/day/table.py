"""The columns of a day's program: each kind of visit by each start that chairs and nurses allow.

Imports numpy: import this module where it is used, not with the window.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ivig_scheduler.planning.day.instance import DayInstance
from ivig_scheduler.planning.day.kinds import (
    NurseGroup,
    is_locked,
    nurse_groups,
    seat_groups,
    visit_kinds,
)
from ivig_scheduler.planning.day.solver import Floats, Ints

Bools = NDArray[np.bool_]


class Table:
    """A day by kinds, groups and columns; all arrays have one entry or row per column.

    Where it `folds`, visits locked to a start and a chair take part of that chair's time away
    and need no seat; otherwise they are visits like others, which may be left out.
    """

    def __init__(self, day: DayInstance, *, folds: bool = True) -> None:
        self.day = day
        self.folds = folds
        self.kinds = visit_kinds(day)
        self.seats = seat_groups(day, folds=folds)
        self.nurses = nurse_groups(day)
        self.each_nurse = tuple(NurseGroup(nurse, (nurse.name,)) for nurse in day.nurses)
        self.counts = np.array([len(kind.names) for kind in self.kinds], dtype=np.float64)
        folded = [folds and is_locked(kind.sample) for kind in self.kinds]
        self.is_folded = np.array(folded, dtype=np.bool_)
        kind = np.repeat(np.arange(len(self.kinds)), [len(kind.starts) for kind in self.kinds])
        start = np.array([slot for each in self.kinds for slot in each.starts], dtype=np.int64)
        is_usable = self._can_sit(kind, start) & self._can_be_nursed(kind, start)
        self.kind: Ints = kind[is_usable]
        self.start: Ints = start[is_usable]

    @cached_property
    def end(self) -> Ints:
        """The slot after the last in which the patient is there."""
        ends: Ints = self.start + self._of_kinds("slots")[self.kind]
        return ends

    @cached_property
    def held_end(self) -> Ints:
        """The slot after the last in which the chair is held."""
        held: Ints = self.end + self._of_kinds("turnover")[self.kind]
        return np.minimum(held, self.day.slots)

    @cached_property
    def points(self) -> Floats:
        """The acuity points of one visit."""
        points: Floats = self._of_kinds("points")[self.kind].astype(np.float64)
        return points

    @cached_property
    def wait(self) -> Floats:
        """The slots one visit waits."""
        waits: Floats = (self.start - self._of_kinds("earliest")[self.kind]).astype(np.float64)
        return waits

    @cached_property
    def slots(self) -> Floats:
        """The slots one visit lasts."""
        return (self.end - self.start).astype(np.float64)

    @cached_property
    def seated(self) -> Bools:
        """Whether the column's visits are to be given a seat."""
        return ~self.is_folded[self.kind]

    @cached_property
    def suits_seat(self) -> Bools:
        """Column by seat group: whether a visit can sit there."""
        return self._suits_seat(self.kind, self.start)

    @cached_property
    def suits_kind(self) -> Bools:
        """Kind by seat group: whether it could sit there, the time left aside."""
        suits = [
            [
                kind.sample.features <= seat.features
                and kind.sample.locked_chair in {None, seat.pinned}
                for seat in self.seats
            ]
            for kind in self.kinds
        ]
        return np.array(suits, dtype=np.bool_).reshape(len(self.kinds), len(self.seats))

    def suits_nurse(self, groups: Sequence[NurseGroup]) -> Bools:
        """Column by group of nurses: whether one of them could have a visit."""
        return self._suits_nurse(self.kind, self.start, groups)

    def _of_kinds(self, name: str) -> Ints:
        return np.array([getattr(kind.sample, name) for kind in self.kinds], dtype=np.int64)

    def _can_sit(self, kind: Ints, start: Ints) -> Bools:
        return np.logical_or(self.is_folded[kind], self._suits_seat(kind, start).any(axis=1))

    def _can_be_nursed(self, kind: Ints, start: Ints) -> Bools:
        can: Bools = np.asarray(self._suits_nurse(kind, start, self.nurses).any(axis=1))
        return can

    def _suits_seat(self, kind: Ints, start: Ints) -> Bools:
        length = (self._of_kinds("slots") + self._of_kinds("turnover"))[kind]
        end = np.minimum(start + length, self.day.slots)
        first = np.array([seat.span[0] for seat in self.seats], dtype=np.int64)
        after = np.array([seat.span[1] for seat in self.seats], dtype=np.int64)
        is_inside: Bools = (start[:, None] >= first) & (end[:, None] <= after)
        return np.logical_and(is_inside, self.suits_kind[kind])

    def _suits_nurse(self, kind: Ints, start: Ints, groups: Sequence[NurseGroup]) -> Bools:
        end, points = start + self._of_kinds("slots")[kind], self._of_kinds("points")[kind]
        suits = np.zeros((len(kind), len(groups)), dtype=np.bool_)
        for index, group in enumerate(groups):
            nurse = group.sample
            for first, after in nurse.spans:
                last = start + 1 if nurse.only_starts else end
                suits[:, index] |= (start >= first) & (last <= after)
            suits[:, index] &= nurse.patients > 0
            if nurse.points is not None:
                suits[:, index] &= points <= nurse.points
        return suits


def cover(spans: Iterable[tuple[int, int]], slots: int, before: int = 0) -> Bools:
    """Return for each slot whether a span touches it or one of the `before` slots after it."""
    covered = np.zeros(slots, dtype=np.bool_)
    for first, after in spans:
        covered[max(first - before, 0) : after] = True
    return covered

"""What nurses take together at a moment, and what a shortage of them is."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from ivig_scheduler.domain.nurse_search import Keeper


class Limit(StrEnum):
    """What the nurses of a day run out of."""

    PATIENTS = "patients"
    POINTS = "acuity points"
    STARTS = "starts"
    SHIFT = "nobody from start to end"


@dataclass(frozen=True, slots=True)
class Shortage:
    """The first moment (in seconds) at which a limit breaks: how many there are, how many fit.

    `seconds` tells for how long, or by how much; None where no length of time makes sense. `before`
    are too many without the visit already. Where only nurses count who could stay to the end of
    the visits, it is one of hours. Where it is not pooled, all nurses together would take as many,
    but no sharing out gives each their part.
    """

    limit: Limit
    moment: int
    number: int
    takes: int = 0
    seconds: int | None = None
    before: int = 0
    is_of_hours: bool = False
    is_pooled: bool = True


class Counts(Protocol):
    """What the nurses who count take; `edges` are the moments at which that changes."""

    @property
    def edges(self) -> Sequence[int]: ...

    def takes(self, moment: int) -> tuple[int, int]:
        """Return the patients and the points they take together at a moment."""

    def able(self, first: int, last: int) -> int:
        """Return how many of them are there at some moment from `first` to `last`."""


class NurseCounts:
    """What nurses take together at any moment, and how many of them can start a visit."""

    def __init__(self, nurses: Sequence[Keeper]) -> None:
        self._nurses = nurses
        self.edges = sorted({edge for nurse in nurses for span in nurse.spans for edge in span})
        self._takes = [(0, 0), *(self._takes_at(edge) for edge in self.edges)]
        self._able: dict[tuple[int, int], int] = {}

    def _takes_at(self, moment: int) -> tuple[int, int]:
        on_shift = [
            nurse
            for nurse in self._nurses
            if any(begins <= moment < ends for begins, ends in nurse.spans)
        ]
        return sum(each.patients for each in on_shift), sum(each.points for each in on_shift)

    def takes(self, moment: int) -> tuple[int, int]:
        """Return the patients and the points the nurses on shift take together at a moment."""
        return self._takes[bisect_right(self.edges, moment)]

    def able(self, first: int, last: int) -> int:
        """Return how many nurses are there at some moment from `first` to `last`."""
        key = first, last
        if key not in self._able:
            self._able[key] = sum(
                any(begins <= last and ends > first for begins, ends in nurse.spans)
                for nurse in self._nurses
            )
        return self._able[key]

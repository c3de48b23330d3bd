"""Nurses who are alike taken together, and which of them could keep a visit from start to end."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ivig_scheduler.domain.nurse_search import Keeper

#: Sets of kinds of nurses that are counted: more of them cost more time than they prove.
_MOST_UNIONS = 48


class Takes(NamedTuple):
    """What some nurses take together: patients, points, and how many they are."""

    patients: int
    points: int
    number: int


class NurseKinds:
    """The kinds of nurses there are. A set of kinds is a whole number with a bit for each."""

    def __init__(self, nurses: Sequence[Keeper]) -> None:
        self._kinds = tuple(Counter(nurses).items())
        self._able: dict[tuple[int, int], int] = {}
        self._takes: dict[int, Takes] = {}
        self.all = (1 << len(self._kinds)) - 1

    def able(self, start: int, end: int) -> int:
        """Return the kinds of nurses who are there all the time of [start, end)."""
        key = start, end
        if key not in self._able:
            self._able[key] = sum(
                1 << place
                for place, (nurse, _) in enumerate(self._kinds)
                if nurse.present_until(start, end) is not None
            )
        return self._able[key]

    def takes(self, kinds: int) -> Takes:
        """Return what the nurses of some kinds take together."""
        if kinds not in self._takes:
            those = [each for place, each in enumerate(self._kinds) if kinds >> place & 1]
            self._takes[kinds] = Takes(
                sum(nurse.patients * number for nurse, number in those),
                sum(nurse.points * number for nurse, number in those),
                sum(number for _, number in those),
            )
        return self._takes[kinds]


def unions(sets: Iterable[int]) -> tuple[int, ...]:
    """Return the sets and what they are together, two or more of them; the first of very many."""
    found: dict[int, None] = {}
    for each in sorted(set(sets), key=lambda kinds: (kinds.bit_count(), kinds)):
        for other in (0, *found):
            if len(found) < _MOST_UNIONS:
                found[each | other] = None
    return tuple(found)

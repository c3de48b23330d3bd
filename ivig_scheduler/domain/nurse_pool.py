"""The nurses of a day counted together: the quick part of asking whether one more visit fits.

Beyond what all nurses on shift take together nothing can be shared out; within it, it may not be.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import accumulate

from ivig_scheduler.domain.nurse_counts import Counts, Limit, NurseCounts, Shortage
from ivig_scheduler.domain.nurse_search import Attendance, Keeper


class NursePool:
    """Visits and nurses of a day, ready to be counted at any moment."""

    def __init__(self, visits: Iterable[Attendance], counts: Counts) -> None:
        by_start = sorted(visits)
        by_end = sorted(by_start, key=lambda visit: visit.end)
        self._counts = counts
        self._starts = [visit.start for visit in by_start]
        self._ends = [visit.end for visit in by_end]
        self._come = [0, *accumulate(visit.points for visit in by_start)]
        self._gone = [0, *accumulate(visit.points for visit in by_end)]

    def is_over(self, spacing: int) -> bool:
        """Return whether the visits are more at some moment than the nurses take together."""
        if any(self._is_crowded(moment) for moment in {*self._starts, *self._counts.edges}):
            return True
        return spacing > 0 and any(self._is_rush(begin, spacing) for begin in set(self._starts))

    def _is_crowded(self, moment: int) -> bool:
        (patients, points), (most, most_points) = self.present(moment), self._counts.takes(moment)
        return patients > most or points > most_points

    def _is_rush(self, begin: int, spacing: int) -> bool:
        first, after = bisect_left(self._starts, begin), bisect_left(self._starts, begin + spacing)
        return after - first > self._counts.able(begin, self._starts[after - 1])

    def present(self, moment: int) -> tuple[int, int]:
        """Return the patients there at a moment, and their points."""
        come, gone = bisect_right(self._starts, moment), bisect_right(self._ends, moment)
        return come - gone, self._come[come] - self._gone[gone]

    def find_crowd(self, visit: Attendance, own: Attendance | None) -> Shortage | None:
        """Return the first moment of one more visit with too many patients or points together.

        `own` is the place the visit has so far, which does not count.
        """
        moments = [visit.start]
        for known in (self._starts, self._counts.edges):
            inside = known[bisect_right(known, visit.start) : bisect_left(known, visit.end)]
            moments += inside
        for moment in sorted(set(moments)):
            shortage = self._crowd_at(moment, visit, own)
            if shortage is not None:
                return shortage
        return None

    def _crowd_at(self, moment: int, visit: Attendance, own: Attendance | None) -> Shortage | None:
        patients, points, most, most_points = self._count(moment, visit, own)
        if patients > most:
            limit, number, takes = Limit.PATIENTS, patients, most
        elif points > most_points:
            limit, number, takes = Limit.POINTS, points, most_points
        else:
            return None
        brings = visit.points if limit is Limit.POINTS else 1
        lasts = self._relief(moment, visit, own) - moment
        return Shortage(limit, moment, number, takes, lasts, max(number - brings - takes, 0))

    def _count(
        self, moment: int, visit: Attendance, own: Attendance | None
    ) -> tuple[int, int, int, int]:
        patients, points = self.present(moment)
        if own is not None and own.start <= moment < own.end:
            patients, points = patients - 1, points - own.points
        return (patients + 1, points + visit.points, *self._counts.takes(moment))

    def _relief(self, moment: int, visit: Attendance, own: Attendance | None) -> int:
        """Return the first later moment of the visit that is within the counts, or its end."""
        later = {each for known in (self._starts, self._ends, self._counts.edges) for each in known}
        if own is not None:
            later |= {own.start, own.end}
        for each in sorted(each for each in later if moment < each < visit.end):
            patients, points, most, most_points = self._count(each, visit, own)
            if patients <= most and points <= most_points:
                return each
        return visit.end

    def find_rush(self, visit: Attendance, own: Attendance | None, spacing: int) -> Shortage | None:
        """Return the first span of one spacing in which more visits start than nurses can."""
        first = bisect_right(self._starts, visit.start - spacing)
        near = self._starts[first : bisect_left(self._starts, visit.start + spacing)]
        if own is not None and own.start in near:
            near.remove(own.start)
        near = sorted([*near, visit.start]) if spacing else []
        for begin in sorted({each for each in near if each <= visit.start}):
            together = [each for each in near if begin <= each < begin + spacing]
            able = self._counts.able(begin, together[-1])
            if len(together) > able:
                early = begin + spacing - together[-1]
                before = max(len(together) - 1 - able, 0)
                return Shortage(Limit.STARTS, begin, len(together), able, early, before)
        return None

    def find_first(
        self, visit: Attendance, own: Attendance | None, spacing: int
    ) -> Shortage | None:
        """Return the first shortage that one more visit takes part in, or None."""
        crowd, rush = self.find_crowd(visit, own), self.find_rush(visit, own, spacing)
        found = [each for each in (crowd, rush) if each is not None]
        return min(found, key=lambda each: each.moment, default=None)


def pool_of(visits: Iterable[Attendance], nurses: Sequence[Keeper]) -> NursePool:
    """Return visits and nurses, all of them counted together."""
    return NursePool(visits, _counts_of(tuple(nurses)))


@lru_cache(maxsize=64)
def _counts_of(nurses: tuple[Keeper, ...]) -> NurseCounts:
    return NurseCounts(nurses)

"""The nurses of a day and the terms they share visits out by; why a sharing fails."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ivig_scheduler.domain.nurse_counts import Limit, Shortage
from ivig_scheduler.domain.nurse_search import (
    Attendance,
    Keeper,
    SharingProblem,
    Solver,
    by_start,
)
from ivig_scheduler.domain.nursing import moments_of, starts_of


@dataclass(frozen=True)
class Crew:
    """Nurses with their terms; times and the spacing are whole seconds (see `nursing`)."""

    nurses: tuple[Keeper, ...]
    spacing: int
    hands_over: bool
    solve: Solver

    def kept(self, visits: Sequence[Attendance]) -> SharingProblem:
        """Return what one nurse keeps: whole visits, or with hand-over their starts."""
        if self.hands_over:
            return starts_of(visits, self.nurses, self.spacing)
        return SharingProblem(tuple(visits), self.nurses, self.spacing)

    def moments(
        self, visits: Sequence[Attendance], within: tuple[int, int] | None = None
    ) -> Iterator[SharingProblem]:
        """Give what must be shareable at each moment with hand-over; without it nothing."""
        if self.hands_over:
            yield from moments_of(visits, self.nurses, within)

    def can_hand_over(
        self, visits: Sequence[Attendance], within: tuple[int, int] | None = None
    ) -> bool:
        """Return whether the patients of each moment can be shared out among those on shift."""
        return all(self.solve(each) is not None for each in self.moments(visits, within))

    def can_share(self, visits: Sequence[Attendance]) -> bool:
        """Return whether the visits can be shared out."""
        return self.can_hand_over(visits) and self.solve(self.kept(visits)) is not None

    def is_present(self, visit: Attendance) -> bool:
        """Return whether one nurse is there all the time of a visit."""
        return any(each.present_until(visit.start, visit.end) is not None for each in self.nurses)

    def longest_presence(self, visit: Attendance) -> int:
        """Return for how much of a visit one nurse at most is there without a break."""
        return max(
            (
                min(ends, visit.end) - max(begins, visit.start)
                for nurse in self.nurses
                for begins, ends in nurse.spans
                if begins < visit.end and ends > visit.start
            ),
            default=0,
        )

    def are_near(self, one: Attendance, other: Attendance) -> bool:
        """Return whether two visits meet, or start within a spacing of each other."""
        meets = one.start < other.end and one.end > other.start
        return meets or abs(one.start - other.start) < self.spacing


def explain_unshared(crew: Crew, others: Sequence[Attendance], visit: Attendance) -> Shortage:
    """Return at which start one more visit first fails beside others, and by which limit.

    The others alone can be shared out. It is the limit without which all could be up to there,
    points before starts.
    """
    ordered = sorted((*others, visit), key=by_start)
    upto = ordered[: _count_shareable(crew, ordered, ordered.index(visit)) + 1]
    moment = upto[-1].start
    present = [each for each in upto if each.end > moment]
    if crew.can_share([each._replace(points=0) for each in upto]):
        limit, number = Limit.POINTS, sum(each.points for each in present)
    elif replace(crew, spacing=0).can_share(upto):
        recent = (each for each in upto if each.start > moment - crew.spacing)
        limit, number = Limit.STARTS, sum(1 for _ in recent)
    else:
        limit, number = Limit.PATIENTS, len(present)
    return Shortage(limit, moment, number, is_pooled=False)


def _count_shareable(crew: Crew, ordered: Sequence[Attendance], known: int) -> int:
    """Return how many visits from the first on can be shared out: `known` or more, not all."""
    step = 1
    while known + step < len(ordered) and crew.can_share(ordered[: known + step]):
        known, step = known + step, step * 2
    more = range(min(step, len(ordered) - known))
    return known + bisect_left(
        more, True, key=lambda number: not crew.can_share(ordered[: known + number + 1])
    )

"""Whether one more visit of a day can be shared out among its nurses, asked again and again.

A day is shared out once; one more visit is counted together with the others, then put in beside
what the nurses have, and only where neither decides are all visits shared out anew.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from uuid import UUID

from ivig_scheduler.domain.nurse_book import NurseBook
from ivig_scheduler.domain.nurse_counts import Limit, Shortage
from ivig_scheduler.domain.nurse_crew import Crew, explain_unshared
from ivig_scheduler.domain.nurse_hours import HourPools, counted_first
from ivig_scheduler.domain.nurse_pool import NursePool, pool_of
from ivig_scheduler.domain.nurse_search import Attendance, Solver
from ivig_scheduler.domain.nurse_shared import SharedDay
from ivig_scheduler.domain.nursing import NurseDuty, attendance, keepers_of
from ivig_scheduler.domain.occupancy import Stay

#: Answers kept of a day: a drag asks again for most of what it asked before.
_SHARINGS = 512
#: Starts at these steps (seconds) can be put in without making the day's book anew.
_STEP = 900


class NurseDay:
    """The visits that begin on a day, and its nurses; times are whole seconds (see `nursing`).

    One more visit is within capacity where the nurses are enough by count at each of its moments,
    and where it can be shared out with the visits that are not too many already: those that can be
    shared out with those before them (see `nurse_shared`). So a visit answers only for a shortage
    that it brings, makes worse or takes part in.
    """

    def __init__(
        self,
        stays: Iterable[Stay],
        duties: Sequence[NurseDuty],
        *,
        spacing_minutes: int,
        hands_over: bool,
        solve: Solver,
    ) -> None:
        self.duties = duties
        there = tuple(stays)
        self._number = {each.id: number for number, each in enumerate(there)}
        self._visits = [attendance(each.start, each.end, each.acuity_points) for each in there]
        decide = lru_cache(_SHARINGS)(counted_first(solve))
        self._crew = Crew(keepers_of(duties), spacing_minutes * 60, hands_over, decide)
        self._besides: dict[int | None, _Beside] = {}
        self._known: dict[tuple[Attendance, int | None], bool] = {}
        self._shortages: dict[tuple[Attendance, int | None], Shortage] = {}

    def can_share_out(self, besides: UUID | None = None) -> bool:
        """Return whether the visits of the day, other than `besides`, can be shared out."""
        return not self._beside(self._number_of(besides)).over

    def keepers(self) -> Mapping[UUID, NurseDuty]:
        """Return who looks after each visit; those that are too many are left out.

        Where nurses hand patients over it is who starts the visit.
        """
        nurse_of = self._shared.nurse_of
        return {
            visit_id: self.duties[nurse_of[number]]
            for visit_id, number in self._number.items()
            if number in nurse_of
        }

    def count_over(self, visit: Attendance, besides: UUID | None = None) -> int:
        """Return how many visits near another one are too many already and so do not count."""
        over = (self._visits[each] for each in self._beside(self._number_of(besides)).over)
        return sum(1 for each in over if self._crew.are_near(visit, each))

    def has_room(self, visit: Attendance, besides: UUID | None = None) -> bool:
        """Return whether one more visit is within capacity; `besides` is its place so far."""
        key = visit, self._number_of(besides)
        if key not in self._known:
            pooled = self.find_pooled_shortage(visit, besides)
            self._known[key] = pooled is None and self._beside(key[1]).has_room(visit)
        return self._known[key]

    def has_plain_room(self, visit: Attendance, besides: UUID | None = None) -> bool:
        """Return whether one more visit is plainly within capacity, found without a long search."""
        key = visit, self._number_of(besides)
        if key in self._known:
            return self._known[key]
        pooled = self.find_pooled_shortage(visit, besides)
        return pooled is None and self._beside(key[1]).has_plain_room(visit)

    def find_shortage(self, visit: Attendance, besides: UUID | None = None) -> Shortage | None:
        """Return the first moment and the limit that break with one more visit, or None."""
        key = visit, self._number_of(besides)
        if self.has_room(visit, besides):
            return None
        if key not in self._shortages:
            counted = self.find_counted_shortage(visit, besides)
            self._shortages[key] = counted or self._beside(key[1]).explain(visit)
        return self._shortages[key]

    def find_pooled_shortage(
        self, visit: Attendance, besides: UUID | None = None
    ) -> Shortage | None:
        """Return where all nurses together are too few for one more visit, or nobody stays with it.

        Quick; it is None also where they are enough together but cannot share the visits out.
        """
        number = self._number_of(besides)
        own = None if number is None else self._visits[number]
        found = self._pool.find_first(visit, own, self._crew.spacing)
        if found is not None or self._crew.hands_over or self._crew.is_present(visit):
            return found
        missing = visit.end - visit.start - self._crew.longest_presence(visit)
        return Shortage(Limit.SHIFT, visit.start, 1, seconds=missing)

    def find_counted_shortage(
        self, visit: Attendance, besides: UUID | None = None
    ) -> Shortage | None:
        """Return what counting alone finds: of all nurses, or of those whose hours are enough."""
        pooled = self.find_pooled_shortage(visit, besides)
        return pooled or self._beside(self._number_of(besides)).find_shortage_of_hours(visit)

    @cached_property
    def _pool(self) -> NursePool:
        return pool_of(self._visits, self._crew.nurses)

    @cached_property
    def _shared(self) -> SharedDay:
        return SharedDay(self._crew, self._visits).fill()

    def _number_of(self, visit_id: UUID | None) -> int | None:
        return None if visit_id is None else self._number.get(visit_id)

    def _beside(self, number: int | None) -> "_Beside":
        if number not in self._besides:
            shared = self._shared if number is None else self._shared.without(number)
            self._besides[number] = _Beside(self._crew, self._visits, shared)
        return self._besides[number]


class _Beside:
    """The visits of a day that are not too many, as one more is asked about beside them."""

    def __init__(self, crew: Crew, visits: Sequence[Attendance], shared: SharedDay) -> None:
        self._crew = crew
        self.over = tuple(shared.over)
        self._nurses = list(shared.nurse_of.values())
        self._visits = [visits[number] for number in shared.nurse_of]

    def has_room(self, visit: Attendance) -> bool:
        """Return whether one more visit can be shared out; the counts were looked at before."""
        crew = self._crew
        if not crew.can_hand_over([*self._visits, visit], (visit.start, visit.end)):
            return False
        if self._is_put_in(visit, pushes=False):
            return True
        if self.find_shortage_of_hours(visit) is not None:
            return False
        if self._is_put_in(visit, pushes=True):
            return True
        # Most that cannot be shared out cannot be near the visit: less to look at.
        near = [each for each in self._visits if crew.are_near(visit, each)]
        return all(crew.solve(crew.kept([*those, visit])) for those in (near, self._visits))

    def has_plain_room(self, visit: Attendance) -> bool:
        """Return whether a nurse has room for one more visit as all others are looked after."""
        is_free = self._crew.can_hand_over([*self._visits, visit], (visit.start, visit.end))
        return is_free and self._is_put_in(visit, pushes=False)

    def find_shortage_of_hours(self, visit: Attendance) -> Shortage | None:
        """Return where the nurses are too few whose hours let them stay to the end."""
        kept = self._crew.kept((*self._visits, visit)).visits
        return self._hours.find(kept[-1], None, self._crew.spacing)

    def explain(self, visit: Attendance) -> Shortage:
        """Return where and by which limit one more visit that has no room does not fit."""
        return explain_unshared(self._crew, self._visits, visit)

    @cached_property
    def _hours(self) -> HourPools:
        return HourPools(self._crew.kept(self._visits).visits, self._crew.nurses)

    def _is_put_in(self, visit: Attendance, *, pushes: bool) -> bool:
        part = self._crew.kept((visit,)).visits[0]
        book = self._plain_book
        # Pushing leaves others elsewhere, and what is plain must not depend on what was asked.
        if pushes or not book.knows(part):
            book = self._fill_book((part.start,), part)
        return book.has_room(part, pushes=pushes)

    @cached_property
    def _plain_book(self) -> NurseBook:
        starts = [each.start for each in self._visits]
        steps = range(min(starts), max(starts) + _STEP, _STEP) if starts else ()
        return self._fill_book(steps)

    def _fill_book(self, starts: Iterable[int], *more: Attendance) -> NurseBook:
        kept = self._crew.kept(self._visits).visits
        most = max((each.points for each in (*kept, *more)), default=0)
        book = NurseBook(kept, self._crew.nurses, self._crew.spacing, starts=starts, points=most)
        for number, nurse in enumerate(self._nurses):
            book.put(number, nurse)
        return book

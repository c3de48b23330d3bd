"""Whether one more visit of a day can be shared out among its nurses, asked again and again.

A day is shared out once; one more visit is counted together with the others, then put in beside
what the nurses have, and only where neither decides are all visits shared out anew.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from uuid import UUID

from ivig_scheduler.domain.nurse_crew import Crew, explain_unshared
from ivig_scheduler.domain.nurse_pool import Limit, NursePool, Shortage, counted_first
from ivig_scheduler.domain.nurse_search import Attendance, Keeper, Solver, search
from ivig_scheduler.domain.nursing import (
    NurseDuty,
    attendance,
    is_pooled_count_exact,
    keepers_of,
)
from ivig_scheduler.domain.occupancy import Stay

#: The visits each nurse has, by the nurse's place among the duties.
_Shares = tuple[tuple[tuple[UUID, Attendance], ...], ...]
#: Choices looked at, beyond a quick dealing, for what is plain only where it is found at once.
_PLAIN = 0
#: Answers kept of a day: a drag asks again for most of what it asked before.
_SHARINGS = 512


class NurseDay:
    """The visits that begin on a day, and its nurses; times are whole seconds (see `nursing`).

    One more visit is within capacity where the day with it can be shared out. Where the day cannot
    be shared out without it already, it answers only for the visits whose patients it meets, and
    for those that start within a spacing of it: these and the visit must be shareable.
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
        self._visits: Mapping[UUID, Attendance] = {
            each.id: attendance(each.start, each.end, each.acuity_points) for each in stays
        }
        self._crew = Crew(
            keepers_of(duties),
            spacing_minutes * 60,
            hands_over,
            lru_cache(_SHARINGS)(counted_first(solve)),
        )
        self._shares: dict[UUID | None, _Shares | None] = {}
        self._known: dict[tuple[Attendance, UUID | None], bool] = {}
        self._hopeless: list[Counter[Attendance]] = []
        self._plain: dict[tuple[Attendance, UUID | None], bool] = {}
        self._shortages: dict[tuple[Attendance, UUID | None], Shortage] = {}

    def can_share_out(self, besides: UUID | None = None) -> bool:
        """Return whether the visits of the day, other than `besides`, can be shared out."""
        return self._shares_without(besides) is not None

    def has_room(self, visit: Attendance, besides: UUID | None = None) -> bool:
        """Return whether one more visit is within capacity; `besides` is its place so far."""
        key = visit, besides
        if key not in self._known:
            pooled = self.find_pooled_shortage(visit, besides)
            self._known[key] = pooled is None and self._is_shareable(visit, besides)
        return self._known[key]

    def has_plain_room(self, visit: Attendance, besides: UUID | None = None) -> bool:
        """Return whether one more visit is plainly within capacity, found without a long search."""
        key = visit, besides
        if key in self._known:
            return self._known[key]
        if key not in self._plain:
            pooled = self.find_pooled_shortage(visit, besides)
            self._plain[key] = pooled is None and self._is_plain(visit, besides)
        return self._plain[key]

    def _is_plain(self, visit: Attendance, besides: UUID | None) -> bool:
        shares = self._shares_without(besides)
        if shares is not None and not self._crew.hands_over:
            return self._fits_in(visit, shares, besides)
        near = self._near(visit, besides)
        parts = (self._crew.kept(near), *self._crew.moments(near))
        return all(search(part, _PLAIN).nurses is not None for part in parts)

    def find_shortage(self, visit: Attendance, besides: UUID | None = None) -> Shortage | None:
        """Return the first moment and the limit that break with one more visit, or None.

        Of those near the visit where these are too many already, else of the whole day.
        """
        key = visit, besides
        if self.has_room(visit, besides):
            return None
        if key not in self._shortages:
            pooled = self.find_pooled_shortage(visit, besides)
            self._shortages[key] = pooled or self._explain(visit, besides)
        return self._shortages[key]

    def _explain(self, visit: Attendance, besides: UUID | None) -> Shortage:
        near = self._near(visit, besides)
        is_near = not self._crew.can_share(near)
        return explain_unshared(self._crew, near if is_near else self._with(visit, besides))

    @cached_property
    def _pool(self) -> NursePool:
        return NursePool(self._visits.values(), self._crew.nurses)

    def find_pooled_shortage(
        self, visit: Attendance, besides: UUID | None = None
    ) -> Shortage | None:
        """Return where all nurses together are too few for one more visit, or nobody stays with it.

        Quick; it is None also where they are enough together but cannot share the visits out.
        """
        own = self._visits.get(besides) if besides is not None else None
        crowd = self._pool.find_crowd(visit, own)
        rush = self._pool.find_rush(visit, own, self._crew.spacing)
        found = [each for each in (crowd, rush) if each is not None]
        if found:
            return min(found, key=lambda each: each.moment)
        if self._crew.hands_over or self._crew.is_present(visit):
            return None
        missing = visit.end - visit.start - self._crew.longest_presence(visit)
        return Shortage(Limit.SHIFT, visit.start, 1, seconds=missing)

    def _is_shareable(self, visit: Attendance, besides: UUID | None) -> bool:
        crew, shares = self._crew, self._shares_without(besides)
        if shares is None:
            return self._is_near_shareable(visit, besides)
        everything = self._with(visit, besides)
        if not crew.can_hand_over(everything, (visit.start, visit.end)):
            return False
        if self._fits_in(visit, shares, besides):
            return True
        problem = crew.kept(everything)
        # The counts were looked at before; here they settle it.
        if is_pooled_count_exact(problem):
            return True
        # Most that cannot be shared out cannot be near the visit: less to look at.
        near = crew.kept(self._near(visit, besides))
        return crew.solve(near) is not None and crew.solve(problem) is not None

    def _is_near_shareable(self, visit: Attendance, besides: UUID | None) -> bool:
        """Return whether a visit can be shared out with those near it.

        What cannot be shared out without it cannot be with more visits either, nor is it asked.
        """
        near = self._near(visit, besides)
        others = Counter(near[:-1])
        if any(known <= others for known in self._hopeless):
            return False
        if self._crew.can_share(near):
            return True
        if not self._crew.can_share(near[:-1]):
            self._hopeless.append(others)
        return False

    def _others(self, besides: UUID | None) -> list[Attendance]:
        return [visit for key, visit in self._visits.items() if key != besides]

    def _with(self, visit: Attendance, besides: UUID | None) -> list[Attendance]:
        return [*self._others(besides), visit]

    def _near(self, visit: Attendance, besides: UUID | None) -> list[Attendance]:
        """Return the visit with those it meets and those that start within a spacing of it."""
        others = self._others(besides)
        return [*(other for other in others if self._crew.are_near(visit, other)), visit]

    def _shares_without(self, besides: UUID | None) -> _Shares | None:
        """Return who has whom, or None where the visits besides one cannot be shared out."""
        if None not in self._shares:
            self._shares[None] = self._share(None)
        whole = self._shares[None]
        if whole is not None or besides not in self._visits:
            return whole
        if besides not in self._shares:
            self._shares[besides] = self._share(besides)
        return self._shares[besides]

    def _share(self, besides: UUID | None) -> _Shares | None:
        keys = [key for key in self._visits if key != besides]
        visits = self._others(besides)
        if not self._crew.can_hand_over(visits):
            return None
        problem = self._crew.kept(visits)
        chosen = self._crew.solve(problem)
        if chosen is None:
            return None
        shares: list[list[tuple[UUID, Attendance]]] = [[] for _ in self._crew.nurses]
        for key, part, place in zip(keys, problem.visits, chosen, strict=True):
            shares[place].append((key, part))
        return tuple(tuple(share) for share in shares)

    def _fits_in(self, visit: Attendance, shares: _Shares, besides: UUID | None) -> bool:
        """Return whether a nurse can take the visit, or its start, beside those they have."""
        problem = self._crew.kept((visit,))
        (part,) = problem.visits
        return any(
            _can_take(nurse, part, [each for key, each in share if key != besides], problem.spacing)
            for nurse, share in zip(self._crew.nurses, shares, strict=True)
        )


def _can_take(nurse: Keeper, visit: Attendance, having: Sequence[Attendance], spacing: int) -> bool:
    """Return whether a nurse can keep a visit besides those they have."""
    if nurse.present_until(visit.start, visit.end) is None:
        return False
    if any(abs(each.start - visit.start) < spacing for each in having):
        return False
    met = [each for each in having if each.start < visit.end and each.end > visit.start]
    worth = visit.points + sum(each.points for each in met)
    if len(met) < nurse.patients and worth <= nurse.points:
        return True
    moments = [visit.start, *(each.start for each in met if each.start > visit.start)]
    return all(_has_hands(nurse, visit, met, moment) for moment in moments)


def _has_hands(nurse: Keeper, visit: Attendance, met: Sequence[Attendance], moment: int) -> bool:
    there = [each for each in met if each.start <= moment < each.end]
    worth = visit.points + sum(each.points for each in there)
    return len(there) < nurse.patients and worth <= nurse.points

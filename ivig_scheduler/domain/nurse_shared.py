"""A day's visits shared out in the order of their starts, and those that are too many for that.

A visit is too many where it cannot be shared out together with those before it that are not. Who is
looked after is so decided once for the day, and one more visit is asked about beside them.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from ivig_scheduler.domain.nurse_book import NurseBook, in_order
from ivig_scheduler.domain.nurse_crew import Crew
from ivig_scheduler.domain.nurse_hours import HourPools
from ivig_scheduler.domain.nurse_search import Attendance, SharingProblem, Solver
from ivig_scheduler.domain.nursing import at_moment, moments_in


class _Sharing:
    """One sharing problem that fills up, in the order of starts; visits are told by number."""

    def __init__(self, problem: SharingProblem, solve: Solver) -> None:
        self._problem, self._solve = problem, solve
        self._book = self._empty()

    @property
    def nurse_of(self) -> dict[int, int]:
        return self._book.nurse_of

    def add(self, number: int) -> bool:
        """Take a visit in; return whether it can be shared out with those taken in before."""
        if self._book.add(number, pushes=False):
            return True
        if self._is_plainly_over(number):
            return False
        return self._book.add(number) or self._add_exactly(number)

    def put(self, number: int, nurse: int) -> None:
        self._book.put(number, nurse)

    def remove(self, number: int) -> None:
        self._book.remove(number)

    def _is_plainly_over(self, number: int) -> bool:
        visits, nurses, spacing = self._problem
        visit = visits[number]
        # None of those before begins later, so that no others can be in its way.
        near = [
            each
            for each in (visits[other] for other in self._book.nurse_of)
            if each.end > visit.start or each.start > visit.start - spacing
        ]
        return HourPools(near, nurses).find(visit, None, spacing) is not None

    def _add_exactly(self, number: int) -> bool:
        visits, nurses, spacing = self._problem
        numbers = [*self._book.nurse_of, number]
        found = self._solve(SharingProblem(tuple(visits[n] for n in numbers), nurses, spacing))
        if found is None:
            return False
        self._book = self._empty()
        for each, nurse in zip(numbers, found, strict=True):
            self._book.put(each, nurse)
        return True

    def _empty(self) -> NurseBook:
        return NurseBook(*self._problem, prefers_idle=True)


class SharedDay:
    """Which of a day's visits are looked after by whom; the others are too many.

    Visits are told by their number. With hand-over `nurse_of` tells who starts a visit, and each
    moment is shared out besides.
    """

    def __init__(self, crew: Crew, visits: Sequence[Attendance]) -> None:
        self._crew, self._visits = crew, visits
        self._order = in_order(visits)
        self._kept = _Sharing(crew.kept(visits), crew.solve)
        self._moments: dict[int, _Sharing] = {}
        self.over: list[int] = []

    @property
    def nurse_of(self) -> dict[int, int]:
        """Who has which visit; those that are too many are left out."""
        return self._kept.nurse_of

    def fill(self, numbers: Iterable[int] | None = None) -> "SharedDay":
        """Take in all visits, or those of some numbers, in the order of their starts."""
        for number in self._order if numbers is None else numbers:
            if not self._add(number):
                self.over.append(number)
        return self

    def without(self, number: int) -> "SharedDay":
        """Return the day as if that visit had never been there."""
        there = SharedDay(self._crew, self._visits)
        if self._crew.hands_over:
            return there.fill(each for each in self._order if each != number)
        place = self._order.index(number)
        before, after = self._order[:place], self._order[place + 1 :]
        # Whoever begins later has no part in how those before were shared out.
        is_settled = not any(each in self.over for each in after)
        there.over = [
            each for each in self.over if each != number and (is_settled or each in before)
        ]
        for each in [*before, *after] if is_settled else before:
            if each in self.nurse_of:
                there._kept.put(each, self.nurse_of[each])
        return there if is_settled else there.fill(after)

    def _add(self, number: int) -> bool:
        added: list[_Sharing] = []
        for sharing in (self._kept, *self._moments_of(self._visits[number])):
            if not sharing.add(number):
                for each in added:
                    each.remove(number)
                return False
            added.append(sharing)
        return True

    def _moments_of(self, visit: Attendance) -> Iterator[_Sharing]:
        """Give, with hand-over, what is to be shared out at each moment of a visit."""
        for moment in self._all_moments:
            if visit.start <= moment < visit.end:
                if moment not in self._moments:
                    problem = at_moment(moment, self._visits, self._crew.nurses)
                    self._moments[moment] = _Sharing(problem, self._crew.solve)
                yield self._moments[moment]

    @cached_property
    def _all_moments(self) -> tuple[int, ...]:
        return tuple(moments_in(self._visits, self._crew.nurses)) if self._crew.hands_over else ()

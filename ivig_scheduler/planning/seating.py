"""Seating visits anew so that one more fits: times stay, as few visits as possible change chairs.

Interval partitioning with features. A chair in which nobody has to give way is the usual end of a
chain of changes, so a search by the number of changes (1, 2, ...) is exact and quick; where it
branches too much, the same question goes to HiGHS, which answers it exactly as well.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from uuid import UUID

from ivig_scheduler.planning.sittings import Seat, Seating, Sitting

#: Choices looked at before the question goes to HiGHS.
MOST_CHOICES = 400


def find_seating(
    sittings: Sequence[Sitting],
    seats: Sequence[Seat],
    is_stopped: Callable[[], bool] = lambda: False,
) -> Seating | None:
    """Return who sits where so that every visit without a chair has one; None: there is no way.

    Visits that keep their chair are left out. Exact, but for what would take seconds: a seating is
    found whenever one exists, with the fewest changes; of equally many, those into the chairs first
    in order are tried first.
    """
    if not _has_enough_seats(sittings, seats):
        return None
    search = _Search(sittings, seats)
    try:
        for changes in range(search.movable + 1):
            found = search.within(changes)
            if found is not None:
                return found
    except _TooManyChoices:
        from ivig_scheduler.planning.seating_program import solve_seating  # noqa: PLC0415 - slow

        return solve_seating(sittings, seats, is_stopped)
    return None


def _has_enough_seats(sittings: Sequence[Sitting], seats: Sequence[Seat]) -> bool:
    """Return whether at no moment more visits need the same features than chairs have them.

    With chairs all alike, always there, and nobody fixed this is all that can be in the way.
    """
    wanted = {each.needs for each in sittings if each.chair_id is None}
    wanted |= {each.needs for each in sittings if not each.is_fixed} | {frozenset()}
    for needs in wanted:
        # A visit that stays may sit where its needs are not met: only those let in must not.
        having = {each.chair_id for each in seats if needs <= each.features}
        competing = [
            each for each in sittings if needs <= each.needs and _is_bound_to(each, having)
        ]
        if _most_at_once(competing) > len(having):
            return False
    return True


def _is_bound_to(sitting: Sitting, having: set[UUID]) -> bool:
    return sitting.chair_id is None or sitting.chair_id in having


def _most_at_once(sittings: Sequence[Sitting]) -> int:
    edges = [(each.start, 1) for each in sittings] + [(each.held_until, -1) for each in sittings]
    return max(accumulate(step for _, step in sorted(edges)), default=0)


class _TooManyChoices(Exception):  # noqa: N818 - no error: the other method takes over
    """The search has looked at its share of choices."""


@dataclass(frozen=True, slots=True)
class _Option:
    """A chair for a visit, and who has to give way there."""

    seat: int
    gives_way: tuple[Sitting, ...]


class _Search:
    """A search in depth over who changes to where; chairs are told by their place in order."""

    def __init__(self, sittings: Sequence[Sitting], seats: Sequence[Seat]) -> None:
        self._seats = seats
        place = {seat.chair_id: number for number, seat in enumerate(seats)}
        self._in_seat: list[list[Sitting]] = [[] for _ in seats]
        self._settled: dict[UUID, int] = {}
        for each in sittings:
            if each.chair_id is not None and each.chair_id in place:
                self._in_seat[place[each.chair_id]].append(each)
        self._new = tuple(each for each in sittings if each.chair_id is None)
        self._suiting: dict[UUID, tuple[int, ...]] = {}
        self._choices = 0
        self.movable = sum(not each.is_fixed and each.chair_id is not None for each in sittings)

    def within(self, changes: int) -> Seating | None:
        """Return a seating with at most so many changes, or None where there is none."""
        if not self._place(self._new, changes):
            return None
        return {key: self._seats[number].chair_id for key, number in self._settled.items()}

    def _place(self, pending: tuple[Sitting, ...], left: int) -> bool:
        if not pending:
            return True
        self._choices += 1
        if self._choices > MOST_CHOICES:
            raise _TooManyChoices
        options = {each.id: self._options(each, left) for each in pending}
        visit = min(pending, key=lambda each: len(options[each.id]))
        rest = tuple(each for each in pending if each is not visit)
        for option in options[visit.id]:
            self._seat(visit, option)
            if self._place(rest + option.gives_way, left - len(option.gives_way)):
                return True
            self._unseat(visit, option)
        return False

    def _options(self, visit: Sitting, left: int) -> tuple[_Option, ...]:
        found = [
            option
            for number in self._suiting_seats(visit)
            for option in self._try_seat(visit, number)
            if len(option.gives_way) <= left
        ]
        return tuple(sorted(found, key=lambda each: len(each.gives_way)))

    def _try_seat(self, visit: Sitting, number: int) -> Iterator[_Option]:
        there = tuple(each for each in self._in_seat[number] if each.overlaps(visit))
        if not any(each.is_fixed or each.id in self._settled for each in there):
            yield _Option(number, there)

    def _suiting_seats(self, visit: Sitting) -> tuple[int, ...]:
        if visit.id not in self._suiting:
            self._suiting[visit.id] = tuple(
                number for number, seat in enumerate(self._seats) if visit.suits(seat)
            )
        return self._suiting[visit.id]

    def _seat(self, visit: Sitting, option: _Option) -> None:
        there = self._in_seat[option.seat]
        for each in option.gives_way:
            there.remove(each)
        there.append(visit)
        self._settled[visit.id] = option.seat

    def _unseat(self, visit: Sitting, option: _Option) -> None:
        there = self._in_seat[option.seat]
        there.remove(visit)
        there.extend(option.gives_way)
        del self._settled[visit.id]

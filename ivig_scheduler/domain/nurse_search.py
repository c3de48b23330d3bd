"""Sharing out visits among nurses who keep them from start to end: the exact search.

Times are whole numbers on any scale. A visit lies wholly inside one span of presence of its nurse;
at no moment a nurse has more visits or more points than they take; two starts of one nurse are at
least the spacing apart.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple


class Attendance(NamedTuple):
    """A visit to be looked after in [start, end), with its acuity points."""

    start: int
    end: int
    points: int


class Keeper(NamedTuple):
    """A nurse: spans of presence (half-open, apart from each other), and what they take at once."""

    spans: tuple[tuple[int, int], ...]
    patients: int
    points: int

    def present_until(self, start: int, end: int) -> int | None:
        """Return the end of the span that [start, end) lies in, or None where there is none."""
        for begins, ends in self.spans:
            if begins <= start and end <= ends:
                return ends
        return None


class SharingProblem(NamedTuple):
    """Visits to be shared out; the answer has a nurse's place for each visit, in their order."""

    visits: tuple[Attendance, ...]
    nurses: tuple[Keeper, ...]
    spacing: int


class SharingAnswer(NamedTuple):
    """The nurse of each visit, or None; not decided where the search was stopped before its end."""

    nurses: tuple[int, ...] | None
    is_decided: bool = True


#: Returns the nurse of each visit, or None where the visits cannot be shared out. Always exact.
Solver = Callable[[SharingProblem], tuple[int, ...] | None]

#: When a nurse may start again, and the (end, points) of those they look after.
_State = tuple[int, tuple[tuple[int, int], ...]]
_LONG_AGO = -(1 << 60)


def search_all(problem: SharingProblem) -> tuple[int, ...] | None:
    """Return the nurse of each visit, or None where no sharing exists, however long it takes."""
    return search(problem).nurses


def search(problem: SharingProblem, budget: int | None = None) -> SharingAnswer:
    """Share the visits out, looking at no more than `budget` choices (None: at all of them).

    Two quick dealings come first; then all choices in the order of starts, where nurses in equal
    state are one choice and what led nowhere is remembered.
    """
    order = sorted(range(len(problem.visits)), key=lambda number: by_start(problem.visits[number]))
    for prefers_tight in (True, False):
        dealt = _deal(problem, order, prefers_tight=prefers_tight)
        if len(dealt) == len(order):
            return SharingAnswer(tuple(dealt[number] for number in range(len(order))))
    return _Search(problem, order).run(budget)


def by_start(visit: Attendance) -> tuple[int, int, int]:
    """Return a key by which visits are looked at: by start, then the hardest first."""
    return visit.start, -visit.points, -visit.end


def _deal(problem: SharingProblem, order: Sequence[int], *, prefers_tight: bool) -> dict[int, int]:
    """Give each visit to the nurse who leaves soonest after it, or to the least busy one.

    Return the nurse of each visit, up to the first that nobody can take.
    """
    chosen: dict[int, int] = {}
    ready = [_LONG_AGO] * len(problem.nurses)
    having: list[list[tuple[int, int]]] = [[] for _ in problem.nurses]
    for number in order:
        start, end, points = problem.visits[number]
        best, least = -1, (0, 0, 0)
        for place, nurse in enumerate(problem.nurses):
            until = None if ready[place] > start else nurse.present_until(start, end)
            if until is None:
                continue
            now = having[place] = [each for each in having[place] if each[0] > start]
            load = sum(each[1] for each in now)
            if len(now) < nurse.patients and load + points <= nurse.points:
                score = (until, load, len(now)) if prefers_tight else (load, len(now), until)
                if best < 0 or score < least:
                    best, least = place, score
        if best < 0:
            break
        having[best].append((end, points))
        ready[best] = start + problem.spacing
        chosen[number] = best
    return chosen


class _Search:
    """Depth first over the visits in the order of their starts."""

    def __init__(self, problem: SharingProblem, order: Sequence[int]) -> None:
        self._problem = problem
        self._order = order
        self._kinds: dict[int, list[int]] = {}
        self._dead: set[tuple[int, tuple[tuple[int, _State], ...]]] = set()

    def run(self, budget: int | None) -> SharingAnswer:
        """Return a sharing, that there is none, or that the budget did not do."""
        first: tuple[_State, ...] = ((_LONG_AGO, ()),) * len(self._problem.nurses)
        choices = [self._choices(0, first)]
        chosen: list[int] = []
        seen = 0
        while choices:
            choice = next(choices[-1], None)
            if choice is None:
                choices.pop()
                chosen = chosen[: max(len(choices) - 1, 0)]
                continue
            seen += 1
            if budget is not None and seen > budget:
                return SharingAnswer(None, is_decided=False)
            chosen = [*chosen[: len(choices) - 1], choice[0]]
            if len(chosen) == len(self._order):
                return SharingAnswer(self._in_given_order(chosen))
            choices.append(self._choices(len(chosen), choice[1]))
        return SharingAnswer(None)

    def _in_given_order(self, chosen: Sequence[int]) -> tuple[int, ...]:
        nurses = [0] * len(chosen)
        for number, nurse in zip(self._order, chosen, strict=True):
            nurses[number] = nurse
        return tuple(nurses)

    def _choices(
        self, depth: int, before: tuple[_State, ...]
    ) -> Iterator[tuple[int, tuple[_State, ...]]]:
        """Give the nurses who can take the next visit, each with the states that follow."""
        start, end, points = self._problem.visits[self._order[depth]]
        states = tuple(
            (
                ready if ready > start else _LONG_AGO,
                tuple(each for each in having if each[0] > start),
            )
            for ready, having in before
        )
        kinds = self._kinds_at(start)
        alike = tuple(sorted(zip(kinds, states, strict=True)))
        if (depth, alike) in self._dead:
            return
        able = []
        for place, nurse in enumerate(self._problem.nurses):
            ready, having = states[place]
            until = None if ready > start else nurse.present_until(start, end)
            load = sum(each[1] for each in having)
            if until is None or len(having) >= nurse.patients or load + points > nurse.points:
                continue
            able.append((until, load, len(having), place))
        tried: set[tuple[int, _State]] = set()
        for *_, place in sorted(able):
            if (kinds[place], states[place]) not in tried:
                tried.add((kinds[place], states[place]))
                theirs = tuple(sorted((*states[place][1], (end, points))))
                after = (start + self._problem.spacing, theirs)
                yield place, (*states[:place], after, *states[place + 1 :])
        self._dead.add((depth, alike))

    def _kinds_at(self, start: int) -> list[int]:
        """Return a number for each nurse; equal numbers mean alike from that time on."""
        if start not in self._kinds:
            numbers: dict[tuple[object, ...], int] = {}
            self._kinds[start] = [
                numbers.setdefault(
                    (
                        tuple((max(begins, start), ends) for begins, ends in spans if ends > start),
                        patients,
                        points,
                    ),
                    len(numbers),
                )
                for spans, patients, points in self._problem.nurses
            ]
        return self._kinds[start]

"""The days of a whole course at once: every way through its cycles that costs least.

A cycle's due day follows from the day the one before began, so the ways form a net: a node is what
the rest of the course must know (`Node`), an arc a cycle on a day, or without a place. The cheapest
ways are found by going on from the cheapest node first. A day is looked at only when the way to it
could still be among the cheapest, and the search ends when nothing as cheap is left: so all ways
that cost least are known, and the choice among their times and chairs is made afterwards.

What a day costs at least is known long before the rules are asked about it. So the ways are found
by that first, and only the days on the cheapest of them are looked at: where none costs more than
foreseen, no way is cheaper. Else it is searched again with what is known now. After some such
rounds, as where nurses are few, each day is looked at once the search comes to it.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from heapq import heappop, heappush
from itertools import count
from typing import NamedTuple, Protocol

from ivig_scheduler.domain.recurrence import next_due_day
from ivig_scheduler.planning.costs import NEVER, WITHOUT_PLACE
from ivig_scheduler.planning.cycle_places import CyclePlacer, CyclePlaces, Past
from ivig_scheduler.planning.placing import CycleTerms


class Node(NamedTuple):
    """Before the cycle of this number, due on that day; after all cycles where it has no number."""

    number: int
    due: date
    past: Past


class Try(NamedTuple):
    """A day on which a cycle may have a place, not looked at yet, and the node it leads to.

    `dearer` are the days to try after it, each with what it costs more than the node.
    """

    node: Node
    target: Node
    terms: CycleTerms
    first: date
    dearer: Iterator[tuple[int, date, Past]]


@dataclass(eq=False, slots=True)
class Arc:
    """A cycle on the way from one node to the next: from a day on, without a place, or skipped.

    `cost` is what its places cost besides the day. They are filled in once they are known.
    """

    source: Node
    target: Node
    chance: Try | None = None
    cost: int = 0
    places: CyclePlaces | None = None

    @property
    def first_day(self) -> date:
        """The day the cycle begins; without a place, a day after all others."""
        return self.chance.first if self.chance else date.max

    @property
    def is_open(self) -> bool:
        """Whether its places are still to be looked for."""
        return self.chance is not None and self.places is None


class Course(Protocol):
    """What the search asks about a course: its cycles, and where it ends."""

    @property
    def interval_days(self) -> int:
        """Days from the first day of a cycle to the due day of the next."""

    def terms(self, number: int, due: date) -> CycleTerms | None:
        """Return what is asked of a cycle due on a day, or None where it is skipped."""

    def is_over(self, number: int, due: date) -> bool:
        """Return whether the course ends before a cycle of that number, due on that day."""

    def missing(self, number: int) -> int:
        """Return how many cycles are lost where the course ends before that number."""


#: All ways end here.
END = Node(0, date.max, Past())
#: How often the ways are found by what is foreseen, before each day is looked at on the way.
_ROUNDS = 3


class SeriesSearch:
    """Finds the arcs of all cheapest ways through a course."""

    def __init__(self, course: Course, placer: CyclePlacer, start: date) -> None:
        self.start = Node(1, start, Past())
        self._course = course
        self._placer = placer

    def cheapest_arcs(self) -> dict[Node, list[Arc]]:
        """Return the arcs of all cheapest ways, by the node they start from, in order of days."""
        for _ in range(_ROUNDS):
            arcs = self._search(looks_ahead=True)
            if self._are_as_foreseen(arcs):
                return arcs
        return self._search(looks_ahead=False)

    def _search(self, *, looks_ahead: bool) -> dict[Node, list[Arc]]:
        search = _Search(self._course, self._placer, self.start, looks_ahead=looks_ahead)
        return search.cheapest_arcs()

    def _are_as_foreseen(self, arcs: Mapping[Node, Sequence[Arc]]) -> bool:
        """Fill in the places of all arcs; return whether none costs more than foreseen."""
        sure = True
        for leaving in arcs.values():
            for arc in leaving:
                if arc.chance is not None:
                    chance = arc.chance
                    arc.places = self._placer.place(chance.terms, chance.first, arc.source.past)
                    sure = sure and arc.places is not None and arc.places.cost == arc.cost
        return sure


class _Search:
    """One search; one that looks ahead does with what arcs cost at least."""

    def __init__(
        self, course: Course, placer: CyclePlacer, start: Node, *, looks_ahead: bool
    ) -> None:
        self._start = start
        self._course = course
        self._placer = placer
        self._looks_ahead = looks_ahead
        self._heap: list[tuple[int, int, Arc | Try]] = []
        self._order = count()
        self._best: dict[Node, int] = {}
        self._into: dict[Node, list[Arc]] = defaultdict(list)

    def cheapest_arcs(self) -> dict[Node, list[Arc]]:
        """Return the arcs of all cheapest ways, by the node they start from, in order of days."""
        self._run()
        arcs: dict[Node, list[Arc]] = defaultdict(list)
        seen, waiting = {END}, [END]
        while waiting:
            for arc in self._into[waiting.pop()]:
                arcs[arc.source].append(arc)
                if arc.source not in seen:
                    seen.add(arc.source)
                    waiting.append(arc.source)
        for leaving in arcs.values():
            leaving.sort(key=lambda arc: arc.first_day)
        return arcs

    def _run(self) -> None:
        self._best[self._start] = 0
        self._leave(self._start, 0)
        while self._heap and self._heap[0][0] <= self._best.get(END, NEVER):
            cost, _, step = heappop(self._heap)
            if isinstance(step, Arc):
                self._arrive(cost, step)
            else:
                self._look(cost, step)

    def _push(self, cost: int, step: Arc | Try) -> None:
        heappush(self._heap, (cost, next(self._order), step))

    def _arrive(self, cost: int, arc: Arc) -> None:
        if arc.is_open and not self._looks_ahead:
            self._open(cost, arc)
            return
        known = self._best.get(arc.target)
        if known is None:
            self._best[arc.target] = cost
            if arc.target is not END:
                self._leave(arc.target, cost)
        if known in {None, cost}:
            self._into[arc.target].append(arc)

    def _open(self, cost: int, arc: Arc) -> None:
        """Look for the places of an arc; go on from it where it costs no more than foreseen."""
        if arc.chance is None:
            return
        arc.places = self._placer.place(arc.chance.terms, arc.chance.first, arc.source.past)
        if arc.places is None:
            return
        more = arc.places.cost - arc.cost
        arc.cost = arc.places.cost
        if more:
            self._push(cost + more, arc)
        else:
            self._arrive(cost, arc)

    def _leave(self, node: Node, cost: int) -> None:
        """Go on from a node: try each day its cycle may begin on, or leave it without a place."""
        if self._course.is_over(node.number, node.due):
            lost = self._course.missing(node.number)
            self._push(cost + lost * WITHOUT_PLACE, Arc(node, END))
            return
        terms = self._course.terms(node.number, node.due)
        passed_on = next_due_day(node.due, self._course.interval_days)
        without = Arc(node, Node(node.number + 1, passed_on, node.past))
        if terms is None:
            self._push(cost, without)
            return
        self._push(cost + WITHOUT_PLACE, without)
        self._try_next(node, cost, terms, self._placer.open_days(terms, node.past))

    def _try_next(
        self, node: Node, cost: int, terms: CycleTerms, days: Iterator[tuple[int, date, Past]]
    ) -> None:
        """Try the next day that does not lead to where a cheaper way has led already."""
        number, interval = node.number + 1, self._course.interval_days
        for more, first, past in days:
            target = Node(number, next_due_day(first, interval), past)
            if self._best.get(target, NEVER) >= cost + more:
                self._push(cost + more, Try(node, target, terms, first, days))
                return

    def _look(self, cost: int, chance: Try) -> None:
        node, target, terms, first, dearer = chance
        self._try_next(node, self._best[node], terms, dearer)
        if self._best.get(target, NEVER) < cost:
            return
        least = self._placer.foresee(terms, first, node.past)
        if least is None:
            return
        arc = Arc(node, target, chance, least)
        if least:
            self._push(cost + least, arc)
        else:
            self._arrive(cost, arc)

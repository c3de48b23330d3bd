"""The days of a whole course at once: every way through its cycles that costs least.

A cycle's due day follows from the day the one before began, so the ways form a net: a node is what
the rest of the course must know (`Node`), an arc a cycle on a day, or without a place. The cheapest
ways are found by going on from the cheapest node first. A day is looked at only when the way to it
could still be among the cheapest, and the search ends when nothing as cheap is left: so all ways
that cost least are known, and the choice among their times and chairs is made afterwards.
"""

from collections import defaultdict
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


@dataclass(frozen=True, eq=False, slots=True)
class Arc:
    """A cycle on the way from one node to the next: with its places, without, or skipped."""

    source: Node
    target: Node
    places: CyclePlaces | None = None

    @property
    def first_day(self) -> date:
        """The day the cycle begins; without a place, a day after all others."""
        return self.places.terms[0].day if self.places else date.max


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


class Try(NamedTuple):
    """A day on which a cycle may have a place, not looked at yet."""

    node: Node
    terms: CycleTerms
    first: date


#: All ways end here.
END = Node(0, date.max, Past())


class SeriesSearch:
    """Finds the arcs of all cheapest ways through a course."""

    def __init__(self, course: Course, placer: CyclePlacer, start: date) -> None:
        self.start = Node(1, start, Past())
        self._course = course
        self._placer = placer
        self._heap: list[tuple[int, int, Arc | Try]] = []
        self._order = count()
        self._best: dict[Node, int] = {}
        self._into: dict[Node, list[Arc]] = defaultdict(list)

    def cheapest_arcs(self) -> dict[Node, list[Arc]]:
        """Return the arcs of all cheapest ways, by the node they start from, in order of days."""
        self._search()
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

    def _search(self) -> None:
        self._best[self.start] = 0
        self._leave(self.start, 0)
        while self._heap and self._heap[0][0] <= self._best.get(END, NEVER):
            cost, _, step = heappop(self._heap)
            if isinstance(step, Arc):
                self._arrive(cost, step)
            else:
                self._look(cost, step)

    def _push(self, cost: int, step: Arc | Try) -> None:
        heappush(self._heap, (cost, next(self._order), step))

    def _arrive(self, cost: int, arc: Arc) -> None:
        known = self._best.get(arc.target)
        if known is None:
            self._best[arc.target] = cost
            if arc.target is not END:
                self._leave(arc.target, cost)
        if known in {None, cost}:
            self._into[arc.target].append(arc)

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
        for first in self._placer.days(terms):
            self._push(cost + self._placer.day_cost(terms, first), Try(node, terms, first))

    def _look(self, cost: int, chance: Try) -> None:
        node = chance.node
        places = self._placer.place(chance.terms, chance.first, node.past)
        if places is None:
            return
        due = next_due_day(chance.first, self._course.interval_days)
        arc = Arc(node, Node(node.number + 1, due, places.past), places)
        if places.cost:
            self._push(cost + places.cost, arc)
        else:
            self._arrive(cost, arc)

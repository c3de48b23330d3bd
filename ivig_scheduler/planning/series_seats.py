"""The choice among equally good days and times: chairs kept, gaps avoided, crowded hours avoided.

Worked out from the end of the course backwards: what is best after a visit depends only on the
chair it had. Then the course is read forwards, the earliest day, time and chair first.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from ivig_scheduler.planning.costs import CHAIR_CHANGE, CROWD, GAP_MINUTE, NEVER
from ivig_scheduler.planning.series_search import END, Arc, Node
from ivig_scheduler.planning.visit_places import PlaceFinder, StartPlaces, VisitPlaces, VisitTerms


class Seat(NamedTuple):
    """A start and a chair of a visit, with what they cost by themselves."""

    start: StartPlaces
    chair: int
    cost: int


class Outlook(NamedTuple):
    """The least cost from here on, by the chair of the visit before.

    `first` where there was none, `by_chair` where the next visit stays in that chair, `otherwise`
    where it changes, or where no visit follows.
    """

    first: int
    otherwise: int
    by_chair: Mapping[int, int]

    def after(self, chair: int | None) -> int:
        """Return the least cost from here on, after a visit in that chair."""
        if chair is None:
            return self.first
        return min(self.otherwise, self.by_chair.get(chair, NEVER))


@dataclass(frozen=True, slots=True)
class SeatedVisit:
    """A visit of the course with its start and chair."""

    terms: VisitTerms
    start: StartPlaces
    chair: int


_NOTHING_FOLLOWS = Outlook(0, 0, {})


class SeatChoice:
    """Chooses the starts and chairs of the cheapest ways through a course.

    `preferred` is the place of the chair the patient prefers, where there is one; `shortest` the
    minutes under which a gap in a chair is of no use.
    """

    def __init__(self, finder: PlaceFinder, preferred: int | None, shortest: int) -> None:
        self._finder = finder
        self._preferred = preferred
        self._change = CHAIR_CHANGE if preferred is None else 0
        self._shortest = shortest
        self._seats: dict[tuple[VisitPlaces, bool], list[Seat]] = {}
        self._settled: set[int] = set()

    def choose(
        self, arcs: Mapping[Node, Sequence[Arc]], start: Node
    ) -> list[tuple[Arc, tuple[SeatedVisit, ...]]]:
        """Return the best way through the course, cycle by cycle, with the seats of its visits."""
        self._settled = _settled_cycles(arcs)
        outlooks = {END: _NOTHING_FOLLOWS}
        for node in sorted(arcs, key=lambda node: -node.number):
            ways = [self._outlooks(arc, outlooks[arc.target])[0] for arc in arcs[node]]
            outlooks[node] = _best_of(ways)
        return list(self._read(arcs, start, outlooks))

    def _read(
        self, arcs: Mapping[Node, Sequence[Arc]], node: Node, outlooks: Mapping[Node, Outlook]
    ) -> Iterator[tuple[Arc, tuple[SeatedVisit, ...]]]:
        chair: int | None = None
        while node != END:
            least = outlooks[node].after(chair)
            for arc in arcs[node]:
                ahead = self._outlooks(arc, outlooks[arc.target])
                if ahead[0].after(chair) == least:
                    break
            seated = self._take(arc, ahead, chair)
            chair = seated[-1].chair if seated else chair
            yield arc, seated
            node = arc.target

    def _take(
        self, arc: Arc, ahead: Sequence[Outlook], chair: int | None
    ) -> tuple[SeatedVisit, ...]:
        """Return the first seats, by start and chair, that cost what is least ahead."""
        seated: list[SeatedVisit] = []
        for number, places in enumerate(_visits(arc)):
            least, following = ahead[number].after(chair), ahead[number + 1]
            for seat in self._seats_of(arc, places):
                change = self._change if chair is not None and seat.chair != chair else 0
                if change + seat.cost + following.after(seat.chair) == least:
                    break
            chair = seat.chair
            terms = arc.places.terms[number] if arc.places else None
            if terms is not None:
                seated.append(SeatedVisit(terms, seat.start, seat.chair))
        return tuple(seated)

    def _outlooks(self, arc: Arc, then: Outlook) -> list[Outlook]:
        """Return the outlook before each visit of a cycle, and at last the one after it."""
        ahead = [then]
        for places in reversed(_visits(arc)):
            ahead.append(self._before(self._seats_of(arc, places), ahead[-1]))
        return ahead[::-1]

    def _before(self, seats: Sequence[Seat], then: Outlook) -> Outlook:
        by_chair: dict[int, int] = {}
        for seat in seats:
            cost = seat.cost + then.after(seat.chair)
            if cost < by_chair.get(seat.chair, NEVER):
                by_chair[seat.chair] = cost
        first = min(by_chair.values())
        return Outlook(first, first + self._change, by_chair if self._change else {})

    def _seats_of(self, arc: Arc, places: VisitPlaces) -> list[Seat]:
        """Return all seats of a visit with their costs, by start and chair.

        Where all ways have a cycle at the same times, how crowded these are makes no difference.
        """
        key = places, arc.source.number not in self._settled
        if key not in self._seats:
            self._seats[key] = [
                Seat(start, chair, cost)
                for start in sorted(places.starts, key=lambda start: start.visit.start)
                for chair, cost in self._costs(start, counts_crowd=key[1])
            ]
        return self._seats[key]

    def _costs(self, start: StartPlaces, *, counts_crowd: bool) -> Iterator[tuple[int, int]]:
        visit = start.visit
        book = self._finder.book(visit.start.date())
        crowd = book.crowd(visit.start, visit.end) * CROWD if counts_crowd else 0
        begins, ends = book.minutes.first(visit.start), book.minutes.last(visit.held_until)
        for chair in start.chairs:
            gap = book.gap_left(chair, begins, ends, self._shortest)
            elsewhere = self._preferred is not None and chair != self._preferred
            yield chair, crowd + gap * GAP_MINUTE + (CHAIR_CHANGE if elsewhere else 0)


def _visits(arc: Arc) -> tuple[VisitPlaces, ...]:
    return arc.places.visits if arc.places else ()


def _best_of(ways: Sequence[Outlook]) -> Outlook:
    if len(ways) == 1:
        return ways[0]
    chairs = {chair for way in ways for chair in way.by_chair}
    return Outlook(
        min(way.first for way in ways),
        min(way.otherwise for way in ways),
        {chair: min(way.by_chair.get(chair, NEVER) for way in ways) for chair in chairs},
    )


def _settled_cycles(arcs: Mapping[Node, Sequence[Arc]]) -> set[int]:
    """Return the cycles that are at the same times whichever way is taken."""
    times: dict[int, set[tuple[tuple[datetime, ...], ...]]] = defaultdict(set)
    for node, leaving in arcs.items():
        for arc in leaving:
            starts = (tuple(each.visit.start for each in visit.starts) for visit in _visits(arc))
            times[node.number].add(tuple(starts))
    return {
        number
        for number, found in times.items()
        if len(found) == 1 and all(len(starts) == 1 for visits in found for starts in visits)
    }

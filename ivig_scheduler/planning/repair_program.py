"""The repair of a day as a program in whole numbers, solved by HiGHS, one count after the other.

Imports numpy and highspy: import this module where it is used, not with the window.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from ivig_scheduler.planning.day.solver import Watch
from ivig_scheduler.planning.repair_rows import Present, Row, nurse_rows, solve_in_order
from ivig_scheduler.planning.repair_terms import (
    RepairAnswer,
    RepairDay,
    RepairVisit,
    Seat,
    cost_of,
)

#: Ways of looking after the visits that are tried before a repair is given as not proved.
MOST_CUTS = 60


class RepairProgram:
    """One column for each visit in each of its seats, and for each visit that may leave the day."""

    def __init__(self, day: RepairDay, watch: Watch) -> None:
        self._day = day
        self._watch = watch
        self._columns = tuple(_columns(day.visits))
        self._rows: list[Row] = [*self._one_each(), *self._chairs(), *self._nurses()]

    def solve(self) -> RepairAnswer | None:
        """Return the least repair, the best found before the watch stopped, or None."""
        best: RepairAnswer | None = None
        for _ in range(MOST_CUTS):
            chosen, is_least = solve_in_order(
                self._counts(), self._rows, len(self._columns), self._watch
            )
            if chosen is None:
                return best
            seats = self._seats(chosen)
            overload = self._day.find_overload(seats)
            if overload is None:
                return RepairAnswer(seats, cost_of(self._day.visits, seats), is_least)
            self._rows.append(self._cut(overload, seats))
        return best

    def _counts(self) -> Iterator[Mapping[int, int]]:
        """Give what is to be least, in order: left the day, moved, minutes, other chairs."""
        seats = tuple(enumerate(self._columns))
        yield {column: 1 for column, (_, seat) in seats if seat is None}
        yield {column: 1 for column, (visit, seat) in seats if seat != visit.stands}
        yield {
            column: minutes
            for column, (visit, seat) in seats
            if seat is not None and (minutes := abs(seat.start - visit.stands.start))
        }
        yield {
            column: 1
            for column, (visit, seat) in seats
            if seat is not None and seat.chair != visit.stands.chair
        }

    def _seats(self, chosen: Sequence[int]) -> Mapping[str, Seat]:
        return {
            visit.key: seat
            for column, (visit, seat) in enumerate(self._columns)
            if seat is not None and chosen[column]
        }

    def _one_each(self) -> Iterator[Row]:
        of_visit: defaultdict[str, dict[int, int]] = defaultdict(dict)
        for column, (visit, _) in enumerate(self._columns):
            of_visit[visit.key][column] = 1
        for weights in of_visit.values():
            yield weights, 1, 1

    def _chairs(self) -> Iterator[Row]:
        """Give, for each chair and start in it, that one visit at most holds it then."""
        held: defaultdict[int, list[tuple[int, int, int]]] = defaultdict(list)
        for column, (visit, seat) in enumerate(self._columns):
            if seat is not None:
                held[seat.chair].append((seat.start, seat.start + visit.held, column))
        for spans in held.values():
            for moment in sorted({start for start, _, _ in spans}):
                row = {column: 1 for start, end, column in spans if start <= moment < end}
                if len(row) > 1:
                    yield row, -np.inf, 1

    def _nurses(self) -> Iterator[Row]:
        present = (
            Present(column, visit, seat.start)
            for column, (visit, seat) in enumerate(self._columns)
            if seat is not None
        )
        return nurse_rows(self._day, tuple(present))

    def _cut(self, overload: Sequence[str], seats: Mapping[str, Seat]) -> Row:
        """Return that those visits do not all start as they do, in whatever chairs."""
        together = {key: seats[key].start for key in overload}
        row = {
            column: 1
            for column, (visit, seat) in enumerate(self._columns)
            if seat is not None and together.get(visit.key) == seat.start
        }
        return row, -np.inf, len(together) - 1


def _columns(visits: Sequence[RepairVisit]) -> Iterator[tuple[RepairVisit, Seat | None]]:
    for visit in visits:
        for seat in visit.seats:
            yield visit, seat
        if visit.may_leave:
            yield visit, None

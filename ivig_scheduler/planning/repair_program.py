"""The repair of a day as a program in whole numbers, solved by HiGHS, one count after the other.

Imports numpy and highspy: import this module where it is used, not with the window.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from ivig_scheduler.planning.day.solver import Program, Solved, Watch, solve
from ivig_scheduler.planning.repair_terms import (
    RepairAnswer,
    RepairDay,
    RepairVisit,
    Seat,
    cost_of,
)

#: Ways of looking after the visits that are tried before a repair is given as not proved.
MOST_CUTS = 60
#: Weights by column, from and to which they may add up.
Row = tuple[Mapping[int, int], float, float]


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
            seats, is_least = self._solve_in_order()
            if seats is None:
                return best
            overload = self._day.find_overload(seats)
            if overload is None:
                return RepairAnswer(seats, cost_of(self._day.visits, seats), is_least)
            self._rows.append(self._cut(overload, seats))
        return best

    def _solve_in_order(self) -> tuple[Mapping[str, Seat] | None, bool]:
        """Return the seats with the least of each count in turn, and whether that is proved."""
        rows = list(self._rows)
        seats: Mapping[str, Seat] | None = None
        for count in self._counts():
            found = self._run(count, rows)
            if found.values is None:
                return seats, False
            chosen = np.round(found.values).astype(int)
            seats = self._seats(chosen)
            if found.is_stopped:
                return seats, False
            value = int(sum(weight * chosen[column] for column, weight in count.items()))
            rows.append((count, -np.inf, value))
        return seats, True

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

    def _seats(self, chosen: np.ndarray) -> Mapping[str, Seat]:
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
        present = [
            (seat.start, seat.start + visit.minutes, visit.points, column)
            for column, (visit, seat) in enumerate(self._columns)
            if seat is not None
        ]
        for limit in self._day.nurse_rows:
            there = [each for each in present if each[0] <= limit.moment < each[1]]
            yield {column: 1 for *_, column in there}, -np.inf, limit.patients
            yield {column: points for *_, points, column in there}, -np.inf, limit.points
            until = limit.moment + self._day.spacing
            begun = {column: 1 for start, *_, column in present if limit.moment <= start < until}
            yield begun, -np.inf, limit.starts

    def _cut(self, overload: Sequence[str], seats: Mapping[str, Seat]) -> Row:
        """Return that those visits do not all start as they do, in whatever chairs."""
        together = {key: seats[key].start for key in overload}
        row = {
            column: 1
            for column, (visit, seat) in enumerate(self._columns)
            if seat is not None and together.get(visit.key) == seat.start
        }
        return row, -np.inf, len(together) - 1

    def _run(self, count: Mapping[int, int], rows: Sequence[Row]) -> Solved:
        width = len(self._columns)
        cost = np.zeros(width)
        for column, weight in count.items():
            cost[column] = weight
        entries = [
            (number, column, weight)
            for number, (weights, _, _) in enumerate(rows)
            for column, weight in weights.items()
        ]
        numbers, columns, weights = zip(*entries, strict=True)
        program = Program(
            cost=cost,
            lower=np.zeros(width),
            upper=np.ones(width),
            row_lower=np.array([lower for _, lower, _ in rows], dtype=float),
            row_upper=np.array([upper for _, _, upper in rows], dtype=float),
            rows=np.array(numbers),
            columns=np.array(columns),
            weights=np.array(weights, dtype=float),
        )
        return solve(program, self._watch)


def _columns(visits: Sequence[RepairVisit]) -> Iterator[tuple[RepairVisit, Seat | None]]:
    for visit in visits:
        for seat in visit.seats:
            yield visit, seat
        if visit.may_leave:
            yield visit, None

"""A repair found at once, one visit after the other: what is offered where no better one is found.

Visits in trouble that may stay do so first, those that ask least of the nurses before others. Then
each of the rest takes the nearest seat that is left. Nobody else moves.
"""

from collections.abc import Callable, Mapping, Sequence

from ivig_scheduler.planning.repair_terms import (
    NurseRow,
    RepairAnswer,
    RepairCost,
    RepairDay,
    RepairVisit,
    Seat,
    cost_of,
)


def quick_repair(
    day: RepairDay, is_stopped: Callable[[], bool] = lambda: False, *, tries_each: bool = True
) -> RepairAnswer | None:
    """Return a repair, or None where it was stopped or there is none.

    Where somebody loses the day, each visit in trouble is tried as the one that moves (if it
    `tries_each`).

    There is none where somebody would have to leave who may not, or the others already collide.
    It is proved where no repair could cost less.
    """
    troubled = [each for each in day.visits if each.may_leave or each.must_move]
    order = sorted(troubled, key=lambda each: (each.points * each.minutes, each.key))
    best = _in_order(day, order, is_stopped)
    if best is None or not best.cost.left or not tries_each:
        return best
    # Another one who moves, or fewer who do not, can keep everybody's day.
    for last in order:
        again = [each for each in order if each is not last]
        found = _in_order(day, [*again, last], is_stopped, moves=last.key)
        if found is not None and found.cost < best.cost:
            best = found
    return best


def _in_order(
    day: RepairDay, order: list[RepairVisit], is_stopped: Callable[[], bool], moves: str = ""
) -> RepairAnswer | None:
    """Return the repair that places visits in that order; the one that `moves` does not stay."""
    placing = _Placing(day)
    if not placing.is_sound():
        return None
    waiting = []
    for visit in order:
        if is_stopped():
            return None
        is_moved = visit.must_move or visit.key == moves
        if is_moved or not placing.try_seats(visit, (visit.stands,)):
            waiting.append(visit)
    for visit in waiting:
        if is_stopped():
            return None
        if not placing.try_seats(visit, _nearest(visit)) and not visit.may_leave:
            return None
    cost = cost_of(day.visits, placing.seats)
    return RepairAnswer(placing.seats, cost, _is_least(day, cost))


def send_back(day: RepairDay, answer: RepairAnswer) -> RepairAnswer:
    """Return a repair with everybody back in place who need not have moved for the others' sake."""
    placing = _Placing(day)
    placing.seats = dict(answer.seats)
    for visit in day.visits:
        seat = placing.seats.get(visit.key)
        if seat in {None, visit.stands} or visit.must_move:
            continue
        del placing.seats[visit.key]
        if seat is not None and not placing.try_seats(visit, (visit.stands,)):
            placing.seats[visit.key] = seat
    return RepairAnswer(placing.seats, cost_of(day.visits, placing.seats), answer.is_proved)


def _nearest(visit: RepairVisit) -> tuple[Seat, ...]:
    def off(seat: Seat) -> tuple[int, bool, Seat]:
        return abs(seat.start - visit.stands.start), seat.chair != visit.stands.chair, seat

    return tuple(sorted(visit.seats, key=off))


def _is_least(day: RepairDay, cost: RepairCost) -> bool:
    """Return whether only those move who must, each at its own start."""
    must = sum(each.must_move for each in day.visits)
    may_stay = any(each.may_leave and not each.must_move for each in day.visits)
    return not may_stay and cost == RepairCost(0, must, 0, must)


class _Placing:
    """Who sits where so far: first of all everybody who is not in trouble."""

    def __init__(self, day: RepairDay) -> None:
        self._day = day
        self._visits: Mapping[str, RepairVisit] = {each.key: each for each in day.visits}
        self.seats = {
            each.key: each.stands for each in day.visits if not each.may_leave | each.must_move
        }

    def is_sound(self) -> bool:
        """Return whether those who are not in trouble can all stay."""
        for key, seat in tuple(self.seats.items()):
            del self.seats[key]
            is_free = self._is_free(self._visits[key], seat)
            self.seats[key] = seat
            if not is_free:
                return False
        return self._is_looked_after(self.seats, self._day.nurse_rows)

    def try_seats(self, visit: RepairVisit, seats: tuple[Seat, ...]) -> bool:
        """Put a visit into the first of the seats that is free and leaves the nurses enough."""
        looked_after: dict[int, bool] = {}
        for seat in seats:
            if not self._is_free(visit, seat):
                continue
            if seat.start not in looked_after:
                there = {**self.seats, visit.key: seat}
                since = min(seat.start, seat.start - self._day.spacing + 1)
                until = seat.start + visit.minutes
                rows = [each for each in self._day.nurse_rows if since <= each.moment < until]
                looked_after[seat.start] = self._is_looked_after(there, rows)
            if looked_after[seat.start]:
                self.seats[visit.key] = seat
                return True
        return False

    def _is_free(self, visit: RepairVisit, seat: Seat) -> bool:
        return all(
            other.chair != seat.chair
            or other.start >= seat.start + visit.held
            or seat.start >= other.start + self._visits[key].held
            for key, other in self.seats.items()
        )

    def _is_looked_after(self, seats: Mapping[str, Seat], rows: Sequence[NurseRow]) -> bool:
        seated = [(self._visits[key], seat.start) for key, seat in seats.items()]
        for row in rows:
            counted = [each for each in seated if row.counts(*each)]
            there = [v for v, start in counted if 0 <= row.moment - start < v.minutes]
            begun = sum(0 <= start - row.moment < self._day.spacing for _, start in counted)
            points = sum(each.points for each in there)
            if len(there) > row.patients or points > row.points or begun > row.starts:
                return False
        return self._day.can_look_after(seats)

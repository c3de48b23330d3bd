"""A day's chairs and nurses as they fill: whether one more visit fits, exactly and quickly."""

from collections.abc import Iterable, Sequence

from ivig_scheduler.planning.day.answer import PlacedVisit
from ivig_scheduler.planning.day.instance import DayChair, DayInstance, DayNurse, DayVisit
from ivig_scheduler.planning.day.kinds import is_locked, last_start


class _ChairState:
    """A chair with its taken slots as the bits of a number."""

    def __init__(self, chair: DayChair, slots: int) -> None:
        self.chair = chair
        self.taken = 0
        for first, after in chair.blocked:
            self.taken |= _bits(first, min(after, slots))


class _NurseState:
    """A nurse with her patients and points by slot, and her starts."""

    def __init__(self, nurse: DayNurse, slots: int) -> None:
        self.nurse = nurse
        self.patients = [0] * slots
        self.points = [0] * slots
        self.starts: list[int] = []

    def takes(self, visit: DayVisit, start: int) -> bool:
        """Return whether she can have one more visit."""
        nurse, stay = self.nurse, slice(start, start + visit.slots)
        return (
            nurse.is_present(stay.start, stay.stop)
            and all(abs(start - other) >= nurse.spacing for other in self.starts)
            and max(self.patients[stay]) < nurse.patients
            and (nurse.points is None or max(self.points[stay]) + visit.points <= nurse.points)
        )


class Board:
    """Visits placed one after the other; nothing placed ever breaks a limit."""

    def __init__(self, day: DayInstance) -> None:
        self._day = day
        self._chairs = [_ChairState(chair, day.slots) for chair in day.chairs]
        self._nurses = [_NurseState(nurse, day.slots) for nurse in day.nurses]
        self._pinned = {visit.locked_chair for visit in day.visits}

    def find_chair(self, visit: DayVisit, start: int) -> str | None:
        """Return the free chair that others need least, if any."""
        held = _bits(start, min(start + visit.slots + visit.turnover, self._day.slots))
        free = [
            state.chair
            for state in self._chairs
            if not state.taken & held
            and visit.features <= state.chair.features
            and visit.locked_chair in {None, state.chair.name}
        ]
        if not free:
            return None
        return min(free, key=lambda chair: (chair.name in self._pinned, len(chair.features))).name

    def find_nurse(self, visit: DayVisit, start: int) -> str | None:
        """Return the nurse who leaves first, then has the most room, if any."""
        free = [state for state in self._nurses if state.takes(visit, start)]
        if not free:
            return None
        return min(free, key=lambda state: _longing(state, start)).nurse.name

    def take_chair(self, visit: DayVisit, start: int, name: str) -> None:
        """Seat a visit in a chair that was found for it."""
        state = next(each for each in self._chairs if each.chair.name == name)
        state.taken |= _bits(start, min(start + visit.slots + visit.turnover, self._day.slots))

    def take_nurse(self, visit: DayVisit, start: int, name: str) -> None:
        """Give a visit to a nurse who was found for it."""
        state = next(each for each in self._nurses if each.nurse.name == name)
        state.starts.append(start)
        for slot in range(start, start + visit.slots):
            state.patients[slot] += 1
            state.points[slot] += visit.points


def place_first_fit(day: DayInstance, order: Iterable[DayVisit]) -> tuple[PlacedVisit, ...] | None:
    """Return a plan that gives each visit in turn its earliest place; None where one has none.

    None also where all of them together ask too much of the nurses. Visits whose start and chair
    are locked come first, then those locked by half.
    """
    board, placed = Board(day), []
    for visit in sorted(order, key=_freedom):
        place = _place(day, board, visit)
        if place is None:
            return None
        placed.append(place)
    found = tuple(placed)
    return found if day.allows((each.name, each.start) for each in found) else None


def _place(day: DayInstance, board: Board, visit: DayVisit) -> PlacedVisit | None:
    starts: Sequence[int] = range(visit.earliest, last_start(visit, day.slots) + 1)
    if visit.locked_start is not None:
        starts = [visit.locked_start] if visit.locked_start in starts else []
    for start in starts:
        chair = board.find_chair(visit, start)
        nurse = board.find_nurse(visit, start) if chair is not None else None
        if chair is not None and nurse is not None:
            board.take_chair(visit, start, chair)
            board.take_nurse(visit, start, nurse)
            return PlacedVisit(visit.name, start, chair, nurse)
    return None


def _freedom(visit: DayVisit) -> int:
    if is_locked(visit):
        return 0
    return 2 - (visit.locked_start is not None or visit.locked_chair is not None)


def _longing(state: _NurseState, start: int) -> tuple[int, int]:
    leaves = min(end for first, end in state.nurse.spans if first <= start < end)
    return leaves, state.patients[start] - state.nurse.patients


def _bits(first: int, after: int) -> int:
    return (1 << after) - (1 << first) if after > first else 0

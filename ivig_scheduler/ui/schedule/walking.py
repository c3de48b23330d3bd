"""From one visit to the next with the arrow keys."""

from collections.abc import Iterable
from enum import Enum, auto

from ivig_scheduler.ui.schedule.picture import Bar


class Way(Enum):
    """A direction on the schedule."""

    LEFT = auto()
    RIGHT = auto()
    UP = auto()
    DOWN = auto()
    FIRST = auto()
    LAST = auto()


def walk(bars: Iterable[Bar], current: Bar | None, way: Way) -> Bar | None:
    """Return the visit that lies in a direction, or `current` where there is none.

    Left and right (with the chairs down the side) run through a chair and on into the next; up and
    down look for the visit of the next chair that has one, nearest in time. Without a current
    visit it is the day's first.
    """
    ordered = sorted(bars, key=lambda bar: (bar.row, bar.start))
    if not ordered:
        return None
    by_time = sorted(ordered, key=lambda bar: (bar.start, bar.row))
    if current is None or way is Way.FIRST:
        return by_time[0]
    if way is Way.LAST:
        return by_time[-1]
    if way in {Way.LEFT, Way.RIGHT}:
        return _along(ordered, current, 1 if way is Way.RIGHT else -1)
    return _across(ordered, current, 1 if way is Way.DOWN else -1)


def _along(ordered: list[Bar], current: Bar, step: int) -> Bar:
    place = ordered.index(current) + step
    return ordered[place] if 0 <= place < len(ordered) else current


def _across(ordered: list[Bar], current: Bar, step: int) -> Bar:
    beyond = [bar.row for bar in ordered if (bar.row - current.row) * step > 0]
    if not beyond:
        return current
    row = min(beyond, key=lambda row: abs(row - current.row))
    middle = (current.start + current.end) / 2

    def distance(bar: Bar) -> float:
        return max(bar.start - middle, middle - bar.end, 0)

    return min((bar for bar in ordered if bar.row == row), key=distance)

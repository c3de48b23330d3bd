"""Where everything of a week stands: chairs down the side, the days side by side."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from ivig_scheduler.ui.schedule.geometry import COLUMN_PX, Box
from ivig_scheduler.ui.schedule.picture import MiniBar, WeekDay, WeekPicture

WEEK_HEADER_PX = 62
LEAST_ROW_PX = 22
MOST_ROW_PX = 72
_BAR_MARGIN_PX = 2
_CELL_MARGIN_PX = 4
#: The share of a usual day's width that a closed day without visits gets.
_CLOSED_SHARE = 0.45


@dataclass(frozen=True)
class WeekGeometry:
    """The places of a week on a canvas of `width` by `height` pixels."""

    width: int
    height: int
    rows: int
    first_minute: int
    last_minute: int
    shares: tuple[float, ...]
    scroll_y: int = 0
    #: How much larger than usual the text is, and what holds it.
    scale: float = 1.0

    @classmethod
    def of(
        cls, picture: WeekPicture, width: int, height: int, scroll_y: int = 0, scale: float = 1.0
    ) -> "WeekGeometry":
        """Return the geometry of a week; closed days without visits are narrow."""
        return cls(
            width,
            height,
            len(picture.rows),
            picture.first_minute,
            picture.last_minute,
            tuple(_CLOSED_SHARE if day.is_closed and not day.bars else 1.0 for day in picture.days),
            scroll_y,
            scale,
        )

    @cached_property
    def left(self) -> int:
        """Where the days begin, after the chairs' names."""
        return round(COLUMN_PX * self.scale)

    @cached_property
    def top(self) -> int:
        """Where the rows begin, below the heads of the days."""
        return round(WEEK_HEADER_PX * self.scale)

    @cached_property
    def row_px(self) -> int:
        """The height of a row."""
        fitting = (self.height - self.top) // max(self.rows, 1)
        least, most = round(LEAST_ROW_PX * self.scale), round(MOST_ROW_PX * self.scale)
        return min(max(fitting, least), most)

    @cached_property
    def edges(self) -> tuple[int, ...]:
        """Where each day begins, and where the last one ends."""
        room = self.width - self.left
        total = sum(self.shares) or 1
        edges, share = [self.left], 0.0
        for each in self.shares:
            share += each
            edges.append(self.left + round(room * share / total))
        return tuple(edges)

    @property
    def scroll_height(self) -> int:
        """How far the chairs can be scrolled, in pixels."""
        return max(self.rows * self.row_px - (self.height - self.top), 0)

    @property
    def rows_bottom(self) -> int:
        """Where the last row ends, or the canvas if that comes first."""
        return min(self.y_of(self.rows), self.height)

    def y_of(self, row: int) -> int:
        """Return where a row begins."""
        return self.top + row * self.row_px - self.scroll_y

    def visible_rows(self) -> range:
        """Return the rows of which something can be seen."""
        first = self.scroll_y // self.row_px
        last = (self.scroll_y + self.height - self.top - 1) // self.row_px
        return range(min(first, self.rows), max(min(last + 1, self.rows), 0))

    def day_at(self, x: float) -> int | None:
        """Return the day at a place, counted from Monday."""
        for index in range(len(self.shares)):
            if self.edges[index] <= x < self.edges[index + 1]:
                return index
        return None

    @cached_property
    def _cells(self) -> tuple[tuple[int, float, int], ...]:
        """The left edge, the width of a minute and the right edge of each day's bars."""
        minutes = max(self.last_minute - self.first_minute, 1)
        cells = []
        for left, right in pairwise(self.edges):
            room = right - left - 2 * _CELL_MARGIN_PX
            cells.append((left + _CELL_MARGIN_PX, room / minutes, right - _CELL_MARGIN_PX))
        return tuple(cells)

    def x_of(self, day: int, minute: float) -> int:
        """Return where a minute of a day stands, inside the day's cell."""
        left, scale, right = self._cells[day]
        x = left + int((minute - self.first_minute) * scale + 0.5)
        return left if x < left else min(x, right)

    def box(self, day: int, bar: MiniBar) -> Box:
        """Return the place of a bar."""
        left = self.x_of(day, bar.start)
        top = self.top + bar.row * self.row_px - self.scroll_y + _BAR_MARGIN_PX
        width = max(self.x_of(day, bar.end) - left, 3)
        return Box(left, top, width, self.row_px - 2 * _BAR_MARGIN_PX - 1)

    def bar_at(self, days: Iterable[WeekDay], x: float, y: float) -> tuple[WeekDay, MiniBar] | None:
        """Return the visit at a place with its day."""
        if y < self.top:
            return None
        for index, day in enumerate(days):
            if index == self.day_at(x):
                found = (bar for bar in day.bars if self.box(index, bar).holds(x, y))
                bar = next(found, None)
                return (day, bar) if bar else None
        return None

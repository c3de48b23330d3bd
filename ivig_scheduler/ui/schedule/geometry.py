"""Minutes to pixels and back: one geometry for painting the schedule and for what is under a click.

Pixels are those of the canvas, its top left corner at 0, 0; minutes count from the day's midnight.
Time runs along one axis and the chairs along the other; which is which is the layout's business,
so that nothing else needs to be written twice.
"""

import math
from dataclasses import dataclass, field, replace
from functools import cached_property

from ivig_scheduler.ui.schedule.layouts import Layout
from ivig_scheduler.ui.schedule.zooming import USUAL_STEP, zoom_of

COLUMN_PX = 116
HEADER_PX = 126
LEAST_ROW_PX = 44
MOST_ROW_PX = 72
#: How near its end a bar is taken to be made longer.
EDGE_PX = 6
BAR_MARGIN_PX = 5
#: Time is never drawn smaller than this, however narrow the window.
_LEAST_PX_PER_MINUTE = 0.6


@dataclass(frozen=True, slots=True)
class Bands:
    """The pixels of what does not scroll, and the limits of a chair's row or column.

    `chairs` is how thick the band of the chairs' names is, `time` that of the hours and curves;
    `label` is the room a time of the axis needs along it. They grow with the letters.
    """

    chairs: int = COLUMN_PX
    time: int = HEADER_PX
    least_row: int = LEAST_ROW_PX
    most_row: int = MOST_ROW_PX
    label: int = 40


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in whole pixels."""

    x: int
    y: int
    width: int
    height: int

    def holds(self, x: float, y: float) -> bool:
        """Return whether the point lies inside."""
        return self.x <= x < self.x + self.width and self.y <= y < self.y + self.height


@dataclass(frozen=True)
class DayGeometry:
    """Where everything of a day stands on a canvas of `width` by `height` pixels.

    At the usual step of an hour the day fits the canvas; rows stretch to fill it within their
    limits. A chair's column is called a row too where the chairs stand across the top.
    """

    width: int
    height: int
    rows: int
    first_minute: int
    last_minute: int
    step: int = USUAL_STEP
    scroll_x: int = 0
    scroll_y: int = 0
    layout: Layout = Layout.DOWN
    bands: Bands = field(default_factory=Bands)

    @cached_property
    def is_across(self) -> bool:
        """Whether the chairs stand across the top."""
        return self.layout is Layout.ACROSS

    @cached_property
    def left(self) -> int:
        """Where the plane of the bars begins."""
        return self.bands.time if self.is_across else self.bands.chairs

    @cached_property
    def top(self) -> int:
        """Where the plane of the bars begins, from above."""
        return self.bands.chairs if self.is_across else self.bands.time

    @cached_property
    def time_end(self) -> int:
        """Where the canvas ends along the axis of time."""
        return self.height if self.is_across else self.width

    @cached_property
    def time_start(self) -> int:
        """Where the plane begins along the axis of time."""
        return self.bands.chairs

    @cached_property
    def row_px(self) -> int:
        """The height of a row, or the width of a column."""
        bands = self.bands
        fitting = (self._rows_room / max(self.rows, 1)) * zoom_of(self.step)
        return int(min(max(fitting, bands.least_row), bands.most_row))

    @cached_property
    def px_per_minute(self) -> float:
        """How long a minute is; each step of the zoom has room for its label."""
        minutes = max(self.last_minute - self.first_minute, 1)
        fitting = max((self.time_end - self.time_start) / minutes, _LEAST_PX_PER_MINUTE)
        zoom = zoom_of(self.step)
        if zoom == 1:
            return fitting
        return max(fitting * zoom, self.bands.label / self.step)

    @property
    def scroll_width(self) -> int:
        """How far the canvas can be scrolled sideways, in pixels."""
        return self._rows_beyond if self.is_across else self._time_beyond

    @property
    def scroll_height(self) -> int:
        """How far the canvas can be scrolled down, in pixels."""
        return self._time_beyond if self.is_across else self._rows_beyond

    @property
    def rows_end(self) -> int:
        """Where the last row ends, or the canvas if that comes first."""
        return min(self.row_edge(self.rows), self.width if self.is_across else self.height)

    def along(self, minute: float) -> int:
        """Return where a minute stands on the axis of time."""
        return math.floor(minute * self.px_per_minute + self._origin)

    def row_edge(self, row: int) -> int:
        """Return where a row begins on the axis of the chairs."""
        return self.bands.time + row * self.row_px - self._row_scroll

    def minute_at(self, x: float, y: float) -> float:
        """Return the minute at a place, also outside the day."""
        along = (y if self.is_across else x) - self.time_start + self._time_scroll
        return self.first_minute + along / self.px_per_minute

    def row_at(self, x: float, y: float) -> int | None:
        """Return the row at a place, or None before the first and after the last."""
        across = x if self.is_across else y
        if across < self.bands.time:
            return None
        row = int((across - self.bands.time + self._row_scroll) // self.row_px)
        return row if row < self.rows else None

    def visible_rows(self) -> range:
        """Return the rows of which something can be seen."""
        first = self._row_scroll // self.row_px
        last = (self._row_scroll + self._rows_room - 1) // self.row_px
        return range(min(first, self.rows), max(min(last + 1, self.rows), 0))

    def visible_minutes(self) -> tuple[float, float]:
        """Return the first and the last minute that can be seen."""
        start = self.first_minute + self._time_scroll / self.px_per_minute
        return start, start + (self.time_end - self.time_start) / self.px_per_minute

    def area(self, start: int, end: int, near: int, far: int) -> Box:
        """Return the rectangle from `start` to `end` on the axis of time, `near` to `far` across.

        All are pixels of the canvas.
        """
        if self.layout is Layout.ACROSS:
            return Box(near, start, far - near, end - start)
        return Box(start, near, end - start, far - near)

    def box(self, row: int, start: float, end: float) -> Box:
        """Return the place of a bar."""
        begin, near = self.along(start), self.row_edge(row)
        return self.area(
            begin,
            max(self.along(end), begin + 1),
            near + BAR_MARGIN_PX,
            near + self.row_px - BAR_MARGIN_PX,
        )

    def is_at_end(self, row: int, start: float, end: float, x: float, y: float) -> bool:
        """Return whether the place is on the edge by which the end of a bar is drawn."""
        box = self.box(row, start, end)
        length, edge = (
            (box.height, box.y + box.height - y)
            if self.is_across
            else (box.width, box.x + box.width - x)
        )
        return box.holds(x, y) and length > 4 * EDGE_PX and edge <= EDGE_PX

    def is_in_rows(self, x: float, y: float) -> bool:
        """Return whether the place is on some chair's time, where a visit can be dropped."""
        is_inside = self.left <= x < self.width and self.top <= y < self.height
        return is_inside and self.row_at(x, y) is not None

    def scrolled(self, scroll_x: int, scroll_y: int) -> "DayGeometry":
        """Return the same day scrolled to another place."""
        return replace(self, scroll_x=scroll_x, scroll_y=scroll_y)

    @cached_property
    def _rows_room(self) -> int:
        return (self.width if self.is_across else self.height) - self.bands.time

    @cached_property
    def _time_scroll(self) -> int:
        return self.scroll_y if self.is_across else self.scroll_x

    @cached_property
    def _row_scroll(self) -> int:
        return self.scroll_x if self.is_across else self.scroll_y

    @property
    def _time_beyond(self) -> int:
        minutes = self.last_minute - self.first_minute
        return max(round(minutes * self.px_per_minute) - (self.time_end - self.time_start), 0)

    @property
    def _rows_beyond(self) -> int:
        return max(self.rows * self.row_px - self._rows_room, 0)

    @cached_property
    def _origin(self) -> float:
        """Where midnight would stand, and half a pixel for rounding."""
        first = self.first_minute * self.px_per_minute
        return self.time_start - self._time_scroll - first + 0.5


def snap(minute: float, grid: int) -> int:
    """Return the nearest multiple of `grid` minutes."""
    return round(minute / grid) * grid

"""Minutes to pixels and back: one geometry for painting the schedule and for what is under a click.

Pixels are those of the canvas, its top left corner at 0, 0; minutes count from the day's midnight.
"""

import math
from dataclasses import dataclass
from functools import cached_property

COLUMN_PX = 116
HEADER_PX = 126
LEAST_ROW_PX = 44
MOST_ROW_PX = 72
BAR_MARGIN_PX = 5
MOST_ZOOM = 6.0
#: Room at the right of the last row's bars and below the last row.
_LEAST_PX_PER_MINUTE = 0.6


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

    At a zoom of 1 the day fits the width; rows stretch to fill the height within their limits.
    """

    width: int
    height: int
    rows: int
    first_minute: int
    last_minute: int
    zoom: float = 1.0
    scroll_x: int = 0
    scroll_y: int = 0

    @cached_property
    def row_px(self) -> int:
        """The height of a row."""
        fitting = (self.height - HEADER_PX) / max(self.rows, 1)
        return int(min(max(fitting * self.zoom, LEAST_ROW_PX), MOST_ROW_PX))

    @cached_property
    def px_per_minute(self) -> float:
        """The width of a minute."""
        minutes = max(self.last_minute - self.first_minute, 1)
        fitting = (self.width - COLUMN_PX) / minutes
        return max(fitting, _LEAST_PX_PER_MINUTE) * self.zoom

    @property
    def scroll_width(self) -> int:
        """How far the time can be scrolled, in pixels."""
        minutes = self.last_minute - self.first_minute
        return max(round(minutes * self.px_per_minute) - (self.width - COLUMN_PX), 0)

    @property
    def scroll_height(self) -> int:
        """How far the chairs can be scrolled, in pixels."""
        return max(self.rows * self.row_px - (self.height - HEADER_PX), 0)

    @property
    def rows_bottom(self) -> int:
        """Where the last row ends, or the canvas if that comes first."""
        return min(self.y_of(self.rows), self.height)

    @cached_property
    def _origin(self) -> float:
        """Where midnight would stand, and half a pixel for rounding."""
        return COLUMN_PX - self.scroll_x - self.first_minute * self.px_per_minute + 0.5

    def x_of(self, minute: float) -> int:
        """Return where a minute stands."""
        return math.floor(minute * self.px_per_minute + self._origin)

    def y_of(self, row: int) -> int:
        """Return where a row begins."""
        return HEADER_PX + row * self.row_px - self.scroll_y

    def minute_at(self, x: float) -> float:
        """Return the minute at a place, also outside the day."""
        return self.first_minute + (x - COLUMN_PX + self.scroll_x) / self.px_per_minute

    def row_at(self, y: float) -> int | None:
        """Return the row at a place, or None above the first and below the last."""
        if y < HEADER_PX:
            return None
        row = int((y - HEADER_PX + self.scroll_y) // self.row_px)
        return row if row < self.rows else None

    def visible_rows(self) -> range:
        """Return the rows of which something can be seen."""
        first = self.scroll_y // self.row_px
        last = (self.scroll_y + self.height - HEADER_PX - 1) // self.row_px
        return range(min(first, self.rows), max(min(last + 1, self.rows), 0))

    def visible_minutes(self) -> tuple[float, float]:
        """Return the first and the last minute that can be seen."""
        return self.minute_at(COLUMN_PX), self.minute_at(self.width)

    def box(self, row: int, start: float, end: float) -> Box:
        """Return the place of a bar."""
        left = self.x_of(start)
        return Box(
            left,
            self.y_of(row) + BAR_MARGIN_PX,
            max(self.x_of(end) - left, 1),
            self.row_px - 2 * BAR_MARGIN_PX,
        )

    def is_in_rows(self, x: float, y: float) -> bool:
        """Return whether the place is on some chair's time, where a visit can be dropped."""
        return COLUMN_PX <= x < self.width and y < self.height and self.row_at(y) is not None

    def scrolled(self, scroll_x: int, scroll_y: int) -> "DayGeometry":
        """Return the same day scrolled to another place."""
        return DayGeometry(
            self.width,
            self.height,
            self.rows,
            self.first_minute,
            self.last_minute,
            self.zoom,
            scroll_x,
            scroll_y,
        )


def snap(minute: float, grid: int) -> int:
    """Return the nearest multiple of `grid` minutes."""
    return round(minute / grid) * grid


def zoomed(zoom: float, steps: float) -> float:
    """Return the zoom after so many notches of the wheel, within its limits."""
    return float(min(max(zoom * 1.2**steps, 1.0), MOST_ZOOM))

"""Where the days of a month stand: a row a week, Monday first."""

from dataclasses import dataclass

from ivig_scheduler.ui.schedule.geometry import Box

COLUMNS = 7
WEEKDAYS_PX = 30


@dataclass(frozen=True, slots=True)
class MonthGeometry:
    """The places of a month on a canvas; `top` is the height of the weekdays' names."""

    width: int
    height: int
    weeks: int
    top: int = WEEKDAYS_PX

    def box(self, index: int) -> Box:
        """Return the place of a day, counted from the first one that is shown."""
        week, column = divmod(index, COLUMNS)
        left, right = self.column_edge(column), self.column_edge(column + 1)
        upper, lower = self._week_edge(week), self._week_edge(week + 1)
        return Box(left, upper, right - left, lower - upper)

    def column_edge(self, column: int) -> int:
        """Return where a weekday begins."""
        return self.width * column // COLUMNS

    def index_at(self, x: float, y: float) -> int | None:
        """Return the day at a place."""
        for index in range(self.weeks * COLUMNS):
            if self.box(index).holds(x, y):
                return index
        return None

    def _week_edge(self, week: int) -> int:
        return self.top + (self.height - self.top) * week // max(self.weeks, 1)

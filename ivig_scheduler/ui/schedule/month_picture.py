"""What the month shows, as plain values, and what it says about a day."""

from dataclasses import dataclass
from datetime import date

from ivig_scheduler.domain.wording import count

_HOUR = 60


@dataclass(frozen=True, slots=True)
class MonthCell:
    """A day: its visits, and the minutes of all chairs together that are open and booked."""

    day: date
    closed_reason: str = ""
    visits: int = 0
    booked_minutes: int = 0
    open_minutes: int = 0
    chairs_out: int = 0

    @property
    def is_closed(self) -> bool:
        """Whether the site does not open at all."""
        return bool(self.closed_reason)

    @property
    def share(self) -> float:
        """The booked share of the open chairs' time; 0 where there is none."""
        return self.booked_minutes / self.open_minutes if self.open_minutes else 0.0

    @property
    def free_hours(self) -> int:
        """The whole hours of the chairs that are still to be had."""
        return max(self.open_minutes - self.booked_minutes, 0) // _HOUR


@dataclass(frozen=True)
class MonthPicture:
    """The whole weeks around a month, from a Monday to a Sunday."""

    first: date
    days: tuple[MonthCell, ...] = ()

    @property
    def weeks(self) -> int:
        """How many weeks are shown."""
        return len(self.days) // 7

    def is_of_month(self, cell: MonthCell) -> bool:
        """Return whether a day is one of the month itself."""
        return (cell.day.year, cell.day.month) == (self.first.year, self.first.month)

    def index_of(self, day: date) -> int | None:
        """Return the place of a day, or None where it is not shown."""
        index = (day - self.days[0].day).days if self.days else -1
        return index if 0 <= index < len(self.days) else None


def cell_lines(cell: MonthCell) -> tuple[str, ...]:
    """Return what a day says, one a line, the weightiest first."""
    if cell.is_closed:
        reason = cell.closed_reason
        lines = [reason[:1].upper() + reason[1:]]
        return tuple(lines + ([count(cell.visits, "visit")] if cell.visits else []))
    return (
        count(cell.visits, "visit"),
        f"{round(100 * cell.share)} % booked",
        f"{cell.free_hours} h free",
    )


def out_words(cell: MonthCell) -> str:
    """Return how many chairs are out of service at some time of the day; "" for none."""
    return f"{count(cell.chairs_out, 'chair')} out" if cell.chairs_out else ""


def spoken(cell: MonthCell, *, is_today: bool) -> str:
    """Return a day as a screen reader reads it."""
    words = [f"{cell.day:%A, %B} {cell.day.day}", *cell_lines(cell)]
    if cell.chairs_out:
        words.append(f"{out_words(cell)} of service")
    if is_today:
        words.insert(1, "today")
    return ", ".join(words)

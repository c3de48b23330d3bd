"""The minutes of a day as the bits of a whole number: bit 0 is the minute after midnight."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

DAY_MINUTES = 24 * 60


class DayMinutes:
    """Turns local moments into minutes of one day; what is outside the day is cut off."""

    def __init__(self, day: date) -> None:
        self.midnight = datetime.combine(day, time())
        self.following = self.midnight + timedelta(days=1)

    def first(self, moment: datetime) -> int:
        """Return the minute of the day in which a moment is, within the day."""
        if moment < self.midnight:
            return 0
        return DAY_MINUTES if moment >= self.following else moment.hour * 60 + moment.minute

    def last(self, moment: datetime) -> int:
        """Return the first minute that begins no sooner than a moment, within the day."""
        if moment >= self.following:
            return DAY_MINUTES
        if moment < self.midnight:
            return 0
        begun = 1 if moment.second or moment.microsecond else 0
        return moment.hour * 60 + moment.minute + begun

    def span(self, start: datetime, end: datetime) -> int:
        """Return the minutes of [start, end) as bits; minutes begun count."""
        return (1 << self.last(end)) - (1 << self.first(start))


def free_starts(rows: Sequence[int], minutes: int) -> int:
    """Return, as bits, the minutes of a day from which some row has no bit for so many minutes.

    All rows are laid side by side in one whole number, so that each step looks at all of them.
    """
    if not rows:
        return 0
    # A row has room for the look ahead from its last minute.
    width = (DAY_MINUTES + minutes) // 8 + 1
    laid = b"".join([row.to_bytes(width, "little") for row in rows])
    taken, reach = int.from_bytes(laid, "little"), 1
    while reach < minutes:
        step = min(reach, minutes - reach)
        taken |= taken >> step
        reach += step
    return ~_in_all_rows(taken, len(rows), 8 * width) & ((1 << DAY_MINUTES) - 1)


def _in_all_rows(taken: int, rows: int, width: int) -> int:
    """Return the bits that are set in all of so many rows, which lie side by side."""
    while rows > 1:
        half = rows // 2
        # The lower half looks at the upper one; of an odd number of rows one is looked at twice.
        taken &= taken >> width * half
        rows -= half
    return taken

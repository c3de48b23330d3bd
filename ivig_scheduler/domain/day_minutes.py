"""The minutes of a day: minute 0 is the one after midnight."""

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

    def span(self, start: datetime, end: datetime) -> tuple[int, int]:
        """Return the minutes [start, end) takes of the day, half-open; minutes begun count."""
        return self.first(start), self.last(end)

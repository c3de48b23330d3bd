"""The days before and after the one that is shown, read while nothing else is to do.

So the next day is on the screen at once, however full it is. It is read anew all the same: what is
kept here may have been changed at another workstation.
"""

from datetime import date, datetime, timedelta

from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.schedule.loading import LoadedDay, load_day_shown

_AROUND = (timedelta(days=1), timedelta(days=-1))
#: Days kept at a time; a day of 300 visits takes a few megabytes.
_MOST = 6


class DaysAhead:
    """Keeps days that were read ahead, until something changes."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._days: dict[date, LoadedDay] = {}
        self._edition = 0
        desk.changed.connect(self.forget)

    def find(self, day: date) -> LoadedDay | None:
        """Return a day that was read ahead, or None."""
        return self._days.get(day)

    def read_around(self, day: date, now: datetime) -> None:
        """Read the days beside one, those that are not kept already."""
        for place, step in enumerate(_AROUND):
            if day + step not in self._days:
                self._read(day + step, now, place)

    def forget(self, _changes: object = None) -> None:
        """Let go of all: something of them may be another now."""
        self._days.clear()
        self._edition += 1

    def _read(self, day: date, now: datetime, place: int) -> None:
        edition = self._edition

        def keep(loaded: LoadedDay) -> None:
            if edition != self._edition:
                return
            while len(self._days) >= _MOST:
                self._days.pop(next(iter(self._days)))
            self._days[day] = loaded

        self._desk.read(
            lambda store: load_day_shown(store, day, None, now),
            keep,
            view=f"schedule.ahead.{place}",
        )

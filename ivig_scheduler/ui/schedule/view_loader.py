"""Loads what the schedule shows: a day, first as it stands and then checked, a week or a month."""

from datetime import date, datetime, timedelta

from PySide6.QtCore import QObject, Signal

from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.schedule.days_ahead import DaysAhead
from ivig_scheduler.ui.schedule.loading import (
    LoadedDay,
    load_day_shown,
    load_month_shown,
    load_troubles,
    load_week_shown,
    show_as_of,
)
from ivig_scheduler.ui.schedule.top_bar import DAY, MONTH, WEEK

_VIEW = "schedule.view"


class ViewLoader(QObject):
    """`day_loaded` carries a LoadedDay, `week_loaded` and `month_loaded` the pictures of theirs.

    A day comes at once where it was read ahead, then as it is stored, then with what is against its
    visits; only what was asked for last comes at all.
    """

    day_loaded = Signal(object)
    week_loaded = Signal(object)
    month_loaded = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._ahead = DaysAhead(desk)
        self._asked: tuple[str, date] | None = None
        self._minute: datetime | None = None
        self.loaded: LoadedDay | None = None

    def load(self, view: str, day: date) -> None:
        """Load a day, or the week or month it lies in."""
        self._asked = view, day
        read = self._desk.read
        if view == WEEK:
            monday = day - timedelta(days=day.weekday())
            read(lambda store: load_week_shown(store, monday), self.week_loaded.emit, view=_VIEW)
        elif view == MONTH:
            read(lambda store: load_month_shown(store, day), self.month_loaded.emit, view=_VIEW)
        else:
            self._load_day(day)

    def follow_clock(self, now: datetime) -> None:
        """Show the visits of today as they go, each minute anew."""
        loaded, minute = self.loaded, now.replace(second=0, microsecond=0)
        if loaded is None or self._asked != (DAY, now.date()) or minute == self._minute:
            return
        if loaded.day.day != now.date():
            return
        self._minute = minute
        # A day that was loaded anew meanwhile is newer than this picture.
        self._desk.read(
            lambda _store: show_as_of(loaded, now),
            lambda shown: self.take_checked(shown) if self.loaded is loaded else None,
            view="schedule.clock",
        )

    def take_checked(self, loaded: LoadedDay) -> None:
        """Take a day as it was checked, unless it was left or loaded anew meanwhile."""
        is_same = self.loaded is not None and self.loaded.day is loaded.day
        if is_same and self._asked == (DAY, loaded.day.day):
            self._take(loaded)
            self._ahead.read_around(loaded.day.day, self._desk.local_now())

    def _load_day(self, day: date) -> None:
        known = self.loaded if self.loaded and self.loaded.day.day == day else None
        ahead = self._ahead.find(day) if known is None else None
        if ahead is not None:
            self._take(ahead)
        now = self._desk.local_now()
        self._minute = now.replace(second=0, microsecond=0)
        self._desk.read(
            lambda store: load_day_shown(store, day, known, now), self._show_day, view=_VIEW
        )

    def _show_day(self, loaded: LoadedDay) -> None:
        self._take(loaded)
        now = self._desk.local_now()
        self._desk.read(
            lambda store: load_troubles(store, loaded.day, now),
            self.take_checked,
            view="schedule.troubles",
        )

    def _take(self, loaded: LoadedDay) -> None:
        self.loaded = loaded
        self.day_loaded.emit(loaded)

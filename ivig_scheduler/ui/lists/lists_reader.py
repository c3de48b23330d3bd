"""Reads the lists: what an act may have changed, each by itself, and the day as time goes on."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.lists.loading import (
    READ,
    TOMORROW,
    LoadedList,
    load_list,
    make_today,
    touched,
)

if TYPE_CHECKING:
    from ivig_scheduler.domain.changes import ChangeSet
    from ivig_scheduler.ui.schedule.loading import LoadedDay

#: The day that is shown comes first; the lists are read once it is there.
_LOAD_AFTER_MS = 120
_CLOCK_EVERY_MS = 30_000


class ListsReader(QObject):
    """`list_read` carries a list's key and what was read; `today_made` the day and its list.

    It reads while it is awake; what changes meanwhile is read when it wakes.
    """

    list_read = Signal(str, object)
    today_made = Signal(object, object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._day: LoadedDay | None = None
        self._stale: set[str] = set(READ)
        self._read_on: date | None = None
        self._ready_day: date | None = None
        self._is_awake = False
        self._pause = QTimer(self, singleShot=True, interval=_LOAD_AFTER_MS)
        self._tick = QTimer(self, interval=_CLOCK_EVERY_MS)
        self._pause.timeout.connect(self._load)
        self._tick.timeout.connect(self._make_today)
        desk.changed.connect(self.note_change)

    @property
    def is_about_to_read(self) -> bool:
        """Whether the lists are to be read in a moment."""
        return self._pause.isActive()

    def wake(self) -> None:
        """Read what has changed, and follow the acts and the clock from now on."""
        self._is_awake = True
        self._make_today()
        self._load()
        self._tick.start()

    def sleep(self) -> None:
        """Leave acts and clock alone."""
        self._is_awake = False
        self._tick.stop()
        self._pause.stop()

    def show_day(self, loaded: "LoadedDay") -> None:
        """Make the list of another day, or of the same day as it is now."""
        self._day = loaded
        if self._is_awake:
            self._make_today()

    def note_change(self, changes: "ChangeSet | None") -> None:
        """Read soon what an act may have changed; several acts in a row are read once."""
        self._stale |= set(touched(changes, self._ready_day))
        if self._is_awake:
            self._pause.start()

    def _make_today(self) -> None:
        loaded, now = self._day, self._desk.local_now()
        if loaded is not None:
            self._desk.read(
                lambda _store: make_today(loaded, now),
                lambda made: self.today_made.emit(loaded, made),
                view="lists.today",
            )

    def _load(self) -> None:
        """Read the lists that are out of date, each by itself: acts find their way between."""
        now = self._desk.local_now()
        if self._read_on != now.date():
            self._stale, self._read_on = set(READ), now.date()
        for key in READ:
            if key in self._stale:
                self._read(key, now)
        self._stale.clear()

    def _read(self, key: str, now: datetime) -> None:
        self._desk.read(
            lambda store: load_list(store, key, now),
            lambda found: self._take(key, found),
            view=f"lists.{key}",
        )

    def _take(self, key: str, found: LoadedList) -> None:
        if key == TOMORROW:
            self._ready_day = found.readiness.day if found.readiness else None
        self.list_read.emit(key, found)

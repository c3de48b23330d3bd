"""Editors of a day and of a time of day that take what people type and may stay empty."""

from datetime import date, time

from PySide6.QtCore import QDate, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QLineEdit, QVBoxLayout, QWidget

from ivig_scheduler.domain.date_texts import read_day, read_time
from ivig_scheduler.domain.wording import show_day, show_time
from ivig_scheduler.ui.icons import IconSet
from ivig_scheduler.ui.text_size import set_px
from ivig_scheduler.ui.widgets.kind import set_kind

DATE_WIDTH = 132
TIME_WIDTH = 72
_CALENDAR_SIZE = (272, 236)
_SHORT = QCalendarWidget.HorizontalHeaderFormat.ShortDayNames


class DateField(QLineEdit):
    """A day as 03/27/1959; `day_changed` carries the day, or None where there is none to read.

    Alt+Down or the sign at its end opens a calendar. `latest` reads two-digit years (see read_day).
    """

    day_changed = Signal(object)

    def __init__(
        self, icons: IconSet, latest: date | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._latest = latest
        self._calendar: CalendarPopup | None = None
        self.setPlaceholderText(self.tr("mm/dd/yyyy"))
        set_px(self, least_width=DATE_WIDTH)
        self._open = QAction(self.tr("Open the calendar (Alt+Down)"), self)
        self._open.triggered.connect(self.open_calendar)
        self.addAction(self._open, QLineEdit.ActionPosition.TrailingPosition)
        self.set_icons(icons)
        self.textEdited.connect(lambda: self.day_changed.emit(self.day()))
        self.editingFinished.connect(self._tidy)

    def set_icons(self, icons: IconSet) -> None:
        """Draw the icon of another theme."""
        self._open.setIcon(icons.icon("calendar", "muted", 16))

    def set_latest(self, latest: date | None) -> None:
        """Set the newest day a year of two digits can mean, such as today for a birth date."""
        self._latest = latest

    def day(self) -> date | None:
        """Return the day, or None where the text is empty or no day (see problem)."""
        try:
            return read_day(self.text(), self._latest)
        except ValueError:
            return None

    def problem(self) -> str:
        """Return what is wrong with the text; an empty field is not wrong."""
        if not self.text().strip():
            return ""
        try:
            read_day(self.text(), self._latest)
        except ValueError as error:
            return str(error)
        return ""

    def show_day(self, day: date | None) -> None:
        """Show `day`, or nothing for None, without announcing it."""
        self.setText(show_day(day))
        self.setCursorPosition(0)

    def open_calendar(self) -> None:
        """Open a calendar below the field."""
        if self._calendar is None:
            self._calendar = CalendarPopup(self)
            self._calendar.picked.connect(self._take)
        self._calendar.open_at(self.mapToGlobal(QPoint(0, self.height() + 2)), self.day())

    def _take(self, day: date) -> None:
        self.show_day(day)
        self.setFocus()
        self.day_changed.emit(day)

    def _tidy(self) -> None:
        day = self.day()
        if day is not None and self.text() != show_day(day):
            self.show_day(day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        if event.key() == Qt.Key.Key_F4 or (is_alt and event.key() == Qt.Key.Key_Down):
            self.open_calendar()
            return
        super().keyPressEvent(event)


class CalendarPopup(QFrame):
    """A month in a small window of its own; `picked` carries the day."""

    picked = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        set_kind(self, "popup")
        self.calendar = QCalendarWidget()
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setHorizontalHeaderFormat(_SHORT)
        set_px(self.calendar, least_width=_CALENDAR_SIZE[0], least_height=_CALENDAR_SIZE[1])
        # Weekends are days like others here, not red ones.
        for weekday in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.calendar.setWeekdayTextFormat(weekday, QTextCharFormat())
        self.calendar.clicked.connect(self._pick)
        self.calendar.activated.connect(self._pick)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self.calendar)

    def open_at(self, place: QPoint, day: date | None) -> None:
        """Show the month of `day` (this month for None) at `place` of the screen."""
        if day is not None:
            self.calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        self.adjustSize()
        screen = self.screen().availableGeometry()
        left = min(place.x(), screen.right() - self.width())
        fits = place.y() + self.height() <= screen.bottom()
        self.move(left, place.y() if fits else place.y() - self.height() - 36)
        self.show()
        self.calendar.setFocus()

    def _pick(self, picked: QDate) -> None:
        self.close()
        self.picked.emit(date(picked.year(), picked.month(), picked.day()))


class TimeField(QLineEdit):
    """A time of day as 08:30; `time_changed` carries it, or None where there is none to read."""

    time_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(self.tr("hh:mm"))
        set_px(self, least_width=TIME_WIDTH)
        self.textEdited.connect(lambda: self.time_changed.emit(self.moment()))
        self.editingFinished.connect(self._tidy)

    def moment(self) -> time | None:
        """Return the time, or None where the text is empty or no time (see problem)."""
        try:
            return read_time(self.text())
        except ValueError:
            return None

    def problem(self) -> str:
        """Return what is wrong with the text; an empty field is not wrong."""
        if not self.text().strip():
            return ""
        try:
            read_time(self.text())
        except ValueError as error:
            return str(error)
        return ""

    def show_time(self, moment: time | None) -> None:
        """Show `moment`, or nothing for None, without announcing it."""
        self.setText(show_time(moment))

    def _tidy(self) -> None:
        moment = self.moment()
        if moment is not None:
            self.show_time(moment)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}:
            self.selectAll()

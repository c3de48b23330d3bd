"""The month: a calendar of days, each with how full it is."""

import html
from datetime import date, timedelta

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.schedule.hover_card import HoverCard
from ivig_scheduler.ui.schedule.inks import Inks
from ivig_scheduler.ui.schedule.month_geometry import COLUMNS, MonthGeometry
from ivig_scheduler.ui.schedule.month_painter import MonthMarks, paint_month
from ivig_scheduler.ui.schedule.month_picture import MonthPicture, spoken

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_DAYS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -COLUMNS,
    Qt.Key.Key_Down: COLUMNS,
}
_LEAST_SIZE = (420, 300)


class MonthCanvas(QWidget):
    """Shows a MonthPicture.

    `day_chosen` carries the date to go to, `day_wanted` one that is not shown and that the keys
    were led to, `month_stepped` -1 or 1.
    """

    day_chosen = Signal(object)
    day_wanted = Signal(object)
    month_stepped = Signal(int)

    def __init__(self, look: Look, picture: MonthPicture, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.card = HoverCard(self)
        self._inks = Inks(look.theme)
        self._picture = picture
        self._marked = picture.first
        self._today: date | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(*_LEAST_SIZE)
        self._describe()

    @property
    def picture(self) -> MonthPicture:
        """The month that is shown."""
        return self._picture

    @property
    def geometry_shown(self) -> MonthGeometry:
        """Where everything stands at the moment."""
        top = self._inks.small.height + 12
        return MonthGeometry(self.width(), self.height(), self._picture.weeks, top)

    @property
    def marked_day(self) -> date:
        """The day the keys are on."""
        return self._marked

    def show_picture(self, picture: MonthPicture, *, today: date, marked: date) -> None:
        """Show a month, the keys on the day `marked`."""
        self._picture, self._today, self._marked = picture, today, marked
        self._describe()
        self.update()

    def set_look(self, look: Look) -> None:
        """Paint in another theme."""
        self._inks = Inks(look.theme)
        self.update()

    def mark(self, day: date) -> None:
        """Put the keys on a day; one of another month is asked for."""
        if (day.year, day.month) != (self._picture.first.year, self._picture.first.month):
            self.day_wanted.emit(day)
            return
        self._marked = day
        self._describe()
        self.update()

    def _describe(self) -> None:
        self.setAccessibleName(self.tr("Schedule of {}").format(f"{self._picture.first:%B %Y}"))
        self.setAccessibleDescription(self._spoken(self._marked))

    def _spoken(self, day: date) -> str:
        index = self._picture.index_of(day)
        if index is None:
            return ""
        return spoken(self._picture.days[index], is_today=day == self._today)

    def _day_at(self, event: QMouseEvent) -> date | None:
        index = self.geometry_shown.index_at(event.position().x(), event.position().y())
        return None if index is None else self._picture.days[index].day

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Put the keys on the day under the pointer."""
        day = self._day_at(event)
        if day is not None and event.button() == Qt.MouseButton.LeftButton:
            self._marked = day
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Go to the day that was clicked."""
        day = self._day_at(event)
        if day is not None and day == self._marked and event.button() == Qt.MouseButton.LeftButton:
            self.day_chosen.emit(day)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell about the day under the pointer once it rests there."""
        day = self._day_at(event)
        self.card.point_at(html.escape(self._spoken(day)) if day is not None else "")

    def leaveEvent(self, event: QEvent) -> None:
        """Take the card down when the pointer leaves."""
        self.card.take_down()
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk through the days with the arrows and the months with Page Up and Down."""
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            event.ignore()
        elif key in _ENTER:
            self.day_chosen.emit(self._marked)
        elif key in _DAYS:
            self.mark(self._marked + timedelta(days=_DAYS[key]))
        elif key == Qt.Key.Key_Home:
            self.mark(self._picture.first)
        elif key == Qt.Key.Key_End:
            following = (self._picture.first + timedelta(days=31)).replace(day=1)
            self.mark(following - timedelta(days=1))
        elif key in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}:
            self.month_stepped.emit(-1 if key == Qt.Key.Key_PageUp else 1)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the month."""
        painter = QPainter(self)
        marks = MonthMarks(self._today, self._marked, self.hasFocus())
        try:
            paint_month(painter, self._picture, self.geometry_shown, self._inks, marks)
        finally:
            # A painter left open would take the whole program down with it.
            painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that keys go here."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that keys go elsewhere."""
        super().focusOutEvent(event)
        self.update()

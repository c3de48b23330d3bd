"""The week: chairs down the side, days across, each visit a small bar."""

import html
from collections.abc import Collection
from dataclasses import replace
from datetime import date
from uuid import UUID

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.schedule.canvas import set_up_canvas
from ivig_scheduler.ui.schedule.hover_card import HoverCard
from ivig_scheduler.ui.schedule.inks import Inks
from ivig_scheduler.ui.schedule.pane_card import in_lines
from ivig_scheduler.ui.schedule.picture import WeekPicture
from ivig_scheduler.ui.schedule.week_geometry import LEAST_ROW_PX, WEEK_HEADER_PX, WeekGeometry
from ivig_scheduler.ui.schedule.week_painter import load_text, paint_week

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class WeekCanvas(QAbstractScrollArea):
    """Shows a WeekPicture.

    `selection_changed` carries an appointment's id or None, `day_chosen` the date to go to.
    """

    selection_changed = Signal(object)
    day_chosen = Signal(object)

    def __init__(self, look: Look, picture: WeekPicture, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.card = HoverCard(self.viewport())
        self._inks = Inks(look.theme)
        self._picture = picture
        self._selected: UUID | None = None
        self._marked = 0
        self._today: date | None = None
        self._aside: Collection[UUID] = frozenset()
        self._geometry = WeekGeometry.of(
            picture, self.width(), self.height(), scale=self._inks.scale
        )
        set_up_canvas(self, WEEK_HEADER_PX + 3 * LEAST_ROW_PX)
        self._lay_out()
        self._describe()

    @property
    def picture(self) -> WeekPicture:
        """The week that is shown."""
        return self._picture

    @property
    def geometry_shown(self) -> WeekGeometry:
        """Where everything stands at the moment."""
        return self._geometry

    @property
    def marked_day(self) -> date | None:
        """The day the keys are on."""
        days = self._picture.days
        return days[self._marked].day if self._marked < len(days) else None

    def show_picture(self, picture: WeekPicture, *, today: date, marked: date) -> None:
        """Show a week, the keys on the day `marked`."""
        self._picture, self._today = picture, today
        self._marked = max((marked - picture.monday).days, 0)
        self._lay_out()
        if self._selected is not None and picture.find(self._selected) is None:
            self.select(None)
        self._describe()

    def set_look(self, look: Look) -> None:
        """Paint in another theme."""
        self._inks = Inks(look.theme)
        self._lay_out()

    def select(self, appointment_id: UUID | None) -> None:
        """Select a visit."""
        is_other = appointment_id != self._selected
        self._selected = appointment_id
        self._describe()
        self.viewport().update()
        if is_other:
            self.selection_changed.emit(appointment_id)

    def set_aside(self, ids: Collection[UUID]) -> None:
        """Fade the visits that a filter leaves out."""
        self._aside = ids
        self.viewport().update()

    def _lay_out(self) -> None:
        size = self.viewport().size()
        unscrolled = WeekGeometry.of(
            self._picture, size.width(), size.height(), scale=self._inks.scale
        )
        down = self.verticalScrollBar()
        down.setPageStep(max(size.height() - unscrolled.top, 1))
        down.setSingleStep(unscrolled.row_px)
        down.setRange(0, unscrolled.scroll_height)
        self._geometry = replace(unscrolled, scroll_y=down.value())
        self.viewport().update()

    def _describe(self) -> None:
        self.setAccessibleName(
            self.tr("Schedule of the week from {}").format(f"{self._picture.monday:%A, %B %d}")
        )
        found = self._picture.find(self._selected)
        if found is not None:
            self.setAccessibleDescription(found[1].spoken)
        elif self._marked < len(self._picture.days):
            day = self._picture.days[self._marked]
            self.setAccessibleDescription(f"{day.day:%A}: {load_text(day)}")

    def _card_at(self, place: QPointF) -> str:
        found = self._geometry.bar_at(self._picture.days, place.x(), place.y())
        if found is not None:
            return in_lines(found[1].facts or (found[1].name,))
        day = self._geometry.day_at(place.x())
        if day is None or place.y() >= self._geometry.top:
            return ""
        shown = self._picture.days[day]
        return html.escape(f"{shown.day:%A}: {load_text(shown)}")

    def _mark(self, index: int) -> None:
        self._marked = min(max(index, 0), max(len(self._picture.days) - 1, 0))
        self._describe()
        self.viewport().update()

    def _choose(self, index: int) -> None:
        if index < len(self._picture.days):
            self.day_chosen.emit(self._picture.days[index].day)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select the visit under the pointer and put the keys on its day."""
        place = event.position()
        day = self._geometry.day_at(place.x())
        if day is not None:
            self._mark(day)
        found = self._geometry.bar_at(self._picture.days, place.x(), place.y())
        self.select(found[1].appointment_id if found else None)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Go to the day under the pointer."""
        day = self._geometry.day_at(event.position().x())
        if day is not None:
            self._choose(day)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Keep the hover card that of the visit under the pointer."""
        self.card.point_at(self._card_at(event.position()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk through the days with the arrows, go to one with Enter."""
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            event.ignore()
        elif key in _ENTER:
            self._choose(self._marked)
        elif key in _STEPS:
            self._mark(self._marked + _STEPS[key])
        elif key == Qt.Key.Key_Home:
            self._mark(0)
        elif key == Qt.Key.Key_End:
            self._mark(len(self._picture.days) - 1)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what is visible."""
        found = self._picture.find(self._selected)
        today = (self._today - self._picture.monday).days if self._today else None
        marked = self._marked if self.hasFocus() else None
        painter = QPainter(self.viewport())
        try:
            paint_week(
                painter,
                self._picture,
                self._geometry,
                self._inks,
                found[1] if found else None,
                marked,
                today,
                self._aside,
            )
        finally:
            painter.end()

    def viewportEvent(self, event: QEvent) -> bool:
        """Take the card down when the pointer leaves."""
        if event.type() == QEvent.Type.Leave:
            self.card.take_down()
        return super().viewportEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the week to the new size."""
        super().resizeEvent(event)
        self._lay_out()

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802 - Qt's name
        """Lay out what has come into sight; the header stays."""
        self._lay_out()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that keys go here."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that keys go elsewhere."""
        super().focusOutEvent(event)
        self.viewport().update()

"""The part of the day's canvas that shows: painting, scrolling, zoom, selection and hover cards."""

import html
from uuid import UUID

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.schedule.canvas import set_up_canvas
from ivig_scheduler.ui.schedule.geometry import (
    COLUMN_PX,
    HEADER_PX,
    LEAST_ROW_PX,
    DayGeometry,
    zoomed,
)
from ivig_scheduler.ui.schedule.hover_card import show_card
from ivig_scheduler.ui.schedule.inks import Inks
from ivig_scheduler.ui.schedule.painter import DayMarks, DayScene, paint_day
from ivig_scheduler.ui.schedule.picture import Bar, DayPicture

_NOTCH = 120
_ROOM_PX = 24
_BY_KEYS = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)


class DayPane(QAbstractScrollArea):
    """Shows a DayPicture. `selection_changed` carries the id of the selected visit or None."""

    selection_changed = Signal(object)

    def __init__(self, look: Look, picture: DayPicture, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self._inks = Inks(look.theme)
        self._picture = picture
        self._zoom = 1.0
        self._now: int | None = None
        self._selected: UUID | None = None
        self._has_ring = False
        self._scene = DayScene.of(picture, self._measure(), self._inks)
        set_up_canvas(self, HEADER_PX + 2 * LEAST_ROW_PX)
        self._lay_out()
        self._describe()

    @property
    def picture(self) -> DayPicture:
        """The day that is shown."""
        return self._picture

    @property
    def geometry_shown(self) -> DayGeometry:
        """Where everything stands at the moment."""
        return self._scene.geometry

    @property
    def selected(self) -> Bar | None:
        """The selected visit."""
        return self._picture.find(self._selected)

    def show_picture(self, picture: DayPicture) -> None:
        """Show another day, or the same day as it is now; a selected visit stays selected."""
        self._picture = picture
        self._lay_out()
        if self._selected is not None and picture.find(self._selected) is None:
            self.select(None)
        self._describe()

    def set_now(self, minute: int | None) -> None:
        """Draw the now line at a minute of the day; None where the day is not today."""
        if minute != self._now:
            self._now = minute
            self.viewport().update()

    def set_look(self, look: Look) -> None:
        """Paint in another theme."""
        self.look = look
        self._inks = Inks(look.theme)
        self._lay_out()

    def select(self, appointment_id: UUID | None, *, in_sight: bool = True) -> None:
        """Select a visit and bring it into sight; None selects nothing."""
        is_other = appointment_id != self._selected
        self._selected = appointment_id
        if in_sight and self.selected is not None:
            self._bring_into_sight(self.selected)
        self._describe()
        self.viewport().update()
        if is_other:
            self.selection_changed.emit(appointment_id)

    def bar_at(self, x: float, y: float) -> Bar | None:
        """Return the visit at a place of the canvas."""
        geometry = self.geometry_shown
        if x < COLUMN_PX or (row := geometry.row_at(y)) is None:
            return None
        found = (bar for bar in self._picture.bars if bar.row == row)
        return next(
            (bar for bar in found if geometry.box(row, bar.start, bar.end).holds(x, y)), None
        )

    def card_of(self, bar: Bar) -> str:
        """Return the hover card: every fact, one a line."""
        first, *rest = (html.escape(fact) for fact in bar.facts or (bar.name,))
        return "<br>".join((f"<b>{first}</b>", *rest))

    def zoom_by(self, notches: float, around_x: float | None = None) -> None:
        """Zoom in or out; the minute at `around_x` stays where it is."""
        geometry = self.geometry_shown
        x = geometry.width / 2 if around_x is None else max(around_x, COLUMN_PX)
        minute = geometry.minute_at(x)
        self._zoom = zoomed(self._zoom, notches)
        self._lay_out()
        moved = self.geometry_shown.x_of(minute) - x
        self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() + round(moved))

    def _measure(self) -> DayGeometry:
        picture, size = self._picture, self.viewport().size()
        return DayGeometry(
            size.width(),
            size.height(),
            len(picture.rows),
            picture.first_minute,
            picture.last_minute,
            self._zoom,
        )

    def _lay_out(self) -> None:
        geometry = self._measure()
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setPageStep(max(geometry.width - COLUMN_PX, 1))
        down.setPageStep(max(geometry.height - HEADER_PX, 1))
        across.setSingleStep(round(geometry.px_per_minute * 15))
        down.setSingleStep(geometry.row_px)
        across.setRange(0, geometry.scroll_width)
        down.setRange(0, geometry.scroll_height)
        scrolled = geometry.scrolled(across.value(), down.value())
        self._scene = DayScene.of(self._picture, scrolled, self._inks)
        self.viewport().update()

    def _bring_into_sight(self, bar: Bar) -> None:
        geometry = self.geometry_shown
        box = geometry.box(bar.row, bar.start, bar.end)
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        above = box.y - HEADER_PX - _ROOM_PX
        below = box.y + box.height + _ROOM_PX - geometry.height
        down.setValue(down.value() + (min(above, 0) or max(below, 0)))
        left = box.x - COLUMN_PX - _ROOM_PX
        right = box.x + box.width + _ROOM_PX - geometry.width
        across.setValue(across.value() + (min(left, 0) or max(min(right, left), 0)))

    def _describe(self) -> None:
        """Tell a screen reader which day is shown and which visit is selected."""
        self.setAccessibleName(self.tr("Schedule of {}").format(f"{self._picture.day:%A, %B %d}"))
        bar = self.selected
        count = len(self._picture.bars)
        unselected = self.tr("{} visits, none selected").format(count)
        self.setAccessibleDescription(bar.spoken if bar else unselected)

    def _paint(self, painter: QPainter) -> None:
        marks = DayMarks(self.selected, self._now, self.hasFocus())
        paint_day(painter, self._scene, marks)
        if self._has_ring and marks.selected is None:
            painter.setPen(self._inks.color["accent"])
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.viewport().rect().adjusted(0, 0, -1, -1))

    def _hover(self, place: QPointF) -> None:
        """Say what is under the pointer once it rests there."""
        bar = self.bar_at(place.x(), place.y())
        if bar is not None:
            show_card(self.viewport(), self.card_of(bar))
            return
        row = self.geometry_shown.row_at(place.y())
        is_chair = place.x() < COLUMN_PX and row is not None
        chair = self._picture.rows[row] if is_chair and row is not None else None
        show_card(self.viewport(), html.escape(f"{chair.name}: {chair.detail}") if chair else "")

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Keep the hover card that of the visit under the pointer."""
        if not event.buttons():
            self._hover(event.position())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what is visible."""
        painter = QPainter(self.viewport())
        try:
            self._paint(painter)
        finally:
            # A painter left open would take the whole program down with it.
            painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the day to the new size."""
        super().resizeEvent(event)
        self._lay_out()

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802 - Qt's name
        """Lay out what has come into sight; the header and the chairs stay."""
        self._lay_out()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, scroll sideways with Shift, else up and down."""
        notches = event.angleDelta().y() / _NOTCH
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(notches, event.position().x())
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            across = self.horizontalScrollBar()
            across.setValue(across.value() - round(notches * 3 * across.singleStep()))
        else:
            super().wheelEvent(event)
            return
        event.accept()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that keys go here; a ring only where they were led here by keys."""
        super().focusInEvent(event)
        self._has_ring = event.reason() in _BY_KEYS
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that keys go elsewhere."""
        super().focusOutEvent(event)
        self._has_ring = False
        self.viewport().update()

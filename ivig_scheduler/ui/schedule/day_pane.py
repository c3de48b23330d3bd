"""The part of the day's canvas that shows: painting, scrolling, zoom, selection and cards."""

from collections.abc import Collection
from uuid import UUID

from PySide6.QtCore import QEvent, QPointF, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.schedule.bands import bands_of
from ivig_scheduler.ui.schedule.canvas import set_up_canvas
from ivig_scheduler.ui.schedule.geometry import HEADER_PX, LEAST_ROW_PX, DayGeometry
from ivig_scheduler.ui.schedule.hover_card import HoverCard
from ivig_scheduler.ui.schedule.inks import Inks
from ivig_scheduler.ui.schedule.layouts import Layout
from ivig_scheduler.ui.schedule.painter import DayMarks, DayScene, paint_day
from ivig_scheduler.ui.schedule.pane_card import card_beside, card_of
from ivig_scheduler.ui.schedule.pane_scroll import bring_into_sight, keep_under, set_ranges
from ivig_scheduler.ui.schedule.picture import Bar, DayPicture
from ivig_scheduler.ui.schedule.still_picture import StillPicture
from ivig_scheduler.ui.schedule.zooming import USUAL_STEP, closer

_NOTCH = 120
_BY_KEYS = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)


class DayPane(QAbstractScrollArea):
    """Shows a DayPicture.

    `selection_changed` carries the id of the selected visit or None, `step_changed` the minutes
    between two lines after a zoom.
    """

    selection_changed = Signal(object)
    step_changed = Signal(int)

    def __init__(self, look: Look, picture: DayPicture, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.card = HoverCard(self.viewport())
        self._pointed = QPointF()
        self._inks = Inks(look.theme)
        self._picture = picture
        self._step, self._layout = USUAL_STEP, Layout.DOWN
        self._notches = 0.0
        self._now: int | None = None
        self._selected: UUID | None = None
        self._aside: Collection[UUID] = frozenset()
        self._has_ring = False
        self._still = StillPicture(self.viewport())
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

    @property
    def step(self) -> int:
        """The minutes between two lines."""
        return self._step

    def show_picture(self, picture: DayPicture) -> None:
        """Show another day, or the same day as it is now; a selected visit stays selected."""
        self._picture = picture
        self._lay_out()
        if self._selected is not None and picture.find(self._selected) is None:
            self.select(None)
        self.card.keep_up(self.card_at(self._pointed.x(), self._pointed.y()))
        self._describe()

    def set_now(self, minute: int | None) -> None:
        """Draw the now line at a minute of the day; None where the day is not today."""
        if minute != self._now:
            self._now = minute
            self._repaint_all()

    def set_look(self, look: Look) -> None:
        """Paint in another theme, or at another size of text."""
        self.look = look
        self._inks = Inks(look.theme)
        self._lay_out()

    def set_layout(self, layout: Layout) -> None:
        """Put the chairs down the side or across the top."""
        if layout is not self._layout:
            self._layout = layout
            self._lay_out()
            if self.selected is not None:
                bring_into_sight(self, self.selected)

    def set_aside(self, ids: Collection[UUID]) -> None:
        """Fade the visits that a filter leaves out."""
        if ids != self._aside:
            self._aside = ids
            self._lay_out()

    def set_step(self, step: int, around: QPointF | None = None) -> None:
        """Zoom to a step in minutes; the minute at `around` stays where it is."""
        if step == self._step:
            return
        geometry = self.geometry_shown
        place = around or QPointF(geometry.width / 2, geometry.height / 2)
        minute = geometry.minute_at(place.x(), place.y())
        self._step = step
        self._lay_out()
        keep_under(self, minute, place)
        self.step_changed.emit(step)

    def zoom_by(self, notches: float, around: QPointF | None = None) -> None:
        """Zoom in or out, a step a notch; a pad gives notches in parts."""
        self._notches += notches
        whole = int(self._notches)
        self._notches -= whole
        self.set_step(closer(self._step, whole), around)

    def select(self, appointment_id: UUID | None, *, in_sight: bool = True) -> None:
        """Select a visit and bring it into sight; None selects nothing."""
        is_other = appointment_id != self._selected
        self._selected = appointment_id
        if in_sight and self.selected is not None:
            bring_into_sight(self, self.selected)
        self._describe()
        self._repaint_all()
        if is_other:
            self.selection_changed.emit(appointment_id)

    def bar_at(self, x: float, y: float) -> Bar | None:
        """Return the visit at a place of the canvas."""
        geometry = self.geometry_shown
        if not geometry.is_in_rows(x, y):
            return None
        row = geometry.row_at(x, y)
        found = (bar for bar in self._picture.bars if bar.row == row)
        return next(
            (bar for bar in found if geometry.box(bar.row, bar.start, bar.end).holds(x, y)), None
        )

    def card_at(self, x: float, y: float) -> str:
        """Return what the card tells at a place of the canvas."""
        bar = self.bar_at(x, y)
        if bar is None:
            return card_beside(self._picture, self.geometry_shown, x, y)
        return card_of(bar, self._picture.nurse_of.get(bar.appointment_id, ""))

    def _measure(self) -> DayGeometry:
        picture, size = self._picture, self.viewport().size()
        return DayGeometry(
            size.width(),
            size.height(),
            len(picture.rows),
            picture.first_minute,
            picture.last_minute,
            self._step,
            layout=self._layout,
            bands=bands_of(self._inks, self._layout),
        )

    def _lay_out(self) -> None:
        geometry = self._measure()
        set_ranges(self, geometry)
        across, down = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        self._scene = DayScene.of(
            self._picture, geometry.scrolled(across, down), self._inks, self._aside
        )
        self._repaint_all()

    def _repaint_all(self) -> None:
        self._still.forget()
        self.viewport().update()

    def _describe(self) -> None:
        """Tell a screen reader which day is shown and which visit is selected."""
        self.setAccessibleName(self.tr("Schedule of {}").format(f"{self._picture.day:%A, %B %d}"))
        bar = self.selected
        count = len(self._picture.bars)
        unselected = self.tr("{} visits, none selected").format(count)
        self.setAccessibleDescription(bar.spoken if bar else unselected)

    def _paint_still(self, painter: QPainter) -> None:
        marks = DayMarks(self.selected, self._now, self.hasFocus())
        paint_day(painter, self._scene, marks)
        if self._has_ring and marks.selected is None:
            painter.setPen(self._inks.color["accent"])
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.viewport().rect().adjusted(0, 0, -1, -1))

    def _paint(self, painter: QPainter, area: QRect) -> None:
        self._paint_still(painter)

    def viewportEvent(self, event: QEvent) -> bool:
        """Take the card down when the pointer leaves."""
        if event.type() == QEvent.Type.Leave:
            self.card.take_down()
        return super().viewportEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Keep the card that of what is under the pointer."""
        if not event.buttons():
            self._pointed = event.position()
            self.card.point_at(self.card_at(self._pointed.x(), self._pointed.y()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what is visible."""
        painter = QPainter(self.viewport())
        try:
            self._paint(painter, event.rect())
        finally:
            # A painter left open would take the whole program down with it.
            painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the day to the new size."""
        super().resizeEvent(event)
        self._lay_out()

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802 - Qt's name
        """Lay out what has come into sight; the bands stay."""
        self._lay_out()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, scroll sideways with Shift, else up and down."""
        notches = event.angleDelta().y() / _NOTCH
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(notches, event.position())
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
        self._repaint_all()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that keys go elsewhere."""
        super().focusOutEvent(event)
        self._has_ring = False
        self._repaint_all()

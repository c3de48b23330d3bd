"""The day: a canvas of chairs and time on which visits are looked at, selected and moved."""

from uuid import UUID

from PySide6.QtCore import QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QRegion,
)
from PySide6.QtWidgets import QWidget

from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.schedule.day_pane import DayPane
from ivig_scheduler.ui.schedule.ghost import Check, Ghost
from ivig_scheduler.ui.schedule.ghost_painter import ghost_area, paint_card, paint_ghost
from ivig_scheduler.ui.schedule.mover import Mover
from ivig_scheduler.ui.schedule.painter import plane
from ivig_scheduler.ui.schedule.pane_scroll import bring_into_sight, scroll_at_edge
from ivig_scheduler.ui.schedule.picture import Bar, DayPicture
from ivig_scheduler.ui.schedule.travel import Travel
from ivig_scheduler.ui.schedule.walking import Way, walk

_WAYS = {
    Qt.Key.Key_Left: Way.LEFT,
    Qt.Key.Key_Right: Way.RIGHT,
    Qt.Key.Key_Up: Way.UP,
    Qt.Key.Key_Down: Way.DOWN,
    Qt.Key.Key_Home: Way.FIRST,
    Qt.Key.Key_End: Way.LAST,
}
#: Chairs down and steps of the grid later, for Alt and an arrow.
_NUDGES = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}
#: The arrow that means the same where time runs down and the chairs stand across the top.
_TURNED = {
    Qt.Key.Key_Left: Qt.Key.Key_Up,
    Qt.Key.Key_Right: Qt.Key.Key_Down,
    Qt.Key.Key_Up: Qt.Key.Key_Left,
    Qt.Key.Key_Down: Qt.Key.Key_Right,
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class DayCanvas(DayPane):
    """A day that can be worked on.

    `opened` carries an appointment's id; `move_requested` an appointment's id, a chair's id and a
    local start, as `drop_blocked` does where the place is forbidden; `menu_requested` an
    appointment's id and a place on the screen, `chair_menu_requested` a chair's;
    `length_requested` an appointment's id and the minutes its bar was drawn to; `told` a sentence.
    While a visit is dragged, `drag_begun` carries its id and `drag_ended` follows;
    `dropped_outside` carries it too, with the place on the screen.
    """

    opened = Signal(object)
    move_requested = Signal(object, object, object)
    drop_blocked = Signal(object, object, object)
    menu_requested = Signal(object, QPoint)
    chair_menu_requested = Signal(object, QPoint)
    told = Signal(str)
    length_requested = Signal(object, int)
    drag_begun = Signal(object)
    drag_ended = Signal()
    dropped_outside = Signal(object, QPoint)

    def __init__(self, look: Look, picture: DayPicture, parent: QWidget | None = None) -> None:
        self._mover = Mover()
        #: The ghost that was painted last, and what it covered.
        self._painted: tuple[Ghost | None, QRegion] = (None, QRegion())
        self._was_carried = False
        self._is_stretching = False
        super().__init__(look, picture, parent)
        self._travel = Travel(self.viewport())

    @property
    def ghost(self) -> Ghost | None:
        """The visit that is being moved, where it would be dropped now."""
        return self._mover.ghost

    @property
    def is_carrying(self) -> bool:
        """Whether a visit that has no place on this day is on its way, or was just dropped."""
        return self._mover.is_carrying or self._was_carried

    def set_check(self, check: Check | None) -> None:
        """Set what tells the reasons against a place; called at every step of a drag."""
        self._mover.check = check

    def check_again(self) -> None:
        """Ask for the reasons anew, where a visit is on its way."""
        self._mover.check_again(self.picture)
        self._repaint_ghost()

    def show_picture(self, picture: DayPicture) -> None:
        """Show another day, or the same day as it is now; a move of a visit that is no longer
        where it was is let be.
        """
        dropped = self._mover.settled
        self._mover.follow(picture)
        self._travel.start(self.picture, picture, dropped.bar.appointment_id if dropped else None)
        super().show_picture(picture)

    def put_back(self) -> None:
        """Show the visit that was dropped where it was, since the move was refused."""
        self._mover.settled = None
        self.viewport().update()

    def chair_at(self, place: QPointF) -> UUID | None:
        """Return the chair whose name stands at a place of the canvas."""
        geometry = self.geometry_shown
        x, y = place.x(), place.y()
        is_beside = y < geometry.top if geometry.is_across else x < geometry.left
        row = geometry.row_at(x, y) if is_beside else None
        return None if row is None else self.picture.rows[row].chair_id

    def carry(self, bar: Bar) -> None:
        """Begin to put down a visit that has no place on this day, where its bar says.

        It follows the pointer or the arrows; a click or Enter drops it, Esc lets it be.
        """
        self.setFocus()
        self.card.take_down()
        self._mover.carry(bar, self.picture)
        bring_into_sight(self, bar)
        self.viewport().update()

    def carry_to(self, place: QPointF) -> None:
        """Move the carried visit to a place of the canvas."""
        self._mover.carry_to(self.picture, self.geometry_shown, place.x(), place.y())
        self._repaint_ghost()

    def drop(self) -> None:
        """Drop the visit that is on its way where it is."""
        self._drop()

    def _paint(self, painter: QPainter, area: QRect) -> None:
        if self._mover.is_moving or self._travel.is_on:
            self._still.paint(painter, area, self._paint_still)
        else:
            self._paint_still(painter)
        if self._travel.is_on:
            painter.save()
            painter.setClipRect(plane(self.geometry_shown), Qt.ClipOperation.IntersectClip)
            self._travel.paint(painter, self.geometry_shown, self._inks)
            painter.restore()
        ghost = self._mover.ghost or self._mover.settled
        if ghost is not None:
            paint_ghost(painter, ghost, self.geometry_shown, self._inks)
        if self._mover.ghost is not None:
            paint_card(painter, self._mover.ghost, self.picture, self.geometry_shown, self._inks)
        self._painted = self._mover.ghost, self._ghost_area()

    def _drop(self) -> None:
        ghost = self._mover.drop()
        self._end_drag()
        if ghost is None:
            return
        if ghost.is_stretched:
            self.length_requested.emit(ghost.bar.appointment_id, ghost.bar.minutes)
            return
        self._was_carried = ghost.is_carried
        chair = self.picture.rows[ghost.bar.row].chair_id
        start = self.picture.moment(ghost.bar.start)
        if ghost.is_blocked:
            blocking = [reason.text for reason in ghost.reasons if reason.is_blocking]
            self.told.emit(self.tr("Not moved: {}").format("; ".join(blocking)))
            self.drop_blocked.emit(ghost.bar.appointment_id, chair, start)
            return
        self._mover.settled = ghost
        self.move_requested.emit(ghost.bar.appointment_id, chair, start)

    def _let_be(self) -> bool:
        self._was_carried = False
        was_moving = self._mover.cancel()
        self._end_drag()
        return was_moving

    def _end_drag(self) -> None:
        self._is_stretching = False
        self.viewport().unsetCursor()
        self.viewport().update()
        self.drag_ended.emit()

    def _drag_to(self, place: QPointF) -> None:
        bar = self._mover.gripped
        if bar is None or not (self._mover.is_moving or self._mover.is_far(place.x(), place.y())):
            return
        if not bar.can_move:
            self._mover.cancel()
            self.told.emit(self.tr("This visit has begun: it can no longer be moved"))
            return
        scroll_at_edge(self, place)
        self.card.take_down()
        if self._is_stretching:
            self._mover.stretch(self.picture, self.geometry_shown, place.x(), place.y())
            self._repaint_ghost()
            return
        if not self._mover.is_moving:
            self.drag_begun.emit(bar.appointment_id)
        self._mover.drag(self.picture, self.geometry_shown, place.x(), place.y())
        self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        self._repaint_ghost()

    def _is_end_at(self, place: QPointF) -> bool:
        """Return whether the end of a bar that can be made longer is under the pointer."""
        bar = self.bar_at(place.x(), place.y())
        if bar is None or not bar.can_move:
            return False
        x, y = place.x(), place.y()
        return self.geometry_shown.is_at_end(bar.row, bar.start, bar.end, x, y)

    def _show_edge(self, place: QPointF) -> None:
        shapes = Qt.CursorShape
        along = shapes.SizeVerCursor if self.geometry_shown.is_across else shapes.SizeHorCursor
        if self._is_end_at(place):
            self.viewport().setCursor(along)
        elif self.viewport().cursor().shape() == along:
            self.viewport().unsetCursor()

    def _repaint_ghost(self) -> None:
        """Paint again only where the ghost was and where it is now."""
        if self._mover.ghost is not self._painted[0]:
            self.viewport().update(self._ghost_area() + self._painted[1])

    def _ghost_area(self) -> QRegion:
        ghost = self._mover.ghost
        if ghost is None:
            return QRegion()
        return ghost_area(ghost, self.picture, self.geometry_shown, self._inks)

    def _nudge(self, rows: int, steps: int) -> None:
        ghost = self._mover.ghost
        bar = ghost.origin if ghost is not None and ghost.is_carried else self.selected
        if bar is None:
            return
        if not bar.can_move:
            self.told.emit(self.tr("This visit has begun: it can no longer be moved"))
            return
        self._was_carried = False
        self._mover.nudge(bar, self.picture, rows, steps)
        self._repaint_ghost()

    def _turned(self, key: Qt.Key) -> Qt.Key:
        """Return the key that means the same with the chairs down the side."""
        return _TURNED.get(key, key) if self.geometry_shown.is_across else key

    def _walk(self, way: Way) -> None:
        found = walk(self.picture.bars, self.selected, way)
        if found is not None:
            self.select(found.appointment_id)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select the visit under the pointer and take hold of it."""
        place = event.position()
        if self._mover.is_carrying and event.button() == Qt.MouseButton.LeftButton:
            self.carry_to(place)
            self._drop()
            return
        bar = self.bar_at(place.x(), place.y())
        self._let_be()
        # Scrolling now would take the bar away from under the pointer.
        self.select(bar.appointment_id if bar else None, in_sight=False)
        if bar is not None and event.button() == Qt.MouseButton.LeftButton:
            self._is_stretching = self._is_end_at(place)
            self._mover.grip(bar, place.x(), place.y())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the visit once the pointer has gone far enough."""
        if self._mover.is_carrying:
            self.carry_to(event.position())
        elif event.buttons() & Qt.MouseButton.LeftButton:
            self._drag_to(event.position())
        else:
            self._show_edge(event.position())
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Drop the visit."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        ghost = self._mover.ghost
        if ghost is not None and ghost.is_outside:
            place = event.globalPosition().toPoint()
            self.dropped_outside.emit(ghost.bar.appointment_id, place)
        self._drop()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the visit."""
        bar = self.bar_at(event.position().x(), event.position().y())
        if bar is not None:
            self.opened.emit(bar.appointment_id)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the selected visit, at the pointer or at the visit, or of a chair."""
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        chair_id = self.chair_at(QPointF(event.pos())) if by_mouse else None
        if chair_id is not None:
            self.chair_menu_requested.emit(chair_id, event.globalPos())
            return
        bar = self.selected
        if bar is None:
            return
        place = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            box = self.geometry_shown.box(bar.row, bar.start, bar.end)
            place = self.viewport().mapToGlobal(QPoint(box.x + 8, box.y + box.height))
        self.menu_requested.emit(bar.appointment_id, place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk with the arrows, move with Alt and the arrows, open with Enter, Esc lets be."""
        key = self._turned(Qt.Key(event.key()))
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        is_plain = modifiers == Qt.KeyboardModifier.NoModifier
        is_nudge = modifiers == Qt.KeyboardModifier.AltModifier
        if (is_nudge or (is_plain and self._mover.is_carrying)) and key in _NUDGES:
            self._nudge(*_NUDGES[key])
        elif is_plain and key == Qt.Key.Key_Escape:
            if not self._let_be():
                self.select(None)
        elif is_plain and key in _ENTER and self._mover.is_moving:
            self._drop()
        elif is_plain and key in _ENTER and self.selected is not None:
            self.opened.emit(self.selected.appointment_id)
        elif is_plain and key in _WAYS and not self._mover.is_moving:
            self._walk(_WAYS[key])
        else:
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Drop the visit that was moved by keys when Alt is let go."""
        is_nudged = self._mover.is_moving and not self._mover.gripped
        if event.key() == Qt.Key.Key_Alt and is_nudged and not self._mover.is_carrying:
            self._drop()
        else:
            event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Let a visit be that was on its way when the keys go elsewhere."""
        self._let_be()
        super().focusOutEvent(event)

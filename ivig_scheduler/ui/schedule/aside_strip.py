"""The strip below the schedule that holds visits between days."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from ivig_scheduler.domain.wording import count
from ivig_scheduler.ui.schedule.mover import THRESHOLD_PX
from ivig_scheduler.ui.widgets.kind import label, set_kind

_MARGIN_PX = 12
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
}


@dataclass(frozen=True, slots=True)
class AsideCard:
    """A visit that is set aside: what its card says in two lines, and to a screen reader."""

    appointment_id: UUID
    title: str
    second_line: str
    spoken: str


class AsideStrip(QWidget):
    """Cards in a row; the strip is there only while it holds one.

    `taken` carries the appointment of a card that was pressed, `dragged` and `dropped` also where
    the pointer is on the screen, `menu_requested` and `removal_requested` what else is asked.
    """

    taken = Signal(object)
    dragged = Signal(object, QPoint)
    dropped = Signal(object, QPoint)
    menu_requested = Signal(object, QPoint)
    removal_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards: list[_Card] = []
        self._shown: tuple[AsideCard, ...] = ()
        set_kind(self, "topbar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._told = label("", "section")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(_MARGIN_PX, 6, _MARGIN_PX, 6)
        self._row.setSpacing(8)
        self._row.addWidget(self._told)
        self._row.addStretch(1)
        self.hide()

    def show_cards(self, cards: Sequence[AsideCard]) -> None:
        """Show the visits that are set aside, the first set aside first.

        Cards that say the same stay: one of them may be on its way with the pointer.
        """
        if tuple(cards) == self._shown:
            return
        self._shown = tuple(cards)
        had_focus = any(each.hasFocus() for each in self.cards)
        for each in self.cards:
            self._row.removeWidget(each)
            each.deleteLater()
        self.cards = [_Card(each, self) for each in cards]
        for place, each in enumerate(self.cards):
            self._row.insertWidget(1 + place, each)
        self._told.setText(self.tr("{0} set aside").format(count(len(cards), "visit")))
        self.setVisible(bool(cards))
        if had_focus and self.cards:
            self.cards[0].setFocus()

    def step_from(self, card: "_Card", by: int) -> None:
        """Go to the card beside."""
        place = self.cards.index(card) + by
        if 0 <= place < len(self.cards):
            self.cards[place].setFocus()


class _Card(QPushButton):
    """One visit: pressed it is taken, dragged it goes along, Del lets it go."""

    def __init__(self, card: AsideCard, strip: AsideStrip) -> None:
        super().__init__(f"{card.title}\n{card.second_line}", strip)
        self._strip, self._id = strip, card.appointment_id
        self._gripped: QPoint | None = None
        self._is_dragged = False
        self.setAutoDefault(False)
        self.setAccessibleName(card.spoken)
        self.setToolTip(card.spoken)
        set_kind(self, "aside")
        self.clicked.connect(lambda: strip.taken.emit(self._id))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the visit."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._gripped = event.globalPosition().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the visit once the pointer has gone far enough."""
        place = event.globalPosition().toPoint()
        if self._gripped is None:
            return
        if self._is_dragged or (place - self._gripped).manhattanLength() >= THRESHOLD_PX:
            self._is_dragged = True
            self._strip.dragged.emit(self._id, place)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Drop the visit where the pointer is; a press that hardly moved takes it."""
        was_dragged, self._is_dragged, self._gripped = self._is_dragged, False, None
        if was_dragged:
            self.setDown(False)
            self._strip.dropped.emit(self._id, event.globalPosition().toPoint())
        else:
            super().mouseReleaseEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the card's menu."""
        self._strip.menu_requested.emit(self._id, event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk with the arrows, take with Enter, let go with Del."""
        key = Qt.Key(event.key())
        if key in _STEPS:
            self._strip.step_from(self, _STEPS[key])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        elif key == Qt.Key.Key_Delete:
            self._strip.removal_requested.emit(self._id)
        else:
            super().keyPressEvent(event)

"""What was just done, in the status bar, with the way back beside it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ivig_scheduler.ui.actions import WINDOW_ACTIONS
from ivig_scheduler.ui.shortcuts import name_action
from ivig_scheduler.ui.widgets.kind import button, label


class Notice(QWidget):
    """ "Moved J. Ortega to chair 7, 10:15 — Undo"; empty until something was done.

    What follows from it can be offered beside it: "3 visits are affected: Repair…".
    """

    undo_requested = Signal()
    offer_taken = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = label("")
        self._dash = label("—")
        self.undo = button(self.tr("Undo"), "link-strong")
        self.undo.clicked.connect(self._ask)
        self.offer_button = button("", "link-strong")
        name_action(self.offer_button, WINDOW_ACTIONS, "offer")
        name_action(self.undo, WINDOW_ACTIONS, "undo")
        self.offer_button.clicked.connect(self.offer_taken)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for one in (self._words, self._dash, self.undo, self.offer_button):
            row.addWidget(one)
        self.clear()

    def tell(self, text: str, *, can_undo: bool = True) -> None:
        """Say what was done, and offer to undo it."""
        self.offer("")
        self._words.setText(text)
        self._dash.setVisible(can_undo)
        self.undo.setVisible(can_undo)

    def offer(self, words: str) -> None:
        """Offer what may be done next, until something else is told; "" for nothing."""
        self.offer_button.setText(words)
        self.offer_button.setVisible(bool(words))

    def text(self) -> str:
        """Return what it says, without the offer."""
        return self._words.text()

    def clear(self) -> None:
        """Say nothing."""
        self.tell("", can_undo=False)

    def _ask(self) -> None:
        self.clear()
        self.undo_requested.emit()

"""The card that tells all about the visit under the pointer, once the pointer rests there."""

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

#: How long the pointer rests before the card comes, unless the user chose otherwise.
USUAL_DELAY_MS = 700


class HoverCard:
    """The card of one widget; `delay_ms` is how long the pointer must rest, None: it never comes.

    The card of another visit is taken down at once: Qt leaves one standing while the pointer stays
    on one widget, whatever is under it.
    """

    def __init__(self, widget: QWidget) -> None:
        self._widget = widget
        self._text = ""
        self._timer = QTimer(widget, singleShot=True)
        self._timer.timeout.connect(self._show)
        self.delay_ms: int | None = USUAL_DELAY_MS

    @property
    def text(self) -> str:
        """What the card tells, or is about to tell."""
        return self._text

    def point_at(self, text: str) -> None:
        """Tell `text` once the pointer rests; "" where nothing is under it."""
        if self.delay_ms is None:
            text = ""
        if text == self._text:
            return
        self._text = text
        QToolTip.hideText()
        if text:
            self._timer.start(self.delay_ms or 0)
        else:
            self._timer.stop()

    def keep_up(self, text: str) -> None:
        """Tell `text` instead where the pointer rests still, and what it rests on has changed."""
        if not self._text or text == self._text:
            return
        if text and QToolTip.isVisible():
            self._text = text
            self._show()
        else:
            self.point_at(text)

    def take_down(self) -> None:
        """Take the card down, as when a drag begins."""
        self.point_at("")

    def _show(self) -> None:
        place = QCursor.pos()
        # Over an open menu a card would only be in the way.
        is_free = QApplication.activePopupWidget() is None
        if self._text and self._widget.isVisible() and is_free:
            QToolTip.showText(place + QPoint(2, 6), self._text, self._widget)

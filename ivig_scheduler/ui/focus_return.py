"""Gives the keys back to where they were once a panel that asks something is left."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid


class FocusReturn(QObject):
    """Watches a panel: what had the keys when it was shown gets them back when it is hidden.

    Qt hands them to whatever comes next in the window then, and the keys of the schedule would do
    nothing until it is clicked. Nothing happens where the keys are elsewhere by then.
    """

    def __init__(self, panel: QWidget) -> None:
        super().__init__(panel)
        self._panel = panel
        self._before: QWidget | None = None
        panel.installEventFilter(self)

    def _give_back(self) -> None:
        now, before = QApplication.focusWidget(), self._before
        self._before = None
        if now is None or not _is_in(now, self._panel):
            return
        if before is not None and isValid(before) and before.isEnabled() and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note who has the keys when the panel comes; give them back when it goes."""
        if watched is self._panel and not event.spontaneous():
            if event.type() is QEvent.Type.Show:
                now = QApplication.focusWidget()
                self._before = None if now is None or _is_in(now, self._panel) else now
            elif event.type() is QEvent.Type.Hide:
                self._give_back()
        return super().eventFilter(watched, event)


def _is_in(widget: QWidget, panel: QWidget) -> bool:
    return widget is panel or panel.isAncestorOf(widget)

"""What every page of the rail is: a widget that loads itself when it is seen."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.navigator import Navigator
from ivig_scheduler.ui.printing.request import PrintRequest
from ivig_scheduler.ui.widgets.kind import set_kind


class Page(QWidget):
    """Base of the pages; one that is hidden while something changes loads anew when shown."""

    def __init__(
        self, desk: Desk, navigator: Navigator, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.desk = desk
        self.navigator = navigator
        self.look = look
        self._is_stale = True
        set_kind(self, "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        desk.changed.connect(self._note_change)

    def refresh(self) -> None:
        """Load what the page shows."""

    def set_look(self, look: Look) -> None:
        """Repaint in another theme."""
        self.look = look

    def print_request(self) -> PrintRequest | None:
        """Return what can be printed of what is shown; None where that is nothing of its own."""
        return None

    def has_unsaved(self) -> bool:
        """Return whether something was typed that leaving the program would lose."""
        return False

    def _note_change(self, _changes: object) -> None:
        self._is_stale = True
        self._refresh_if_seen()

    def _refresh_if_seen(self) -> None:
        if self._is_stale and self.isVisible():
            self._is_stale = False
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Load when the page is seen for the first time, or after a change."""
        super().showEvent(event)
        self._refresh_if_seen()

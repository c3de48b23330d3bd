"""The search for a patient over whatever page is in front (Ctrl+F)."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.patient_search import PatientSearch
from ivig_scheduler.ui.text_size import set_px
from ivig_scheduler.ui.widgets.kind import set_kind

_WIDTH = 420
_TOP = 48


class FindPanel(QFrame):
    """A search box in a panel of its own; Esc puts it away. `patient_chosen` carries an id."""

    patient_chosen = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._search = PatientSearch(desk, self.tr("Name, birth date or number"))
        self._search.patient_chosen.connect(self._choose)
        set_kind(self, "card")
        set_px(self, width=_WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.addWidget(self._search)
        self.hide()

    def open_over(self, page: QWidget) -> None:
        """Show the panel near the top of `page` and put the cursor into it."""
        corner = page.mapTo(self.window(), page.rect().topLeft())
        self.adjustSize()
        self.move(corner.x() + (page.width() - self.width()) // 2, corner.y() + _TOP)
        self.show()
        self.raise_()
        self._search.start()

    def _choose(self, patient_id: object) -> None:
        self.hide()
        self.patient_chosen.emit(patient_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Put the panel away with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            return
        super().keyPressEvent(event)

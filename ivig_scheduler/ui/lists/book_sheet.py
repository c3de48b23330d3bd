"""Booking a cycle from the list: the offer of the work list in a sheet over the schedule."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout, QWidget

from ivig_scheduler.domain.records import Chair
from ivig_scheduler.services.setup.chairs import load_chairs
from ivig_scheduler.services.work_list import WorkItem
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.navigator import Navigator
from ivig_scheduler.ui.text_size import px
from ivig_scheduler.ui.worklist.cycle_offer import CycleOffer
from ivig_scheduler.ui.worklist.work_panel import WorkPanel

_SIZE_PX = (480, 520)


class BookSheet(QDialog):
    """Shows the offer for one cycle; it closes once the cycle is booked or skipped."""

    def __init__(
        self, desk: Desk, navigator: Navigator, look: Look, item: WorkItem, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._navigator, self._item = navigator, item
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(self.tr("Find a place"))
        self.panel = WorkPanel(look)
        self.offer = CycleOffer(desk, self.panel, look, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.panel)
        self.resize(px(_SIZE_PX[0]), px(_SIZE_PX[1]))
        # Return books what is proposed, and nothing else.
        for each in self.findChildren(QPushButton):
            each.setAutoDefault(each is self.panel.book)
        self.panel.book.setDefault(True)
        self.panel.day.setFocus(Qt.FocusReason.OtherFocusReason)
        self.offer.settled.connect(self.accept)
        self.panel.patient_requested.connect(self._go_to_patient)
        self.panel.course_requested.connect(self._go_to_course)
        self.finished.connect(self.deleteLater)
        self.finished.connect(self.offer.forget)
        desk.read(load_chairs, self._show_chairs, view="book.chairs")
        self.offer.start(item)

    def _show_chairs(self, chairs: tuple[Chair, ...]) -> None:
        # A sheet that was closed meanwhile is not filled any more.
        if self.offer.item is not None:
            self.offer.show_chairs(chairs)

    def _go_to_patient(self) -> None:
        self.accept()
        self._navigator.patient_requested.emit(self._item.patient.id)

    def _go_to_course(self) -> None:
        self.accept()
        self._navigator.course_requested.emit(self._item.course.id)

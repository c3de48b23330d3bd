"""Whose order it is: found by typing, or given; a new patient is one click away."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.patient_search import PatientSearch
from ivig_scheduler.ui.widgets.kind import button, label
from ivig_scheduler.ui.words import identify

if TYPE_CHECKING:
    from ivig_scheduler.domain.records import Patient


class PatientBox(QWidget):
    """A search box until a patient is chosen, then the name with what identifies.

    `patient_chosen` carries the patient's id.
    """

    patient_chosen = Signal(object)
    new_requested = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.search = PatientSearch(desk, self.tr("Patient: name, birth date or number"))
        self.new_button = button(self.tr("New patient"), "link")
        self.change_button = button(self.tr("Other patient"), "link")
        self.keep_button = button("", "link")
        self.keep_button.hide()
        self._name = label("", "strong", wrap=True)
        self._identity = label("", "quiet", wrap=True)
        self._ask, self._known = QWidget(), QWidget()
        self._lay_out()
        self.search.patient_chosen.connect(self.patient_chosen)
        self.new_button.clicked.connect(self.new_requested)
        self.change_button.clicked.connect(self.ask_for_another)
        self.keep_button.clicked.connect(lambda: self._show_known(is_known=True))
        self.show_patient(None)

    def show_patient(self, patient: "Patient | None") -> None:
        """Show a patient, or ask for one."""
        self.keep_button.hide()
        self._show_known(is_known=patient is not None)
        if patient is not None:
            self._name.setText(patient.full_name)
            self._identity.setText(identify(patient, self._desk.today()))

    def ask_for_another(self) -> None:
        """Ask for another patient; the one before can be kept."""
        self.keep_button.setText(self.tr("Keep {}").format(self._name.text()))
        self.keep_button.show()
        self._show_known(is_known=False)
        self.search.setFocus()

    def _show_known(self, *, is_known: bool) -> None:
        self._ask.setVisible(not is_known)
        self._known.setVisible(is_known)

    def texts(self) -> tuple[str, str]:
        """Return the name and what identifies, as shown."""
        return self._name.text(), self._identity.text()

    def _lay_out(self) -> None:
        ask = QVBoxLayout(self._ask)
        ask.setContentsMargins(0, 0, 0, 0)
        ask.setSpacing(8)
        ask.addWidget(label(self.tr("Who is the order for?"), "strong"))
        line = QHBoxLayout()
        line.addWidget(self.search, 1)
        line.addWidget(self.new_button)
        ask.addLayout(line)
        ask.addWidget(self.keep_button, 0, Qt.AlignmentFlag.AlignLeft)
        known = QHBoxLayout(self._known)
        known.setContentsMargins(0, 0, 0, 0)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._name)
        words.addWidget(self._identity)
        known.addLayout(words, 1)
        known.addWidget(self.change_button, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._ask)
        column.addWidget(self._known)

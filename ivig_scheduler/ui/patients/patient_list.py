"""Everybody in a list at the left, with a filter of its own."""

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ivig_scheduler.domain.wording import count
from ivig_scheduler.services.patients import search_patients
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.patient_rows import ROW_PX, TwoLineDelegate, identifying, patient_rows
from ivig_scheduler.ui.text_size import set_px
from ivig_scheduler.ui.widgets.kind import button, label, set_kind
from ivig_scheduler.ui.widgets.table import HouseTable

if TYPE_CHECKING:
    from ivig_scheduler.domain.records import Patient

WIDTH = 300
DEBOUNCE_MS = 120
MOST_LISTED = 1000


class PatientList(QWidget):
    """`patient_chosen` carries the id of the patient whose row was gone to; `opened` of one that
    was entered with Return or a double click. `loaded` is emitted after each answer.
    """

    patient_chosen = Signal(object)
    opened = Signal(object)
    new_requested = Signal()
    loaded = Signal()

    def __init__(self, desk: Desk, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._wanted: UUID | None = None
        self._model = patient_rows(self)
        self.filter = QLineEdit()
        self.table = HouseTable(look.theme, self._model)
        self.new_patient = button(self.tr("New patient"))
        self._tally = label("", "muted")
        self._pause = QTimer(self, singleShot=True, interval=DEBOUNCE_MS)
        self._set_up()
        self._lay_out()
        self._connect()

    @property
    def patients(self) -> "tuple[Patient, ...]":
        """The patients in the list."""
        return self._model.rows

    def load(self) -> None:
        """Load the patients that the filter finds."""
        self._pause.stop()
        text = self.filter.text()
        self._desk.read(
            lambda store: search_patients(store, text, limit=MOST_LISTED),
            lambda patients: self._show(text, patients),
            view=f"patients.list.{id(self)}",
        )

    def select(self, patient_id: UUID | None) -> None:
        """Mark a patient's row, now or when it is loaded; a filter that hides it is cleared."""
        self._wanted = patient_id
        is_hidden = patient_id is not None and self._model.place_of(patient_id) < 0
        if is_hidden and self.filter.text():
            self.filter.clear()
            self.load()
        self._mark()

    def set_look(self, look: Look) -> None:
        """Draw in another theme."""
        self.table.set_theme(look.theme)

    def _show(self, text: str, patients: "tuple[Patient, ...]") -> None:
        self._model.show_rows(patients)
        self._tally.setText(self._tell(text, len(patients)))
        self._mark()
        self.loaded.emit()

    def _tell(self, text: str, found: int) -> str:
        if found == MOST_LISTED:
            return self.tr("The first {0}; type to find the others").format(found)
        if text.strip() and not found:
            return self.tr("Nobody found. Try a part of the name, the number or the birth date.")
        return count(found, "patient")

    def _mark(self) -> None:
        if self._wanted is None or not self.table.select_key(self._wanted):
            self.table.clear_choice()

    def _set_up(self) -> None:
        set_kind(self, "sidebar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        set_px(self, panel=WIDTH)
        set_kind(self.filter, "search")
        self.filter.setPlaceholderText(self.tr("Name, number or birth date"))
        self.filter.setAccessibleName(self.tr("Filter the list of patients"))
        self.filter.setClearButtonEnabled(True)
        self.filter.installEventFilter(self)
        self.table.setItemDelegate(TwoLineDelegate(identifying(self._desk.today), self.table))
        self.table.horizontalHeader().hide()
        set_px(self.table, rows=ROW_PX)
        self.table.setAccessibleName(self.tr("Patients"))
        self._tally.setWordWrap(True)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(label(self.tr("Patients"), "heading"), 1)
        head.addWidget(self.new_patient)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 9, 8)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self.filter)
        column.addWidget(self.table, 1)
        column.addWidget(self._tally)
        # The page opens with the cursor in the filter.
        QWidget.setTabOrder(self.filter, self.new_patient)
        QWidget.setTabOrder(self.filter, self.table)

    def _connect(self) -> None:
        # textChanged, not textEdited: the clear button is no edit.
        self.filter.textChanged.connect(lambda _text: self._pause.start())
        self._pause.timeout.connect(self.load)
        self.new_patient.clicked.connect(self.new_requested)
        self.table.chosen.connect(self._announce)
        self.table.opened.connect(lambda patient: self.opened.emit(patient.id))

    def _announce(self, patient: "Patient | None") -> None:
        if patient is not None and patient.id != self._wanted:
            self._wanted = patient.id
            self.patient_chosen.emit(patient.id)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go from the filter into the list with Down, and to its first patient with Return."""
        if watched is not self.filter or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        keys = {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if event.type() == QEvent.Type.KeyPress and event.key() in keys and self._model.rows:
            self.table.setFocus()
            if not self.table.currentIndex().isValid():
                self.table.setCurrentIndex(self._model.index(0, 0))
            return True
        return super().eventFilter(watched, event)

"""A patient who is to be given a dose today: the earliest place now, and one press to take it."""

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout, QWidget

from ivig_scheduler.domain.errors import RuleBrokenError
from ivig_scheduler.domain.wording import show_day, show_near_day, show_time
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.patient_search import PatientSearch
from ivig_scheduler.ui.widgets.foot import sheet_foot
from ivig_scheduler.ui.widgets.kind import button, label
from ivig_scheduler.ui.words import sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ivig_scheduler.domain.records import Patient
    from ivig_scheduler.planning.placing import PlannedVisit
    from ivig_scheduler.services.exceptions.add_ons import AddOn

# ruff: noqa: PLC0415 - services take long to import, and the window is not to wait for them

_WIDTH_PX, _LEAST_HEIGHT_PX = 560, 420


class AddOnSheet(QDialog):
    """`move_requested` carries a visit that is brought forward, a chair's id and a local start.

    `course_requested` carries the id of a patient without a course that could begin today.
    """

    move_requested = Signal(object, object, object)
    course_requested = Signal(object)

    def __init__(self, desk: Desk, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.desk, self.look = desk, look
        self._patient_id: UUID | None = None
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(self.tr("Add on today"))
        self.search = PatientSearch(desk, self.tr("Patient: name, birth date or number"), self)
        self.told = label("", "quiet", wrap=True)
        self.take_buttons: list[QPushButton] = []
        self.leave_button = button(self.tr("Close"))
        self.leave_button.setAutoDefault(False)
        self.leave_button.clicked.connect(self.reject)
        self._rows: list[QWidget] = []
        self._lay_out()
        # The list of those found drops down inside the sheet.
        self.setMinimumSize(_WIDTH_PX, _LEAST_HEIGHT_PX)
        self.search.patient_chosen.connect(self.show_patient)
        self.search.setFocus()

    def show_patient(self, patient_id: UUID) -> None:
        """Look for the earliest place today of each course of a patient."""
        from ivig_scheduler.domain.records import Patient
        from ivig_scheduler.services.exceptions.add_ons import find_add_ons
        from ivig_scheduler.services.setup.chairs import load_chair_names

        self._patient_id = patient_id
        now = self.desk.local_now()
        self._clear()
        self.told.setText(self.tr("Looking for the earliest place today…"))
        self.desk.read(
            lambda store: (
                find_add_ons(store, patient_id, now),
                load_chair_names(store),
                store.get(Patient, patient_id),
            ),
            lambda found: self._show(*found),
            view="exception.add_on",
            refused=self._refuse,
        )

    def _show(
        self,
        found: "tuple[AddOn, ...]",
        chairs: "Mapping[UUID, str]",
        patient: "Patient | None",
    ) -> None:
        self._clear()
        if patient is not None:
            born = show_day(patient.birth_date)
            named = f"{patient.full_name}, born {born}, {patient.number}"
            self._put(label(named, "", wrap=True))
        self.told.setText("" if found else self._tell_nothing())
        self.told.setVisible(not found)
        for each in found:
            self._add(each, chairs)
        if not found:
            self._add_new_course()
        if self.take_buttons:
            self.take_buttons[0].setFocus()
        self.adjustSize()

    def _add(self, found: "AddOn", chairs: "Mapping[UUID, str]") -> None:
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(2)
        column.addWidget(label(_heading(found), "strong", wrap=True))
        if found.planned is None:
            why = "; ".join(dict.fromkeys(each.message for each in found.reasons))
            told = self.tr("No place today: {0}").format(why or self.tr("the day is over"))
            column.addWidget(label(sentence(told), "danger", wrap=True))
        else:
            first = found.planned.visits[0]
            column.addWidget(label(_tell_place(found, chairs), "", wrap=True))
            for each in first.conflicts:
                column.addWidget(label(sentence(each.message), "warning", wrap=True))
            words = self.tr("Move it to {0}") if found.visits else self.tr("Book {0}")
            take = button(words.format(show_time(first.start)), "primary")
            take.clicked.connect(lambda: self._take(found, first))
            self.take_buttons.append(take)
            column.addWidget(take, 0, Qt.AlignmentFlag.AlignLeft)
        self._put(row)

    def _add_new_course(self) -> None:
        link = button(self.tr("Start a course for this patient"), "link")
        link.clicked.connect(lambda: self.course_requested.emit(self._patient_id))
        link.clicked.connect(self.accept)
        self._put(link)

    def _take(self, found: "AddOn", first: "PlannedVisit") -> None:
        if found.visits:
            self.accept()
            self.move_requested.emit(found.visits[0], first.chair_id, first.start)
            return
        from ivig_scheduler.services.work_list import book_cycle

        cycle_id, planned = found.cycle.id, found.planned
        if planned is not None:
            self.desk.act(
                lambda work: book_cycle(work, cycle_id, planned),
                then=lambda _changes: self.accept(),
                refused=self._refuse,
            )

    def _refuse(self, error: RuleBrokenError) -> None:
        self.told.setText("\n".join(sentence(each.message) for each in error.problems))
        self.told.show()

    def _tell_nothing(self) -> str:
        return self.tr(
            "No course of this patient can begin a cycle today: the next visit is today anyway, "
            "or every cycle is given."
        )

    def _put(self, row: QWidget) -> None:
        self._rows.append(row)
        self._list.addWidget(row)

    def _clear(self) -> None:
        for row in self._rows:
            self._list.removeWidget(row)
            row.deleteLater()
        self._rows, self.take_buttons = [], []

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(label(self.tr("Add on today"), "heading"))
        column.addWidget(self.search)
        column.addWidget(self.told)
        self._list = QVBoxLayout()
        column.addLayout(self._list)
        column.addStretch(1)
        column.addLayout(sheet_foot(self.leave_button))


def _heading(found: "AddOn") -> str:
    due = show_near_day(found.cycle.due_day)
    return f"{found.product.name}, cycle {found.cycle.number}, due {due}"


def _tell_place(found: "AddOn", chairs: "Mapping[UUID, str]") -> str:
    if found.planned is None:
        return ""
    first = found.planned.visits[0]
    span = f"{show_time(first.start)} to {show_time(first.end)}"
    told = f"{chairs.get(first.chair_id, 'A chair')}, {span} today"
    if found.visits:
        told += f", in place of {show_near_day(found.visits[0].start.date())}"
    rest = [show_near_day(each.start.date()) for each in found.planned.visits[1:]]
    return f"{told}; the other days {', '.join(rest)}" if rest else told

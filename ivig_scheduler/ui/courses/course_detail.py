"""One course: its order fact by fact, and every cycle with its visits or its reason."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ivig_scheduler.domain.terms import MOVABLE
from ivig_scheduler.domain.wording import count
from ivig_scheduler.ui.actions import COURSES_ACTIONS
from ivig_scheduler.ui.courses.course_facts import (
    PLACE_COLUMN,
    CourseView,
    CycleLine,
    cycle_columns,
    cycle_lines,
    order_facts,
    standing,
    waiting,
)
from ivig_scheduler.ui.courses.rhythm_bar import RhythmBar
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.shortcuts import bind_button
from ivig_scheduler.ui.widgets.chip import Chip
from ivig_scheduler.ui.widgets.facts import Facts
from ivig_scheduler.ui.widgets.kind import button, label, set_kind
from ivig_scheduler.ui.widgets.rows_model import RowsModel
from ivig_scheduler.ui.widgets.table import HouseTable
from ivig_scheduler.ui.words import identify

if TYPE_CHECKING:
    from ivig_scheduler.domain.records import Appointment, Cycle
    from ivig_scheduler.services.courses.courses import CourseFile

_MARGIN = 16


class CourseDetail(QWidget):
    """`visit_chosen` carries an appointment, `patient_chosen` the patient's id.

    `edit_requested` asks to change the order; `rhythm_chosen` carries a cycle and whether the one
    after it is due in the old rhythm; `wait_requested` an appointment of one who wants an earlier
    place. `notice` stands above the cycles where it is shown.
    """

    visit_chosen = Signal(object)
    patient_chosen = Signal(object)
    work_list_requested = Signal()
    letter_requested = Signal()
    edit_requested = Signal()
    rhythm_chosen = Signal(object, bool)
    wait_requested = Signal(object)

    def __init__(self, look: Look, notice: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notice = notice
        self._view: CourseView | None = None
        self._model: RowsModel[CycleLine] = RowsModel(
            cycle_columns(), lambda line: line.visit.id if line.visit else line.cycle.id, self
        )
        self.table = HouseTable(look.theme, self._model)
        self.table.setAccessibleName(self.tr("Cycles"))
        self.facts = Facts()
        self._name = label("", "heading", wrap=True)
        self._who = label("", "quiet", wrap=True)
        self._booked, self._waiting = Chip("", "plain"), Chip("", "danger")
        self.open_patient = button(self.tr("Open file"), "link")
        self.letter = button(self.tr("Letter…"), "link")
        self.edit_order = button(self.tr("Edit…"), "link")
        self.rhythm = RhythmBar()
        self.wait = button(self.tr("Wants an earlier place…"), "link")
        self.find_places = button(self.tr("Find places"), "link-strong")
        for one, name in (
            (self.letter, "letter"),
            (self.edit_order, "edit"),
            (self.wait, "wait"),
            (self.find_places, "find_places"),
        ):
            bind_button(one, COURSES_ACTIONS, name)
        set_kind(self, "inspector")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._lay_out()
        self._connect()

    def show_course(self, view: CourseView, today: date) -> None:
        """Show a course; the cycle that was gone to stays marked where it is the same course."""
        file = view.file
        if self._view is None or self._view.file.course.id != file.course.id:
            self.table.clear_choice()
            self.table.scrollToTop()
        self._view = view
        self._name.setText(file.patient.full_name)
        self._who.setText(identify(file.patient, today))
        self.facts.show_facts(order_facts(file.order, file.product, view.indication))
        self._show_cycles(cycle_lines(view))
        self._show_counts(view)
        self._show_rhythm()

    @property
    def file(self) -> "CourseFile | None":
        """The course that is shown."""
        return self._view.file if self._view else None

    def marked_cycle(self) -> "Cycle | None":
        """Return the cycle whose line is marked."""
        line = self.table.current_record()
        return line.cycle if isinstance(line, CycleLine) else None

    def set_look(self, look: Look) -> None:
        """Draw in another theme."""
        self.table.set_theme(look.theme)

    def _show_cycles(self, lines: tuple[CycleLine, ...]) -> None:
        self._model.show_rows(lines)
        self.table.clearSpans()
        after = self._model.columnCount() - PLACE_COLUMN
        for row, line in enumerate(lines):
            if line.visit is None:
                self.table.setSpan(row, PLACE_COLUMN, 1, after)

    def _show_rhythm(self) -> None:
        marked = self.marked_cycle()
        self.rhythm.show_cycle(self.file, marked)
        self.wait.setVisible(self._visit_to_come() is not None)

    def _visit_to_come(self) -> "Appointment | None":
        """Return the visit of the marked line, where it could still come earlier."""
        line = self.table.current_record()
        visit = line.visit if isinstance(line, CycleLine) else None
        return visit if visit is not None and visit.status in MOVABLE else None

    def _ask_to_wait(self) -> None:
        visit = self._visit_to_come()
        if visit is not None:
            self.wait_requested.emit(visit)

    def _show_counts(self, view: CourseView) -> None:
        self._booked.setText(count(standing(view), "visit"))
        without = waiting(view)
        self._waiting.setText(self.tr("%s without a place") % count(without, "cycle"))
        self._waiting.setVisible(without > 0)
        self.find_places.setVisible(without > 0)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._name, 1)
        for link in (self.letter, self.open_patient):
            head.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
        order = QHBoxLayout()
        order.addWidget(label(self.tr("Order"), "strong"))
        order.addStretch(1)
        order.addWidget(self.edit_order)
        counts = QHBoxLayout()
        counts.setSpacing(8)
        counts.addWidget(label(self.tr("Cycles"), "strong"))
        for one in (self._booked, self._waiting):
            counts.addWidget(one)
        counts.addStretch(1)
        counts.addWidget(self.find_places)
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, 14, _MARGIN, 12)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._who)
        column.addSpacing(8)
        column.addLayout(order)
        column.addWidget(self.facts)
        column.addSpacing(12)
        column.addLayout(counts)
        column.addWidget(self._notice)
        column.addWidget(self.table, 1)
        column.addWidget(self.wait, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.rhythm)

    def _connect(self) -> None:
        self.table.opened.connect(self._choose)
        self.table.link_clicked.connect(self._choose)
        self.table.chosen.connect(lambda _line: self._show_rhythm())
        self.rhythm.chosen.connect(self.rhythm_chosen)
        self.wait.clicked.connect(self._ask_to_wait)
        self.edit_order.clicked.connect(self.edit_requested)
        self.letter.clicked.connect(self.letter_requested)
        self.open_patient.clicked.connect(self._choose_patient)
        self.find_places.clicked.connect(self.work_list_requested)

    def _choose(self, line: CycleLine, _column: int = 0) -> None:
        if line.visit is not None:
            self.visit_chosen.emit(line.visit)
        else:
            self.work_list_requested.emit()

    def _choose_patient(self) -> None:
        if self._view is not None:
            self.patient_chosen.emit(self._view.file.patient.id)

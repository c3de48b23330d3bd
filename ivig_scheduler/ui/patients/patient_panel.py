"""The file of one patient: a head, the form, and beside it weights, courses and visits."""

from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ivig_scheduler.domain.errors import Problem
from ivig_scheduler.domain.records import Patient
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.patients.duplicate_note import DuplicateNote
from ivig_scheduler.ui.patients.editing import Editing
from ivig_scheduler.ui.patients.form_choices import FormChoices
from ivig_scheduler.ui.patients.patient_form import RISKS, PatientForm
from ivig_scheduler.ui.patients.visits_card import CoursesCard, VisitsCard, visit_lines
from ivig_scheduler.ui.patients.weights_card import WeightsCard
from ivig_scheduler.ui.text_size import set_px
from ivig_scheduler.ui.widgets.chip import Chip
from ivig_scheduler.ui.widgets.kind import button, label
from ivig_scheduler.ui.widgets.scrolled import scrolled
from ivig_scheduler.ui.words import identify, sentence

if TYPE_CHECKING:
    from ivig_scheduler.services.patients import PatientFile

_MARGIN = 20
_FORM_WIDTH = (412, 540)


class PatientPanel(QWidget):
    """`edited` follows each change in the form; the page saves and discards.

    `notice` stands above the courses where it is shown.
    """

    edited = Signal()
    save_requested = Signal()
    discard_requested = Signal()

    def __init__(self, look: Look, notice: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notice = notice
        self.form = PatientForm(look.icons)
        self.weights = WeightsCard(look)
        self.courses = CoursesCard(look)
        self.visits = VisitsCard(look)
        self.duplicates = DuplicateNote()
        self._name = label("", "heading", wrap=True)
        self._who = label("", "quiet")
        self._risk = Chip("", "warning")
        self._unsaved = Chip(self.tr("Not saved"), "plain")
        self._error = label("", "danger", wrap=True)
        self.discard = button(self.tr("Discard"))
        self.save = button(self.tr("Save"), "primary")
        self._side = QWidget()
        self._lay_out()
        self.form.edited.connect(self.edited)
        self.save.clicked.connect(self.save_requested)
        self.discard.clicked.connect(self.discard_requested)

    def show_new(self, editing: Editing, choices: FormChoices, today: date) -> None:
        """Show the form of a patient who has no file yet."""
        self._name.setText(self.tr("New patient"))
        self._who.setText(self.tr("Number, family name, birth date and sex are needed."))
        self._risk.hide()
        self.save.setText(self.tr("Add patient"))
        self._side.hide()
        self._show_form(editing, choices, today, is_new=True)

    def show_file(
        self, file: "PatientFile", editing: Editing, choices: FormChoices, today: date
    ) -> None:
        """Show a patient's file; what was typed in the form and for a weight stays."""
        self._show_head(file.patient, today)
        self.save.setText(self.tr("Save"))
        self.weights.show_weights(file.weights)
        self.courses.show_courses(file)
        self.visits.show_visits(visit_lines(file, choices.chair_names, today))
        self._side.show()
        self._show_form(editing, choices, today, is_new=False)

    def show_state(self, editing: Editing, *, is_new: bool) -> None:
        """Offer to save and discard where something was typed."""
        self._unsaved.setVisible(editing.is_dirty)
        self.save.setEnabled(editing.is_dirty or is_new)
        self.discard.setVisible(editing.is_dirty)

    def show_problems(self, problems: Iterable[Problem]) -> None:
        """Say what is wrong beside the fields, and in the head what belongs to no field."""
        rest = self.form.show_problems(problems)
        self._error.setText(" ".join(sentence(problem.message) for problem in rest))
        self._error.setVisible(bool(rest))

    def set_look(self, look: Look) -> None:
        """Draw in another theme."""
        self.form.set_icons(look.icons)
        for card in (self.weights, self.courses, self.visits):
            card.set_look(look)

    def _show_head(self, patient: Patient, today: date) -> None:
        self._name.setText(patient.full_name)
        self._who.setText(identify(patient, today))
        risks = [words.lower() for key, words in RISKS if key in patient.risk_flags]
        self._risk.setText(self.tr("At risk: %s") % ", ".join(risks))
        self._risk.setVisible(bool(risks))

    def _show_form(
        self, editing: Editing, choices: FormChoices, today: date, *, is_new: bool
    ) -> None:
        self.form.set_choices(choices)
        self.form.show_draft(editing.draft, today, is_new=is_new)
        self.show_state(editing, is_new=is_new)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, 14, _MARGIN, _MARGIN)
        column.setSpacing(12)
        column.addLayout(self._head())
        column.addWidget(self._error)
        column.addWidget(self.duplicates)
        body = QHBoxLayout()
        body.setSpacing(4)
        body.addWidget(self._scrolling_form(), 5)
        body.addWidget(self._side, 6)
        body.addStretch(0)
        column.addLayout(body, 1)
        self._error.hide()
        chain = (self.form.notes, self.discard, self.save, self.weights.table)
        for before, after in pairwise(chain):
            QWidget.setTabOrder(before, after)

    def _head(self) -> QHBoxLayout:
        second = QHBoxLayout()
        second.setSpacing(10)
        for one in (self._who, self._risk, self._unsaved):
            second.addWidget(one)
        second.addStretch(1)
        # Room for the chips, so that nothing moves when the first letter is typed.
        second.addStrut(self._unsaved.sizeHint().height())
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._name)
        words.addLayout(second)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addLayout(words, 1)
        for each in (self.discard, self.save):
            head.addWidget(each, 0, Qt.AlignmentFlag.AlignVCenter)
        return head

    def _scrolling_form(self) -> QScrollArea:
        area = scrolled(self.form)
        set_px(area, least_panel=_FORM_WIDTH[0])
        set_px(area, most_panel=_FORM_WIDTH[1])
        area.viewport().setAutoFillBackground(False)
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(12)
        side.addWidget(self.weights)
        side.addWidget(self._notice)
        side.addWidget(self.courses)
        side.addWidget(self.visits, 1)
        return area

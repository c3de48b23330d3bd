"""The patients page: a list at the left, the file of the one chosen at the right."""

from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from ivig_scheduler.domain.errors import RuleBrokenError
from ivig_scheduler.domain.records import Appointment, Weight
from ivig_scheduler.services.orders.changes import record_notable_weight
from ivig_scheduler.services.patients import (
    PatientFile,
    add_patient,
    edit_patient,
    load_patient_file,
)
from ivig_scheduler.services.weights import record_weight, remove_weight
from ivig_scheduler.ui.actions import PATIENTS_ACTIONS
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.navigator import Navigator
from ivig_scheduler.ui.page import Page
from ivig_scheduler.ui.patients.duplicate_watch import DuplicateWatch
from ivig_scheduler.ui.patients.editing import Editing
from ivig_scheduler.ui.patients.form_choices import FormChoices, load_form_choices
from ivig_scheduler.ui.patients.patient_draft import (
    PatientDraft,
    read_first_weight,
    read_patient,
)
from ivig_scheduler.ui.patients.patient_list import PatientList
from ivig_scheduler.ui.patients.patient_panel import PatientPanel
from ivig_scheduler.ui.printing.request import PrintRequest, letter_of
from ivig_scheduler.ui.proposals.fact_change import save_with_visits
from ivig_scheduler.ui.proposals.outdated_bar import OutdatedBar
from ivig_scheduler.ui.shortcuts import bind_keys
from ivig_scheduler.ui.widgets.empty import EmptyState

if TYPE_CHECKING:
    from datetime import date

    from ivig_scheduler.domain.changes import ChangeSet
    from ivig_scheduler.services.dispatcher import Work
    from ivig_scheduler.storage.reader import Reader


class _Loaded(NamedTuple):
    choices: FormChoices
    file: PatientFile | None


class PatientsPage(Page):
    """What is typed in a form is kept while another file is looked at, until saved or discarded."""

    def __init__(
        self, desk: Desk, navigator: Navigator, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, navigator, look, parent)
        self.list = PatientList(desk, look)
        self.outdated = OutdatedBar(desk, lambda: self.look)
        self.panel = PatientPanel(look, self.outdated)
        self.empty = EmptyState("", "")
        self._right = QStackedWidget()
        self._is_new = False
        self._shown: UUID | None = None
        self._editings: dict[UUID | None, Editing] = {}
        self._duplicates = DuplicateWatch(desk, self.panel.duplicates)
        self._lay_out()
        self._connect()

    @property
    def patient_id(self) -> UUID | None:
        """The patient whose file is open, None for a new one or none."""
        return self._shown

    def show_patient(self, patient_id: UUID | None) -> None:
        """Open a patient's file, or for None the form of a new patient."""
        if patient_id != self._shown or self._is_new:
            typed = self._editings[patient_id].weight if patient_id in self._editings else ""
            self.panel.weights.start(self.desk.today(), typed)
            self.panel.show_problems(())
            self._duplicates.forget()
        self._shown, self._is_new = patient_id, patient_id is None
        self.list.select(patient_id)
        self._load()

    def refresh(self) -> None:
        """Load the list and the open file anew; what is typed stays."""
        self.list.load()
        if self._shown is not None or self._is_new:
            self._load()

    def set_look(self, look: Look) -> None:
        """Draw in another theme."""
        super().set_look(look)
        self.list.set_look(look)
        self.panel.set_look(look)

    def print_request(self) -> PrintRequest | None:
        """Return the letter of the patient whose file is open."""
        return letter_of(self._shown) if self._shown is not None else None

    def has_unsaved(self) -> bool:
        """Return whether a form or a weight was typed and not saved."""
        return any(each.is_dirty or each.weight.strip() for each in self._editings.values())

    # Loading

    def _load(self) -> None:
        patient_id, today = self._shown, self.desk.today()

        def query(store: "Reader") -> _Loaded:
            file = load_patient_file(store, patient_id, today) if patient_id else None
            return _Loaded(load_form_choices(store), file)

        self.desk.read(
            query, self._show, view="patients.file", refused=lambda _: self._show_gone(patient_id)
        )

    def _show(self, loaded: _Loaded) -> None:
        today, file = self.desk.today(), loaded.file
        if file is None:
            self.panel.show_new(self._editing(), loaded.choices, today)
        else:
            editing = self._editing()
            editing.take(file.patient)
            self.panel.show_file(file, editing, loaded.choices, today)
            self.outdated.show_courses([line.course.id for line in file.courses])
        was_new = self._right.currentWidget() is not self.panel
        self._right.setCurrentWidget(self.panel)
        if self._is_new and not self._editing().is_dirty and (was_new or self.isVisible()):
            self.panel.form.number.setFocus()
        self._duplicates.watch(self._editing())

    def _show_gone(self, patient_id: UUID | None) -> None:
        self._editings.pop(patient_id, None)
        if patient_id == self._shown:
            self._shown, self._is_new = None, False
            self.list.select(None)
            self._show_empty()

    def _show_empty(self) -> None:
        if self._shown is not None or self._is_new:
            return
        if self.list.patients or self.list.filter.text():
            self.empty.say(
                self.tr("No patient chosen"),
                self.tr("Choose one in the list, or press Ctrl+F and type a name, a number "
                        "or a birth date."),
            )  # fmt: skip
        else:
            self.empty.say(
                self.tr("No patients yet"),
                self.tr("Add the first one; an order for a course can follow at once."),
                self.tr("New patient"),
            )
        self._right.setCurrentWidget(self.empty)

    # Editing

    def _editing(self) -> Editing:
        return self._editings.setdefault(self._shown, Editing())

    def _note_edit(self) -> None:
        editing = self._editing()
        editing.draft = self.panel.form.draft()
        self.panel.show_state(editing, is_new=self._is_new)
        self._duplicates.watch_typing(editing)

    def _save(self) -> None:
        editing, today = self._editing(), self.desk.today()
        if not self.panel.save.isEnabled():
            return
        self.panel.show_problems(())
        try:
            if editing.base is None:
                self._add(editing.draft, today)
            else:
                self._edit(editing, today)
        except RuleBrokenError as error:
            self.panel.show_problems(error.problems)

    def _add(self, draft: PatientDraft, today: "date") -> None:
        patient = read_patient(draft, today)
        weights = read_first_weight(draft, patient.id, today)

        def done() -> None:
            del self._editings[None]
            if self._is_new:
                self.show_patient(patient.id)

        self.desk.act(
            lambda work: add_patient(work, patient, weights),
            then=lambda _: done(),
            refused=lambda error: self._refuse(None, error),
        )

    def _edit(self, editing: Editing, today: "date") -> None:
        before, saved = editing.base, editing.draft
        assert before is not None
        after = read_patient(saved, today, before.id)
        save_with_visits(
            self.desk,
            self.look,
            lambda work: edit_patient(work, before, after),
            self,
            then=lambda _: editing.note_saved(saved),
            refused=lambda error: self._refuse(before.id, error),
        )

    def _refuse(self, patient_id: UUID | None, error: RuleBrokenError) -> None:
        if patient_id == self._shown:
            self.panel.show_problems(error.problems)

    def _discard(self) -> None:
        self._editing().discard()
        self.panel.show_problems(())
        self._load()

    # Weights

    def _record_weight(self, day: "date", text: str, is_confirmed: bool) -> None:
        patient_id = self._shown
        if patient_id is None:
            return

        def record(work: "Work") -> "ChangeSet":
            return record_weight(work, patient_id, day, text, is_confirmed=is_confirmed)

        def with_orders(work: "Work") -> "ChangeSet":
            return record_notable_weight(work, patient_id, day, text, is_confirmed=is_confirmed)

        save_with_visits(
            self.desk,
            self.look,
            with_orders,
            self,
            then=lambda _: self._end_weight(patient_id),
            refused=lambda error: self._refuse_weight(patient_id, error),
            alone=record,
        )

    def _end_weight(self, patient_id: UUID) -> None:
        if patient_id in self._editings:
            self._editings[patient_id].weight = ""
        if patient_id == self._shown:
            self.panel.weights.start(self.desk.today())

    def _refuse_weight(self, patient_id: UUID, error: RuleBrokenError) -> None:
        if patient_id == self._shown:
            self.panel.weights.show_refusal(error)

    def _note_weight(self, text: str) -> None:
        self._editing().weight = text

    def _remove_weight(self, weight: Weight) -> None:
        self.desk.act(lambda work: remove_weight(work, weight))

    # Putting together

    def _lay_out(self) -> None:
        self._right.addWidget(self.empty)
        self._right.addWidget(self.panel)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.list)
        row.addWidget(self._right, 1)

    def _connect(self) -> None:
        panel, go = self.panel, self.navigator
        self.list.patient_chosen.connect(self.show_patient)
        self.list.opened.connect(lambda _: panel.form.number.setFocus())
        self.list.new_requested.connect(lambda: self.show_patient(None))
        self.list.loaded.connect(self._show_empty)
        self.empty.action_requested.connect(lambda: self.show_patient(None))
        panel.edited.connect(self._note_edit)
        panel.save_requested.connect(self._save)
        panel.discard_requested.connect(self._discard)
        panel.duplicates.open_requested.connect(self.show_patient)
        panel.weights.record_requested.connect(self._record_weight)
        panel.weights.typed.connect(self._note_weight)
        panel.weights.remove_requested.connect(self._remove_weight)
        panel.courses.course_chosen.connect(go.course_requested)
        panel.courses.new_course_requested.connect(
            lambda: go.new_course_requested.emit(self._shown)
        )
        panel.visits.visit_chosen.connect(self._go_to_visit)
        panel.visits.letter_requested.connect(self._print_letter)
        bind_keys(self, PATIENTS_ACTIONS, {"save": self._save})

    def _print_letter(self) -> None:
        if request := self.print_request():
            self.navigator.print_requested.emit(request)

    def _go_to_visit(self, visit: Appointment) -> None:
        self.navigator.day_requested.emit(visit.start.date(), visit.id)

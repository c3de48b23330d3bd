"""Looking for the person being typed among those who have a file, a moment after each key."""

from datetime import date

from PySide6.QtCore import QObject, QTimer

from ivig_scheduler.domain.date_texts import read_day
from ivig_scheduler.domain.records import Patient
from ivig_scheduler.services.duplicates import find_likely_duplicates
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.patients.duplicate_note import DuplicateNote
from ivig_scheduler.ui.patients.editing import Editing
from ivig_scheduler.ui.patients.patient_draft import PatientDraft

LOOK_AFTER_MS = 250


class DuplicateWatch(QObject):
    """Fills a note with those alike, as long as the form names somebody else than it began with."""

    def __init__(self, desk: Desk, note: DuplicateNote) -> None:
        super().__init__(note)
        self._desk = desk
        self._note = note
        self._editing = Editing()
        self._pause = QTimer(self, singleShot=True, interval=LOOK_AFTER_MS)
        self._pause.timeout.connect(self._look)

    def forget(self) -> None:
        """Point to nobody: another form is opened."""
        self._editing = Editing()
        self._look()

    def watch(self, editing: Editing) -> None:
        """Look at once for who `editing` may be."""
        self._editing = editing
        self._look()

    def watch_typing(self, editing: Editing) -> None:
        """Look for who `editing` may be once the typing pauses."""
        self._editing = editing
        self._pause.start()

    def _look(self) -> None:
        self._pause.stop()
        editing, today = self._editing, self._desk.today()
        if not editing.names_another:
            self._note.show_patients((), today)
            return
        draft, besides = editing.draft, editing.base.id if editing.base else None
        born = _read_birth_date(draft, today)
        self._desk.read(
            lambda store: find_likely_duplicates(
                store, draft.family_name, draft.given_name, born, draft.number, besides
            ),
            lambda found: self._show(editing, found),
            view="patients.duplicates",
        )

    def _show(self, editing: Editing, found: tuple[Patient, ...]) -> None:
        if editing is self._editing and editing.names_another:
            self._note.show_patients(found, self._desk.today())


def _read_birth_date(draft: PatientDraft, today: date) -> date | None:
    try:
        return read_day(draft.birth_date, today)
    except ValueError:
        return None

"""What is done with the waiting list: entries added and edited, places looked for and taken."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ivig_scheduler.domain.errors import RuleBrokenError, refuse
from ivig_scheduler.domain.records import Appointment, Patient, WaitingEntry
from ivig_scheduler.domain.terms import MOVABLE
from ivig_scheduler.services.courses.move_outlook import CourseMove, foresee_move
from ivig_scheduler.services.setup.chairs import load_chair_names
from ivig_scheduler.services.waiting.entries import (
    WaitingLine,
    add_waiting,
    edit_waiting,
    find_entry,
    remove_waiting,
)
from ivig_scheduler.services.waiting.matches import Match, SlotMatches
from ivig_scheduler.services.waiting.matching import find_places
from ivig_scheduler.services.waiting.taking import take_place
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.lists.match_rows import offer_words, place_rows, slot_rows
from ivig_scheduler.ui.lists.matches_sheet import MatchesSheet
from ivig_scheduler.ui.lists.waiting_form import WaitingForm, start_entry
from ivig_scheduler.ui.lists.waiting_rows import tell_wish
from ivig_scheduler.ui.look import Look

if TYPE_CHECKING:
    from ivig_scheduler.services.courses.compared_cycles import FollowingPlan
    from ivig_scheduler.storage.reader import Reader


class _Waiter(NamedTuple):
    patient: Patient
    visit: Appointment
    entry: WaitingEntry | None


class WaitingFlow(QObject):
    """Opens the sheets of the waiting list over a window and carries out what is answered.

    `closed` is emitted when a sheet is gone.
    """

    closed = Signal()

    def __init__(self, desk: Desk, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self.look, self._over = desk, look, parent
        self.form: WaitingForm | None = None
        self.sheet: MatchesSheet | None = None

    def ask_to_wait(self, appointment_id: UUID) -> None:
        """Let a patient wait for an earlier place than a visit's, or change what is wished for."""
        self._desk.read(
            lambda store: _load_waiter(store, appointment_id), self._open_form, view="waiting.form"
        )

    def edit(self, line: WaitingLine) -> None:
        """Change what somebody waits for."""
        self._show_form(line.patient, line.visit, line.entry, is_new=False)

    def remove(self, entry: WaitingEntry) -> None:
        """Take somebody off the waiting list."""
        self._desk.act(lambda work: remove_waiting(work, entry))

    def find_place(self, line: WaitingLine) -> None:
        """Look for the earlier places an entry could have now, and show them."""
        now = self._desk.local_now()

        def query(store: "Reader") -> tuple[tuple[Match, ...], tuple[str, ...]]:
            found = find_places(store, line, now)
            names = load_chair_names(store)
            return found, tuple(names.get(each.there.chair_id, "") for each in found)

        self._desk.read(query, lambda found: self._show_places(line, *found), view="waiting.places")

    def show_matches(self, found: Sequence[SlotMatches]) -> None:
        """Show who fits the places that came free."""
        sheet = self._open_sheet(
            offer_words(found),
            self.tr(
                "By need, then the order's window, the length that fits, and how much earlier."
            ),
        )
        sheet.show_rows(slot_rows(found), "")

    def _show_places(
        self, line: WaitingLine, found: tuple[Match, ...], chairs: tuple[str, ...]
    ) -> None:
        title = self.tr("Earlier places for {}").format(line.patient.full_name)
        sheet = self._open_sheet(title, self.tr("Wants {}.").format(tell_wish(line.entry)))
        sheet.show_rows(
            place_rows(found, chairs),
            self.tr("No earlier place fits now. As soon as one comes free you are told."),
        )

    def _open_sheet(self, title: str, note: str) -> MatchesSheet:
        sheet = MatchesSheet(self.look, title, note, self._over)
        sheet.taken.connect(self._foresee)
        sheet.finished.connect(self._forget_sheet)
        self.sheet = sheet
        sheet.open()
        return sheet

    def _foresee(self, match: Match) -> None:
        """Look what the move means for the course: it may have to be asked."""
        there, now = match.there, self._desk.local_now()
        self._desk.read(
            lambda store: foresee_move(store, match.visit, there.chair_id, there.start, now),
            lambda move: self._ask(match, move),
            view="waiting.move",
            refused=self._refuse,
        )

    def _ask(self, match: Match, move: CourseMove) -> None:
        if not move.asks:
            self._take(match, move)
            return
        from ivig_scheduler.ui.schedule.move_question import MoveQuestion  # noqa: PLC0415 - seldom

        question = MoveQuestion(move, self.sheet or self._over)
        question.answered.connect(
            lambda chosen, rhythm, after: self._take(match, chosen, rhythm, after)
        )
        question.finished.connect(question.deleteLater)
        question.open()

    def _take(
        self,
        match: Match,
        move: CourseMove,
        keeps_rhythm: bool | None = None,
        following: "FollowingPlan | None" = None,
    ) -> None:
        entry, before = match.line.entry, match.visit
        self._desk.act(
            lambda work: take_place(
                work,
                entry,
                before,
                move.chair_id,
                move.start,
                keeps_rhythm=keeps_rhythm,
                along=move.along,
                following=following,
            ),
            then=lambda _changes: self._close_sheet(),
            refused=self._refuse,
        )

    def _refuse(self, error: RuleBrokenError) -> None:
        if self.sheet is not None:
            self.sheet.show_refusal(error)

    def _close_sheet(self) -> None:
        if self.sheet is not None:
            self.sheet.accept()

    def _forget_sheet(self) -> None:
        self.sheet = None
        self.closed.emit()

    def _open_form(self, waiter: _Waiter) -> None:
        entry = waiter.entry or start_entry(waiter.visit, self._desk.local_now())
        self._show_form(waiter.patient, waiter.visit, entry, is_new=waiter.entry is None)

    def _show_form(
        self, patient: Patient, visit: Appointment | None, entry: WaitingEntry, *, is_new: bool
    ) -> None:
        today = self._desk.today()
        form = WaitingForm(
            self.look, patient, visit, entry, today, is_new=is_new, parent=self._over
        )

        def save(after: WaitingEntry) -> None:
            self._desk.act(
                lambda work: (
                    add_waiting(work, after) if is_new else edit_waiting(work, entry, after)
                ),
                then=lambda _changes: self._close_form(),
                refused=self._refuse_entry,
            )

        form.confirmed.connect(save)
        form.removed.connect(lambda: self.remove(entry))
        form.removed.connect(form.accept)
        form.finished.connect(self._forget_form)
        self.form = form
        form.open()

    def _refuse_entry(self, error: RuleBrokenError) -> None:
        if self.form is not None:
            self.form.show_refusal(error)

    def _close_form(self) -> None:
        if self.form is not None:
            self.form.accept()

    def _forget_form(self) -> None:
        self.form = None
        self.closed.emit()


def _load_waiter(store: "Reader", appointment_id: UUID) -> _Waiter:
    visit = store.get(Appointment, appointment_id)
    patient = store.get(Patient, visit.patient_id) if visit else None
    if visit is None or patient is None:
        raise refuse("appointment", "the visit is not there any more")
    # The days of a cycle come earlier together: the first of them tells where they stand now.
    days = store.where(Appointment, cycle_id=visit.cycle_id)
    coming = [each for each in days if each.status in MOVABLE]
    first = min(coming, key=lambda each: each.start, default=visit)
    return _Waiter(patient, first, find_entry(store, visit.cycle_id))

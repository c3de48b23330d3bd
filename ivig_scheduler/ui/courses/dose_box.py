"""The dose given: proposed in whole vials, taken only when a person accepts it."""

from collections.abc import Callable
from datetime import datetime
from fractions import Fraction
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ivig_scheduler.domain.quantities import show
from ivig_scheduler.ui.courses.dose_words import accepted_words, proposal_words
from ivig_scheduler.ui.courses.field_row import FieldRow
from ivig_scheduler.ui.widgets.kind import button

if TYPE_CHECKING:
    from ivig_scheduler.services.orders.form import DraftCheck

#: What an acceptance is for: the grams ordered, the product and the days they are split over.
Basis = tuple[Fraction | None, UUID | None, str]
FIELD = "accepted_dose_g"


class DoseBox(QWidget):
    """A field for the grams and a button that accepts the proposal.

    An acceptance is for one order: once dose, product or days change it is taken back, and the box
    says so.
    """

    edited = Signal()

    def __init__(self, local_now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._local_now = local_now
        self._basis: Basis | None = None
        self._proposed = ""
        self._accepted = ""
        self._was_taken_back = False
        self.grams = QLineEdit()
        self.accept = button(self.tr("Accept"))
        self.accept.clicked.connect(self._accept)
        self.grams.textEdited.connect(self._note_typing)
        self.row = FieldRow()
        editor = QWidget()
        line = QHBoxLayout(editor)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(10)
        line.addWidget(self.grams, 1)
        line.addWidget(self.accept, 1)
        self.row.add(FIELD, self.tr("Dose given each cycle, g"), editor)
        self.grams.setAccessibleName(self.tr("Dose given each cycle, g"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.row)

    def text(self) -> str:
        """Return the grams as typed or accepted."""
        return self.grams.text()

    def load(self, text: str) -> None:
        """Begin anew with a text."""
        self.grams.setText(text)
        self._basis, self._accepted, self._was_taken_back = None, "", False

    def take_back(self, basis: Basis) -> bool:
        """Forget an acceptance that was for another order; return whether there was one."""
        is_other = self._basis is not None and self._basis != basis and bool(self.grams.text())
        if is_other:
            self.grams.clear()
            self._accepted, self._was_taken_back = "", True
        self._basis = basis
        return is_other

    def show_check(self, check: "DraftCheck", *, says_missing: bool) -> None:
        """Show the proposal; that it waits to be accepted is an error once `says_missing`."""
        self._proposed = "" if check.proposed_g is None else show(check.proposed_g)
        is_taken = bool(self._proposed) and self.grams.text().strip() == self._proposed
        self.accept.setText(
            self.tr("Accepted") if is_taken else self.tr("Accept {} g").format(self._proposed)
        )
        self.accept.setVisible(bool(self._proposed))
        self.accept.setEnabled(not is_taken)
        self.row.set_hint(self._words(check))
        problem = check.problem_of(FIELD)
        shows = bool(self.grams.text().strip()) or says_missing
        self.row.set_error(FIELD, problem if shows else "")

    def _words(self, check: "DraftCheck") -> str:
        words = [proposal_words(check)]
        if self._was_taken_back and not self.grams.text():
            words.append(self.tr("The order changed: accept the dose again."))
        if self._accepted:
            words.append(self._accepted)
        return " ".join(each for each in words if each)

    def _accept(self) -> None:
        self.grams.setText(self._proposed)
        self._note_acceptance()

    def _note_typing(self, text: str) -> None:
        if text.strip():
            self._note_acceptance()
        else:
            self._accepted = ""
            self.edited.emit()

    def _note_acceptance(self) -> None:
        self._accepted = accepted_words(self.grams.text().strip(), self._local_now())
        self._was_taken_back = False
        self.edited.emit()

"""Where a visit is called off: the reason, a word about it, and a way to keep the visit."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from ivig_scheduler.domain.errors import Problem
from ivig_scheduler.domain.terms import Asker, CancelReason
from ivig_scheduler.ui.question_panel import QuestionPanel
from ivig_scheduler.ui.widgets.field import Field
from ivig_scheduler.ui.widgets.kind import button
from ivig_scheduler.ui.widgets.pick import Pick
from ivig_scheduler.ui.words import sentence


class CancelPanel(QuestionPanel):
    """`confirmed` carries the reason, the note and who asked (None: nobody said).

    `closed` is emitted when the visit is kept.
    """

    confirmed = Signal(object, str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.reason = Pick(
            [(each, sentence(str(each))) for each in CancelReason], "Choose a reason"
        )
        self.asked_by = Pick([(each, sentence(str(each))) for each in Asker], "Nobody said")
        self.note = QLineEdit()
        self._reason_field = Field(self.tr("Why is the visit called off?"), self.reason)
        self._asked_field = Field(self.tr("Who asked?"), self.asked_by)
        self._note_field = Field(self.tr("In a word (optional)"), self.note)
        self.confirm = button(self.tr("Cancel the visit"), "danger")
        self.keep = button(self.tr("Keep it"))
        self.confirm.clicked.connect(self._confirm)
        self.note.returnPressed.connect(self._confirm)
        self._lay_out()

    def open(self) -> None:
        """Ask anew, the focus on the reason."""
        self.reason.show_key(None)
        self.asked_by.show_key(None)
        self.note.clear()
        self.show_problems(())
        self.show()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_problems(self, problems: Iterable[Problem]) -> None:
        """Show what was refused: at the note where it is about it, else at the reason."""
        found = tuple(problems)
        note = [sentence(each.message) for each in found if each.field == "note"]
        rest = [sentence(each.message) for each in found if each.field != "note"]
        self._note_field.set_error("\n".join(note) or None)
        self._reason_field.set_error("\n".join(rest) or None)

    def errors(self) -> tuple[str, str]:
        """Return what is said at the reason and at the note."""
        return self._reason_field.error(), self._note_field.error()

    def set_outlook(self, outlook: QWidget) -> None:
        """Tell above the buttons what calling the visit off would bring."""
        self._column.insertWidget(self._column.count() - 1, outlook)

    def _confirm(self) -> None:
        reason = self.reason.key()
        if not isinstance(reason, CancelReason):
            self._reason_field.set_error(self.tr("Choose the reason first"))
            self.reason.setFocus()
            return
        self.confirmed.emit(reason, self.note.text(), self.asked_by.key())

    def _lay_out(self) -> None:
        column = self._column
        column.addWidget(self._reason_field)
        column.addWidget(self._asked_field)
        column.addWidget(self._note_field)
        self._end_with(self.confirm, self.keep)

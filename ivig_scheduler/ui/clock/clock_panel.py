"""What the panels of the clock have in common: fields, what they would do, and two buttons."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from ivig_scheduler.domain.errors import Problem
from ivig_scheduler.ui.question_panel import QuestionPanel
from ivig_scheduler.ui.widgets.dates import TimeField
from ivig_scheduler.ui.widgets.field import Field
from ivig_scheduler.ui.widgets.kind import button, label
from ivig_scheduler.ui.words import sentence


class ClockPanel(QuestionPanel):
    """A question in the inspector. `edited` is emitted as one types, `closed` where it is let be.

    `confirmed` carries whether what the site warns of is to be let through.
    """

    confirmed = Signal(bool)
    edited = Signal()

    def __init__(self, title: str, act: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._act = act
        self._fields: dict[str, Field] = {}
        self._is_confirming = False
        self.title = label(title, "section")
        self.effect = label("", "quiet", wrap=True)
        self.refusal = label("", "danger", wrap=True)
        self.confirm = button(act, "primary")
        self.keep = button(self.tr("Leave it"))
        self.confirm.clicked.connect(self._confirm)

    def fields(self) -> dict[str, Field]:
        """Return the fields by the names that problems have."""
        return self._fields

    def show_effect(self, text: str) -> None:
        """Say what would come of it."""
        self.effect.setText(text)
        self.effect.setVisible(bool(text))

    def show_problems(self, problems: Iterable[Problem]) -> None:
        """Show what is wrong at its field, the rest above the buttons.

        Where all of it may be confirmed, the button says that it is done all the same.
        """
        found = tuple(problems)
        for name, field in self._fields.items():
            field.set_error("\n".join(sentence(e.message) for e in found if e.field == name))
        rest = [sentence(each.message) for each in found if each.field not in self._fields]
        self.refusal.setText("\n".join(rest))
        self.refusal.setVisible(bool(rest))
        self._is_confirming = bool(found) and all(each.can_confirm for each in found)
        words = self.tr("{} all the same").format(self._act) if self._is_confirming else self._act
        self.confirm.setText(words)
        self.confirm.setEnabled(not found or self._is_confirming)

    def errors(self) -> dict[str, str]:
        """Return what is said at each field that is wrong."""
        return {name: field.error() for name, field in self._fields.items() if field.error()}

    def _add(self, name: str, title: str, editor: QWidget) -> Field:
        field = Field(title, editor)
        self._fields[name] = field
        if isinstance(editor, QLineEdit):
            editor.textChanged.connect(lambda _text: self.edited.emit())
            editor.returnPressed.connect(self._confirm)
        return field

    def _confirm(self) -> None:
        if self.confirm.isEnabled():
            self.confirmed.emit(self._is_confirming)

    def _lay_out(self, rows: Sequence[Sequence[QWidget]]) -> None:
        column = self._column
        column.addWidget(self.title)
        for each in rows:
            row = QHBoxLayout()
            row.setSpacing(8)
            for widget in each:
                row.addWidget(widget, 1)
            column.addLayout(row)
        for part in (self.effect, self.refusal):
            column.addWidget(part)
        self._end_with(self.confirm, self.keep)


def moment_of(field: TimeField, day: date) -> datetime | None:
    """Return the time that is typed on a day; None where none is, which stands for now."""
    moment = field.moment()
    return None if moment is None else datetime.combine(day, moment)


def time_problems(name: str, field: TimeField) -> list[Problem]:
    """Return what is wrong with a time that is typed."""
    wrong = field.problem()
    return [Problem(name, wrong)] if wrong else []

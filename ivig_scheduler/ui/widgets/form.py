"""A form: questions by name, what is wrong with each answer beside it, and what was typed kept."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from ivig_scheduler.domain.errors import Problem
from ivig_scheduler.ui.widgets.dates import DateField, TimeField
from ivig_scheduler.ui.widgets.field import Field
from ivig_scheduler.ui.widgets.kind import label
from ivig_scheduler.ui.words import sentence

Entry = tuple[str, str, QWidget]


class AnswerWidget(QWidget):
    """An editor of more than a line, such as a grid: its whole content is one answer."""

    edited = Signal()

    def answer(self) -> object:
        """Return what the editor holds."""
        raise NotImplementedError

    def put_answer(self, answer: object) -> None:
        """Put back what `answer` gave earlier."""
        raise NotImplementedError


class HasError(Protocol):
    """Something that can say what is wrong with it."""

    def error(self) -> str:
        """Return what is shown."""

    def set_error(self, text: str | None) -> None:
        """Show `text`, or nothing for None."""


class Form(QWidget):
    """Fields in a column. `edited` follows every change, `submitted` Return in a line of text.

    A problem is shown at the field of its name, and below all fields where none has that name.
    """

    edited = Signal()
    submitted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._slots: dict[str, HasError] = {}
        self._editors: dict[str, QWidget] = {}
        self._clean: Mapping[str, object] = {}
        self._rest = label("", "error", wrap=True)
        self._rest.hide()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(12)
        self.column = QVBoxLayout()
        self.column.setSpacing(12)
        outer.addLayout(self.column)
        outer.addWidget(self._rest)

    def add(self, name: str, title: str, editor: QWidget, hint: str = "") -> Field:
        """Add a question below the others; return its field."""
        field = self._make(name, title, editor, hint)
        self.column.addWidget(field)
        return field

    def add_row(self, *entries: Entry, stretches: Sequence[int] = ()) -> tuple[Field, ...]:
        """Add questions side by side, each as (name, title, editor)."""
        fields = tuple(self._make(*entry) for entry in entries)
        row = QHBoxLayout()
        row.setSpacing(12)
        for place, field in enumerate(fields):
            row.addWidget(field, stretches[place] if stretches else 1)
        self.column.addLayout(row)
        return fields

    def add_slot(self, name: str, slot: HasError) -> None:
        """Show problems named `name` at `slot`, which is laid out elsewhere."""
        self._slots[name] = slot

    def watch(self, name: str, editor: QWidget) -> None:
        """Keep track of what is typed in `editor`, which is laid out elsewhere."""
        self._editors[name] = editor
        _tell_edits(editor, self)

    def answers(self) -> dict[str, object]:
        """Return what every editor holds: its text, or whether it is ticked."""
        return {name: _answer(editor) for name, editor in self._editors.items()}

    def restore(self, answers: Mapping[str, object]) -> None:
        """Put back what `answers` gave earlier."""
        for name, answer in answers.items():
            _put(self._editors[name], answer)

    @property
    def is_dirty(self) -> bool:
        """Whether something was typed since `settle`."""
        return self.answers() != self._clean

    def settle(self) -> None:
        """Take what the editors hold as saved, and forget the problems."""
        self._clean = self.answers()
        self.clear_problems()
        self.edited.emit()

    def unreadable(self) -> tuple[Problem, ...]:
        """Return a problem for every day or time that cannot be read."""
        return tuple(
            Problem(name, editor.problem())
            for name, editor in self._editors.items()
            if isinstance(editor, DateField | TimeField) and editor.problem()
        )

    def show_problems(self, problems: Iterable[Problem], *, focus: bool = True) -> None:
        """Show each problem where it belongs, in place of those before; go to the first."""
        by_name: dict[str, list[str]] = {}
        for problem in problems:
            name = problem.field if problem.field in self._slots else ""
            by_name.setdefault(name, []).append(sentence(problem.message))
        for name, slot in self._slots.items():
            slot.set_error("\n".join(by_name.get(name, ())) or None)
        self._rest.setText("\n".join(by_name.get("", ())))
        self._rest.setVisible("" in by_name)
        first = next((name for name in self._editors if name in by_name), None)
        if focus and first is not None:
            self._editors[first].setFocus()

    def clear_problems(self) -> None:
        """Show no problem any more."""
        self.show_problems(())

    def error(self, name: str = "") -> str:
        """Return what is shown at the field `name`, or below all fields."""
        return self._slots[name].error() if name else self._rest.text()

    def _make(self, name: str, title: str, editor: QWidget, hint: str = "") -> Field:
        field = Field(title, editor, hint)
        self._slots[name] = field
        self.watch(name, editor)
        return field


def _answer(editor: QWidget) -> object:
    if isinstance(editor, QLineEdit):
        return editor.text()
    if isinstance(editor, QComboBox):
        return editor.currentText()
    if isinstance(editor, QCheckBox):
        return editor.isChecked()
    if isinstance(editor, QPlainTextEdit):
        return editor.toPlainText()
    if isinstance(editor, AnswerWidget):
        return editor.answer()
    raise TypeError(f"a form cannot read a {type(editor).__name__}")


def _put(editor: QWidget, answer: object) -> None:
    if isinstance(editor, QLineEdit):
        editor.setText(str(answer))
    elif isinstance(editor, QComboBox):
        place = editor.findText(str(answer))
        editor.setCurrentIndex(place)
        if place < 0:
            editor.setEditText(str(answer))
    elif isinstance(editor, QCheckBox):
        editor.setChecked(bool(answer))
    elif isinstance(editor, QPlainTextEdit):
        editor.setPlainText(str(answer))
    elif isinstance(editor, AnswerWidget):
        editor.put_answer(answer)


def _tell_edits(editor: QWidget, form: Form) -> None:
    if isinstance(editor, QLineEdit):
        editor.textChanged.connect(form.edited)
        editor.returnPressed.connect(form.submitted)
    elif isinstance(editor, QComboBox):
        editor.currentTextChanged.connect(form.edited)
    elif isinstance(editor, QCheckBox):
        editor.toggled.connect(form.edited)
    elif isinstance(editor, QPlainTextEdit):
        editor.textChanged.connect(form.edited)
    elif isinstance(editor, AnswerWidget):
        editor.edited.connect(form.edited)

"""Questions side by side with one place below them for what is wrong and what is to know."""

from PySide6.QtWidgets import QGridLayout, QWidget

from ivig_scheduler.ui.widgets.kind import label, set_style_property
from ivig_scheduler.ui.words import sentence


class FieldRow(QWidget):
    """Editors with their labels in one line. Messages take the full width of the line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editors: dict[str, QWidget] = {}
        self._messages: dict[str, str] = {}
        self._error = label("", "error", wrap=True)
        self._hint = label("", "muted", wrap=True)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(4)
        for each in (self._error, self._hint):
            each.hide()

    def add(self, name: str, title: str, editor: QWidget, stretch: int = 1) -> QWidget:
        """Add a question at the right of the others; return its editor."""
        place = len(self._editors)
        title_label = label(title, "muted")
        title_label.setBuddy(editor)
        editor.setAccessibleName(title)
        self._editors[name] = editor
        self._grid.addWidget(title_label, 0, place)
        self._grid.addWidget(editor, 1, place)
        self._grid.setColumnStretch(place, stretch)
        self._grid.addWidget(self._error, 2, 0, 1, place + 1)
        self._grid.addWidget(self._hint, 3, 0, 1, place + 1)
        return editor

    def names(self) -> tuple[str, ...]:
        """Return the names of the questions."""
        return tuple(self._editors)

    def editor(self, name: str) -> QWidget:
        """Return the editor of a question."""
        return self._editors[name]

    def set_error(self, name: str, message: str) -> None:
        """Say what is wrong with an answer and mark its editor; "" where it is right."""
        if self._messages.get(name, "") == message:
            return
        self._messages[name] = message
        set_style_property(self._editors[name], "invalid", bool(message))
        self._editors[name].setAccessibleDescription(message)
        self._error.setText(self.error())
        self._error.setVisible(bool(self.error()))

    def error(self) -> str:
        """Return everything that is wrong in the line."""
        return "\n".join(sentence(each) for each in self._messages.values() if each)

    def error_of(self, name: str) -> str:
        """Return what is wrong with one answer."""
        return self._messages.get(name, "")

    def set_hint(self, text: str) -> None:
        """Explain the answers; "" for nothing."""
        self._hint.setText(text)
        self._hint.setVisible(bool(text))

    def hint(self) -> str:
        """Return the explanation that is shown."""
        return self._hint.text()

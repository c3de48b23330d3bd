"""A question of a form: its label, its editor, and what there is to say about the answer."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ivig_scheduler.ui.widgets.kind import label, set_style_property


class Field(QWidget):
    """A label above an editor; a hint and an error below it, each only while there is one."""

    def __init__(
        self, title: str, editor: QWidget, hint: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.editor = editor
        self._label = label(title, "muted")
        self._hint = label("", "muted", wrap=True)
        self._error = label("", "error", wrap=True)
        self._label.setBuddy(editor)
        editor.setAccessibleName(title)
        self.setFocusProxy(editor)
        self._lay_out()
        self.set_hint(hint)
        self.set_error(None)

    def error(self) -> str:
        """Return the error that is shown, or ""."""
        return self._error.text()

    def hint(self) -> str:
        """Return the hint that is shown, or ""."""
        return self._hint.text()

    def set_hint(self, text: str) -> None:
        """Explain the answer, for example where it comes from; "" for nothing."""
        self._hint.setText(text)
        self._hint.setVisible(bool(text))
        self._describe()

    def set_error(self, text: str | None) -> None:
        """Say what is wrong with the answer and mark the editor; None when it is right."""
        self._error.setText(text or "")
        self._error.setVisible(bool(text))
        set_style_property(self.editor, "invalid", bool(text))
        self._describe()

    def _describe(self) -> None:
        # A screen reader says this after the label.
        parts = (self._error.text(), self._hint.text())
        self.editor.setAccessibleDescription(" ".join(part for part in parts if part))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for one in (self._label, self.editor, self._error, self._hint):
            column.addWidget(one)
        column.addStretch(1)

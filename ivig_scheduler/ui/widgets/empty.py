"""What a page says when it has nothing to show yet, and the one thing to do about it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ivig_scheduler.ui.text_size import set_px
from ivig_scheduler.ui.widgets.kind import button, label

_SENTENCE_WIDTH = 380


class EmptyState(QWidget):
    """A title, a sentence and a button, in the middle of the page."""

    action_requested = Signal()

    def __init__(
        self, title: str, sentence: str, action: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._title = label(title, "heading")
        self._sentence = label(sentence, "quiet", wrap=True)
        set_px(self._sentence, width=_SENTENCE_WIDTH)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.action = button(action, "primary")
        self.action.clicked.connect(self.action_requested)
        self._lay_out()
        # Only now: shown before it has a parent, it would be a window of its own for a moment.
        self.action.setVisible(bool(action))

    def say(self, title: str, sentence: str, action: str = "") -> None:
        """Show another reason for being empty."""
        self._title.setText(title)
        self._sentence.setText(sentence)
        self.action.setText(action)
        self.action.setVisible(bool(action))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addStretch(2)
        column.addWidget(self._title, 0, Qt.AlignmentFlag.AlignHCenter)
        # Between stretches, not aligned: an aligned label does not grow with the lines it wraps to.
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._sentence)
        row.addStretch(1)
        column.addLayout(row)
        column.addSpacing(8)
        column.addWidget(self.action, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

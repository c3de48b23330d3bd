"""The top of the new course: which of its two steps one is at, and the way on, back and out."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ivig_scheduler.ui.actions import NEW_COURSE_ACTIONS, keys_of
from ivig_scheduler.ui.widgets.kind import button, label, set_kind


class CourseHeader(QWidget):
    """Heading, steps, and buttons; the primary one says what it will do."""

    cancelled = Signal()
    went_back = Signal()
    went_on = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps = (label(self.tr("1 Order"), "strong"), label(self.tr("2 Series"), "quiet"))
        self._missing = label("", "quiet")
        self.cancel = button(self.tr("Cancel"))
        self.back = button(self.tr("Back"))
        self.primary = button("", "primary")
        self.primary.setToolTip(keys_of(NEW_COURSE_ACTIONS, "go_on")[0])
        self.cancel.clicked.connect(self.cancelled)
        self.back.clicked.connect(self.went_back)
        self.primary.clicked.connect(self.went_on)
        self._lay_out()

    def show_step(self, step: int) -> None:
        """Mark step 0 (the order) or 1 (the series)."""
        for place, words in enumerate(self._steps):
            set_kind(words, "strong" if place == step else "quiet")
        self.back.setVisible(step == 1)

    def show_primary(self, words: str, *, is_ready: bool, missing: str = "") -> None:
        """Say what the primary button does, whether it can, and what is missing."""
        self.primary.setText(words)
        self.primary.setEnabled(is_ready)
        self._missing.setText(missing)

    def missing(self) -> str:
        """Return what is said to be missing."""
        return self._missing.text()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(label(self.tr("New course"), "heading"))
        row.addSpacing(8)
        row.addWidget(self._steps[0])
        row.addWidget(label("›", "quiet"))
        row.addWidget(self._steps[1])
        row.addStretch(1)
        row.addWidget(self._missing)
        row.addSpacing(4)
        for each in (self.cancel, self.back, self.primary):
            row.addWidget(each)


class KeepBar(QFrame):
    """What was typed is not booked yet: go on with it, or let it go."""

    kept = Signal()
    dropped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = label("", wrap=True)
        self.keep = button(self.tr("Go on with it"))
        self.drop = button("", "danger")
        self.keep.clicked.connect(self.kept)
        self.drop.clicked.connect(self.dropped)
        set_kind(self, "banner-warning")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 8)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._words, 1)
        for each in (self.keep, self.drop):
            row.addWidget(each, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(row)
        self.hide()

    def ask(self, words: str, drop: str) -> None:
        """Ask; `drop` is the word on the button that lets it go."""
        self._words.setText(words)
        self.drop.setText(drop)
        self.show()
        self.keep.setFocus()

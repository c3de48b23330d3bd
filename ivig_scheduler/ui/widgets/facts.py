"""Facts in two columns: what it is, muted, and what is known about it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from ivig_scheduler.ui.widgets.kind import label


class Facts(QWidget):
    """Lines of a title and a text; texts wrap and can be selected."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(5)
        self._grid.setColumnStretch(1, 1)
        self._lines: list[tuple[QLabel, QLabel]] = []

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Show other facts as (title, text)."""
        while len(self._lines) < len(facts):
            self._add_line()
        for place, (title, text) in enumerate(self._lines):
            is_used = place < len(facts)
            title.setVisible(is_used)
            text.setVisible(is_used)
            if is_used:
                title.setText(facts[place][0])
                text.setText(facts[place][1])

    def texts(self) -> dict[str, str]:
        """Return what is shown, by title."""
        return {title.text(): text.text() for title, text in self._lines if not text.isHidden()}

    def _add_line(self) -> None:
        title, text = label("", "quiet"), label("", wrap=True)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row = len(self._lines)
        self._grid.addWidget(title, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(text, row, 1)
        self._lines.append((title, text))

"""One list with what can be added below it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ivig_scheduler.ui.lists.list_row import ListRow
from ivig_scheduler.ui.lists.list_view import ListView
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.widgets.kind import button


class ListPage(QWidget):
    """A ListView; where it has no rows a sentence stands in it."""

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = ListView(look, name)
        self.action = button("", "link")
        self.action.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(0)
        column.addWidget(self.view, 1)
        column.addWidget(self.action, 0, Qt.AlignmentFlag.AlignLeft)

    def offer(self, words: str) -> None:
        """Offer one more thing to do below the list."""
        self.action.setText(words)
        self.action.show()

    def show_rows(self, rows: tuple[ListRow, ...], empty: str) -> None:
        """Show rows, or the sentence `empty` where there are none."""
        self.view.say_when_empty(empty)
        self.view.show_rows(rows)

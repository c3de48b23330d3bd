"""The sheet of who fits a free place, or of the places somebody could have: one is taken."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ivig_scheduler.domain.errors import RuleBrokenError
from ivig_scheduler.services.waiting.matches import Match
from ivig_scheduler.ui.lists.list_row import ListRow
from ivig_scheduler.ui.lists.list_view import ListView
from ivig_scheduler.ui.lists.sheet import Sheet
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.text_size import px
from ivig_scheduler.ui.widgets.kind import button, label
from ivig_scheduler.ui.words import sentence

_SIZE_PX = (520, 460)


class MatchesSheet(Sheet):
    """Shows matches, the best first; `taken` carries the one that was chosen."""

    taken = Signal(object)

    def __init__(self, look: Look, title: str, note: str, parent: QWidget | None = None) -> None:
        super().__init__(title, self.tr("Close"), parent)
        self.view = ListView(look, title)
        self.take = button(self.tr("Move the visit here"), "primary")
        self.refusal = label("", "danger", wrap=True)
        self.refusal.hide()
        self.column.addWidget(label(note, "quiet", wrap=True))
        self.column.addWidget(self.view, 1)
        self.column.addWidget(self.refusal)
        self.foot.insertWidget(0, self.take)
        self.take.setAutoDefault(False)
        self.take.clicked.connect(self._take)
        self.view.acted.connect(self._act)
        self.view.left.connect(self.reject)
        self.resize(px(_SIZE_PX[0]), px(_SIZE_PX[1]))

    def show_rows(self, rows: tuple[ListRow, ...], empty: str) -> None:
        """Show the matches, or the sentence where there are none."""
        self.view.say_when_empty(empty)
        self.view.show_rows(rows)
        self.take.setVisible(bool(rows))
        self.view.choose_first()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_refusal(self, error: RuleBrokenError) -> None:
        """Say why the visit was not moved."""
        said = "; ".join(problem.message for problem in error.problems)
        self.refusal.setText(f"✗ {sentence(said)}")
        self.refusal.show()

    def _act(self, _row: ListRow, what: str) -> None:
        if what == "open":
            self._take()

    def _take(self) -> None:
        row = self.view.current_row()
        if row is not None and isinstance(row.record, Match):
            self.refusal.hide()
            self.taken.emit(row.record)

"""A proposed place for a cycle: its visits with what is to know, or every reason against it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from ivig_scheduler.domain.errors import RuleBrokenError
from ivig_scheduler.ui.visit_words import show_distance
from ivig_scheduler.ui.widgets.kind import label
from ivig_scheduler.ui.words import sentence
from ivig_scheduler.ui.worklist.work_columns import VisitProposal, tell_visit

if TYPE_CHECKING:
    from ivig_scheduler.planning.series import PlannedCycle


class Proposal(QWidget):
    """Lines of words; it is filled anew for each proposal."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._said: list[str] = []

    def texts(self) -> list[str]:
        """Return every line that is shown."""
        return list(self._said)

    def show_searching(self) -> None:
        """Say that a place is being looked for."""
        self._clear()
        self._say(self.tr("Looking for a place"), "quiet")

    def show_cycle(
        self, planned: "PlannedCycle", chairs: Mapping[UUID, str], days_per_cycle: int
    ) -> None:
        """Show the place found for a cycle, or all reasons there is none."""
        self._clear()
        for visit in planned.visits:
            self._show_visit(tell_visit(visit, chairs, days_per_cycle))
        if planned.visits:
            self._say(sentence(show_distance(planned.days_off)), "quiet")
            return
        self._say(self.tr("No place was found"), "strong")
        for message in dict.fromkeys(reason.message for reason in planned.reasons):
            self._say(f"✗ {sentence(message)}", "danger")

    def show_refusal(self, error: RuleBrokenError) -> None:
        """Say what is wrong, above what was proposed."""
        said = [f"✗ {sentence(problem.message)}" for problem in error.problems]
        for place, line in enumerate(said):
            self._column.insertWidget(place, label(line, "danger", wrap=True))
        self._said[:0] = said

    def _show_visit(self, visit: VisitProposal) -> None:
        row = QHBoxLayout()
        row.addWidget(label(visit.place, "strong", wrap=True), 1)
        row.addWidget(label(visit.length, "quiet"), 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(row)
        self._said += [visit.place, visit.length]
        for warning in visit.warnings:
            self._say(f"△ {warning}", "warning")
        for note in visit.notes:
            self._say(note, "quiet")

    def _say(self, text: str, kind: str) -> None:
        self._said.append(text)
        self._column.addWidget(label(text, kind, wrap=True))

    def _clear(self) -> None:
        self._said = []
        _empty(self._column)


def _empty(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            _empty(inner)

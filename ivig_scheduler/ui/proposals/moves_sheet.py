"""What every sheet of proposed moves has: lines with ticks, a refusal beside them, and buttons."""

from collections.abc import Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ivig_scheduler.domain.errors import RuleBrokenError
from ivig_scheduler.ui.proposals.proposal_lines import ProposalLines
from ivig_scheduler.ui.proposals.proposal_words import group_moves, tell_move
from ivig_scheduler.ui.widgets.kind import button, label, set_kind

if TYPE_CHECKING:
    from ivig_scheduler.services.proposals import Proposal, ProposedMove


class MovesSheet(QDialog):
    """A sheet over its window. Accepting emits `moves_accepted` with the moves that are ticked.

    The sheet stays open until its owner closes it, so that a refusal can be told beside the lines
    it is about. A sheet of this kind says what it offers (`offered`) and shows what the ticks come
    to (`_show_chosen`).
    """

    moves_accepted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.lines = self._make_lines()
        self.accept_button = button("", "primary")
        self.accept_button.clicked.connect(self._accept)
        self.leave_button = button(self.tr("Leave as it is"))
        self.leave_button.clicked.connect(self.reject)
        self.tick_button = button("", "link")
        self.tick_button.clicked.connect(self._tick_all_or_none)
        self.refusal = label("", "danger", wrap=True)
        self.refusal.hide()

    @property
    def offered(self) -> "tuple[ProposedMove, ...]":
        """All moves that are offered, in the proposal's order."""
        raise NotImplementedError

    @property
    def chosen_moves(self) -> "tuple[ProposedMove, ...]":
        """The moves that are ticked, in the proposal's order."""
        chosen = self.lines.chosen()
        return tuple(each for each in self.offered if each.before.id in chosen)

    def show_refusal(self, error: RuleBrokenError) -> None:
        """Tell beside each line why it cannot be accepted so; the rest is told at the foot."""
        self.refusal.setText(self.lines.tell_refusal(error))
        self.refusal.show()
        self._show_chosen()

    def leave_if_stale(self, changes: object) -> None:
        """Close where what the proposal started from is out of date: `changes` is None then."""
        if changes is None:
            self.reject()

    def _show_chosen(self) -> None:
        """Show what the ticked moves come to."""
        raise NotImplementedError

    def _make_lines(self) -> ProposalLines:
        lines = ProposalLines()
        lines.chosen_changed.connect(self._show_chosen)
        return lines

    def _add_moves(self, proposal: "Proposal", chairs: Mapping[UUID, str]) -> None:
        """Add a line for each move, all ticked."""
        if proposal.moves:
            self.lines.add_heads()
        for title, moves in group_moves(proposal):
            told = (tell_move(each, chairs) for each in moves)
            self.lines.add_group(
                self.tr(title), told, is_ticked=True, kind="warning", is_fixed=proposal.is_whole
            )

    def _show_ticking(self) -> None:
        """Offer to tick all moves, or none, where there are several."""
        is_any = bool(self.chosen_moves)
        self.tick_button.setText(self.tr("Choose none") if is_any else self.tr("Choose all"))
        self.tick_button.setVisible(len(self.offered) > 1)

    def _accept(self) -> None:
        self.refusal.hide()
        self.lines.show_refused({})
        # It is not accepted twice while it is being written.
        self.accept_button.setEnabled(False)
        self.moves_accepted.emit(self.chosen_moves)

    def _tick_all_or_none(self) -> None:
        is_ticked = not self.chosen_moves
        for each in self.offered:
            self.lines.ticks[each.before.id].setChecked(is_ticked)

    def _surface_of(self, inside: QWidget) -> QFrame:
        surface = QFrame()
        set_kind(surface, "card")
        column = QVBoxLayout(surface)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(inside)
        return surface

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.tick_button)
        row.addStretch(1)
        row.addWidget(self.leave_button)
        row.addWidget(self.accept_button)
        return row

"""A proposal before it is accepted: every visit before and after, and what is gained by it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ivig_scheduler.domain.errors import RuleBrokenError
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.proposals.figure import figure
from ivig_scheduler.ui.proposals.proposal_lines import ProposalLines
from ivig_scheduler.ui.proposals.proposal_words import (
    NO_PLACE,
    group_moves,
    tell_accepting,
    tell_move,
    tell_stuck,
)
from ivig_scheduler.ui.widgets.flow import FlowLayout
from ivig_scheduler.ui.widgets.kind import button, label, set_kind
from ivig_scheduler.ui.widgets.scrolled import scrolled

if TYPE_CHECKING:
    from ivig_scheduler.services.proposals import Proposal, ProposedMove, StuckVisit
    from ivig_scheduler.storage.reader import Reader

_WIDTH_PX, _LEAST_HEIGHT_PX, _MARGIN_PX = 1080, 360, 20
_LINE_PX, _ROOM_ROUND_PX = 32, 260


class ProposalSheet(QDialog):
    """A sheet over its window. Accepting emits `moves_accepted` with the moves that are ticked.

    The sheet stays open until its owner closes it, so that a refusal can be told beside the lines
    it is about. `top` stands between the figures and the lines.
    """

    moves_accepted = Signal(object)

    def __init__(
        self,
        desk: Desk,
        look: Look,
        proposal: "Proposal",
        parent: QWidget | None = None,
        *,
        top: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.look = look
        self.proposal = proposal
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(self.tr("Proposal"))
        self.lines = ProposalLines()
        self.lines.chosen_changed.connect(self._show_chosen)
        self.accept_button = button("", "primary")
        self.accept_button.setDefault(True)
        self.accept_button.clicked.connect(self._accept)
        self.cancel_button = button(self.tr("Leave as it is"))
        self.cancel_button.clicked.connect(self.reject)
        self.tick_button = button("", "link")
        self.tick_button.clicked.connect(self._tick_all_or_none)
        self.refusal = label("", "danger", wrap=True)
        self.refusal.hide()
        self._lay_out(top)
        # Left to itself, Qt gives a sheet no more than two thirds of the screen.
        self.resize(self.sizeHint())
        self._show_chosen()
        desk.read(_chair_names, self._fill)

    @property
    def chosen_moves(self) -> tuple["ProposedMove", ...]:
        """The moves that are ticked, in the proposal's order."""
        chosen = self.lines.chosen()
        return tuple(each for each in self.proposal.moves if each.before.id in chosen)

    @property
    def chosen_stuck(self) -> tuple["StuckVisit", ...]:
        """The visits without a place that are to go to the work list."""
        chosen = self.lines.chosen()
        return tuple(each for each in self.proposal.stuck if each.appointment.id in chosen)

    def show_refusal(self, error: RuleBrokenError) -> None:
        """Tell beside each line why it cannot be accepted so; the rest is told at the foot."""
        self.refusal.setText(self.lines.tell_refusal(error))
        self.refusal.show()
        self._show_chosen()

    def leave_if_stale(self, changes: object) -> None:
        """Close where what the proposal started from is out of date: `changes` is None then."""
        if changes is None:
            self.reject()

    def set_busy(self, is_busy: bool) -> None:
        """Keep from being accepted twice while it is being written."""
        self.accept_button.setEnabled(not is_busy)

    def _fill(self, chairs: Mapping[UUID, str]) -> None:
        if self.proposal.moves:
            self.lines.add_heads()
        for title, moves in group_moves(self.proposal):
            told = (tell_move(each, chairs) for each in moves)
            self.lines.add_group(self.tr(title), told, is_ticked=True, kind="warning")
        stuck = tuple(tell_stuck(each, chairs) for each in self.proposal.stuck)
        if stuck:
            self.lines.add_group(self.tr(NO_PLACE), stuck, is_ticked=False, kind="danger")
        self._show_chosen()
        # Without lines there was nothing to accept yet, and so nothing to take the focus.
        self.accept_button.setFocus()

    def _accept(self) -> None:
        self.refusal.hide()
        self.lines.show_refused({})
        self.set_busy(True)
        self.moves_accepted.emit(self.chosen_moves)

    def _show_chosen(self) -> None:
        moves, stuck = len(self.chosen_moves), len(self.chosen_stuck)
        self.accept_button.setText(
            tell_accepting(moves, len(self.proposal.moves), stuck, self.proposal.verb)
        )
        self.accept_button.setEnabled(bool(moves or stuck))
        self.tick_button.setText(self.tr("Choose none") if moves else self.tr("Choose all"))
        self.tick_button.setVisible(len(self.proposal.moves) > 1)

    def _tick_all_or_none(self) -> None:
        is_ticked = not self.chosen_moves
        for each in self.proposal.moves:
            self.lines.ticks[each.before.id].setChecked(is_ticked)

    def _lay_out(self, top: QWidget | None) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN_PX, 16, _MARGIN_PX, 16)
        column.setSpacing(10)
        column.addWidget(label(self.proposal.title, "heading", wrap=True))
        if self.proposal.note:
            column.addWidget(label(self.proposal.note, "quiet", wrap=True))
        if self.proposal.figures:
            column.addWidget(self._figures())
        if top is not None:
            column.addWidget(top)
        column.addWidget(self._surface(), 1)
        column.addWidget(self.refusal)
        column.addLayout(self._foot())

    def _figures(self) -> QWidget:
        row = QWidget()
        flow = FlowLayout(row, gap=28)
        for name, before, after in self.proposal.figures:
            flow.addWidget(figure(name, before, after))
        return row

    def _surface(self) -> QFrame:
        surface = QFrame()
        set_kind(surface, "card")
        column = QVBoxLayout(surface)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(scrolled(self.lines))
        return surface

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.tick_button)
        row.addStretch(1)
        row.addWidget(self.cancel_button)
        row.addWidget(self.accept_button)
        return row

    def sizeHint(self) -> QSize:
        """Return as much room as the lines need, within the window behind."""
        lines = len(self.proposal.moves) + len(self.proposal.stuck)
        wanted = max(_LEAST_HEIGHT_PX, _ROOM_ROUND_PX + _LINE_PX * lines)
        parent = self.parentWidget()
        if parent is None:
            return QSize(_WIDTH_PX, min(wanted, 700))
        window = parent.window().size()
        return QSize(min(_WIDTH_PX, window.width() - 80), min(wanted, window.height() - 80))


def _chair_names(store: "Reader") -> Mapping[UUID, str]:
    from ivig_scheduler.services.setup.chairs import load_chairs  # noqa: PLC0415 - not for the start

    return {chair.id: chair.name for chair in load_chairs(store)}

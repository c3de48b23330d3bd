"""A proposal before it is accepted: every visit before and after, and what is gained by it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.proposals.figure import figure
from ivig_scheduler.ui.proposals.moves_sheet import MovesSheet
from ivig_scheduler.ui.proposals.proposal_words import (
    ADDED,
    DROPPED,
    NO_PLACE,
    tell_accepting,
    tell_added,
    tell_stuck,
    tell_whole,
)
from ivig_scheduler.ui.widgets.flow import FlowLayout
from ivig_scheduler.ui.widgets.kind import label
from ivig_scheduler.ui.widgets.scrolled import scrolled

if TYPE_CHECKING:
    from ivig_scheduler.services.proposals import Proposal, ProposedMove, StuckVisit

_WIDTH_PX, _LEAST_HEIGHT_PX, _MARGIN_PX = 1080, 360, 20
_LINE_PX, _ROOM_ROUND_PX = 32, 260


class ProposalSheet(MovesSheet):
    """A proposal whose moves, and visits without a place, can be accepted one by one.

    `top` stands between the figures and the lines.
    """

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
        self.setWindowTitle(self.tr("Proposal"))
        self.look = look
        self.proposal = proposal
        self.accept_button.setDefault(True)
        self._lay_out(top)
        # Left to itself, Qt gives a sheet no more than two thirds of the screen.
        self.resize(self.sizeHint())
        self._show_chosen()
        from ivig_scheduler.services.setup.chairs import (  # noqa: PLC0415 - not for the start
            load_chair_names,
        )

        desk.read(load_chair_names, self._fill)

    @property
    def offered(self) -> tuple["ProposedMove", ...]:
        """All moves of the proposal."""
        return self.proposal.moves

    @property
    def chosen_stuck(self) -> tuple["StuckVisit", ...]:
        """The visits without a place that are to go to the work list."""
        chosen = self.lines.chosen()
        return tuple(each for each in self.proposal.stuck if each.appointment.id in chosen)

    def _fill(self, chairs: Mapping[UUID, str]) -> None:
        self._add_moves(self.proposal, chairs)
        self._add_days(chairs)
        stuck = tuple(tell_stuck(each, chairs) for each in self.proposal.stuck)
        if stuck:
            is_whole = self.proposal.is_whole
            self.lines.add_group(
                self.tr(NO_PLACE), stuck, is_ticked=is_whole, kind="danger", is_fixed=is_whole
            )
        self._show_chosen()
        # Without lines there was nothing to accept yet, and so nothing to take the focus.
        self.accept_button.setFocus()

    def _add_days(self, chairs: Mapping[UUID, str]) -> None:
        """Add a line for each day that a cycle gains or loses."""
        days = self.proposal.days
        if self.proposal.is_whole and not self.proposal.moves:
            self.lines.add_heads()
        added = tuple(tell_added(each, chairs) for each in days.added)
        dropped = tuple(tell_stuck(each, chairs, "falls away") for each in days.dropped)
        for title, lines in ((ADDED, added), (DROPPED, dropped)):
            if lines:
                self.lines.add_group(
                    self.tr(title), lines, is_ticked=True, kind="warning", is_fixed=True
                )

    def _show_chosen(self) -> None:
        if self.proposal.is_whole:
            self._show_whole()
            return
        moves, stuck = len(self.chosen_moves), len(self.chosen_stuck)
        self.accept_button.setText(
            tell_accepting(moves, len(self.proposal.moves), stuck, self.proposal.verb)
        )
        self.accept_button.setEnabled(bool(moves or stuck))
        self._show_ticking()

    def _show_whole(self) -> None:
        """Show what the proposal comes to that nothing can be left out of."""
        found = self.proposal
        changes = len(found.moves) + len(found.days)
        self.accept_button.setText(tell_whole(changes, len(found.stuck), found.verb))
        self.tick_button.hide()
        self.accept_button.setEnabled(True)

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
        column.addWidget(self._surface_of(scrolled(self.lines)), 1)
        column.addWidget(self.refusal)
        column.addLayout(self._foot())

    def _figures(self) -> QWidget:
        row = QWidget()
        flow = FlowLayout(row, gap=28)
        for name, before, after in self.proposal.figures:
            flow.addWidget(figure(name, before, after))
        return row

    def sizeHint(self) -> QSize:
        """Return as much room as the lines need, within the window behind."""
        found = self.proposal
        lines = len(found.moves) + len(found.stuck) + len(found.days)
        wanted = max(_LEAST_HEIGHT_PX, _ROOM_ROUND_PX + _LINE_PX * lines)
        parent = self.parentWidget()
        if parent is None:
            return QSize(_WIDTH_PX, min(wanted, 700))
        window = parent.window().size()
        return QSize(min(_WIDTH_PX, window.width() - 80), min(wanted, window.height() - 80))

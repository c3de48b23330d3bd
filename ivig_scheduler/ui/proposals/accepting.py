"""Showing a proposal and making what is accepted of it, in one act with one undo."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ivig_scheduler.domain.errors import RuleBrokenError
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.proposals.proposal_sheet import ProposalSheet

if TYPE_CHECKING:
    from ivig_scheduler.domain.changes import Change, ChangeSet
    from ivig_scheduler.services.dispatcher import Work
    from ivig_scheduler.services.proposals import Proposal, ProposedMove, StuckVisit

#: Makes what was accepted: the moves, and the visits that go to the work list.
Accept = Callable[
    ["Work", tuple["ProposedMove", ...], tuple["StuckVisit", ...]],
    "ChangeSet",
]


def open_proposal(
    desk: Desk,
    look: Look,
    proposal: "Proposal",
    parent: QWidget,
    *,
    top: QWidget | None = None,
    extra: "tuple[Change, ...]" = (),
    accept: Accept | None = None,
    then: "Callable[[ChangeSet], None] | None" = None,
) -> ProposalSheet:
    """Show a proposal over the parent's window and return its sheet, which closes once it is done.

    `extra` are changes that belong to the act; `accept` is run in place of making moves and extra
    as they are. `then` is called with what changed.
    """
    sheet = ProposalSheet(desk, look, proposal, parent, top=top)
    make = accept or _plain(proposal, extra)

    def done(changes: "ChangeSet") -> None:
        sheet.done(ProposalSheet.DialogCode.Accepted)
        if then is not None:
            then(changes)

    def act(moves: "tuple[ProposedMove, ...]") -> None:
        stuck = sheet.chosen_stuck
        desk.act(lambda work: make(work, moves, stuck), then=done, refused=refused)

    def refused(error: RuleBrokenError) -> None:
        sheet.show_refusal(error)

    # What was read is out of date where somebody changed it meanwhile: the notice says so.
    desk.changed.connect(sheet.leave_if_stale)
    sheet.moves_accepted.connect(act)
    sheet.finished.connect(sheet.deleteLater)
    sheet.open()
    return sheet


def _plain(proposal: "Proposal", extra: "tuple[Change, ...]") -> Accept:
    def make(
        work: "Work", moves: "tuple[ProposedMove, ...]", stuck: "tuple[StuckVisit, ...]"
    ) -> "ChangeSet":
        from ivig_scheduler.services.accepting import accept_proposal  # noqa: PLC0415 - not for the start

        return accept_proposal(work, proposal.label, moves, stuck, extra)

    return make

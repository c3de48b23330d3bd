"""Offering to seat others anew where a cycle would fit at the wished time but for the chairs."""

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ivig_scheduler.services.reseating import CycleRoom, find_reseating_for, tell_reseating
from ivig_scheduler.services.work_list import book_cycle
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.proposals.accepting import open_proposal
from ivig_scheduler.ui.proposals.proposal_sheet import ProposalSheet

if TYPE_CHECKING:
    from ivig_scheduler.domain.changes import ChangeSet
    from ivig_scheduler.planning.series import Wish
    from ivig_scheduler.services.dispatcher import Work
    from ivig_scheduler.services.proposals import ProposedMove, StuckVisit


class RoomOffer(QObject):
    """Looks who would have to change chairs; `told` carries the words of the offer, "" for none."""

    told = Signal(str)

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        self._cycle_id: UUID | None = None
        self._found: CycleRoom | None = None
        self.sheet: ProposalSheet | None = None

    def look(self, cycle_id: UUID, wish: "Wish") -> None:
        """Look for room at the wished day and time; nothing is looked for without both."""
        self.forget()
        if wish.day is None or wish.start is None:
            return
        self._cycle_id, now = cycle_id, self._desk.local_now()
        self._desk.read(
            lambda store: find_reseating_for(store, cycle_id, wish, now=now),
            lambda found: self._take(cycle_id, found),
            view="worklist.room",
            refused=lambda _error: None,
        )

    def forget(self) -> None:
        """Offer nothing any more: another place or another cycle is looked at."""
        self._cycle_id, self._found = None, None
        self.told.emit("")

    def show(self, look: Look) -> None:
        """Show who changes chairs; accepting it books the cycle in the same act."""
        room, cycle_id = self._found, self._cycle_id
        if room is None or cycle_id is None:
            return

        def accept(
            work: "Work", moves: "tuple[ProposedMove, ...]", _stuck: "tuple[StuckVisit, ...]"
        ) -> "ChangeSet":
            return book_cycle(work, cycle_id, room.planned, moves)

        self.sheet = open_proposal(self._desk, look, room.proposal, self._page, accept=accept)

    def _take(self, cycle_id: UUID, found: CycleRoom | None) -> None:
        if cycle_id == self._cycle_id and found is not None:
            self._found = found
            self.told.emit(tell_reseating(found.proposal.moves))

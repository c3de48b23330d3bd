"""From trouble to its repair: looking for it, showing it, and offering it after what brought it."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ivig_scheduler.domain.wording import count
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.look import Look

if TYPE_CHECKING:
    from datetime import date, datetime

    from ivig_scheduler.domain.changes import Change, ChangeSet
    from ivig_scheduler.domain.records import Appointment, Record
    from ivig_scheduler.services.proposals import Proposal
    from ivig_scheduler.services.repair.troubles import Trouble
    from ivig_scheduler.storage.reader import Reader

# ruff: noqa: PLC0415 - services take long to import, and the window is not to wait for them

_VIEW = "repair"
#: What undo and redo bring is what was there before: nothing new is offered after them.
_REPEATED = ("Undo:", "Redo:")


def open_repair(desk: Desk, look: Look, trouble: "Trouble", parent: QWidget) -> None:
    """Look for the repair of a trouble and show it; where nothing needs one, say so."""
    from ivig_scheduler.ui.proposals.repair_search import search_repair

    search_repair(desk, trouble, lambda found: _show(desk, look, trouble, found, parent), parent)


def repair_day(desk: Desk, look: Look, day: "date", parent: QWidget) -> None:
    """Look for the repair of everything in conflict on a day."""
    from ivig_scheduler.services.repair.troubles import everything_on

    open_repair(desk, look, everything_on(day), parent)


def repair_everything(desk: Desk, look: Look, parent: QWidget) -> None:
    """Look for the repair of everything in conflict from today on."""
    from ivig_scheduler.services.repair.troubles import everything_from

    open_repair(desk, look, everything_from(desk.today()), parent)


def let_run_long(
    desk: Desk, look: Look, visit: "Appointment", minutes: int, parent: QWidget
) -> None:
    """Let a visit under way end later; where others are in its way, show who would move."""
    from ivig_scheduler.services.repair.running_long import extend_visit
    from ivig_scheduler.services.repair.troubles import find_affected, runs_long

    trouble, now = runs_long(visit, minutes), desk.local_now()

    def go_on(affected: tuple[object, ...]) -> None:
        if affected:
            open_repair(desk, look, trouble, parent)
        else:
            desk.act(lambda work: extend_visit(work, visit, minutes))

    desk.read(lambda store: find_affected(store, trouble, now), go_on, view=_VIEW)


def _show(
    desk: Desk, look: Look, trouble: "Trouble", proposal: "Proposal", parent: QWidget
) -> None:
    from ivig_scheduler.ui.proposals.accepting import open_proposal

    if proposal.moves or proposal.stuck:
        open_proposal(desk, look, proposal, parent, extra=trouble.extra)
    else:
        desk.tell(proposal.note)


class RepairOffer(QObject):
    """After a chair, a nurse or the site is out: how many visits are affected, and their repair.

    `offered` carries the words of the offer, or nothing once it no longer holds.
    """

    offered = Signal(str)

    def __init__(self, desk: Desk, look: Callable[[], Look], window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._look, self._window = desk, look, window
        self._trouble: Trouble | None = None
        desk.changed.connect(self._note_change)

    def take(self) -> None:
        """Look for the repair that is offered."""
        trouble, self._trouble = self._trouble, None
        if trouble is not None:
            self.offered.emit("")
            open_repair(self._desk, self._look(), trouble, self._window)

    def _note_change(self, changes: "ChangeSet | None") -> None:
        self._trouble = None
        if changes is None or changes.label.startswith(_REPEATED):
            return
        brought = [change.after for change in changes.changes if change.after is not None]
        kinds = {change.record.kind for change in changes.changes}
        now, edited = self._desk.local_now(), changes.changes if kinds & _EDITED else ()
        if not edited and not any(each.kind in _TROUBLES for each in brought):
            return
        self._desk.read(
            lambda store: _find(store, brought, edited, now), self._offer, view="repair.offer"
        )

    def _offer(self, found: "tuple[Trouble, int] | None") -> None:
        if found is None:
            return
        self._trouble, visits = found
        told = count(visits, "visit is", "visits are")
        self.offered.emit(self.tr("{0} affected: Repair…").format(told))


#: What kinds of records bring trouble.
_TROUBLES = frozenset({"outage", "absence", "closure", "hours of a day"})
_EDITED = frozenset({"opening hours", "hours of a day", "shift", "break", "chair"})


def _find(
    store: "Reader",
    brought: "list[Record]",
    edited: "Sequence[Change]",
    now: "datetime",
) -> "tuple[Trouble, int] | None":
    """Return the first trouble that affects a visit, and how many it affects."""
    from ivig_scheduler.services.repair.troubles import find_affected, trouble_of, trouble_of_edit

    found = [trouble_of(store, record) for record in brought]
    for trouble in (*found, trouble_of_edit(edited, now.date())):
        affected = find_affected(store, trouble, now) if trouble is not None else ()
        if trouble is not None and affected:
            return trouble, len(affected)
    return None

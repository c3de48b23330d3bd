"""The offer of a place for one cycle in a WorkPanel: looked for, made room for, booked, skipped."""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from ivig_scheduler.domain.errors import RuleBrokenError
from ivig_scheduler.domain.records import Chair
from ivig_scheduler.planning.series import PlannedCycle
from ivig_scheduler.services.work_list import WorkItem, book_cycle, plan_cycle, skip_cycle
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.worklist.room_offer import RoomOffer
from ivig_scheduler.ui.worklist.work_panel import WorkPanel

if TYPE_CHECKING:
    from ivig_scheduler.domain.changes import ChangeSet

PLAN_AFTER_MS = 200


class CycleOffer(QObject):
    """Fills a panel for the cycle it is shown. `settled` once the cycle is booked or skipped."""

    settled = Signal()

    def __init__(self, desk: Desk, panel: WorkPanel, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._panel, self.look = desk, panel, look
        self._item: WorkItem | None = None
        self._planned: PlannedCycle | None = None
        self._chairs: tuple[Chair, ...] = ()
        self.room = RoomOffer(desk, parent)
        self._view = f"offer.{id(self)}"
        self._pause = QTimer(self, singleShot=True, interval=PLAN_AFTER_MS)
        self._connect()

    @property
    def item(self) -> WorkItem | None:
        """The cycle that is shown."""
        return self._item

    @property
    def planned(self) -> PlannedCycle | None:
        """What is proposed for it, None while it is being looked for."""
        return self._planned

    def show_chairs(self, chairs: Sequence[Chair]) -> None:
        """Offer those chairs to wish for."""
        self._chairs = tuple(chairs)
        self._panel.set_chairs(chairs)

    def start(self, item: WorkItem) -> None:
        """Show another cycle, with no wish yet, and look for a place."""
        self._panel.start()
        self.show_again(item)

    def show_again(self, item: WorkItem) -> None:
        """Show the same cycle as it is now: the calendar may be another."""
        self._item = item
        self._panel.show_item(item, self._desk.today())
        self._plan()

    def forget(self) -> None:
        """Show no cycle any more."""
        self._item = None

    def _plan(self) -> None:
        self._pause.stop()
        item, wish, now = self._item, self._panel.wish(), self._desk.local_now()
        if item is None:
            return
        self._planned = None
        self.room.forget()
        self._panel.book.setEnabled(False)
        self._desk.read(
            lambda store: plan_cycle(store, item.cycle.id, wish, now=now),
            lambda planned: self._show_plan(item, planned),
            view=self._view,
            refused=lambda error: self._show_no_plan(item.cycle.id, error),
        )

    def _show_plan(self, item: WorkItem, planned: PlannedCycle) -> None:
        if self._is_shown(item.cycle.id):
            self._planned = planned
            self._panel.show_proposal(planned, self._chairs, item.order.days_per_cycle)
            wish = self._panel.wish()
            if not planned.visits and wish is not None:
                self.room.look(item.cycle.id, wish)

    def _show_no_plan(self, cycle_id: UUID, error: RuleBrokenError) -> None:
        if self._is_shown(cycle_id):
            self._panel.show_searching()
            self._panel.show_refusal(error)

    def _book(self) -> None:
        item, planned = self._item, self._planned
        if item is None or planned is None:
            return
        self._panel.book.setEnabled(False)
        self._desk.act(
            lambda work: book_cycle(work, item.cycle.id, planned),
            then=self._settle,
            refused=lambda error: self._refuse(item.cycle.id, error),
        )

    def _refuse(self, cycle_id: UUID, error: RuleBrokenError) -> None:
        if self._is_shown(cycle_id):
            self._panel.show_refusal(error)

    def _skip(self, reason: str) -> None:
        item = self._item
        if item is not None:
            self._desk.act(
                lambda work: skip_cycle(work, item.cycle, reason),
                then=self._settle,
                refused=lambda error: self._refuse_skip(item.cycle.id, error),
            )

    def _refuse_skip(self, cycle_id: UUID, error: RuleBrokenError) -> None:
        if self._is_shown(cycle_id):
            self._panel.show_skip_refusal(error)

    def _settle(self, _changes: "ChangeSet") -> None:
        self.settled.emit()

    def _is_shown(self, cycle_id: UUID) -> bool:
        return self._item is not None and self._item.cycle.id == cycle_id

    def _wait_for_more(self) -> None:
        # What is on screen is not what is wished for any more: it cannot be booked meanwhile.
        self._planned = None
        self.room.forget()
        self._panel.book.setEnabled(False)
        self._pause.start()

    def _connect(self) -> None:
        panel = self._panel
        self._pause.timeout.connect(self._plan)
        panel.wish_changed.connect(self._wait_for_more)
        panel.book_requested.connect(self._book)
        panel.room_requested.connect(lambda: self.room.show(self.look))
        self.room.told.connect(panel.offer_room)
        panel.skip_requested.connect(self._skip)

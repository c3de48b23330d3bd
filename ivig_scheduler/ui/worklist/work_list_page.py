"""The work list page: who waits for a place, the longest first, and a place for the one chosen."""

from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ivig_scheduler.domain.errors import RuleBrokenError
from ivig_scheduler.domain.records import Chair
from ivig_scheduler.domain.wording import count
from ivig_scheduler.planning.series import PlannedCycle
from ivig_scheduler.services.setup.chairs import load_chairs
from ivig_scheduler.services.work_list import (
    WorkItem,
    book_cycle,
    load_work_list,
    plan_cycle,
    skip_cycle,
)
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.navigator import Navigator
from ivig_scheduler.ui.page import Page
from ivig_scheduler.ui.widgets.card import Card
from ivig_scheduler.ui.widgets.empty import EmptyState
from ivig_scheduler.ui.widgets.kind import label
from ivig_scheduler.ui.widgets.rows_model import RowsModel
from ivig_scheduler.ui.widgets.table import HouseTable
from ivig_scheduler.ui.worklist.room_offer import RoomOffer
from ivig_scheduler.ui.worklist.work_columns import work_columns
from ivig_scheduler.ui.worklist.work_panel import WorkPanel

if TYPE_CHECKING:
    from ivig_scheduler.storage.reader import Reader

PLAN_AFTER_MS = 200
_PANEL_WIDTH = (400, 520)


class _Loaded(NamedTuple):
    items: tuple[WorkItem, ...]
    chairs: tuple[Chair, ...]


class WorkListPage(Page):
    """The cycle at the top is chosen at first; after one has its place, the one that follows."""

    def __init__(
        self, desk: Desk, navigator: Navigator, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, navigator, look, parent)
        self._item: WorkItem | None = None
        self._planned: PlannedCycle | None = None
        self._chairs: tuple[Chair, ...] = ()
        self._model: RowsModel[Any] = RowsModel(work_columns(), lambda item: item.cycle.id, self)
        self.table = HouseTable(look.theme, self._model)
        self.panel = WorkPanel(look)
        self.empty = EmptyState(
            self.tr("Nobody is waiting for a place"),
            self.tr("A cycle comes here when its visit is called off, missed, or could not be "
                    "booked with its course."),
        )  # fmt: skip
        self._tally = label("", "quiet")
        self._body = QStackedWidget()
        self.room = RoomOffer(desk, self)
        self._pause = QTimer(self, singleShot=True, interval=PLAN_AFTER_MS)
        self._lay_out()
        self._connect()

    @property
    def items(self) -> tuple[Any, ...]:
        """The cycles in the list."""
        return self._model.rows

    @property
    def planned(self) -> PlannedCycle | None:
        """What is proposed for the chosen cycle, None while it is being looked for."""
        return self._planned

    def refresh(self) -> None:
        """Load the list anew; the chosen cycle and what was typed about it stay."""
        today = self.desk.today()

        def query(store: "Reader") -> _Loaded:
            return _Loaded(load_work_list(store, today), load_chairs(store))

        self.desk.read(query, self._show, view="worklist.list")

    def set_look(self, look: Look) -> None:
        """Draw in another theme."""
        super().set_look(look)
        self.table.set_theme(look.theme)
        self.panel.set_look(look)

    def has_unsaved(self) -> bool:
        """Return whether a reason to skip was typed and not used."""
        return self._item is not None and self.panel.has_typed()

    def _show(self, loaded: _Loaded) -> None:
        place = max(self.table.currentIndex().row(), 0)
        self._chairs = loaded.chairs
        self.panel.set_chairs(loaded.chairs)
        self._model.show_rows(loaded.items)
        waiting = count(len(loaded.items), "cycle")
        self._tally.setText(self.tr("%s without a place, the longest due first") % waiting)
        self._body.setCurrentIndex(1 if loaded.items else 0)
        self._keep_choice(place)

    def _keep_choice(self, place: int) -> None:
        kept = self._model.place_of(self._item.cycle.id) if self._item else -1
        if kept >= 0:
            # The calendar may be another now: the proposal is looked for again.
            self._item = self._model.rows[kept]
            self.panel.show_item(self._item, self.desk.today())
            self._plan()
        elif self._model.rows:
            self._item = None
            last = len(self._model.rows) - 1
            self.table.setCurrentIndex(self._model.index(min(place, last), 0))
        else:
            self._item = None

    def _choose(self, item: WorkItem | None) -> None:
        if item is None or (self._item and item.cycle.id == self._item.cycle.id):
            return
        self._item = item
        self.panel.start()
        self.panel.show_item(item, self.desk.today())
        self._plan()

    def _plan(self) -> None:
        self._pause.stop()
        item, wish, now = self._item, self.panel.wish(), self.desk.local_now()
        if item is None:
            return
        self._planned = None
        self.room.forget()
        self.panel.book.setEnabled(False)
        self.desk.read(
            lambda store: plan_cycle(store, item.cycle.id, wish, now=now),
            lambda planned: self._show_plan(item, planned),
            view="worklist.plan",
            refused=lambda error: self._show_no_plan(item.cycle.id, error),
        )

    def _show_plan(self, item: WorkItem, planned: PlannedCycle) -> None:
        if self._is_chosen(item.cycle.id):
            self._planned = planned
            self.panel.show_proposal(planned, self._chairs, item.order.days_per_cycle)
            wish = self.panel.wish()
            if not planned.visits and wish is not None:
                self.room.look(item.cycle.id, wish)

    def _show_no_plan(self, cycle_id: UUID, error: RuleBrokenError) -> None:
        if self._is_chosen(cycle_id):
            self.panel.show_searching()
            self.panel.show_refusal(error)

    def _book(self) -> None:
        item, planned = self._item, self._planned
        if item is None or planned is None:
            return
        self.panel.book.setEnabled(False)
        self.desk.act(
            lambda work: book_cycle(work, item.cycle.id, planned),
            refused=lambda error: self._refuse(item.cycle.id, error),
        )

    def _refuse(self, cycle_id: UUID, error: RuleBrokenError) -> None:
        if self._is_chosen(cycle_id):
            self.panel.show_refusal(error)

    def _skip(self, reason: str) -> None:
        item = self._item
        if item is not None:
            self.desk.act(
                lambda work: skip_cycle(work, item.cycle, reason),
                refused=lambda error: self._refuse_skip(item.cycle.id, error),
            )

    def _refuse_skip(self, cycle_id: UUID, error: RuleBrokenError) -> None:
        if self._is_chosen(cycle_id):
            self.panel.show_skip_refusal(error)

    def _is_chosen(self, cycle_id: UUID) -> bool:
        return self._item is not None and self._item.cycle.id == cycle_id

    def _lay_out(self) -> None:
        self.table.setAccessibleName(self.tr("Work list"))
        self.panel.setMinimumWidth(_PANEL_WIDTH[0])
        self.panel.setMaximumWidth(_PANEL_WIDTH[1])
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(label(self.tr("Work list"), "heading"))
        head.addWidget(self._tally)
        head.addStretch(1)
        card = Card()
        card.body.setContentsMargins(8, 4, 8, 8)
        card.add(self.table, 1)
        column = QVBoxLayout()
        column.setContentsMargins(20, 14, 20, 20)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(card, 1)
        filled = QWidget()
        row = QHBoxLayout(filled)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(column, 5)
        row.addWidget(self.panel, 2)
        self._body.addWidget(self.empty)
        self._body.addWidget(filled)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._body)

    def _connect(self) -> None:
        panel = self.panel
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(lambda _item: panel.book.setFocus())
        self._pause.timeout.connect(self._plan)
        panel.wish_changed.connect(self._wait_for_more)
        panel.book_requested.connect(self._book)
        panel.room_requested.connect(lambda: self.room.show(self.look))
        self.room.told.connect(panel.offer_room)
        panel.skip_requested.connect(self._skip)
        panel.patient_requested.connect(self._go_to_patient)
        panel.course_requested.connect(self._go_to_course)

    def _go_to_patient(self) -> None:
        if self._item is not None:
            self.navigator.patient_requested.emit(self._item.patient.id)

    def _go_to_course(self) -> None:
        if self._item is not None:
            self.navigator.course_requested.emit(self._item.course.id)

    def _wait_for_more(self) -> None:
        # What is on screen is not what is wished for any more: it cannot be booked meanwhile.
        self._planned = None
        self.room.forget()
        self.panel.book.setEnabled(False)
        self._pause.start()

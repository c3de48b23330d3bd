"""The work list page: who waits for a place, the longest first, and a place for the one chosen."""

from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ivig_scheduler.domain.records import Chair
from ivig_scheduler.domain.wording import count
from ivig_scheduler.planning.series import PlannedCycle
from ivig_scheduler.services.setup.chairs import load_chairs
from ivig_scheduler.services.work_list import WorkItem, load_work_list
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.navigator import Navigator
from ivig_scheduler.ui.page import Page
from ivig_scheduler.ui.text_size import set_px
from ivig_scheduler.ui.widgets.card import Card
from ivig_scheduler.ui.widgets.empty import EmptyState
from ivig_scheduler.ui.widgets.kind import label
from ivig_scheduler.ui.widgets.rows_model import RowsModel
from ivig_scheduler.ui.widgets.table import HouseTable
from ivig_scheduler.ui.worklist.cycle_offer import CycleOffer
from ivig_scheduler.ui.worklist.work_columns import work_columns
from ivig_scheduler.ui.worklist.work_panel import WorkPanel

if TYPE_CHECKING:
    from ivig_scheduler.storage.reader import Reader

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
        self.offer = CycleOffer(desk, self.panel, look, self)
        self._lay_out()
        self._connect()

    @property
    def items(self) -> tuple[Any, ...]:
        """The cycles in the list."""
        return self._model.rows

    @property
    def planned(self) -> PlannedCycle | None:
        """What is proposed for the chosen cycle, None while it is being looked for."""
        return self.offer.planned

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
        self.offer.look = look

    def has_unsaved(self) -> bool:
        """Return whether a reason to skip was typed and not used."""
        return self.offer.item is not None and self.panel.has_typed()

    def _show(self, loaded: _Loaded) -> None:
        place = max(self.table.currentIndex().row(), 0)
        self.offer.show_chairs(loaded.chairs)
        self._model.show_rows(loaded.items)
        waiting = count(len(loaded.items), "cycle")
        self._tally.setText(self.tr("%s without a place, the longest due first") % waiting)
        self._body.setCurrentIndex(1 if loaded.items else 0)
        self._keep_choice(place)

    def _keep_choice(self, place: int) -> None:
        item = self.offer.item
        kept = self._model.place_of(item.cycle.id) if item else -1
        if kept >= 0:
            self.offer.show_again(self._model.rows[kept])
            return
        self.offer.forget()
        if self._model.rows:
            last = len(self._model.rows) - 1
            self.table.setCurrentIndex(self._model.index(min(place, last), 0))

    def _choose(self, item: WorkItem | None) -> None:
        shown = self.offer.item
        if item is not None and (shown is None or item.cycle.id != shown.cycle.id):
            self.offer.start(item)

    def _lay_out(self) -> None:
        self.table.setAccessibleName(self.tr("Work list"))
        set_px(self.panel, least_panel=_PANEL_WIDTH[0])
        set_px(self.panel, most_panel=_PANEL_WIDTH[1])
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
        panel.patient_requested.connect(self._go_to_patient)
        panel.course_requested.connect(self._go_to_course)

    def _go_to_patient(self) -> None:
        if self.offer.item is not None:
            self.navigator.patient_requested.emit(self.offer.item.patient.id)

    def _go_to_course(self) -> None:
        if self.offer.item is not None:
            self.navigator.course_requested.emit(self.offer.item.course.id)

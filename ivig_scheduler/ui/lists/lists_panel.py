"""The panel at the left of the schedule: the day, who needs a place, who waits, and tomorrow."""

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ivig_scheduler.domain.wording import count, show_full_day
from ivig_scheduler.services.readiness import Readiness
from ivig_scheduler.services.today import today_lines
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.lists.list_page import ListPage
from ivig_scheduler.ui.lists.list_row import ListRow
from ivig_scheduler.ui.lists.lists_acts import ListsActs
from ivig_scheduler.ui.lists.loading import LoadedLists, load_lists
from ivig_scheduler.ui.lists.tabs import Tabs
from ivig_scheduler.ui.lists.today_rows import today_row
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.navigator import Navigator
from ivig_scheduler.ui.widgets.kind import button, set_kind

if TYPE_CHECKING:
    from ivig_scheduler.ui.schedule.loading import LoadedDay

TODAY, NEEDS, WAITING, TOMORROW = "today", "needs", "waiting", "tomorrow"
#: The day that is shown comes first; the lists are read once it is there.
_LOAD_AFTER_MS = 120
_CLOCK_EVERY_MS = 30_000


class ListsPanel(QWidget):
    """Four lists, one of them shown.

    `visit_chosen` carries the id of a visit of the shown day that the user came to, `visit_opened`
    one that is to be opened, `menu_asked` one with a place on the screen; `left` that the keys go
    back to the schedule, `closed` that the lists are to be hidden.
    """

    visit_chosen = Signal(object)
    visit_opened = Signal(object)
    menu_asked = Signal(object, QPoint)
    left = Signal()
    closed = Signal()

    def __init__(
        self, desk: Desk, navigator: Navigator, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._loaded: LoadedDay | None = None
        self.tabs = Tabs(
            (
                (TODAY, self.tr("Today")),
                (NEEDS, self.tr("Needs booking")),
                (WAITING, self.tr("Waiting")),
                (TOMORROW, self.tr("Tomorrow")),
            )
        )
        self.pages = {
            TODAY: ListPage(look, self.tr("Visits of the day")),
            NEEDS: ListPage(look, self.tr("Needs booking")),
            WAITING: ListPage(look, self.tr("Waiting for an earlier place")),
            TOMORROW: ListPage(look, self.tr("Tomorrow's readiness")),
        }
        self.hide_button = button("‹", "link")
        self.hide_button.setAccessibleName(self.tr("Hide the lists"))
        self.hide_button.setToolTip(self.tr("Hide the lists"))
        self._stack = QStackedWidget()
        self._pause = QTimer(self, singleShot=True, interval=_LOAD_AFTER_MS)
        self._tick = QTimer(self, interval=_CLOCK_EVERY_MS)
        self.acts = ListsActs(desk, navigator, look, self)
        self._lay_out()
        self._connect()

    @property
    def page(self) -> ListPage:
        """The list that is shown."""
        return self.pages[self.tabs.current()]

    @property
    def is_about_to_read(self) -> bool:
        """Whether the lists are to be read in a moment."""
        return self._pause.isActive()

    def show_list(self, key: str, *, with_focus: bool = True) -> None:
        """Show one of the lists."""
        self.tabs.select(key)
        self._stack.setCurrentWidget(self.page)
        self.setFocusProxy(self.page.view)
        if with_focus:
            self.start()

    def start(self) -> None:
        """Let the keys go to the list that is shown."""
        self.page.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.page.view.choose_first()

    def show_day(self, loaded: "LoadedDay") -> None:
        """Show the visits of a day."""
        self._loaded = loaded
        self._show_today()

    def select_visit(self, appointment_id: UUID | None) -> None:
        """Choose the visit that is selected on the schedule."""
        self.acts.selected = appointment_id
        self.pages[TODAY].view.select_visit(appointment_id)
        self._show_add()

    def refresh(self) -> None:
        """Read the lists soon; several changes in a row are read once."""
        if self.isVisible():
            self._pause.start()

    def set_look(self, look: Look) -> None:
        """Draw in another theme."""
        self.acts.look = look
        for page in self.pages.values():
            page.view.set_look(look)

    def _show_today(self) -> None:
        if self._loaded is None:
            return
        loaded, now = self._loaded, self._desk.local_now()
        lines = today_lines(loaded.day, now, loaded.troubles)
        page = self.pages[TODAY]
        day = show_full_day(loaded.day.day)
        closed = loaded.day.closed_reason
        page.show_rows(
            tuple(today_row(each, now) for each in lines),
            f"{day}: closed, {closed}." if closed else self.tr("No visits on {}.").format(day),
        )
        self.tabs.show_count(TODAY, len(lines), count(len(lines), "visit"))
        page.view.select_visit(self.acts.selected)

    def _load(self) -> None:
        now = self._desk.local_now()
        self._desk.read(lambda store: load_lists(store, now), self._show_lists, view="lists")

    def _show_lists(self, lists: LoadedLists) -> None:
        needs, waiting = self.pages[NEEDS], self.pages[WAITING]
        needs.show_rows(lists.needs, self.tr("Nobody is without a place."))
        waiting.show_rows(
            lists.waiting,
            self.tr(
                "Nobody waits for an earlier place. Choose “Wants an earlier place…” in the menu "
                "of a visit."
            ),
        )
        self.pages[TOMORROW].show_rows(lists.tomorrow, self._tell_tomorrow(lists.readiness))
        self.tabs.show_count(NEEDS, needs.view.rows.count)
        self.tabs.show_count(WAITING, lists.still_waiting)
        lacking = lists.readiness.not_ready
        self.tabs.show_count(TOMORROW, lacking, f"{lacking} not ready")

    def _tell_tomorrow(self, readiness: Readiness) -> str:
        if readiness.day is None:
            return self.tr("The site is closed for a long time.")
        return self.tr("No visits on {}.").format(show_full_day(readiness.day))

    def _show_add(self) -> None:
        self.pages[WAITING].action.setEnabled(self.acts.selected is not None)

    def _choose(self, row: ListRow) -> None:
        if self.page is self.pages[TODAY]:
            self.acts.selected = row.visit_id
            self.visit_chosen.emit(row.visit_id)

    def _take_keys_back(self) -> None:
        """Go on where the user was before a sheet was opened."""
        self.window().activateWindow()
        if self.isVisible():
            self.page.view.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.left.emit()

    def _turn(self, by: int) -> None:
        keys = list(self.pages)
        self.show_list(keys[(keys.index(self.tabs.current()) + by) % len(keys)])

    def _lay_out(self) -> None:
        set_kind(self, "lists")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        for page in self.pages.values():
            self._stack.addWidget(page)
        self.pages[WAITING].offer(self.tr("Add the selected visit…"))
        self.pages[TODAY].view.pressed_twice = "advance"
        self.pages[TOMORROW].view.pressed_twice = "advance"
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(6)
        row = QHBoxLayout()
        row.setContentsMargins(8, 0, 2, 0)
        row.setSpacing(2)
        row.addWidget(self.tabs, 1)
        row.addWidget(self.hide_button)
        column.addLayout(row)
        column.addWidget(self._stack, 1)
        self.setFocusProxy(self.page.view)
        self._show_add()

    def _connect(self) -> None:
        self.tabs.chosen.connect(self.show_list)
        self.hide_button.clicked.connect(self.closed)
        self._pause.timeout.connect(self._load)
        self._tick.timeout.connect(self._show_today)
        self._desk.changed.connect(lambda _changes: self.refresh())
        for page in self.pages.values():
            view = page.view
            view.turned.connect(self._turn)
            view.left.connect(self.left)
            view.chosen.connect(self._choose)
            view.acted.connect(self.acts.act)
            view.menu_asked.connect(self.acts.open_menu)
        self.pages[WAITING].action.clicked.connect(self.acts.wait_with_selected)
        self.acts.flow.closed.connect(self._take_keys_back)
        self.acts.visit_opened.connect(self.visit_opened)
        self.acts.menu_asked.connect(self.menu_asked)

    def showEvent(self, event: QShowEvent) -> None:
        """Read what has changed while it was not seen, and follow the clock."""
        super().showEvent(event)
        self._show_today()
        self._load()
        self._tick.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave the clock alone while it is not seen."""
        super().hideEvent(event)
        self._tick.stop()
        self._pause.stop()

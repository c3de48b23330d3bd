"""The panel at the left of the schedule: the day, who needs a place, who waits, and tomorrow."""

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ivig_scheduler.domain.wording import count, show_full_day, show_near_day
from ivig_scheduler.services.readiness import Readiness
from ivig_scheduler.ui.actions import LISTS_ACTIONS
from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.lists.list_page import ListPage
from ivig_scheduler.ui.lists.list_row import ListRow
from ivig_scheduler.ui.lists.lists_acts import ListsActs
from ivig_scheduler.ui.lists.lists_reader import ListsReader
from ivig_scheduler.ui.lists.loading import NEEDS, TODAY, TOMORROW, WAITING, LoadedList
from ivig_scheduler.ui.lists.tabs import Tabs
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.navigator import Navigator
from ivig_scheduler.ui.shortcuts import bind_button
from ivig_scheduler.ui.widgets.kind import button, set_kind

if TYPE_CHECKING:
    from ivig_scheduler.ui.schedule.loading import LoadedDay


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
        self.reader = ListsReader(desk, self)
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
        return self.reader.is_about_to_read

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
        self.reader.show_day(loaded)

    def select_visit(self, appointment_id: UUID | None) -> None:
        """Choose the visit that is selected on the schedule."""
        self.acts.selected = appointment_id
        self.pages[TODAY].view.select_visit(appointment_id)
        self._show_add()

    def set_look(self, look: Look) -> None:
        """Draw in another theme."""
        self.acts.look = look
        for page in self.pages.values():
            page.view.set_look(look)

    def _show_today(self, loaded: "LoadedDay", made: LoadedList) -> None:
        day, closed = show_full_day(loaded.day.day), loaded.day.closed_reason
        empty = f"{day}: closed, {closed}." if closed else self.tr("No visits on {}.").format(day)
        page = self.pages[TODAY]
        page.show_rows(made.rows, empty)
        is_today = loaded.day.day == self._desk.today()
        self.tabs.rename(TODAY, self.tr("Today") if is_today else show_near_day(loaded.day.day))
        self.tabs.show_count(TODAY, made.count, count(made.count, "visit"))
        page.view.select_visit(self.acts.selected)

    def _show_list(self, key: str, found: LoadedList) -> None:
        self.pages[key].show_rows(found.rows, self._tell_empty(key, found))
        if key == TOMORROW:
            self.tabs.show_count(key, found.count, f"{found.count} not ready")
        else:
            self.tabs.show_count(key, found.count)

    def _tell_empty(self, key: str, found: LoadedList) -> str:
        if found.readiness is not None:
            return self._tell_tomorrow(found.readiness)
        if key == NEEDS:
            return self.tr("Nobody is without a place.")
        return self.tr(
            "Nobody waits for an earlier place. Choose “Wants an earlier place…” in the menu of a "
            "visit."
        )

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
        self.reader.today_made.connect(self._show_today)
        self.reader.list_read.connect(self._show_list)
        for page in self.pages.values():
            view = page.view
            view.turned.connect(self._turn)
            view.left.connect(self.left)
            view.chosen.connect(self._choose)
            view.acted.connect(self.acts.act)
            view.menu_asked.connect(self.acts.open_menu)
        bind_button(self.pages[WAITING].action, LISTS_ACTIONS, "add", self)
        self.pages[WAITING].action.clicked.connect(self.acts.wait_with_selected)
        self.acts.flow.closed.connect(self._take_keys_back)
        self.acts.visit_opened.connect(self.visit_opened)
        self.acts.menu_asked.connect(self.menu_asked)

    def showEvent(self, event: QShowEvent) -> None:
        """Read what has changed while it was not seen, and follow the clock."""
        super().showEvent(event)
        self.reader.wake()

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave the clock alone while it is not seen."""
        super().hideEvent(event)
        self.reader.sleep()

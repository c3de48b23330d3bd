"""The window: a rail, the page in front, a banner for trouble, and what was done last."""

from datetime import date
from functools import cached_property, partial
from typing import TYPE_CHECKING, cast
from uuid import UUID

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.exceptions.opening import exception_acts
from ivig_scheduler.ui.focus import FocusKeeper
from ivig_scheduler.ui.lists.waiting_offer import WaitingOffer
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.navigator import Navigator
from ivig_scheduler.ui.page import Page
from ivig_scheduler.ui.pages import (
    COURSES,
    NEW_COURSE,
    PATIENTS,
    RAIL_ITEMS,
    RAIL_PLACE,
    SCHEDULE,
    SETUP,
    page_class,
)
from ivig_scheduler.ui.proposals.repair_flow import RepairOffer, repair_everything
from ivig_scheduler.ui.schedule.view_choices import ViewChoices, acts_of, ticked
from ivig_scheduler.ui.status_strip import StatusStrip
from ivig_scheduler.ui.stylesheet import apply_theme
from ivig_scheduler.ui.text_size import TEXT_SIZES, set_text_size, size_anew
from ivig_scheduler.ui.theme import Theme, ThemeChoice, ThemeSource
from ivig_scheduler.ui.widgets.banner import Banner
from ivig_scheduler.ui.widgets.rail import Rail
from ivig_scheduler.ui.widgets.scrolled import reachable
from ivig_scheduler.ui.window_actions import WindowActions
from ivig_scheduler.ui.window_state import WindowState

if TYPE_CHECKING:
    from ivig_scheduler.ui.courses.courses_page import CoursesPage
    from ivig_scheduler.ui.courses.new_course_page import NewCoursePage
    from ivig_scheduler.ui.find_panel import FindPanel
    from ivig_scheduler.ui.patient_search import PatientSearch
    from ivig_scheduler.ui.patients.patients_page import PatientsPage
    from ivig_scheduler.ui.printing.print_flow import PrintFlow
    from ivig_scheduler.ui.printing.request import PrintRequest
    from ivig_scheduler.ui.schedule.schedule_page import SchedulePage
    from ivig_scheduler.ui.setup.setup_page import SetupPage

TITLE = "IVIG Scheduler"
FIRST_SIZE = (1280, 800)


class MainWindow(QMainWindow):
    """Puts the pages together.

    `drawn` is emitted once, when the first frame is on the screen; the first page is made then.
    """

    drawn = Signal()

    def __init__(self, desk: Desk, themes: ThemeSource, state: WindowState) -> None:
        super().__init__()
        self._desk = desk
        self._themes = themes
        self._state = state
        self._look = Look.of(themes.theme)
        self._is_drawn = False
        self.preview: PrintFlow | None = None
        self._first_page = SCHEDULE
        self.navigator = Navigator(self)
        self._pages: dict[str, Page] = {}
        self._shown = ""
        self.rail = Rail(RAIL_ITEMS, self._look.icons)
        self.banner = Banner(self._look.icons)
        self.stack = QStackedWidget()
        FocusKeeper(self.stack)
        self.strip = StatusStrip()
        self.repair_offer = RepairOffer(desk, lambda: self._look, self)
        self.waiting_offer = WaitingOffer(desk, lambda: self._look, self)
        self._offered: RepairOffer | WaitingOffer = self.repair_offer
        self.actions_of_window = WindowActions(self)
        self.view_choices = ViewChoices(state.kept, self)
        self._build()
        self._connect()
        if not state.restore(self):
            self.resize(*FIRST_SIZE)

    @property
    def page(self) -> Page:
        """The page in front."""
        return self._pages[self._shown]

    @property
    def page_key(self) -> str:
        """The key of the page in front."""
        return self._shown

    @cached_property
    def search(self) -> "PatientSearch":
        """The search box in the bar of the schedule."""
        from ivig_scheduler.ui.patient_search import PatientSearch  # noqa: PLC0415 - after the frame

        box = PatientSearch(self._desk)
        box.patient_chosen.connect(self.navigator.patient_requested)
        return box

    @cached_property
    def find_panel(self) -> "FindPanel":
        """The search over the other pages."""
        from ivig_scheduler.ui.find_panel import FindPanel  # noqa: PLC0415 - seldom asked for

        panel = FindPanel(self._desk, self)
        panel.patient_chosen.connect(self.navigator.patient_requested)
        return panel

    def begin_with(self, key: str) -> None:
        """Let another page than the schedule be the first."""
        self._first_page = key

    def show_page(self, key: str) -> Page:
        """Bring a page to the front, making it when it is first asked for."""
        page = self._pages.get(key) or self._make_page(key)
        self._shown = key
        self.stack.setCurrentIndex(list(self._pages).index(key))
        self.rail.select(RAIL_PLACE.get(key, key))
        if key != SCHEDULE:
            self.strip.tell_state("")
        return page

    def _make_page(self, key: str) -> Page:
        page = self._pages[key] = page_class(key)(self._desk, self.navigator, self._look)
        self.stack.addWidget(reachable(page))
        if key == SCHEDULE:
            schedule = cast("SchedulePage", page)
            schedule.set_search(self.search)
            schedule.lists.follow(self._state.kept)
            schedule.follow(self.view_choices)
            schedule.status_told.connect(self.strip.tell_state)
        return page

    def _begin(self) -> None:
        self.drawn.emit()
        if not self._pages:
            page = self.show_page(self._first_page)
            page.setFocus()
            if self._first_page == NEW_COURSE:
                self.start_course(None)

    def _build(self) -> None:
        self.setWindowTitle(TITLE)
        pages = QVBoxLayout()
        pages.setContentsMargins(0, 0, 0, 0)
        pages.setSpacing(0)
        pages.addWidget(self.banner)
        pages.addWidget(self.stack, 1)
        middle = QWidget()
        row = QHBoxLayout(middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(pages, 1)
        self.setCentralWidget(middle)
        self.setStatusBar(self.strip)
        self.actions_of_window.show_theme_choice(self._themes.choice)
        self.actions_of_window.show_text_size(self._state.text_size)
        self._tick_choices()
        self.rail.add_below(self.actions_of_window.menu_button(self._look.icons))

    def _connect(self) -> None:
        desk, go = self._desk, self.navigator
        self.rail.page_chosen.connect(self.show_page)
        desk.noticed.connect(self.strip.tell_notice)
        desk.taken.connect(lambda _about: self.strip.show_taken())
        desk.settled.connect(self.strip.settle)
        desk.busy_changed.connect(self.strip.set_busy)
        desk.troubled.connect(self._show_trouble)
        desk.history_changed.connect(self.actions_of_window.show_history)
        self.view_choices.changed.connect(self._tick_choices)
        self.strip.undo_requested.connect(desk.undo)
        for each in (self.repair_offer, self.waiting_offer):
            each.offered.connect(partial(self._offer, each))
        self.strip.offer_taken.connect(self._take_offer)
        self.banner.action_requested.connect(self._try_again)
        self._themes.changed.connect(self._show_theme)
        go.page_requested.connect(self.show_page)
        go.day_requested.connect(self._show_day)
        go.patient_requested.connect(self._show_patient)
        go.new_course_requested.connect(self.start_course)
        go.course_requested.connect(self._show_course)
        go.setup_requested.connect(self._show_setup)
        go.print_requested.connect(self.open_preview)
        self.actions_of_window.connect_to(
            {
                "new_course": partial(self.start_course, None),
                "print": self.print_front,
                "quit": self.close,
                "undo": desk.undo,
                "redo": desk.redo,
                "search": self.find_patient,
                "repair": lambda: repair_everything(desk, self._look, self),
                **{f"page_{item.page}": partial(self.show_page, item.page) for item in RAIL_ITEMS},
                "lists": self.toggle_lists,
                "theme_system": partial(self._choose_theme, "system"),
                "theme_light": partial(self._choose_theme, "light"),
                "theme_dark": partial(self._choose_theme, "dark"),
                "keys": self.actions_of_window.show_keys,
                "menu": self.actions_of_window.open_menu,
                "offer": self.strip.take_offer,
                **acts_of(self.view_choices),
                "text_larger": partial(self._step_text, 1),
                "text_smaller": partial(self._step_text, -1),
                **{f"text_{each}": partial(self.set_text_size, each) for each in TEXT_SIZES},
                **exception_acts(desk, lambda: self._look, go, self, self._schedule),
            }
        )

    def _schedule(self) -> "SchedulePage":
        """Bring the schedule to the front."""
        return cast("SchedulePage", self.show_page(SCHEDULE))

    def toggle_lists(self) -> None:
        """Open the lists beside the schedule, or close them; from another page go to them."""
        is_elsewhere = self.page_key != SCHEDULE
        schedule = cast("SchedulePage", self.show_page(SCHEDULE))
        if not (is_elsewhere and schedule.lists.is_open):
            schedule.toggle_lists()

    def print_front(self) -> None:
        """Show what can be printed of the page in front, else the sheets of today."""
        request = self.page.print_request()
        if request is None:
            from ivig_scheduler.ui.printing.request import of_day  # noqa: PLC0415 - seldom

            request = of_day(self._desk.today())
        self.open_preview(request)

    def open_preview(self, request: "PrintRequest") -> None:
        """Show sheets as they will be printed."""
        from ivig_scheduler.ui.printing.print_flow import open_preview  # noqa: PLC0415 - seldom

        self.preview = open_preview(self._desk, self._look, request, self._state.kept, self)

    def find_patient(self) -> None:
        """Let the user type a name, a birth date or a number, whatever page is in front."""
        if self.page_key == SCHEDULE:
            self.search.start()
        else:
            self.find_panel.open_over(self.stack)

    def start_course(self, patient_id: UUID | None) -> None:
        """Open the form for a new course."""
        cast("NewCoursePage", self.show_page(NEW_COURSE)).start(patient_id)

    def _offer(self, by: RepairOffer | WaitingOffer, words: str) -> None:
        """Offer what may be done next; of two offers the one made last holds."""
        self._offered = by
        self.strip.offer(words)

    def _take_offer(self) -> None:
        self._offered.take()

    def _show_day(self, day: date, appointment_id: UUID | None) -> None:
        cast("SchedulePage", self.show_page(SCHEDULE)).show_day(day, appointment_id)

    def _show_patient(self, patient_id: UUID | None) -> None:
        cast("PatientsPage", self.show_page(PATIENTS)).show_patient(patient_id)

    def _show_course(self, course_id: UUID) -> None:
        cast("CoursesPage", self.show_page(COURSES)).show_course(course_id)

    def _show_setup(self, section: str) -> None:
        cast("SetupPage", self.show_page(SETUP)).show_section(section)

    def _show_trouble(self, problem: str, remedy: str) -> None:
        again = "" if self._desk.is_open else self.tr("Try again")
        self.banner.show_problem(problem, remedy, again)

    def _try_again(self) -> None:
        self.banner.dismiss()
        self._desk.open()

    def _choose_theme(self, choice: ThemeChoice) -> None:
        self._state.keep_theme_choice(choice)
        self._themes.choose(choice)
        self.actions_of_window.show_theme_choice(choice)

    def set_text_size(self, per_cent: int) -> None:
        """Write everything larger or smaller, and remember it."""
        self._state.keep_text_size(per_cent)
        self.actions_of_window.show_text_size(per_cent)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            set_text_size(app, per_cent)
            self._show_theme(self._look.theme)
            size_anew()
            self.strip.fit_text()

    def _step_text(self, by: int) -> None:
        place = TEXT_SIZES.index(self._state.text_size) + by
        self.set_text_size(TEXT_SIZES[min(max(place, 0), len(TEXT_SIZES) - 1)])

    def _tick_choices(self) -> None:
        self.actions_of_window.tick(ticked(self.view_choices))

    def _show_theme(self, theme: Theme) -> None:
        self._look = Look.of(theme)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            apply_theme(app, theme)
        for part in (self.rail, self.banner):
            part.set_icons(self._look.icons)
        self.actions_of_window.set_icons(self._look.icons)
        for page in self._pages.values():
            page.set_look(self._look)

    def ask_to_lose_typed(self) -> bool:
        """Ask whether what was typed and not saved may be lost; tests replace this."""
        from ivig_scheduler.ui.unsaved_box import unsaved_box  # noqa: PLC0415 - seldom asked

        box = unsaved_box(self, [key for key, page in self._pages.items() if page.has_unsaved()])
        box.exec()
        return box.clickedButton() is not box.defaultButton()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep the window's place; ask first where typed input would be lost."""
        unsaved = next((key for key, page in self._pages.items() if page.has_unsaved()), "")
        if unsaved and not self.ask_to_lose_typed():
            event.ignore()
            if not self.page.has_unsaved():
                self.show_page(unsaved)
            return
        self._state.keep(self)
        super().closeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell once that the first frame is there."""
        super().paintEvent(event)
        if not self._is_drawn:
            self._is_drawn = True
            QTimer.singleShot(0, self._begin)

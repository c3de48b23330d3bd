"""The page of the schedule: a day, week or month, and the visit that is selected beside it."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.inspector import VisitInspector
from ivig_scheduler.ui.lists.lists_side import ListsSide
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.navigator import Navigator
from ivig_scheduler.ui.page import Page
from ivig_scheduler.ui.printing.request import PrintRequest, of_day
from ivig_scheduler.ui.schedule.aside_desk import AsideDesk
from ivig_scheduler.ui.schedule.day_texts import (
    day_chips,
    day_heading,
    month_chips,
    month_heading,
    standing,
    week_chips,
    week_heading,
)
from ivig_scheduler.ui.schedule.keys import bind_canvas_keys, bind_page_keys
from ivig_scheduler.ui.schedule.loading import LoadedDay, count_blocked
from ivig_scheduler.ui.schedule.month_picture import MonthPicture
from ivig_scheduler.ui.schedule.picture import DayPicture, WeekPicture
from ivig_scheduler.ui.schedule.stepping import stepped
from ivig_scheduler.ui.schedule.top_bar import DAY, MONTH, WEEK, TopBar
from ivig_scheduler.ui.schedule.view_choices import ViewChoices
from ivig_scheduler.ui.schedule.view_loader import ViewLoader
from ivig_scheduler.ui.schedule.view_stack import ViewStack
from ivig_scheduler.ui.schedule.view_strip import ViewStrip
from ivig_scheduler.ui.schedule.visit_acts import VisitActs

if TYPE_CHECKING:
    from ivig_scheduler.ui.schedule.colour_key import ColourKey
    from ivig_scheduler.ui.widgets.chip import ChipKind

_NOW_EVERY_MS = 10_000


class SchedulePage(Page):
    """The first page of the window. `status_told` carries how things stand in the clinic."""

    status_told = Signal(str)

    def __init__(
        self, desk: Desk, navigator: Navigator, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, navigator, look, parent)
        self._day = desk.today()
        self._follows_today = True
        self._wanted: UUID | None = None
        self.loader = ViewLoader(desk, self)
        self.choices = ViewChoices(parent=self)
        self.bar = TopBar(look)
        self.strip = ViewStrip(self.choices)
        self.views = ViewStack(look, self._day)
        self.day_view, self.week_view = self.views.day, self.views.week
        self.month_view, self.no_chairs = self.views.month, self.views.no_chairs
        self._key: ColourKey | None = None
        self.inspector = VisitInspector(desk, navigator, look)
        self.acts = VisitActs(desk, navigator, self.day_view, self.inspector)
        self.lists = ListsSide(desk, navigator, look)
        self.aside = AsideDesk(desk, self.day_view, self.acts, self._bring_day, self)
        self.aside.zone.over = self.strip
        self._now_timer = QTimer(self, interval=_NOW_EVERY_MS)
        self._lay_out()
        self._connect()
        self._name_day()

    @property
    def day(self) -> date:
        """The day that is shown, or whose week or month is shown."""
        return self._day

    @property
    def view(self) -> str:
        """Which view is in front: "day", "week" or "month"."""
        return self.bar.views.current()

    def follow(self, choices: ViewChoices) -> None:
        """See the schedule as the user chose, from now on."""
        self.choices.changed.disconnect(self._show_choices)
        self.choices = choices
        choices.changed.connect(self._show_choices)
        self.strip.follow(choices)
        self._show_choices()

    def refresh(self) -> None:
        """Load the day, the week or the month that is shown."""
        self._now_timer.start()
        self.aside.refresh()
        self.loader.load(self.view, self._day)

    def show_day(self, day: date, appointment_id: UUID | None = None) -> None:
        """Go to a day, and select a visit of it."""
        self.bar.show_step(DAY)
        self.go_to(day, appointment_id)

    def go_to(self, day: date, appointment_id: UUID | None = None) -> None:
        """Show another day, or its week or month, and select a visit where one is given."""
        self._day, self._wanted = day, appointment_id
        self._follows_today = day == self.desk.today()
        self._name_day()
        self._await_view()
        self.refresh()

    def step(self, by: int) -> None:
        """Go a day, a week or a month on or back."""
        self.go_to(stepped(self._day, self.view, by))

    def go_to_today(self) -> None:
        """Show today."""
        self.go_to(self.desk.today())

    def choose_view(self, view: str) -> None:
        """Show the "day", the "week" or the "month"."""
        self.bar.show_step(view)
        self._name_day()
        self._await_view()
        self.refresh()

    def _await_view(self) -> None:
        """Cover what is shown until what is named above it has come."""
        self.views.veil.await_view(self.tr("Loading {}…").format(self.bar.heading.text()))

    def _bring_day(self) -> None:
        if self.view != DAY:
            self.choose_view(DAY)

    def plan_day(self) -> None:
        """Open the sheet that plans the day that is shown anew."""
        from ivig_scheduler.ui.schedule.plan_day_flow import (  # noqa: PLC0415 - not for the start
            open_plan_day,
        )

        open_plan_day(self.desk, self.look, self._day, self)

    def print_request(self) -> PrintRequest:
        """Return the sheets of the day, and those of the visit that is selected on it."""
        file = self.inspector.file()
        if file is None or self.view != DAY or file.appointment.start.date() != self._day:
            return of_day(self._day)
        return of_day(self._day, file.patient.id, file.appointment.id)

    def set_search(self, widget: QWidget) -> None:
        """Put the window's search box into the bar."""
        self.bar.set_search(widget)

    def set_look(self, look: Look) -> None:
        """Repaint in another theme."""
        super().set_look(look)
        for part in (self.bar, self.views, self.inspector, self.lists):
            part.set_look(look)
        if self._key is not None:
            self._key.set_look(look)

    def show_details(self, is_shown: bool) -> None:
        """Show or hide the panel about the selected visit."""
        self.bar.show_details(is_shown)
        self.inspector.setVisible(is_shown)

    def toggle_lists(self) -> None:
        """Open the lists at the left and go to them, or close them."""
        self.lists.toggle()

    def _choose_visit(self, appointment_id: UUID) -> None:
        """Select the visit that was come to in the list of the day."""
        if not self.day_view.isVisible():
            self.inspector.show_visit(appointment_id)
            return
        # A visit that was called off has no bar; it is shown beside all the same.
        has_bar = self.day_view.picture.find(appointment_id) is not None
        self.day_view.select(appointment_id if has_bar else None)
        self.inspector.show_visit(appointment_id)
        self.lists.select_visit(appointment_id)

    def _open_visit(self, appointment_id: UUID) -> None:
        self._choose_visit(appointment_id)
        self.acts.act("open")

    def repair(self) -> None:
        """Look for other places for the visits in conflict on the day that is shown."""
        from ivig_scheduler.ui.proposals.repair_flow import repair_day  # noqa: PLC0415 - seldom

        repair_day(self.desk, self.look, self._day, self)

    def _take_day(self, loaded: LoadedDay) -> None:
        self.acts.take_day(loaded.day)
        self.lists.show_day(loaded)
        picture = loaded.picture
        self.views.show_day(picture)
        self._show_key()
        self.inspector.setVisible(bool(picture.rows) and self.bar.has_details)
        self._select_wanted(picture)
        self.bar.show_chips(day_chips(picture))
        self.bar.show_conflicts(count_blocked(loaded.troubles))
        self._show_now()

    def _select_wanted(self, picture: DayPicture) -> None:
        wanted, self._wanted = self._wanted, None
        if wanted is None:
            return
        # A visit that was called off has no bar; it is shown beside all the same.
        self.day_view.select(wanted if picture.find(wanted) else None)
        self.inspector.show_visit(wanted)

    def _show_week(self, picture: WeekPicture) -> None:
        self.views.show_week(picture, today=self.desk.today(), marked=self._day)
        self._tell_of_days(week_chips(picture))

    def _show_month(self, picture: MonthPicture) -> None:
        self.views.show_month(picture, today=self.desk.today(), marked=self._day)
        self._tell_of_days(month_chips(picture))

    def _tell_of_days(self, chips: "Iterable[tuple[str, ChipKind]]") -> None:
        self.bar.show_chips(chips)
        self.bar.show_conflicts(0)
        self.status_told.emit("")
        self._show_key()

    def _keep_step(self, step: int) -> None:
        self.choices.choose_step(step)

    def _show_choices(self) -> None:
        self.views.follow(self.choices)
        self.strip.show_choices()
        self._show_key()

    def _show_key(self) -> None:
        """Show the colour key below the day, where it is wanted."""
        is_shown = self.choices.has_key and self.view == DAY
        if is_shown and self._key is None:
            from ivig_scheduler.ui.schedule.colour_key import (  # noqa: PLC0415 - seldom shown
                ColourKey,
            )

            self._key = ColourKey(self.look)
            self._beside.addWidget(self._key)
        if self._key is not None:
            self._key.setVisible(is_shown)
            self._key.show_bars(self.day_view.picture.bars)

    def _name_day(self) -> None:
        today = self.desk.today()
        monday = self._day - timedelta(days=self._day.weekday())
        words = {
            DAY: day_heading(self._day, today),
            WEEK: week_heading(monday, today),
            MONTH: month_heading(self._day),
        }
        self.bar.show_heading(words[self.view], self._day)
        self.strip.show_view(is_day=self.view == DAY, has_visits=self.view != MONTH)
        self.bar.today.setEnabled(self._day != today)

    def _show_now(self) -> None:
        """Move the now line on, and to the new day after midnight where today was shown."""
        now = self.desk.local_now()
        if self._follows_today and now.date() != self._day:
            self.go_to(now.date())
            return
        minute = now.hour * 60 + now.minute if now.date() == self._day else None
        self.day_view.set_now(minute)
        self.loader.follow_clock(now)
        loaded = self.loader.loaded
        if loaded is not None and self.view == DAY and self.isVisible():
            self.status_told.emit(standing(loaded.picture, minute))

    def _note_opening(self) -> None:
        # Until the database is open the site's zone, and so its day, is not known.
        if self._follows_today and self._day != self.desk.today():
            self.go_to_today()

    def _lay_out(self) -> None:
        self._beside = QVBoxLayout()
        self._beside.setSpacing(0)
        self._beside.addWidget(self.views, 1)
        self._beside.addWidget(self.aside.strip)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.lists)
        row.addLayout(self._beside, 1)
        row.addWidget(self.inspector)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.strip)
        self.strip.set_chips(self.bar.chip_box)
        column.addLayout(row, 1)
        self.setFocusProxy(self.views)

    def _connect(self) -> None:
        self.bar.stepped.connect(self.step)
        self.bar.day_picked.connect(self.go_to)
        self.bar.today_requested.connect(self.go_to_today)
        self.bar.view_chosen.connect(self.choose_view)
        self.bar.details_chosen.connect(self.show_details)
        self.bar.plan_day_requested.connect(self.plan_day)
        self.bar.new_course_requested.connect(
            lambda: self.navigator.new_course_requested.emit(None)
        )
        self.bar.repair_requested.connect(self.repair)
        self.acts.details_requested.connect(lambda: self.show_details(True))
        for source in (self.acts, self.inspector):
            source.wait_requested.connect(self.lists.ask_to_wait)
        self.lists.visit_chosen.connect(self._choose_visit)
        self.lists.visit_opened.connect(self._open_visit)
        self.lists.menu_asked.connect(self.acts.open_menu)
        self.lists.left.connect(self.views.setFocus)
        self.day_view.selection_changed.connect(self.lists.select_visit)
        self.day_view.selection_changed.connect(self.inspector.show_visit)
        self.week_view.selection_changed.connect(self.inspector.show_visit)
        self.week_view.day_chosen.connect(self.show_day)
        self.month_view.day_chosen.connect(self.show_day)
        self.month_view.day_wanted.connect(self.go_to)
        self.month_view.month_stepped.connect(self.step)
        self.loader.day_loaded.connect(self._take_day)
        self.loader.week_loaded.connect(self._show_week)
        self.loader.month_loaded.connect(self._show_month)
        self.choices.changed.connect(self._show_choices)
        self.day_view.step_changed.connect(self._keep_step)
        self.strip.filter_changed.connect(self.views.set_filter)
        self.views.options_changed.connect(self.strip.show_options)
        self.no_chairs.action_requested.connect(
            lambda: self.navigator.setup_requested.emit("chairs")
        )
        self.desk.opened.connect(self._note_opening)
        self.desk.troubled.connect(lambda *_: self.views.veil.lift())
        self._now_timer.timeout.connect(self._show_now)
        others = {
            "plan_day": self.plan_day,
            "filter": self.strip.open_menu,
            "no_filter": self.strip.clear,
            "pick_day": self.bar.open_calendar,
            "details": self.bar.details.click,
        }
        bind_page_keys(self, self.choose_view, others)
        bind_canvas_keys(self.views, self.go_to_today, self.step, self.acts.act)

    def showEvent(self, event: QShowEvent) -> None:
        """Let the keys go to the schedule, and say how things stand."""
        super().showEvent(event)
        self._show_now()
        self.views.setFocus()

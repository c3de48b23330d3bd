"""The page of the schedule: a day or a week of chairs, and the visit that is selected beside it."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from ivig_scheduler.ui.desk import Desk
from ivig_scheduler.ui.inspector import VisitInspector
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.navigator import Navigator
from ivig_scheduler.ui.page import Page
from ivig_scheduler.ui.schedule.day_texts import (
    day_chips,
    day_heading,
    standing,
    week_chips,
    week_heading,
)
from ivig_scheduler.ui.schedule.day_view import DayCanvas
from ivig_scheduler.ui.schedule.keys import bind_keys
from ivig_scheduler.ui.schedule.loading import (
    LoadedDay,
    load_day_shown,
    load_troubles,
    load_week_shown,
)
from ivig_scheduler.ui.schedule.picture import DayPicture, Reason, WeekPicture
from ivig_scheduler.ui.schedule.top_bar import DAY, WEEK, TopBar
from ivig_scheduler.ui.schedule.visit_menu import visit_menu
from ivig_scheduler.ui.schedule.week_view import WeekCanvas
from ivig_scheduler.ui.widgets.empty import EmptyState

if TYPE_CHECKING:
    from ivig_scheduler.domain.errors import RuleBrokenError
    from ivig_scheduler.services.day import VisitFile

_NOW_EVERY_MS = 10_000
_VIEW = "schedule.view"
# ruff: noqa: PLC0415 - services take long to import, and the window is not to wait for them


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
        self._loaded: LoadedDay | None = None
        self.bar = TopBar(look)
        self.day_view = DayCanvas(look, DayPicture(self._day))
        self.week_view = WeekCanvas(look, WeekPicture(self._day))
        self.no_chairs = EmptyState(
            self.tr("No chairs yet"),
            self.tr("The schedule needs the chairs your visits take place in."),
            self.tr("Add chairs"),
        )
        self.inspector = VisitInspector(desk, navigator, look)
        self.views = QStackedWidget()
        self._now_timer = QTimer(self, interval=_NOW_EVERY_MS)
        self._lay_out()
        self._connect()
        self._name_day()

    @property
    def day(self) -> date:
        """The day that is shown, or whose week is shown."""
        return self._day

    @property
    def is_week(self) -> bool:
        """Whether the week is shown."""
        return self.bar.views.current() == WEEK

    def refresh(self) -> None:
        """Load the day or the week that is shown."""
        self._now_timer.start()
        day = self._day
        if self.is_week:
            monday = day - timedelta(days=day.weekday())
            self.desk.read(
                lambda store: load_week_shown(store, monday), self._show_week, view=_VIEW
            )
            return
        known = self._loaded.troubles if self._loaded and self._loaded.day.day == day else {}
        self.desk.read(lambda store: load_day_shown(store, day, known), self._show_day, view=_VIEW)

    def show_day(self, day: date, appointment_id: UUID | None = None) -> None:
        """Go to a day, and select a visit of it."""
        self._wanted = appointment_id
        self.bar.show_step(DAY)
        self.go_to(day)

    def go_to(self, day: date) -> None:
        """Show another day, or the week it lies in."""
        self._day = day
        self._follows_today = day == self.desk.today()
        self._name_day()
        self.refresh()

    def step(self, by: int) -> None:
        """Go a day, or a week, on or back."""
        self.go_to(self._day + timedelta(days=by * (7 if self.is_week else 1)))

    def go_to_today(self) -> None:
        """Show today."""
        self.go_to(self.desk.today())

    def choose_view(self, view: str) -> None:
        """Show the "day" or the "week"."""
        self.bar.show_step(view)
        self._name_day()
        self.refresh()

    def set_search(self, widget: QWidget) -> None:
        """Put the window's search box into the bar."""
        self.bar.set_search(widget)

    def set_look(self, look: Look) -> None:
        """Repaint in another theme."""
        super().set_look(look)
        for part in (self.bar, self.day_view, self.week_view, self.inspector):
            part.set_look(look)

    def show_details(self, is_shown: bool) -> None:
        """Show or hide the panel about the selected visit."""
        self.inspector.setVisible(is_shown)
        self.bar.details.setChecked(is_shown)

    def _show_day(self, loaded: LoadedDay) -> None:
        self._take_day(loaded)
        self.desk.read(
            lambda store: load_troubles(store, loaded.day),
            self._take_troubles,
            view="schedule.troubles",
        )

    def _take_troubles(self, loaded: LoadedDay) -> None:
        # A day that was left, or loaded anew meanwhile, is no longer the one that was checked.
        is_shown = self._loaded is not None and self._loaded.day is loaded.day
        if is_shown and not self.is_week:
            self._take_day(loaded)

    def _take_day(self, loaded: LoadedDay) -> None:
        self._loaded = loaded
        picture = loaded.picture
        self.day_view.show_picture(picture)
        self._show_view(self.day_view if picture.rows else self.no_chairs)
        self.inspector.setVisible(bool(picture.rows) and self.bar.details.isChecked())
        if self._wanted is not None:
            self.day_view.select(self._wanted)
            self.inspector.show_visit(self._wanted)
            self._wanted = None
        self.bar.show_chips(day_chips(picture))
        self._show_now()

    def _show_week(self, picture: WeekPicture) -> None:
        self.week_view.show_picture(picture, today=self.desk.today(), marked=self._day)
        self._show_view(self.week_view if picture.rows else self.no_chairs)
        self.bar.show_chips(week_chips(picture))
        self.status_told.emit("")

    def _show_view(self, view: QWidget) -> None:
        before = self.views.currentWidget()
        if view is before:
            return
        had_focus = before is not None and before.hasFocus()
        self.views.setCurrentWidget(view)
        self.views.setFocusProxy(view)
        if had_focus:
            view.setFocus()

    def _name_day(self) -> None:
        today = self.desk.today()
        monday = self._day - timedelta(days=self._day.weekday())
        words = week_heading(monday, today) if self.is_week else day_heading(self._day, today)
        self.bar.heading.setText(words)
        self.bar.today.setEnabled(self._day != today)

    def _show_now(self) -> None:
        """Move the now line on, and to the new day after midnight where today was shown."""
        now = self.desk.local_now()
        if self._follows_today and now.date() != self._day:
            self.go_to(now.date())
            return
        minute = now.hour * 60 + now.minute if now.date() == self._day else None
        self.day_view.set_now(minute)
        if self._loaded is not None and not self.is_week:
            self.status_told.emit(standing(self._loaded.picture, minute))

    def _select(self, appointment_id: UUID | None) -> None:
        self.inspector.show_visit(appointment_id)

    def _open(self, _appointment_id: object) -> None:
        self.show_details(True)
        self.inspector.actions_of_visit.next_button.setFocus()

    def _move(self, appointment_id: UUID, chair_id: UUID, start: datetime) -> None:
        from ivig_scheduler.services.appointments import move_appointment

        visit = self._loaded.day.find_visit(appointment_id) if self._loaded else None
        if visit is None:
            self.day_view.put_back()
            return
        before = visit.appointment
        self.desk.act(
            lambda work: move_appointment(work, before, chair_id, start),
            refused=self._refuse_move,
        )

    def _refuse_move(self, error: "RuleBrokenError") -> None:
        self.day_view.put_back()
        reasons = "; ".join(problem.message for problem in error.problems)
        self.desk.tell(self.tr("Not moved: {}").format(reasons))

    def _check(
        self, appointment_id: UUID, chair_id: UUID, start: datetime
    ) -> tuple[Reason, ...] | None:
        from ivig_scheduler.domain.terms import Severity
        from ivig_scheduler.services.appointments import check_move

        file = self.inspector.file()
        if file is None or file.appointment.id != appointment_id or self._loaded is None:
            return None
        return tuple(
            Reason(conflict.message, conflict.severity is Severity.BLOCK)
            for conflict in check_move(self._loaded.day.facts, file, chair_id, start)
        )

    def _take_file(self, _file: "VisitFile") -> None:
        self.day_view.check_again()

    def _open_menu(self, appointment_id: UUID, place: QPoint) -> None:
        from ivig_scheduler.services.appointments import CANCELLABLE, next_status

        bar = self.day_view.picture.find(appointment_id)
        visit = self._loaded.day.find_visit(appointment_id) if self._loaded else None
        if bar is None or visit is None:
            return
        status = visit.appointment.status
        following = next_status(status)
        menu = QMenu(self)
        for entry in visit_menu(bar, str(following or ""), can_cancel=status in CANCELLABLE):
            if not entry.key:
                menu.addSeparator()
                continue
            action = menu.addAction(f"{entry.words}\t{entry.keys}" if entry.keys else entry.words)
            action.setEnabled(entry.is_enabled)
            action.triggered.connect(lambda _checked=False, key=entry.key: self.act(key))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    def act(self, key: str) -> None:
        """Do what an entry of the menu, or a key, asks for with the selected visit."""
        file = self.inspector.file()
        if file is None:
            return
        if key == "open":
            self._open(file.appointment.id)
        elif key == "advance":
            self.inspector.advance()
        elif key == "no_show":
            self.inspector.mark_no_show()
        elif key == "cancel":
            self.show_details(True)
            self.inspector.ask_to_cancel()
        elif key == "patient":
            self.navigator.patient_requested.emit(file.patient.id)
        elif key == "course":
            self.navigator.course_requested.emit(file.course.id)

    def _note_undone(self, changes: object) -> None:
        if changes is None:
            self.day_view.put_back()

    def _note_opening(self) -> None:
        # Until the database is open the site's zone, and so its day, is not known.
        if self._follows_today and self._day != self.desk.today():
            self.go_to_today()

    def _lay_out(self) -> None:
        for view in (self.day_view, self.week_view, self.no_chairs):
            self.views.addWidget(view)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.views, 1)
        row.addWidget(self.inspector)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addLayout(row, 1)
        self.views.setFocusProxy(self.day_view)
        self.setFocusProxy(self.views)

    def _connect(self) -> None:
        self.bar.stepped.connect(self.step)
        self.bar.today_requested.connect(self.go_to_today)
        self.bar.view_chosen.connect(self.choose_view)
        self.bar.details_chosen.connect(self.show_details)
        self.bar.new_course_requested.connect(
            lambda: self.navigator.new_course_requested.emit(None)
        )
        self.day_view.set_check(self._check)
        self.day_view.selection_changed.connect(self._select)
        self.day_view.opened.connect(self._open)
        self.day_view.move_requested.connect(self._move)
        self.day_view.menu_requested.connect(self._open_menu)
        self.day_view.told.connect(self.desk.tell)
        self.week_view.selection_changed.connect(self._select)
        self.week_view.day_chosen.connect(self.show_day)
        self.inspector.shown.connect(self._take_file)
        self.no_chairs.action_requested.connect(
            lambda: self.navigator.setup_requested.emit("chairs")
        )
        self.desk.changed.connect(self._note_undone)
        self.desk.troubled.connect(lambda *_: self.day_view.put_back())
        self.desk.opened.connect(self._note_opening)
        self._now_timer.timeout.connect(self._show_now)
        bind_keys(self)

    def showEvent(self, event: QShowEvent) -> None:
        """Let the keys go to the schedule."""
        super().showEvent(event)
        self.views.setFocus()

"""The views of the schedule, one in front: the day, the week, the month, or what is missing."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.schedule.day_view import DayCanvas
from ivig_scheduler.ui.schedule.filtering import Filter, FilterOption, filter_options
from ivig_scheduler.ui.schedule.month_picture import MonthPicture
from ivig_scheduler.ui.schedule.month_view import MonthCanvas
from ivig_scheduler.ui.schedule.picture import DayPicture, WeekPicture
from ivig_scheduler.ui.schedule.veil import Veil
from ivig_scheduler.ui.schedule.view_choices import ViewChoices
from ivig_scheduler.ui.schedule.week_view import WeekCanvas
from ivig_scheduler.ui.widgets.empty import EmptyState


class ViewStack(QStackedWidget):
    """Holds the views. `options_changed` carries what the visits in front can be told apart by."""

    options_changed = Signal(object)

    def __init__(self, look: Look, day: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.day = DayCanvas(look, DayPicture(day))
        self.week = WeekCanvas(look, WeekPicture(day))
        self.month = MonthCanvas(look, MonthPicture(day.replace(day=1)))
        self.no_chairs = EmptyState(
            self.tr("No chairs yet"),
            self.tr("The schedule needs the chairs your visits take place in."),
            self.tr("Add chairs"),
        )
        self.veil = Veil(self)
        self._filter = Filter()
        for view in (self.day, self.week, self.month, self.no_chairs):
            self.addWidget(view)
        self.setFocusProxy(self.day)

    def follow(self, choices: ViewChoices) -> None:
        """Show the views as they are wanted."""
        self.day.set_layout(choices.layout)
        self.day.set_step(choices.step)
        for view in (self.day, self.week, self.month):
            view.card.delay_ms = choices.hover_delay_ms

    def show_day(self, picture: DayPicture) -> None:
        """Bring a day to the front."""
        self.veil.lift()
        self.day.show_picture(picture)
        self._bring(self.day if picture.rows else self.no_chairs)
        self.set_filter(self._filter)
        self.options_changed.emit(filter_options(picture.bars, picture.nurse_of))

    def show_week(self, picture: WeekPicture, *, today: date, marked: date) -> None:
        """Bring a week to the front."""
        self.veil.lift()
        self.week.show_picture(picture, today=today, marked=marked)
        self._bring(self.week if picture.rows else self.no_chairs)
        self.set_filter(self._filter)
        bars = [bar for day in picture.days for bar in day.bars]
        self.options_changed.emit(filter_options(bars))

    def show_month(self, picture: MonthPicture, *, today: date, marked: date) -> None:
        """Bring a month to the front."""
        self.veil.lift()
        self.month.show_picture(picture, today=today, marked=marked)
        self._bring(self.month)
        none: tuple[FilterOption, ...] = ()
        self.options_changed.emit(none)

    def set_filter(self, wanted: Filter) -> None:
        """Fade the visits that a filter leaves out."""
        self._filter = wanted
        picture = self.day.picture
        self.day.set_aside(wanted.aside(picture.bars, picture.nurse_of))
        bars = [bar for day in self.week.picture.days for bar in day.bars]
        self.week.set_aside(wanted.aside(bars))

    def set_look(self, look: Look) -> None:
        """Repaint in another theme."""
        for view in (self.day, self.week, self.month):
            view.set_look(look)

    def _bring(self, view: QWidget) -> None:
        before = self.currentWidget()
        if view is before:
            return
        had_focus = before is not None and before.hasFocus()
        self.setCurrentWidget(view)
        self.setFocusProxy(view)
        if had_focus:
            view.setFocus()

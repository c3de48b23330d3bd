"""The bar above the schedule: which day it is, how ready it is, and what can be done."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from ivig_scheduler.domain.wording import count
from ivig_scheduler.ui.actions import SCHEDULE_ACTIONS, WINDOW_ACTIONS
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.shortcuts import name_action
from ivig_scheduler.ui.text_size import px, set_px
from ivig_scheduler.ui.widgets.chip import Chip, ChipKind
from ivig_scheduler.ui.widgets.kind import button, set_kind
from ivig_scheduler.ui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from ivig_scheduler.ui.widgets.dates import CalendarPopup

DAY, WEEK, MONTH = "day", "week", "month"
_STEP_PX = 30
_HEIGHT = 52
_MARGIN_PX = 16
_LEAST_PX = 700
#: Room kept for the search box, and its share of what is left over.
_SEARCH_PX = 150
_SEARCH_SHARE = 20


class TopBar(QWidget):
    """`stepped` carries -1 or 1, `view_chosen` "day", "week" or "month", `day_picked` a date."""

    stepped = Signal(int)
    today_requested = Signal()
    day_picked = Signal(object)
    view_chosen = Signal(str)
    details_chosen = Signal(bool)
    plan_day_requested = Signal()
    new_course_requested = Signal()
    repair_requested = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.before, self.after = _step_button(), _step_button()
        self.today = button(self.tr("Today"))
        self.heading = _heading_button()
        self.chips: list[Chip] = []
        #: Holds the chips; the page puts it where there is room.
        self.chip_box = QWidget()
        self._chip_row = QHBoxLayout(self.chip_box)
        self._chip_row.setContentsMargins(0, 0, 0, 0)
        self.views = Segmented(
            ((DAY, self.tr("Day")), (WEEK, self.tr("Week")), (MONTH, self.tr("Month")))
        )
        self.details = button("")
        self.details.setToolTip(self.tr("The panel about the selected visit"))
        self.plan_day = button(self.tr("Plan this day…"))
        self.new_course = button(self.tr("New course"), "primary")
        self.repair = button("", "link")
        self.repair.setToolTip(self.tr("Find another place for the visits in conflict this day"))
        self.repair.hide()
        for one, name in (
            (self.today, "today"),
            (self.heading, "pick_day"),
            (self.details, "details"),
            (self.plan_day, "plan_day"),
        ):
            name_action(one, SCHEDULE_ACTIONS, name)
        name_action(self.new_course, WINDOW_ACTIONS, "new_course")
        name_action(self.repair, WINDOW_ACTIONS, "repair")
        self._search: QWidget | None = None
        self._calendar: CalendarPopup | None = None
        self._day: date | None = None
        set_kind(self, "topbar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        set_px(self, height=_HEIGHT)
        # What can be left out is left out before the window refuses to be narrower.
        set_px(self, least_panel=_LEAST_PX)
        self._lay_out()
        self._connect()
        self.show_step("day")
        self.show_details(True)
        self.set_look(look)

    def set_look(self, look: Look) -> None:
        """Draw the icons of another theme."""
        self.heading.setIcon(look.icons.icon("down", "muted", 12))
        self.before.setIcon(look.icons.icon("previous", "text", 16))
        self.after.setIcon(look.icons.icon("next", "text", 16))

    def set_search(self, widget: QWidget) -> None:
        """Put the window's search box before the views."""
        if self._search is not None:
            self._row.removeWidget(self._search)
        self._search = widget
        set_px(widget, most_width=280)
        self._row.insertWidget(self._row.indexOf(self.views), widget, _SEARCH_SHARE)
        self._fit()

    def show_step(self, view: str) -> None:
        """Say what the arrows step by."""
        self.views.select(view)
        self._fit()
        for one, words in ((self.before, self.tr("before")), (self.after, self.tr("after"))):
            one.setToolTip(f"{view.capitalize()} {words}")
            one.setAccessibleName(f"{view.capitalize()} {words}")

    def show_heading(self, words: str, day: date) -> None:
        """Name the day or the week; a click on it opens the calendar on `day`."""
        self.heading.setText(words)
        self._day = day

    def open_calendar(self) -> None:
        """Let the user pick a day from a calendar below the heading."""
        from ivig_scheduler.ui.widgets.dates import CalendarPopup  # noqa: PLC0415 - seldom opened

        if self._calendar is None:
            self._calendar = CalendarPopup(self)
            self._calendar.picked.connect(self.day_picked)
        below = QPoint(0, self.heading.height() + 2)
        self._calendar.open_at(self.heading.mapToGlobal(below), self._day)

    @property
    def has_details(self) -> bool:
        """Whether the panel about the selected visit is wanted."""
        return self._has_details

    def show_details(self, is_shown: bool) -> None:
        """Offer to hide the panel about the selected visit, or to show it."""
        self._has_details = is_shown
        self.details.setText(self.tr("Hide details") if is_shown else self.tr("Show details"))

    def show_conflicts(self, number: int) -> None:
        """Offer to repair the day, where visits of it stand in conflict."""
        self.repair.setText(self.tr("Repair {0}…").format(count(number, "conflict")))
        self.repair.setVisible(bool(number))
        self._fit()

    def show_chips(self, chips: Iterable[tuple[str, ChipKind]]) -> None:
        """Show how ready the day is, each as text and kind."""
        for chip in self.chips:
            self._chip_row.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = [Chip(text, kind, self.chip_box) for text, kind in chips]
        for chip in self.chips:
            self._chip_row.addWidget(chip)

    def _fit(self) -> None:
        """Leave out what finds no room."""
        others = sum(
            each.sizeHint().width() + self._row.spacing()
            for each in (self.before, self.today, self.after, self.heading, self.repair,
                         self.views, self.details, self.new_course)
            if not each.isHidden()
        )  # fmt: skip
        search = px(_SEARCH_PX) if self._search else 0
        room = self.width() - others - search - 2 * _MARGIN_PX - 24
        plan_day = self.plan_day.sizeHint().width() + self._row.spacing()
        self.plan_day.setVisible(self.views.current() == DAY and room >= plan_day)

    def _lay_out(self) -> None:
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(_MARGIN_PX, 0, _MARGIN_PX, 0)
        self._row.setSpacing(8)
        for each in (self.before, self.today, self.after):
            self._row.addWidget(each)
        self._row.addWidget(self.heading)
        self._row.addWidget(self.repair)
        self._gap = QWidget()
        self._row.addWidget(self._gap, 1)
        self._row.addWidget(self.views)
        self._row.addWidget(self.details)
        self._row.addWidget(self.plan_day)
        self._row.addWidget(self.new_course)

    def _connect(self) -> None:
        self.before.clicked.connect(lambda: self.stepped.emit(-1))
        self.after.clicked.connect(lambda: self.stepped.emit(1))
        self.heading.clicked.connect(self.open_calendar)
        self.today.clicked.connect(self.today_requested)
        self.views.chosen.connect(self.view_chosen)
        self.repair.clicked.connect(self.repair_requested)
        self.plan_day.clicked.connect(self.plan_day_requested)
        self.details.clicked.connect(lambda: self.details_chosen.emit(not self._has_details))
        self.new_course.clicked.connect(self.new_course_requested)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what finds no room."""
        super().resizeEvent(event)
        self._fit()


def _step_button() -> QPushButton:
    one = button("")
    set_px(one, width=_STEP_PX, height=_STEP_PX)
    return one


def _heading_button() -> QPushButton:
    one = button("", "heading")
    one.setToolTip(QCoreApplication.translate("TopBar", "Choose a day from the calendar"))
    one.setIconSize(QSize(12, 12))
    # The sign that it opens something stands after the words.
    one.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    return one

"""The hours of a week, one line for each weekday: closed, or from and to."""

from datetime import time

from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QWidget

from ivig_scheduler.domain.errors import Problem
from ivig_scheduler.domain.records import OpeningHours
from ivig_scheduler.domain.wording import WEEKDAYS
from ivig_scheduler.ui.text_size import set_px
from ivig_scheduler.ui.widgets.dates import TimeField
from ivig_scheduler.ui.widgets.form import Form
from ivig_scheduler.ui.widgets.kind import label, set_style_property

USUAL = (time(8), time(17))
_LINE_PX = 34
_EDITOR_PX = 88


class DayHours:
    """The editors of one weekday, in a row of a grid."""

    def __init__(self, weekday: int, grid: QGridLayout, form: Form) -> None:
        self.weekday = weekday
        name = WEEKDAYS[weekday]
        self.is_open = QCheckBox(name)
        self.opens, self.closes = TimeField(), TimeField()
        for field in (self.opens, self.closes):
            set_px(field, width=_EDITOR_PX)
        self.opens.setAccessibleName(f"{name} from")
        self.closes.setAccessibleName(f"{name} to")
        self._span = QWidget()
        span = QHBoxLayout(self._span)
        span.setContentsMargins(0, 0, 0, 0)
        span.setSpacing(8)
        for widget in (self.opens, label("to", "quiet"), self.closes):
            span.addWidget(widget)
        self._closed = label("Closed", "quiet")
        self._error = label("", "error", wrap=True)
        self._error.hide()
        line = 2 * weekday
        grid.setRowMinimumHeight(line, _LINE_PX)
        grid.addWidget(self.is_open, line, 0)
        grid.addWidget(self._span, line, 1)
        grid.addWidget(self._closed, line, 1)
        grid.addWidget(self._error, line + 1, 0, 1, 3)
        for part, editor in (
            ("open", self.is_open),
            ("opens", self.opens),
            ("closes", self.closes),
        ):
            form.watch(f"{part}.{weekday}", editor)
        form.add_slot(f"hours.{weekday}", self)
        self.is_open.toggled.connect(self._show_open)
        self._show_open()

    def show_hours(self, hours: OpeningHours | None) -> None:
        """Show the hours of the day; a closed day keeps the usual ones ready."""
        opens, closes = (hours.opens, hours.closes) if hours else USUAL
        self.is_open.setChecked(hours is not None)
        self.opens.show_time(opens)
        self.closes.show_time(closes)

    def problem(self) -> Problem | None:
        """Return what cannot be read of an open day."""
        if not self.is_open.isChecked():
            return None
        wrong = self.opens.problem() or self.closes.problem()
        if not wrong and (self.opens.moment() is None or self.closes.moment() is None):
            wrong = "type when it opens and when it closes, or untick the day"
        return Problem(f"hours.{self.weekday}", wrong) if wrong else None

    def hours(self) -> OpeningHours | None:
        """Return the hours, None for a closed day."""
        opens, closes = self.opens.moment(), self.closes.moment()
        if not self.is_open.isChecked() or opens is None or closes is None:
            return None
        return OpeningHours(weekday=self.weekday, opens=opens, closes=closes)

    def error(self) -> str:
        """Return what is said to be wrong."""
        return self._error.text()

    def set_error(self, text: str | None) -> None:
        """Say below the line what is wrong with it."""
        self._error.setText(text or "")
        self._error.setVisible(bool(text))
        for editor in (self.opens, self.closes):
            set_style_property(editor, "invalid", bool(text))

    def _show_open(self) -> None:
        is_open = self.is_open.isChecked()
        self._span.setVisible(is_open)
        self._closed.setVisible(not is_open)


class WeekHours(QWidget):
    """Seven lines; what they hold is tracked by the form they are shown in."""

    def __init__(self, form: Form) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        grid.setColumnMinimumWidth(0, 116)
        grid.setColumnStretch(2, 1)
        self.days = tuple(DayHours(weekday, grid, form) for weekday in range(7))

    def show_hours(self, hours: tuple[OpeningHours, ...]) -> None:
        """Show the week."""
        by_day = {each.weekday: each for each in hours}
        for day in self.days:
            day.show_hours(by_day.get(day.weekday))

    def problems(self) -> tuple[Problem, ...]:
        """Return what cannot be read."""
        found = (day.problem() for day in self.days)
        return tuple(problem for problem in found if problem)

    def hours(self) -> tuple[OpeningHours, ...]:
        """Return the hours of the open days."""
        found = (day.hours() for day in self.days)
        return tuple(hours for hours in found if hours)

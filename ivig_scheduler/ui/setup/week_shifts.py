"""A nurse's week: one field for each weekday, side by side."""

from collections.abc import Iterable
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from ivig_scheduler.domain.errors import Problem
from ivig_scheduler.domain.records import Shift
from ivig_scheduler.domain.wording import WEEKDAYS
from ivig_scheduler.ui.setup.span_texts import Span, read_spans, show_spans
from ivig_scheduler.ui.widgets.form import Form
from ivig_scheduler.ui.widgets.kind import label, set_style_property

WORKING_DAYS = range(1, 5)


class DayShifts:
    """The field of one weekday."""

    def __init__(self, weekday: int, grid: QGridLayout, form: Form) -> None:
        self.weekday = weekday
        self.editor = QLineEdit()
        self.editor.setAccessibleName(f"Shift on {WEEKDAYS[weekday]}")
        self.editor.setPlaceholderText("off")
        self.editor.editingFinished.connect(self._tidy)
        self._error = label("", "error", wrap=True)
        self._error.hide()
        name = label(WEEKDAYS[weekday], "muted")
        name.setBuddy(self.editor)
        grid.setColumnStretch(weekday, 1)
        for line, widget in enumerate((name, self.editor, self._error)):
            grid.addWidget(widget, line, weekday, Qt.AlignmentFlag.AlignTop)
        form.watch(f"shifts.{weekday}", self.editor)
        form.add_slot(f"shifts.{weekday}", self)

    def show_shifts(self, shifts: Iterable[Shift]) -> None:
        """Show the shifts of the day."""
        self.editor.setText(show_spans((each.starts, each.ends) for each in shifts))

    def spans(self) -> tuple[Span, ...]:
        """Return what is typed. Raises ValueError where it cannot be read."""
        return read_spans(self.editor.text())

    def problem(self) -> Problem | None:
        """Return what cannot be read."""
        try:
            self.spans()
        except ValueError as error:
            return Problem(f"shifts.{self.weekday}", str(error))
        return None

    def error(self) -> str:
        """Return what is said to be wrong."""
        return self._error.text()

    def set_error(self, text: str | None) -> None:
        """Say below the field what is wrong with it."""
        self._error.setText(text or "")
        self._error.setVisible(bool(text))
        set_style_property(self.editor, "invalid", bool(text))

    def _tidy(self) -> None:
        if self.problem() is None:
            self.editor.setText(show_spans(self.spans()))


class WeekShifts(QWidget):
    """Seven fields; what they hold is tracked by the form they are shown in."""

    def __init__(self, form: Form) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        self.days = tuple(DayShifts(weekday, grid, form) for weekday in range(7))

    def show_shifts(self, shifts: Iterable[Shift]) -> None:
        """Show the week."""
        known = tuple(shifts)
        for day in self.days:
            day.show_shifts(each for each in known if each.weekday == day.weekday)

    def copy_monday(self) -> None:
        """Give Tuesday to Friday what Monday has."""
        for weekday in WORKING_DAYS:
            self.days[weekday].editor.setText(self.days[0].editor.text())

    def problems(self) -> tuple[Problem, ...]:
        """Return what cannot be read."""
        found = (day.problem() for day in self.days)
        return tuple(problem for problem in found if problem)

    def shifts(self, nurse_id: UUID, before: Iterable[Shift]) -> tuple[Shift, ...]:
        """Return the week as records; shifts of `before` keep their ids where they are changed."""
        left = {
            weekday: [each for each in before if each.weekday == weekday] for weekday in range(7)
        }
        result = []
        for day in self.days:
            for starts, ends in day.spans():
                known = left[day.weekday].pop(0) if left[day.weekday] else None
                shift = Shift(nurse_id=nurse_id, weekday=day.weekday, starts=starts, ends=ends)
                result.append(shift.model_copy(update={"id": known.id}) if known else shift)
        return tuple(result)

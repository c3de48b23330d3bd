"""A nurse's week: a field for the shifts and one for the breaks of each weekday, side by side."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from ivig_scheduler.domain.errors import Problem
from ivig_scheduler.domain.records import NurseBreak, Shift
from ivig_scheduler.domain.wording import WEEKDAYS
from ivig_scheduler.ui.setup.span_texts import Span, read_spans, show_spans
from ivig_scheduler.ui.widgets.form import Form
from ivig_scheduler.ui.widgets.kind import label, set_style_property

WORKING_DAYS = range(1, 5)
_TOP = Qt.AlignmentFlag.AlignTop
W = TypeVar("W", Shift, NurseBreak)


class DaySpans:
    """The field of one weekday for one noun: its shifts, or its breaks."""

    def __init__(self, noun: str, weekday: int, grid: QGridLayout, line: int, form: Form) -> None:
        self.noun, self.weekday = noun, weekday
        self.name = f"{noun}s.{weekday}"
        self.editor = QLineEdit()
        self.editor.setAccessibleName(f"{noun.capitalize()} on {WEEKDAYS[weekday]}")
        self.editor.setPlaceholderText("off" if noun == "shift" else "none")
        self.editor.editingFinished.connect(self._tidy)
        self._error = label("", "error", wrap=True)
        self._error.hide()
        grid.addWidget(self.editor, line, weekday + 1, _TOP)
        grid.addWidget(self._error, line + 1, weekday + 1, _TOP)
        form.watch(self.name, self.editor)
        form.add_slot(self.name, self)

    def show_spans(self, spans: Iterable[Span]) -> None:
        """Show the spans of the day."""
        self.editor.setText(show_spans(spans))

    def spans(self) -> tuple[Span, ...]:
        """Return what is typed. Raises ValueError where it cannot be read."""
        return read_spans(self.editor.text(), self.noun)

    def problem(self) -> Problem | None:
        """Return what cannot be read."""
        try:
            self.spans()
        except ValueError as error:
            return Problem(self.name, str(error))
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
    """Two lines of seven fields; what they hold is tracked by the form they are shown in."""

    def __init__(self, form: Form) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        for line, text in ((1, self.tr("Shift")), (3, self.tr("Break"))):
            grid.addWidget(label(text, "muted"), line, 0)
        for weekday, name in enumerate(WEEKDAYS):
            grid.addWidget(label(name, "muted"), 0, weekday + 1, _TOP)
            grid.setColumnStretch(weekday + 1, 1)
        self.days = tuple(DaySpans("shift", weekday, grid, 1, form) for weekday in range(7))
        self.breaks = tuple(DaySpans("break", weekday, grid, 3, form) for weekday in range(7))

    def show_week(self, shifts: Iterable[Shift], breaks: Iterable[NurseBreak]) -> None:
        """Show the week."""
        for fields, weekly in ((self.days, tuple(shifts)), (self.breaks, tuple(breaks))):
            for day in fields:
                day.show_spans(
                    (each.starts, each.ends) for each in weekly if each.weekday == day.weekday
                )

    def copy_monday(self) -> None:
        """Give Tuesday to Friday what Monday has."""
        for fields in (self.days, self.breaks):
            for weekday in WORKING_DAYS:
                fields[weekday].editor.setText(fields[0].editor.text())

    def problems(self) -> tuple[Problem, ...]:
        """Return what cannot be read."""
        found = (day.problem() for day in (*self.days, *self.breaks))
        return tuple(problem for problem in found if problem)

    def shifts(self, nurse_id: UUID, before: Iterable[Shift]) -> tuple[Shift, ...]:
        """Return the shifts as records; those of `before` keep their ids where they change."""

        def make(weekday: int, span: Span) -> Shift:
            return Shift(nurse_id=nurse_id, weekday=weekday, starts=span[0], ends=span[1])

        return tuple(_as_records(self.days, tuple(before), make))

    def pauses(self, nurse_id: UUID, before: Iterable[NurseBreak]) -> tuple[NurseBreak, ...]:
        """Return the breaks as records; those of `before` keep their ids where they change."""

        def make(weekday: int, span: Span) -> NurseBreak:
            return NurseBreak(nurse_id=nurse_id, weekday=weekday, starts=span[0], ends=span[1])

        return tuple(_as_records(self.breaks, tuple(before), make))


def _as_records(
    days: Iterable[DaySpans], before: tuple[W, ...], make: Callable[[int, Span], W]
) -> Iterator[W]:
    for day in days:
        known = iter([each for each in before if each.weekday == day.weekday])
        for span in day.spans():
            record, was = make(day.weekday, span), next(known, None)
            yield record.model_copy(update={"id": was.id}) if was else record

"""A patient's courses and visits; a click leads to the course or to the visit's day."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ivig_scheduler.domain.quantities import show
from ivig_scheduler.domain.records import Appointment
from ivig_scheduler.domain.wording import count, show_full_day, show_hours
from ivig_scheduler.ui.actions import PATIENTS_ACTIONS
from ivig_scheduler.ui.look import Look
from ivig_scheduler.ui.shortcuts import bind_button
from ivig_scheduler.ui.visit_words import (
    show_chair,
    show_dose,
    show_status,
    tone_of_status,
)
from ivig_scheduler.ui.widgets.card import Card
from ivig_scheduler.ui.widgets.kind import button, label
from ivig_scheduler.ui.widgets.rows_model import Column, RowsModel, Tone
from ivig_scheduler.ui.widgets.table import HouseTable

if TYPE_CHECKING:
    from ivig_scheduler.services.courses.lines import CourseLine
    from ivig_scheduler.services.patients import PatientFile

_COURSES_SHOWN = 3


class VisitLine(NamedTuple):
    """A visit with the names of its chair and product, and whether it is from today on."""

    visit: Appointment
    chair: str
    product: str
    is_coming: bool


def visit_lines(
    file: "PatientFile", chairs: Mapping[UUID, str], today: date
) -> tuple[VisitLine, ...]:
    """Return the visits of a file in its order: those to come, then those before."""
    products = {line.course.id: line.product.name for line in file.courses}
    return tuple(
        VisitLine(
            each,
            show_chair(each, chairs),
            products.get(each.course_id, ""),
            each.start.date() >= today,
        )
        for each in file.visits
    )


def course_columns() -> list[Column[Any]]:
    """Return the columns of the list of courses; the first one is a link."""
    return [
        Column("Course", lambda line: f"{line.indication.code}, {line.product.name}",
               stretches=True, tone=Tone.LINK),
        Column("Dose", _show_dose, 162, tip=lambda line: show_dose(line.order)),
        Column("Done", lambda line: f"{line.visits_done} of {line.visits_booked}", is_number=True),
    ]  # fmt: skip


def visit_columns() -> list[Column[Any]]:
    """Return the columns of the list of visits; the day is a link."""
    return [
        Column("Day", lambda line: show_full_day(line.visit.start), 120, tone=Tone.LINK,
               tip=lambda line: line.product),
        Column("Time", lambda line: show_hours(line.visit.start, line.visit.end), 112),
        Column("Chair", lambda line: line.chair, 72),
        Column("Status", lambda line: show_status(line.visit), stretches=True,
               tone=lambda line: tone_of_status(line.visit),
               tip=lambda line: show_status(line.visit)),
    ]  # fmt: skip


def _show_dose(line: "CourseLine") -> str:
    every = count(line.order.interval_days, "day")
    return f"{show(line.order.cycle_dose_g)} g every {every}"


class CoursesCard(Card):
    """`course_chosen` carries a course's id."""

    course_chosen = Signal(object)
    new_course_requested = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__("Courses", parent)
        self._model: RowsModel[Any] = RowsModel(course_columns(), lambda line: line.course.id, self)
        self.table = HouseTable(look.theme, self._model)
        self.table.setAccessibleName(self.tr("Courses"))
        self._nothing = label(self.tr("No course yet."), "quiet")
        self.new_course = button(self.tr("New course"))
        self.header.addStretch(1)
        self.header.addWidget(self.new_course)
        self.add(self._nothing)
        self.add(self.table)
        self.new_course.clicked.connect(self.new_course_requested)
        self.table.opened.connect(self._choose)
        self.table.link_clicked.connect(self._choose)

    def show_courses(self, file: "PatientFile") -> None:
        """Show the courses of a file."""
        self._model.show_rows(file.courses)
        self._nothing.setVisible(not file.courses)
        self.table.setVisible(bool(file.courses))
        self.table.show_at_most(_COURSES_SHOWN)

    def set_look(self, look: Look) -> None:
        """Draw in another theme."""
        self.table.set_theme(look.theme)

    def _choose(self, line: "CourseLine", _column: int = 0) -> None:
        self.course_chosen.emit(line.course.id)


class VisitsCard(Card):
    """`visit_chosen` carries the appointment; `letter_requested` asks for the coming dates."""

    visit_chosen = Signal(object)
    letter_requested = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__("Visits", parent)
        self._model: RowsModel[VisitLine] = RowsModel(
            visit_columns(), lambda line: line.visit.id, self
        )
        self.table = HouseTable(look.theme, self._model)
        self.table.setAccessibleName(self.tr("Visits"))
        self._tally = label("", "quiet")
        self._nothing = label(self.tr("No visit yet. A new course books them."), "quiet")
        self.header.addStretch(1)
        self.header.addWidget(self._tally)
        self.letter = button(self.tr("Letter…"), "link")
        bind_button(self.letter, PATIENTS_ACTIONS, "letter")
        self.letter.clicked.connect(self.letter_requested)
        self.header.addWidget(self.letter)
        self.add(self._nothing)
        self.add(self.table, 1)
        self.body.addStretch(0)
        self.table.opened.connect(self._choose)
        self.table.link_clicked.connect(self._choose)

    def show_visits(self, lines: tuple[VisitLine, ...]) -> None:
        """Show visits: those to come first."""
        self._model.show_rows(lines)
        self._nothing.setVisible(not lines)
        self.table.setVisible(bool(lines))
        coming = sum(line.is_coming for line in lines)
        told = self.tr("{0} to come, {1} before").format(coming, len(lines) - coming)
        self._tally.setText(told if lines else "")

    def set_look(self, look: Look) -> None:
        """Draw in another theme."""
        self.table.set_theme(look.theme)

    def _choose(self, line: VisitLine, _column: int = 0) -> None:
        self.visit_chosen.emit(line.visit)

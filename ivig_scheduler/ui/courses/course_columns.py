"""The table of courses: its columns, its order and what a filter finds in it."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ivig_scheduler.domain.quantities import show
from ivig_scheduler.domain.records import Appointment
from ivig_scheduler.domain.wording import count, show_day, show_moment
from ivig_scheduler.ui.visit_words import show_rhythm
from ivig_scheduler.ui.widgets.rows_model import Column, Tone

if TYPE_CHECKING:
    from ivig_scheduler.services.courses.lines import CourseLine

#: Columns that give way to the patient's name where the table is narrow.
SPARED = (3, 5)
#: Sorts after every visit.
_NEVER = datetime(9999, 12, 31)  # noqa: DTZ001 - a wall-clock time


def course_columns() -> tuple[Column[Any], ...]:
    """Return the columns; rows are CourseLines."""
    return (
        Column("Patient", lambda line: line.patient.full_name, stretches=True, tone=Tone.STRONG,
               sort=lambda line: line.patient.full_name.casefold(),
               tip=_tell_patient),
        Column("Indication", lambda line: line.indication.code, 72,
               tip=lambda line: line.indication.name),
        Column("Product and dose", _show_dose, 204, sort=_sort_dose, tip=_show_dose),
        Column("Every", lambda line: count(line.order.interval_days, "day"), 70, tone=Tone.MUTED,
               sort=lambda line: line.order.interval_days,
               tip=lambda line: show_rhythm(line.order)),
        Column("Next visit", lambda line: _show_next(line.next_visit), 128,
               sort=lambda line: _start(line.next_visit)),
        Column("Last visit", lambda line: _show_last(line.last_visit), 92, tone=Tone.MUTED,
               sort=lambda line: _start(line.last_visit)),
        Column("Done", lambda line: f"{line.visits_done} of {line.visits_booked}", 70,
               is_number=True, sort=lambda line: (line.visits_done, line.visits_booked)),
        Column("No place", lambda line: str(line.cycles_needing_booking or ""), 72,
               is_number=True, tone=Tone.DANGER,
               sort=lambda line: line.cycles_needing_booking,
               tip=lambda line: "Cycles without a place on the calendar"),
    )  # fmt: skip


def find_courses(lines: Sequence["CourseLine"], text: str) -> tuple["CourseLine", ...]:
    """Return the courses in which every word typed is found: name, number, indication, product."""
    words = text.casefold().split()
    return tuple(line for line in lines if all(word in _searched(line) for word in words))


def order_courses(
    lines: Sequence["CourseLine"], column: Column[Any] | None, *, is_descending: bool
) -> tuple["CourseLine", ...]:
    """Return the courses in the order of a column; without one in the order they came in."""
    if column is None:
        return tuple(lines)
    return tuple(sorted(lines, key=column.sort or column.text, reverse=is_descending))


def _searched(line: "CourseLine") -> str:
    parts = (
        line.patient.full_name,
        line.patient.number,
        line.indication.code,
        line.indication.name,
        line.product.name,
        show_day(line.patient.birth_date),
    )
    return " ".join(parts).casefold()


def _tell_patient(line: "CourseLine") -> str:
    born: date = line.patient.birth_date
    return f"{line.patient.full_name} · {show_day(born)} · MRN {line.patient.number}"


def _show_dose(line: "CourseLine") -> str:
    return f"{line.product.name}, {show(line.order.cycle_dose_g)} g"


def _sort_dose(line: "CourseLine") -> tuple[str, Decimal]:
    return line.product.name, line.order.cycle_dose_g


def _show_next(visit: Appointment | None) -> str:
    return show_moment(visit.start) if visit else "none"


def _show_last(visit: Appointment | None) -> str:
    return show_day(visit.start.date()) if visit else ""


def _start(visit: Appointment | None) -> datetime:
    return visit.start if visit else _NEVER

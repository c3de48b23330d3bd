"""What the detail of a course says: the order fact by fact, and its cycles line by line."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from ivig_scheduler.domain.quantities import show, show_minutes
from ivig_scheduler.domain.records import Appointment, Cycle, Indication, Order, Product
from ivig_scheduler.domain.terms import CHAIR_FREE, CycleState, WeightKind
from ivig_scheduler.domain.wording import count, show_day, show_near_day, show_time
from ivig_scheduler.ui.visit_words import (
    show_chair,
    show_dose,
    show_rhythm,
    show_status,
    show_validity,
    tone_of_status,
)
from ivig_scheduler.ui.widgets.rows_model import Column, Tone
from ivig_scheduler.ui.words import sentence

if TYPE_CHECKING:
    from ivig_scheduler.services.courses.courses import CourseFile


@dataclass(frozen=True)
class CourseView:
    """A course with the names that its detail shows."""

    file: "CourseFile"
    indication: Indication
    chairs: Mapping[UUID, str]


class CycleLine(NamedTuple):
    """A visit of a cycle, or the cycle itself where no visit of it stands."""

    cycle: Cycle
    visit: Appointment | None
    chair: str
    is_first_of_cycle: bool


#: The column of a visit's place; where there is none, its words take the columns after it too.
PLACE_COLUMN = 2


def order_facts(
    order: Order, product: Product, indication: Indication
) -> tuple[tuple[str, str], ...]:
    """Return the order as (title, text); what the order does not say is left out."""
    facts = (
        ("Indication", f"{indication.code}, {indication.name}"),
        ("Product", product.name),
        ("Dose", f"{show_dose(order)}{_dosing_weight(order)}"),
        ("Given", _given(order)),
        ("Valid", show_validity(order)),
        ("Premedication", ", ".join(f"{each.name} ({show_minutes(each.lead_minutes)} before)"
                                    for each in order.premedications)),
        ("Hydration", show_minutes(order.hydration_minutes) if order.hydration_minutes else ""),
        ("Highest rate", f"{show(order.max_ml_per_h)} mL/h" if order.max_ml_per_h else ""),
        ("Trial", order.trial_identifier),
        ("Notes", order.notes),
    )  # fmt: skip
    return tuple((title, text) for title, text in facts if text)


def cycle_lines(view: CourseView) -> tuple[CycleLine, ...]:
    """Return the cycles in order, each with a line for every visit."""
    return tuple(_lines(view))


def cycle_columns() -> list[Column[Any]]:
    """Return the columns of the cycles; a visit's day is a link."""
    return [
        Column("Cycle", _show_number, 48, is_number=True, tone=Tone.STRONG),
        Column("Due", lambda line: show_day(line.cycle.due_day) if line.is_first_of_cycle else "",
               90, tone=Tone.MUTED),
        Column("Visit", _show_place, 126, tone=_tone_of_place, tip=_show_place),
        Column("Chair", lambda line: line.chair, 70),
        Column("", _show_status, stretches=True, tone=_tone_of_status, tip=_tell_status),
    ]  # fmt: skip


def _lines(view: CourseView) -> Iterator[CycleLine]:
    for each in view.file.cycles:
        is_first = True
        for visit in each.visits:
            yield CycleLine(each.cycle, visit, show_chair(visit, view.chairs), is_first)
            is_first = False
        if each.cycle.state is not CycleState.BOOKED or is_first:
            yield CycleLine(each.cycle, None, "", is_first)


def _dosing_weight(order: Order) -> str:
    weight = f"{show(order.dosing_weight_kg, 1)} kg"
    if order.dosing_weight_kind is WeightKind.ACTUAL:
        return f" at {weight}"
    actual = f"actual {show(order.actual_weight_kg, 1)} kg"
    return f" at {weight} {order.dosing_weight_kind}, {actual}"


def _given(order: Order) -> str:
    return f"{show_rhythm(order)}, {count(order.window_days, 'day')} either side"


def _show_number(line: CycleLine) -> str:
    return str(line.cycle.number) if line.is_first_of_cycle else ""


def _show_place(line: CycleLine) -> str:
    """Return a visit's day and time; of a cycle without one what became of it, and why."""
    if line.visit is not None:
        start = line.visit.start
        return f"{show_near_day(start)}, {show_time(start)}"
    reason = f": {line.cycle.reason}" if line.cycle.reason else ""
    return f"{sentence(line.cycle.state)}{reason}"


def _tone_of_place(line: CycleLine) -> Tone:
    if line.visit is not None:
        return Tone.LINK
    return Tone.DANGER if line.cycle.state is CycleState.NEEDS_BOOKING else Tone.MUTED


def _show_status(line: CycleLine) -> str:
    return sentence(line.visit.status) if line.visit else ""


def _tell_status(line: CycleLine) -> str:
    return show_status(line.visit) if line.visit else ""


def _tone_of_status(line: CycleLine) -> Tone:
    return tone_of_status(line.visit) if line.visit else Tone.PLAIN


def standing(view: CourseView) -> int:
    """Return how many visits of the course hold their place."""
    visits = (visit for each in view.file.cycles for visit in each.visits)
    return sum(1 for visit in visits if visit.status not in CHAIR_FREE)


def waiting(view: CourseView) -> int:
    """Return how many cycles of the course wait for a place."""
    return sum(1 for each in view.file.cycles if each.cycle.state is CycleState.NEEDS_BOOKING)

"""The work list's table, and a proposed place in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from ivig_scheduler.domain.quantities import show, show_minutes
from ivig_scheduler.domain.wording import count, show_full_day, show_hours
from ivig_scheduler.ui.visit_words import tell_observation
from ivig_scheduler.ui.widgets.rows_model import Column, Tone
from ivig_scheduler.ui.words import sentence

if TYPE_CHECKING:
    from ivig_scheduler.planning.series import PlannedVisit
    from ivig_scheduler.services.work_list import WorkItem


@dataclass(frozen=True, slots=True)
class VisitProposal:
    """A proposed visit in words: the place, how long, and all there is to know about it."""

    place: str
    length: str
    warnings: tuple[str, ...]
    notes: tuple[str, ...]


def work_columns() -> tuple[Column[Any], ...]:
    """Return the columns; rows are WorkItems."""
    return (
        Column("Due", lambda item: show_full_day(item.due_day), 126,
               sort=lambda item: item.due_day),
        Column("", show_lateness, 96, tone=_tone_of_lateness,
               sort=lambda item: item.days_late),
        Column("Patient", lambda item: item.patient.full_name, 170, tone=Tone.STRONG,
               tip=lambda item: item.patient.full_name),
        Column("Dose", lambda item: f"{item.product.name}, {show(item.order.cycle_dose_g)} g",
               186, tip=lambda item: item.product.name),
        Column("Why it has no place", lambda item: sentence(item.reason), stretches=True,
               tone=Tone.MUTED, tip=lambda item: sentence(item.reason)),
    )  # fmt: skip


def show_lateness(item: "WorkItem") -> str:
    """Return how late a cycle is: 12 days late, due today, in 5 days."""
    if item.days_late > 0:
        return f"{count(item.days_late, 'day')} late"
    return f"in {count(-item.days_late, 'day')}" if item.days_late else "due today"


def tell_visit(
    visit: "PlannedVisit", chairs: Mapping[UUID, str], days_per_cycle: int = 1
) -> VisitProposal:
    """Return a proposed visit in words; of a cycle over several days it says which day it is."""
    plan = visit.computed.plan
    day = f"Day {visit.day_of_cycle}: " if days_per_cycle > 1 else ""
    return VisitProposal(
        f"{day}{show_full_day(visit.start)}, {show_hours(visit.start, visit.end)}, "
        f"{chairs.get(visit.chair_id, 'a chair')}",
        show_minutes(plan.booked_minutes),
        tuple(dict.fromkeys(sentence(each.message) for each in visit.conflicts)),
        tuple(map(sentence, tell_observation(plan))),
    )


def _tone_of_lateness(item: "WorkItem") -> Tone:
    if item.days_late > 0:
        return Tone.DANGER
    return Tone.WARNING if item.days_late == 0 else Tone.MUTED

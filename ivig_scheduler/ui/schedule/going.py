"""How a visit of the day goes at this moment, for its bar and its hover card."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from ivig_scheduler.domain.progress import (
    UNDER_WAY,
    VisitProgress,
    minutes_awaited,
    plan_as_it_goes,
)
from ivig_scheduler.domain.quantities import show, show_minutes
from ivig_scheduler.domain.records import Plan
from ivig_scheduler.domain.wording import show_time
from ivig_scheduler.services.day import Day, DayVisit
from ivig_scheduler.ui.schedule.minutes import minute_of
from ivig_scheduler.ui.visit.words import pump_rate


@dataclass(frozen=True, slots=True)
class Going:
    """A visit as it goes: its plan at the times it has now, and what stands out."""

    plan: Plan
    sits_down: datetime
    late_minutes: int = 0
    overrun_minutes: int = 0
    expected_end: int | None = None
    is_paused: bool = False
    marks: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()


def follow_visit(visit: DayVisit, day: Day, now: datetime | None) -> Going:
    """Return how a visit goes at the site's clock `now`; as it is booked where that is not told."""
    appointment = visit.appointment
    if now is None:
        return Going(visit.plan, appointment.start)
    settings = day.facts.settings
    late = minutes_awaited(appointment, now, settings.whole("clock.late_after"))
    if appointment.status not in UNDER_WAY:
        return Going(visit.plan, appointment.start, late, facts=_late_facts(late, visit))
    progress = visit.expect(now, day.facts.zone)
    if progress.leaves is None:
        return Going(visit.plan, progress.sits_down)
    following = day.next_in_chair(appointment)
    waits = progress.minutes_into(following.appointment.start) if following else 0
    over = progress.overrun_minutes
    stands_out = over > settings.whole("clock.over_after") or waits > 0
    facts = _going_facts(visit, progress, settings.amount("dose.pump_step"))
    if following is not None and waits:
        name = following.patient.family_name
        start = show_time(following.appointment.start)
        facts = (*facts, f"{name}, next in the chair at {start}, waits {show_minutes(waits)}")
    return Going(
        plan_as_it_goes(visit.plan, progress, day.facts.zone),
        progress.sits_down,
        overrun_minutes=over if stands_out else 0,
        expected_end=minute_of(progress.leaves, day.day),
        is_paused=progress.infusion is not None and progress.infusion.pause is not None,
        marks=(f"next waits {waits} min",) if waits else (),
        facts=facts,
    )


def _late_facts(late: int, visit: DayVisit) -> tuple[str, ...]:
    if not late:
        return ()
    return (f"Expected at {show_time(visit.appointment.start)}, {show_minutes(late)} late",)


def _going_facts(visit: DayVisit, progress: VisitProgress, pump_step: Decimal) -> tuple[str, ...]:
    """Return how far the infusion is, and when the visit is expected to end."""
    found = []
    infusion = progress.infusion
    if infusion is not None and visit.appointment.infusion_end is None:
        how = "Paused" if infusion.pause else f"{pump_rate(infusion.ml_per_h, pump_step)} mL/h"
        given = f"{show(infusion.given_ml, 1)} of {show(infusion.volume_ml, 1)} mL given"
        found.append(f"{how}, {given}")
    if progress.leaves is not None:
        over = progress.overrun_minutes
        later = f", {show_minutes(over)} later than booked" if over else ""
        found.append(f"Expected to end {show_time(progress.leaves)}{later}")
    return tuple(found)

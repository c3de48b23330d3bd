"""How orders, places and statuses of visits are written in lists."""

from collections.abc import Mapping
from uuid import UUID

from ivig_scheduler.domain.quantities import show
from ivig_scheduler.domain.records import Appointment, Order, Plan
from ivig_scheduler.domain.terms import CHAIR_FREE, DoseUnit, PhaseName, Status
from ivig_scheduler.domain.wording import count, show_day
from ivig_scheduler.ui.widgets.rows_model import Tone
from ivig_scheduler.ui.words import sentence

_TONES = {Status.NO_SHOW: Tone.DANGER, Status.HELD: Tone.WARNING, Status.DONE: Tone.GOOD}


def show_dose(order: Order) -> str:
    """Return a cycle's dose as 70 g, and per kg where it was ordered so: 70 g = 1 g/kg."""
    grams = f"{show(order.cycle_dose_g)} g"
    if order.dose_unit is DoseUnit.G_PER_KG:
        return f"{grams} = {show(order.dose)} g/kg"
    return grams


def show_rhythm(order: Order) -> str:
    """Return how often a dose is given: every 21 days, every 28 days over 2 days."""
    over = f" over {order.days_per_cycle} days" if order.days_per_cycle > 1 else ""
    return f"every {count(order.interval_days, 'day')}{over}"


def show_validity(order: Order) -> str:
    """Return in which days an order is valid: 11/30/2026 to 11/29/2027, or from 11/30/2026."""
    starts = show_day(order.valid_from)
    return f"{starts} to {show_day(order.valid_to)}" if order.valid_to else f"from {starts}"


def show_distance(days_off: int) -> str:
    """Return how far from its due day a cycle begins: 2 days after the due day."""
    if not days_off:
        return "on the due day"
    return f"{count(abs(days_off), 'day')} {'after' if days_off > 0 else 'before'} the due day"


def tell_observation(plan: Plan) -> tuple[str, ...]:
    """Return that a visit counts as a first one and what that means; nothing for a usual visit."""
    watched = (each.minutes for each in plan.phases if each.name is PhaseName.OBSERVATION)
    minutes = sum(watched)
    if not plan.is_naive_like or not minutes:
        return ()
    return (f"first or renewed treatment: observed for {minutes} minutes",)


def show_chair(visit: Appointment, chairs: Mapping[UUID, str]) -> str:
    """Return the chair's name; a visit that no longer holds a chair has none."""
    return "" if visit.status in CHAIR_FREE else chairs.get(visit.chair_id, "")


def show_status(visit: Appointment) -> str:
    """Return the status, with the reason of a visit that was called off."""
    if visit.status is Status.CANCELLED and visit.cancel_reason:
        return f"Cancelled: {visit.cancel_reason}"
    return sentence(visit.status)


def tone_of_status(visit: Appointment) -> Tone:
    """Return how the status is coloured."""
    if visit.status in {Status.CANCELLED, Status.ENTERED_IN_ERROR}:
        return Tone.MUTED
    return _TONES.get(visit.status, Tone.PLAIN)

"""A day of the clinic as the day's planner takes it: counted in slots of the calendar's grid.

What does not lie on the grid is rounded so that nothing is promised that is not there: visits and
outages outwards, the presence of nurses inwards.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from ivig_scheduler.domain.facts import ClinicFacts
from ivig_scheduler.domain.records import Appointment, Chair, Plan
from ivig_scheduler.domain.terms import Severity
from ivig_scheduler.planning.day.instance import (
    MOST_OF_NUMBER,
    DayChair,
    DayInstance,
    DayNurse,
    DayVisit,
)
from ivig_scheduler.services.day_plans.slots import DaySlots, SlotSpan, merged, without

#: The nurse of a day whose nurses' limits are not minded.
ANYBODY = "anybody"


@dataclass(frozen=True, slots=True)
class FreeVisit:
    """A visit that may be moved: by which plan, between which slots, in what kind of chair."""

    appointment: Appointment
    plan: Plan
    earliest: int
    latest_end: int
    features: frozenset[str]


def name_of(visit: Appointment) -> str:
    """Return the name of a visit in the planner's day."""
    return str(visit.id)


def make_instance(
    facts: ClinicFacts,
    day: date,
    slots: DaySlots,
    staying: Sequence[Appointment],
    free: Iterable[FreeVisit],
) -> DayInstance:
    """Return the day with visits that stay where they are and visits that may be moved."""
    fixed = _seat_fixed(staying, slots)
    held: dict[str, list[SlotSpan]] = {}
    for each in fixed:
        start = each.locked_start or 0
        span = (start, start + each.slots + each.turnover)
        held.setdefault(each.locked_chair or "", []).append(span)
    nurses = _make_nurses(facts, day, slots)
    hands_over = facts.nurses_hand_over and not _has_anybody(nurses)
    return DayInstance(
        name=f"{day:%Y-%m-%d}",
        slots=slots.count,
        chairs=_make_chairs(facts, day, slots, held),
        nurses=tuple(map(_as_starter, nurses)) if hands_over else nurses,
        visits=(*fixed, *(_make_free(each, slots) for each in free)),
        grid_minutes=slots.grid,
        carers=nurses if hands_over else (),
    )


def _has_anybody(nurses: Iterable[DayNurse]) -> bool:
    """Return whether the nurses' limits are not minded that day."""
    return any(each.name == ANYBODY for each in nurses)


def _as_starter(nurse: DayNurse) -> DayNurse:
    """Return the nurse as one who starts visits; who looks after them then is another matter."""
    return replace(nurse, patients=MOST_OF_NUMBER, points=None, only_starts=True)


def _anybody(slots: int, visits: int) -> DayNurse:
    return DayNurse(ANYBODY, ((0, slots),), max(visits, 1), None, 0)


def _seat_fixed(staying: Sequence[Appointment], slots: DaySlots) -> tuple[DayVisit, ...]:
    """Return the visits that stay; where two share a slot of a chair, the later one has it."""
    by_chair: dict[UUID, list[Appointment]] = {}
    for each in sorted(staying, key=lambda visit: visit.start):
        by_chair.setdefault(each.chair_id, []).append(each)
    return tuple(
        _make_fixed(visit, slots, after)
        for visits in by_chair.values()
        for visit, after in zip(visits, (*visits[1:], None), strict=True)
    )


def _make_fixed(visit: Appointment, slots: DaySlots, after: Appointment | None) -> DayVisit:
    start, end = slots.around(visit.start, visit.end)
    held = max(slots.around(visit.start, visit.held_until)[1], end)
    if after is not None:
        limit = max(slots.floor(after.start), start + 1)
        end, held = min(end, limit), min(held, limit)
    return DayVisit(
        name=name_of(visit),
        slots=max(end - start, 1),
        earliest=start,
        points=visit.acuity_points,
        locked_start=start,
        locked_chair=str(visit.chair_id),
        turnover=held - end,
    )


def _make_free(visit: FreeVisit, slots: DaySlots) -> DayVisit:
    plan = visit.plan
    length = slots.slots_of(plan.booked_minutes)
    held = slots.slots_of(plan.booked_minutes + plan.turnover_minutes)
    appointment = visit.appointment
    return DayVisit(
        name=name_of(appointment),
        slots=length,
        earliest=visit.earliest,
        latest_end=visit.latest_end,
        features=visit.features,
        points=plan.acuity_points,
        locked_chair=str(appointment.chair_id) if appointment.is_chair_locked else None,
        turnover=held - length,
    )


def _make_chairs(
    facts: ClinicFacts, day: date, slots: DaySlots, held: Mapping[str, Iterable[SlotSpan]]
) -> tuple[DayChair, ...]:
    """Return the chairs; where a visit stays in one that is out of service, it may stay."""
    return tuple(
        DayChair(
            str(chair.id),
            frozenset(chair.features),
            without(_out_of_service(chair, facts, day, slots), held.get(str(chair.id), ())),
        )
        for chair in facts.chairs
    )


def _out_of_service(
    chair: Chair, facts: ClinicFacts, day: date, slots: DaySlots
) -> tuple[SlotSpan, ...]:
    is_begun = chair.in_use_from is None or chair.in_use_from <= day
    is_over = chair.in_use_to is not None and chair.in_use_to < day
    if is_over or not is_begun:
        return ((0, slots.count),)
    outages = (each for each in facts.outages if each.chair_id == chair.id)
    return merged(slots.around(each.starts, each.ends) for each in outages)


def _make_nurses(facts: ClinicFacts, day: date, slots: DaySlots) -> tuple[DayNurse, ...]:
    """Return the nurses on duty; anybody where the site keeps no shifts or does not check."""
    is_checked = facts.settings.severity("nurse_capacity") is not Severity.OFF
    if not facts.shifts or not is_checked:
        visits = facts.occupancy.between(slots.moment(0), slots.moment(slots.count))
        return (_anybody(slots.count, len(visits)),)
    spacing = slots.slots_of(facts.settings.whole("nurse.spacing"))
    return tuple(
        DayNurse(
            str(duty.nurse_id),
            merged(slots.within(start, end) for start, end in duty.spans),
            duty.patients,
            duty.points,
            spacing,
        )
        for duty in facts.duties(day)
    )

"""Makes the bar of one visit: its phases, its rate ladder, and every fact a hover card tells."""

import math
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from ivig_scheduler.domain.clearance import Conflict, is_blocked
from ivig_scheduler.domain.quantities import show, show_minutes, whole_minutes
from ivig_scheduler.domain.records import Patient, Plan
from ivig_scheduler.domain.terms import MOVABLE, PhaseName, Status
from ivig_scheduler.domain.wording import show_day, show_hours, show_time
from ivig_scheduler.services.day import Day, DayVisit
from ivig_scheduler.ui.schedule.going import follow_visit
from ivig_scheduler.ui.schedule.minutes import minute_of
from ivig_scheduler.ui.schedule.picture import Bar, Span, Step, clock
from ivig_scheduler.ui.schedule.signs import BLOCKED, SIGNS, WARNED, Sign

SEATED = frozenset({Status.IN_CHAIR, Status.INFUSING, Status.OBSERVING})
Troubles = Mapping[UUID, tuple[Conflict, ...]]


def make_bar(
    visit: DayVisit, day: Day, row: int, troubles: Troubles, now: datetime | None = None
) -> Bar:
    """Return a visit as a bar in a row, as it goes at the site's clock `now` where that is told."""
    appointment = visit.appointment
    start = minute_of(appointment.start, day.day)
    going = follow_visit(visit, day, now)
    plan, begin = going.plan, minute_of(going.sits_down, day.day)
    conflicts = troubles.get(appointment.id, ())
    sign = sign_of(appointment.status, conflicts)
    held = minute_of(appointment.held_until, day.day)
    end = minute_of(appointment.end, day.day)
    facts = facts_of(visit, day, conflicts, going.facts)
    return Bar(
        appointment_id=appointment.id,
        row=row,
        start=start,
        end=end,
        held_until=held,
        name=short_name(visit.patient),
        initials=initials(visit.patient),
        second_line=_second_line(visit),
        sign=sign.mark,
        edge=sign.edge,
        colour=visit.product.colour,
        before=_before_infusion(plan, begin),
        light=_phase(plan, PhaseName.OBSERVATION, begin),
        ladder=_ladder(plan, begin),
        is_done=appointment.status is Status.DONE,
        is_held=appointment.status is Status.HELD,
        can_move=appointment.status in MOVABLE,
        is_seated=appointment.status in SEATED,
        facts=facts,
        spoken=". ".join(facts),
        product=visit.product.name,
        status=appointment.status.value,
        late_minutes=going.late_minutes,
        overrun_minutes=going.overrun_minutes,
        expected_end=going.expected_end,
        is_paused=going.is_paused,
        marks=going.marks,
    )


def sign_of(status: Status, conflicts: tuple[Conflict, ...]) -> Sign:
    """Return the sign of a visit: what is against it comes first while it can still be moved."""
    if status in MOVABLE and status is not Status.HELD and conflicts:
        return BLOCKED if is_blocked(conflicts) else WARNED
    return SIGNS[status]


def short_name(patient: Patient) -> str:
    """Return the name as a bar shows it: A. Lindqvist."""
    given = patient.given_name.strip()
    return f"{given[0]}. {patient.family_name}" if given else patient.family_name


def initials(patient: Patient) -> str:
    """Return the initials for a bar too narrow for the name."""
    return f"{patient.given_name.strip()[:1]}{patient.family_name.strip()[:1]}"


def _second_line(visit: DayVisit) -> str:
    return (
        f"{show_day(visit.patient.birth_date)} · {visit.product.name} {show(visit.plan.dose_g)} g"
    )


def _before_infusion(plan: Plan, start: int) -> Span:
    infusion = _phase(plan, PhaseName.INFUSION, start)
    return (start, infusion[0]) if infusion[0] > start else (0, 0)


def _phase(plan: Plan, name: PhaseName, start: int) -> Span:
    for phase in plan.phases:
        if phase.name is name:
            return start + phase.start_minute, start + phase.end_minute
    return 0, 0


def _ladder(plan: Plan, start: int) -> tuple[Step, ...]:
    infusion = _phase(plan, PhaseName.INFUSION, start)[0]
    highest = max((step.ml_per_h for step in plan.steps), default=None)
    if not highest:
        return ()
    return tuple(
        Step(
            infusion + float(step.start_minute),
            infusion + float(step.start_minute + step.minutes),
            float(step.ml_per_h / highest),
        )
        for step in plan.steps
    )


def facts_of(
    visit: DayVisit, day: Day, conflicts: tuple[Conflict, ...], going: tuple[str, ...] = ()
) -> tuple[str, ...]:
    """Return every fact a hover card tells about a visit, one a line; `going` how it goes now."""
    appointment, plan, patient = visit.appointment, visit.plan, visit.patient
    chair = day.facts.chair(appointment.chair_id)
    start, end = appointment.start, appointment.end
    minutes = whole_minutes(end - start)
    infusion = show_minutes(math.ceil(plan.infusion_minutes))
    place = chair.name if chair else "Chair"
    lines = [
        patient.full_name,
        f"Born {show_day(patient.birth_date)}, MRN {patient.number}",
        f"{place}, {show_hours(start, end)} ({show_minutes(minutes)})",
        f"{visit.product.name} {show(plan.dose_g)} g, {show(plan.volume_ml)} mL in {infusion}",
        f"{appointment.status.value.capitalize()}{_since(visit)}",
        *going,
    ]
    if plan.is_naive_like:
        lines.append("Counts as a first infusion")
    if visit.cycle_due is not None:
        lines.append(f"Cycle {appointment.cycle_number}, due {show_day(visit.cycle_due)}")
    lines += [_sentence(conflict.message) for conflict in conflicts]
    lines.append(f"Chair held until {clock(minute_of(appointment.held_until, day.day))}")
    return tuple(lines)


def _since(visit: DayVisit) -> str:
    started = visit.appointment.actual_start
    return f", began {show_time(started)}" if started else ""


def _sentence(text: str) -> str:
    return text and text[0].upper() + text[1:]

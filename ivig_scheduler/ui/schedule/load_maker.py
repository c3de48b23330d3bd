"""Counts what the two curves above a day show: chairs in use and nurses' hands-on minutes."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from ivig_scheduler.domain.records import Plan
from ivig_scheduler.domain.terms import PhaseName
from ivig_scheduler.services.day import Day
from ivig_scheduler.ui.schedule.minutes import minute_of
from ivig_scheduler.ui.schedule.picture import (
    QUARTER,
    Bar,
    DayLoad,
    OutageBar,
    RateChange,
    Span,
)


def make_load(
    day: Day,
    bars: Sequence[Bar],
    outages: Sequence[OutageBar],
    shifts: Sequence[Span],
    span: Span,
    chairs: int,
) -> DayLoad:
    """Return the curves for each quarter hour of `span`, of which `chairs` can be seen."""
    first = span[0] // QUARTER * QUARTER
    quarters = range(first, span[1], QUARTER)
    out = {each.row for each in outages if each.start <= span[0] and each.end >= span[1]}
    limits = tuple(_present_minutes(shifts, quarter) for quarter in quarters) if shifts else ()
    plans = {visit.appointment.id: visit.plan for visit in day.visits}
    a_change = max(day.facts.settings.whole("nurse.rate_change"), 1)
    return DayLoad(
        first_minute=first,
        chairs_in_use=tuple(
            sum(1 for bar in bars if bar.start < quarter + QUARTER and bar.end > quarter)
            for quarter in quarters
        ),
        chairs=chairs - len(out),
        nurse_minutes=_nurse_minutes(plans, bars, quarters),
        nurse_limits=limits,
        rate_changes=_rate_changes(plans, bars, quarters),
        rate_limits=tuple(minutes // a_change for minutes in limits),
    )


def shifts_of(day: Day) -> tuple[Span, ...]:
    """Return when each nurse is there on a day, in minutes of it; breaks and absences apart."""
    return tuple(
        (minute_of(starts, day.day), minute_of(ends, day.day))
        for duty in day.facts.duties(day.day)
        for starts, ends in duty.spans
    )


def _nurse_minutes(
    plans: Mapping[UUID, Plan], bars: Sequence[Bar], quarters: range
) -> tuple[int, ...]:
    minutes = [0] * len(quarters)
    for bar in bars:
        for start, end in plans[bar.appointment_id].nurse:
            _add(minutes, quarters, bar.start + start, bar.start + end)
    return tuple(minutes)


def _rate_changes(
    plans: Mapping[UUID, Plan], bars: Sequence[Bar], quarters: range
) -> tuple[tuple[RateChange, ...], ...]:
    """Return the rate changes of each quarter, in the order of time."""
    found: list[list[RateChange]] = [[] for _ in quarters]
    for bar in bars:
        for minute in rate_minutes(plans[bar.appointment_id]):
            place = (bar.start + minute - quarters.start) // QUARTER
            if 0 <= place < len(found):
                found[place].append(RateChange(bar.start + minute, bar.name))
    return tuple(tuple(sorted(each, key=lambda one: one.minute)) for each in found)


def rate_minutes(plan: Plan) -> tuple[int, ...]:
    """Return the minutes of a visit at which the rate is changed; not that of the first rate."""
    infusion = next((each for each in plan.phases if each.name is PhaseName.INFUSION), None)
    if infusion is None:
        return ()
    return tuple(infusion.start_minute + int(step.start_minute) for step in plan.steps[1:])


def _add(minutes: list[int], quarters: range, start: int, end: int) -> None:
    first = max((start - quarters.start) // QUARTER, 0)
    for index in range(first, len(minutes)):
        if quarters[index] >= end:
            return
        minutes[index] += _overlap((start, end), quarters[index])


def _present_minutes(shifts: Sequence[Span], quarter: int) -> int:
    return sum(_overlap(shift, quarter) for shift in shifts)


def _overlap(span: Span, quarter: int) -> int:
    return max(min(span[1], quarter + QUARTER) - max(span[0], quarter), 0)

"""Counts what the two curves above a day show: chairs in use and nurses' hands-on minutes."""

from collections.abc import Sequence

from ivig_scheduler.services.day import Day
from ivig_scheduler.ui.schedule.minutes import minute_of_clock
from ivig_scheduler.ui.schedule.picture import QUARTER, Bar, DayLoad, OutageBar, Span


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
    return DayLoad(
        first_minute=first,
        chairs_in_use=tuple(
            sum(1 for bar in bars if bar.start < quarter + QUARTER and bar.end > quarter)
            for quarter in quarters
        ),
        chairs=chairs - len(out),
        nurse_minutes=_nurse_minutes(day, bars, quarters),
        nurse_limits=limits,
    )


def shifts_of(day: Day) -> tuple[Span, ...]:
    """Return the shifts of the nurses who work on a day, in minutes of it."""
    active = {nurse.id for nurse in day.facts.nurses if nurse.active}
    return tuple(
        (
            minute_of_clock(shift.starts),
            minute_of_clock(shift.ends),
        )
        for shift in day.facts.shifts
        if shift.weekday == day.day.weekday() and shift.nurse_id in active
    )


def _nurse_minutes(day: Day, bars: Sequence[Bar], quarters: range) -> tuple[int, ...]:
    plans = {visit.appointment.id: visit.plan for visit in day.visits}
    minutes = [0] * len(quarters)
    for bar in bars:
        for start, end in plans[bar.appointment_id].nurse:
            _add(minutes, quarters, bar.start + start, bar.start + end)
    return tuple(minutes)


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

"""Makes the picture of a day from what the services know about it.

Imported once a day has been loaded: by then its records are there anyway.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID

from ivig_scheduler.domain.records import Appointment, Chair, ChairOutage
from ivig_scheduler.domain.terms import CHAIR_FREE, MOVABLE, Status
from ivig_scheduler.domain.wording import show_day, show_time, show_weekday
from ivig_scheduler.services.day import Day
from ivig_scheduler.ui.schedule.bar_maker import Troubles, make_bar
from ivig_scheduler.ui.schedule.load_maker import make_load, shifts_of
from ivig_scheduler.ui.schedule.minutes import DAY_MINUTES, minute_of, minute_of_clock
from ivig_scheduler.ui.schedule.picture import (
    Bar,
    ChairRow,
    DayLoad,
    DayPicture,
    OutageBar,
)

#: Statuses of visits that nobody has confirmed.
_UNCONFIRMED = frozenset({Status.HELD, Status.BOOKED})
_BEFORE, _AFTER = 15, 45


def make_day_picture(
    day: Day, troubles: Troubles | None = None, now: datetime | None = None
) -> DayPicture:
    """Return what the schedule shows of a day; `troubles` are the checks each visit fails.

    With the site's clock `now` the visits are shown as they go.
    """
    found = troubles or {}
    seated = day.seated
    chairs = chairs_shown(
        day.facts.chairs, day.day, {visit.appointment.chair_id for visit in seated}
    )
    row_of = {chair.id: row for row, chair in enumerate(chairs)}
    bars = _make_bars(day, row_of, found, now)
    opens, closes = opening(day)
    first, last = _span(day, bars, opens, closes)
    is_idle = day.is_closed and not bars
    outages = () if is_idle else make_outages(day.facts.outages, row_of, day.day)
    shifts = () if is_idle else shifts_of(day)
    return DayPicture(
        day=day.day,
        first_minute=first,
        last_minute=last,
        opens=opens,
        closes=closes,
        closed_reason=day.closed_reason,
        rows=tuple(make_row(chair) for chair in chairs),
        outages=outages,
        bars=bars,
        load=DayLoad()
        if is_idle
        else make_load(day, bars, outages, shifts, (first, last), len(chairs)),
        shifts=shifts,
        grid=day.facts.settings.whole("calendar.grid"),
        called_off=_called_off(day),
        confirmed=sum(1 for visit in seated if visit.appointment.status not in _UNCONFIRMED),
        not_ready=sum(1 for visit in seated if _is_not_ready(visit.appointment, found)),
    )


def _make_bars(
    day: Day, row_of: Mapping[UUID, int], troubles: Troubles, now: datetime | None
) -> tuple[Bar, ...]:
    return tuple(
        make_bar(visit, day, row_of[visit.appointment.chair_id], troubles, now)
        for visit in sorted(day.seated, key=lambda each: each.appointment.start)
        if visit.appointment.chair_id in row_of
    )


def _is_not_ready(visit: Appointment, troubles: Troubles) -> bool:
    has_trouble = visit.status is Status.HELD or bool(troubles.get(visit.id))
    return visit.status in MOVABLE and has_trouble


def chairs_shown(
    chairs: Iterable[Chair], day: date, used: Collection[UUID], last: date | None = None
) -> tuple[Chair, ...]:
    """Return the chairs in use from `day` to `last`, and those that hold visits all the same."""
    until = last or day

    def is_shown(chair: Chair) -> bool:
        begun = chair.in_use_from is None or chair.in_use_from <= until
        over = chair.in_use_to is not None and chair.in_use_to < day
        return (begun and not over) or chair.id in used

    return tuple(chair for chair in chairs if is_shown(chair))


def make_row(chair: Chair) -> ChairRow:
    """Return a chair as it stands at the side: its kind and features below its name."""
    return ChairRow(chair.id, chair.name, ", ".join((chair.chair_type, *chair.features)))


def opening(day: Day) -> tuple[int, int]:
    """Return when a day opens and closes in minutes; equal where it is closed."""
    hours = day.facts.calendar.open_hours(day.day)
    if hours is None:
        return 0, 0
    return minute_of(hours[0], day.day), minute_of(hours[1], day.day)


def usual_span(day: Day) -> tuple[int, int]:
    """Return the earliest opening and the latest closing of the site's week, in minutes."""
    opens, closes = day.facts.calendar.span()
    return minute_of_clock(opens), minute_of_clock(closes)


def _span(day: Day, bars: Sequence[Bar], opens: int, closes: int) -> tuple[int, int]:
    if opens >= closes:
        opens, closes = usual_span(day)
    first = min([opens, *(bar.start for bar in bars)]) - _BEFORE
    last = max([closes, *(bar.held_until for bar in bars)]) + _AFTER
    return max(first, 0), min(last, DAY_MINUTES)


def make_outages(
    outages: Iterable[ChairOutage], row_of: Mapping[UUID, int], day: date
) -> tuple[OutageBar, ...]:
    """Return the outages that touch a day, cut to it."""
    midnight = datetime.combine(day, time())
    touching = (
        outage
        for outage in outages
        if outage.chair_id in row_of
        and outage.starts < midnight + timedelta(days=1)
        and outage.ends > midnight
    )
    return tuple(
        OutageBar(
            row_of[outage.chair_id],
            max(minute_of(outage.starts, day), 0),
            min(minute_of(outage.ends, day), DAY_MINUTES),
            f"Out of service until {_until(outage.ends, day)}: {outage.reason}",
        )
        for outage in touching
    )


def _until(ends: datetime, day: date) -> str:
    away = (ends.date() - day).days
    if away == 0:
        return show_time(ends)
    return show_weekday(ends.weekday()) if away < 7 else show_day(ends)


def _called_off(day: Day) -> tuple[tuple[str, int], ...]:
    counts = Counter(
        visit.appointment.status
        for visit in day.visits
        if visit.appointment.status in CHAIR_FREE
        and visit.appointment.status is not Status.ENTERED_IN_ERROR
    )
    return tuple((status.value, counts[status]) for status in counts)

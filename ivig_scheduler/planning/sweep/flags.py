"""Which visits of a long calendar fail a check of places: one flag for each, all at once."""

import numpy as np

from ivig_scheduler.domain.facts import ClinicFacts
from ivig_scheduler.domain.records import Chair
from ivig_scheduler.planning.sweep.columns import (
    MINUTES_OF_DAY,
    NEVER,
    CalendarColumns,
    Flags,
    Numbers,
    day_number,
    day_of,
    minute_of,
)


def flag_chair_overlaps(visits: CalendarColumns, _facts: ClinicFacts) -> Flags:
    """Return which visits are in a chair at a time at which another one holds it."""
    order = np.lexsort((visits.start, visits.chair))
    # In a key of its own no chair's time is reached by the times of the chairs before it.
    first = int(visits.start.min()) if len(visits) else 0
    width = int(visits.held_until.max()) - first + 1 if len(visits) else 1
    offset = visits.chair[order] * width - first
    starts, ends = visits.start[order] + offset, visits.held_until[order] + offset
    held_before = np.maximum.accumulate(ends)[:-1] > starts[1:]
    taken_after = ends[:-1] > starts[1:]
    flagged = np.zeros(len(visits), np.bool_)
    flagged[order[1:]] |= held_before
    flagged[order[:-1]] |= taken_after
    return flagged


def flag_second_visits(visits: CalendarColumns, _facts: ClinicFacts) -> Flags:
    """Return which visits are of a patient who has another one on that day."""
    day = visits.day
    order = np.lexsort((day, visits.patient))
    same = (np.diff(visits.patient[order]) == 0) & (np.diff(day[order]) == 0)
    flagged = np.zeros(len(visits), np.bool_)
    flagged[order[1:]] |= same
    flagged[order[:-1]] |= same
    return flagged


def flag_outages(visits: CalendarColumns, facts: ClinicFacts) -> Flags:
    """Return which visits are in a chair that is out of service, not in use, or not there."""
    flagged = _out_of_use(visits, facts)
    for number, chair_id in enumerate(visits.chairs):
        spans = sorted(
            (minute_of(each.starts), minute_of(each.ends))
            for each in facts.outages
            if each.chair_id == chair_id
        )
        if spans:
            rows = np.flatnonzero(visits.chair == number)
            flagged[rows] |= _touches(visits.start[rows], visits.held_until[rows], spans)
    return flagged


def _out_of_use(visits: CalendarColumns, facts: ClinicFacts) -> Flags:
    chairs = [facts.chair(chair_id) for chair_id in visits.chairs]
    used_from = np.array([_first_day(chair) for chair in chairs], np.int64)
    used_to = np.array([day_number(chair.in_use_to if chair else None) for chair in chairs])
    day = visits.day
    outside: Flags = (day < used_from[visits.chair]) | (day > used_to[visits.chair])
    return outside


def _first_day(chair: Chair | None) -> int:
    if chair is None:
        return NEVER
    return day_number(chair.in_use_from) if chair.in_use_from else 0


def _touches(starts: Numbers, ends: Numbers, spans: list[tuple[int, int]]) -> Flags:
    """Return which ranges meet one of the spans, which are in order and may overlap."""
    begin = np.array([span[0] for span in spans], np.int64)
    over = np.maximum.accumulate(np.array([span[1] for span in spans], np.int64))
    # Of the spans that begin before a range ends, the one that lasts longest decides.
    last = np.searchsorted(begin, ends, "left") - 1
    return (last >= 0) & (over[np.maximum(last, 0)] > starts)


def flag_features(visits: CalendarColumns, facts: ClinicFacts) -> Flags:
    """Return which visits are in a chair that lacks a feature their patient needs."""
    chairs = [facts.chair(chair_id) for chair_id in visits.chairs]
    has = [frozenset(chair.features if chair else ()) for chair in chairs]
    lacks = np.array([[not need <= each for each in has] for need in visits.needs], np.bool_)
    flagged: Flags = lacks.reshape(len(visits.needs), len(has))[visits.need, visits.chair]
    return flagged


def flag_hours(visits: CalendarColumns, facts: ClinicFacts) -> Flags:
    """Return which visits are on a closed day or outside the hours."""
    days, of_visit = np.unique(visits.day, return_inverse=True)
    hours = [facts.calendar.open_hours(day_of(int(day))) for day in days]
    opens = np.array([minute_of(each[0]) if each else NEVER for each in hours], np.int64)
    closes = np.array([minute_of(each[1]) if each else 0 for each in hours], np.int64)
    return (visits.start < opens[of_visit]) | (visits.end > closes[of_visit])


def flag_validity(visits: CalendarColumns, _facts: ClinicFacts) -> Flags:
    """Return which visits are on a day on which their order is not valid."""
    day = visits.day
    return (day < visits.valid_from) | (day > visits.valid_to)


def flag_windows(visits: CalendarColumns, _facts: ClinicFacts) -> Flags:
    """Return which visits are outside the window around the day they are due."""
    is_due = visits.due_day != NEVER
    due = np.where(is_due, visits.due_day, 0)
    outside: Flags = is_due & (np.abs(visits.day - due) > visits.window_days)
    return outside


def flag_late_naive(visits: CalendarColumns, facts: ClinicFacts) -> Flags:
    """Return which naive-like visits start later than the site wants them to."""
    latest = facts.settings.whole("naive.latest_hour") * 60
    return visits.is_naive_like & (visits.start % MINUTES_OF_DAY > latest)

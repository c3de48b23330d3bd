"""Which visits of a long calendar stand on a day whose visits the nurses cannot share out."""

from datetime import date

import numpy as np

from ivig_scheduler.domain.facts import ClinicFacts
from ivig_scheduler.planning.sweep.columns import CalendarColumns, Flags, Numbers, day_of
from ivig_scheduler.planning.sweep.crews import Pattern, find_shared_days, pattern_of


def flag_nurses(visits: CalendarColumns, facts: ClinicFacts) -> Flags:
    """Return which visits are on a day whose visits cannot be shared out among its nurses.

    Most days are cleared all together by giving each visit to the least busy nurse; the exact
    sharing out is asked for the others only.
    """
    if not facts.shifts or not len(visits):
        return np.zeros(len(visits), np.bool_)
    numbers, of_visit = np.unique(visits.day, return_inverse=True)
    days = [day_of(number) for number in numbers.tolist()]
    order: Numbers = np.lexsort((visits.start, of_visit))
    spacing = facts.settings.whole("nurse.spacing")
    shared = find_shared_days(visits, order, of_visit[order], _pattern(days, facts), spacing)
    for number in np.flatnonzero(~shared).tolist():
        shared[number] = facts.can_share_out(days[number])
    flagged: Flags = ~shared[of_visit]
    return flagged


def _pattern(days: list[date], facts: ClinicFacts) -> Pattern:
    """Return who is there on each day: days of one weekday are alike where nobody is away."""
    away = {
        day
        for absence in facts.absences
        for day in days
        if absence.starts.date() <= day <= absence.ends.date()
    }
    kinds: dict[date | int, int] = {}
    of_day = [kinds.setdefault(day if day in away else day.weekday(), len(kinds)) for day in days]
    first = dict(reversed([(kind, day) for kind, day in zip(of_day, days, strict=True)]))
    samples = [first[kind] for kind in range(len(kinds))]
    return pattern_of([(day, facts.duties(day)) for day in samples], np.array(of_day, np.int64))

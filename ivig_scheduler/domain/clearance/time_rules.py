"""The checks that depend on the time of day but are the same in every chair."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from functools import partial

from ivig_scheduler.domain.clearance.candidate import Candidate
from ivig_scheduler.domain.clearance.conflict import Finding, Place, Suggestion
from ivig_scheduler.domain.clearance.suggestions import suggest_hours, suggest_open_day
from ivig_scheduler.domain.facts import ClinicFacts
from ivig_scheduler.domain.quantities import show_minutes, whole_minutes
from ivig_scheduler.domain.wording import show_near_day, show_time

_HOURS = "the opening hours"


def opening_hours(candidate: Candidate, facts: ClinicFacts) -> Iterator[Finding]:
    """The patient comes after opening and leaves before closing; turnover may run past it."""
    day = candidate.start.date()
    hours = facts.calendar.open_hours(day)
    if hours is None:
        closed = facts.calendar.find_closure(day)
        why = f": {closed}" if day.weekday() in facts.calendar.hours else ""
        message = f"the site is closed on {show_near_day(day)}{why}"
        yield Finding(
            message, where="the site", suggest=partial(_suggest_open_day, candidate, facts)
        )
        return
    opens, closes = hours
    reason = facts.calendar.why_other_hours(day)
    why = f" that day ({reason})" if reason else ""
    suggest = partial(suggest_hours, candidate, facts)
    if candidate.start < opens:
        early = whole_minutes(opens - candidate.start)
        message = f"starts {show_minutes(early)} before opening at {show_time(opens)}{why}"
        yield Finding(message, early, where=_HOURS, suggest=suggest)
    if candidate.end > closes:
        late = whole_minutes(candidate.end - closes)
        message = f"ends {show_minutes(late)} after closing at {show_time(closes)}{why}"
        yield Finding(message, late, where=_HOURS, suggest=suggest)


def _suggest_open_day(candidate: Candidate, facts: ClinicFacts) -> Suggestion:
    return suggest_open_day(candidate, facts)


def naive_start(candidate: Candidate, facts: ClinicFacts) -> Iterator[Finding]:
    """A naive-like visit starts early enough for its longer observation."""
    latest = facts.settings.whole("naive.latest_hour")
    minutes = candidate.start.hour * 60 + candidate.start.minute
    if candidate.is_naive_like and minutes > latest * 60:
        yield Finding(
            f"a first or renewed treatment starts after {latest}:00",
            minutes - latest * 60,
            who=candidate.patient.full_name,
            where="the morning",
            suggest=partial(_suggest_latest, candidate, latest),
        )


def _suggest_latest(candidate: Candidate, latest_hour: int) -> Suggestion:
    midnight = datetime.combine(candidate.start.date(), time())
    return Place(midnight + timedelta(hours=latest_hour), candidate.chair_id), ""

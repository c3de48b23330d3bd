"""The next option that passes a check: another time, another chair, another day."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time, timedelta

from ivig_scheduler.domain.clearance.candidate import Candidate
from ivig_scheduler.domain.clearance.conflict import Place, Suggestion
from ivig_scheduler.domain.facts import ClinicFacts
from ivig_scheduler.domain.records import Chair
from ivig_scheduler.domain.wording import show_near_day, show_time

#: How many days ahead an open day is looked for.
_DAYS_AHEAD = 60


def later_starts(candidate: Candidate, facts: ClinicFacts) -> Iterator[datetime]:
    """Give the starts on the calendar's grid after the candidate's from which it ends in time."""
    hours = facts.calendar.open_hours(candidate.start.date())
    if hours is None:
        return
    opens, closes = hours
    stay, grid = candidate.end - candidate.start, _grid(facts)
    start = round_up(max(candidate.start, opens - grid) + timedelta(microseconds=1), facts)
    while start + stay <= closes:
        if start >= opens:
            yield start
        start += grid


def round_up(moment: datetime, facts: ClinicFacts) -> datetime:
    """Return the first moment on the calendar's grid that is not before the one given."""
    midnight, grid = datetime.combine(moment.date(), time()), _grid(facts)
    return midnight + -(-(moment - midnight) // grid) * grid


def _grid(facts: ClinicFacts) -> timedelta:
    return timedelta(minutes=facts.settings.whole("calendar.grid"))


def suggest_hours(candidate: Candidate, facts: ClinicFacts) -> Suggestion:
    """Return the nearest start at which the visit is within the opening hours of its day."""
    hours = facts.calendar.open_hours(candidate.start.date())
    if hours is None:
        return None, ""
    start = _within_hours(candidate, candidate.start, hours, facts)
    if start is None:
        return None, "longer than the day is open"
    side = "first" if candidate.start < hours[0] else "last"
    return Place(start, candidate.chair_id), f"{side} start {show_time(start)}"


def _within_hours(
    candidate: Candidate, wanted: datetime, hours: tuple[datetime, datetime], facts: ClinicFacts
) -> datetime | None:
    """Return the start nearest to the wanted one from which the visit is within opening hours."""
    opens, closes = hours
    first, stay = round_up(opens, facts), candidate.end - candidate.start
    if first + stay > closes:
        return None
    if wanted < opens:
        return first
    if wanted + stay <= closes:
        return wanted
    midnight = datetime.combine(opens.date(), time())
    return midnight + (closes - stay - midnight) // _grid(facts) * _grid(facts)


def suggest_chair(candidate: Candidate, facts: ClinicFacts) -> Suggestion:
    """Return another chair that is free, in service and has the features at the same time."""
    for chair in facts.chairs:
        if chair.id != candidate.chair_id and is_chair_free(candidate, chair, facts):
            return Place(candidate.start, chair.id), f"{chair.name} is free"
    return None, "no other such chair is free"


def is_chair_free(candidate: Candidate, chair: Chair, facts: ClinicFacts) -> bool:
    """Return whether a chair could take the visit at its time."""
    if not set(candidate.patient.features_needed) <= set(chair.features):
        return False
    if not is_in_use(chair, candidate.start.date()):
        return False
    return find_end_of_hindrance(candidate, chair, candidate.start, facts) is None


def is_in_use(chair: Chair, day: date) -> bool:
    """Return whether a chair is in use on a day, the first and the last of its use included."""
    first, last = chair.in_use_from, chair.in_use_to
    return (first is None or day >= first) and (last is None or day <= last)


def suggest_time_in_chair(candidate: Candidate, facts: ClinicFacts) -> Suggestion:
    """Return when the chair is free and in service next for as long, before closing that day."""
    chair, day = facts.chair(candidate.chair_id), candidate.start.date()
    hours = facts.calendar.open_hours(day)
    if hours is None or chair is None or not is_in_use(chair, day):
        return None, "not free that day"
    start = max(candidate.start, round_up(hours[0], facts))
    while start + (candidate.end - candidate.start) <= hours[1]:
        until = find_end_of_hindrance(candidate, chair, start, facts)
        if until is None:
            return Place(start, chair.id), f"free from {show_time(start)}"
        start = round_up(until, facts)
    return None, "not free later that day"


def find_end_of_hindrance(
    candidate: Candidate, chair: Chair, start: datetime, facts: ClinicFacts
) -> datetime | None:
    """Return until when others, as they go, or outages keep a chair from the visit at a start."""
    held = start + (candidate.held_until - candidate.start)
    ends = [
        other.held_until
        for other in facts.occupancy.in_chair(chair.id, start, held)
        if other.id != candidate.appointment_id
    ]
    ends += [
        outage.ends
        for outage in facts.outages
        if outage.chair_id == chair.id and outage.starts < held and outage.ends > start
    ]
    late = facts.find_late_leaver(chair.id, start, besides=candidate.appointment_id)
    ends += [late[1]] if late else []
    return max(ends, default=None)


def suggest_open_day(candidate: Candidate, facts: ClinicFacts) -> Suggestion:
    """Return the nearest open day inside the window, earlier first; without a due day the next."""
    day = candidate.start.date()
    ahead = [day + timedelta(days=off) for off in range(1, _DAYS_AHEAD + 1)]
    window = _window(candidate)
    if window is None:
        return suggest_day(candidate, facts, ahead)
    near = sorted(window, key=lambda each: (abs(each - day), each))
    return suggest_day(candidate, facts, [each for each in near if each != day])


def suggest_day_of_window(candidate: Candidate, facts: ClinicFacts) -> Suggestion:
    """Return the open day of the window nearest to the candidate's."""
    day = candidate.start.date()
    near = sorted(_window(candidate) or (), key=lambda each: abs(each - day))
    return suggest_day(candidate, facts, near)


def _window(candidate: Candidate) -> list[date] | None:
    if candidate.due_day is None:
        return None
    width = candidate.order.window_days
    return [candidate.due_day + timedelta(days=off) for off in range(-width, width + 1)]


def suggest_day(
    candidate: Candidate,
    facts: ClinicFacts,
    days: Iterable[date],
    passes: Callable[[date], bool] = lambda day: True,
) -> Suggestion:
    """Return the first of the days that has room, within the order and passing a test besides.

    The visit keeps its time where that is within the opening hours.
    """
    order = candidate.order
    for day in days:
        hours = facts.calendar.open_hours(day)
        is_valid = order.valid_from <= day and (order.valid_to is None or day <= order.valid_to)
        if not is_valid or hours is None or not passes(day):
            continue
        wanted = datetime.combine(day, candidate.start.time())
        start = _within_hours(candidate, wanted, hours, facts)
        if start is not None:
            return Place(start), f"next day {show_near_day(day)}"
    return None, ""


def suggest_valid_day(candidate: Candidate, facts: ClinicFacts) -> Suggestion:
    """Return the first open day of the order, or its last where the candidate is after it."""
    order = candidate.order
    if candidate.start.date() < order.valid_from:
        days = [order.valid_from + timedelta(days=off) for off in range(_DAYS_AHEAD)]
    elif order.valid_to is not None:
        days = [order.valid_to - timedelta(days=off) for off in range(_DAYS_AHEAD)]
    place, _ = suggest_day(candidate, facts, days)
    # The message names the bound already.
    return place, ""

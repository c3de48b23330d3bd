"""When the patient came, sat down, the infusion began and ended, and the chair was left."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import pairwise

from ivig_scheduler.domain.errors import Problem
from ivig_scheduler.domain.records import Appointment, VisitEvent
from ivig_scheduler.domain.terms import FORWARD, Status, VisitEventKind
from ivig_scheduler.domain.wording import show_day, show_time

#: The stamp that each step of a visit sets, in the order of the visit.
STAMP_OF: Mapping[Status, str] = {
    Status.ARRIVED: "arrived_at",
    Status.IN_CHAIR: "actual_start",
    Status.INFUSING: "infusion_start",
    Status.OBSERVING: "infusion_end",
    Status.DONE: "actual_end",
}
#: What each stamp is the time of.
STAMP_WORDS: Mapping[str, str] = {
    "arrived_at": "arrival",
    "actual_start": "sitting down",
    "infusion_start": "the start of the infusion",
    "infusion_end": "the end of the infusion",
    "actual_end": "leaving the chair",
}
_EVENT_WORDS = {
    VisitEventKind.RATE: "the new rate",
    VisitEventKind.PAUSE: "the pause",
    VisitEventKind.RESUME: "the end of the pause",
}


def stamps_come_to(status: Status) -> tuple[str, ...]:
    """Return the stamps that a visit in a status has, in order."""
    if status not in FORWARD:
        return ()
    come = FORWARD[: FORWARD.index(status) + 1]
    return tuple(STAMP_OF[each] for each in come if each in STAMP_OF)


def stamp_step(visit: Appointment, status: Status, local: datetime) -> dict[str, object]:
    """Return the fields that stepping a visit to `status` sets at the site's clock `local`.

    Times are kept to the minute, and never before a stamp that is there already.
    """
    moment = local.replace(second=0, microsecond=0)
    name = STAMP_OF.get(status)
    if name is None:
        return {}
    known = [each for each in times_of(visit).values() if each is not None]
    found: dict[str, object] = {name: max([moment, *known])}
    if "actual_start" in stamps_come_to(status) and visit.actual_start is None:
        found.setdefault("actual_start", found[name])
    return found


def times_of(visit: Appointment) -> dict[str, datetime | None]:
    """Return the stamps of a visit by their names, in order."""
    return {name: getattr(visit, name) for name in STAMP_WORDS}


def find_stamp_problems(
    visit: Appointment,
    times: Mapping[str, datetime | None],
    events: Iterable[VisitEvent],
    now: datetime,
) -> tuple[Problem, ...]:
    """Return what is wrong with the times a visit is to have, all at once.

    They are in order, of the visit's own day, not in the future, and each that the visit has come
    to is there but the arrival, which nobody need have noted. Rates and pauses lie within the
    infusion. A problem's field is the stamp's name, or the event's id.
    """
    come = stamps_come_to(visit.status)
    known = [(name, times.get(name)) for name in STAMP_WORDS]
    problems = [_alone(visit, name, moment, come, now) for name, moment in known]
    there = [(name, moment) for name, moment in known if moment is not None]
    problems += [_order(before, after) for before, after in pairwise(there)]
    problems += [_event(each, times, now) for each in events]
    return tuple(each for each in problems if each is not None)


def _alone(
    visit: Appointment,
    name: str,
    moment: datetime | None,
    come: tuple[str, ...],
    now: datetime,
) -> Problem | None:
    words = STAMP_WORDS[name]
    if moment is None:
        is_missing = name in come and name != "arrived_at"
        return Problem(name, f"give the time of {words}") if is_missing else None
    if name not in come:
        return Problem(name, f"the visit is {visit.status}: for {words} step it on instead")
    if moment > now:
        return Problem(
            name, f"{words} at {show_time(moment)} is in the future, it is {show_time(now)}"
        )
    if moment.date() != visit.start.date():
        return Problem(name, f"{words} on {show_day(moment)} is on another day than the visit")
    return None


def _order(before: tuple[str, datetime], after: tuple[str, datetime]) -> Problem | None:
    if before[1] <= after[1]:
        return None
    return Problem(
        after[0],
        f"{STAMP_WORDS[after[0]]} at {show_time(after[1])} is before "
        f"{STAMP_WORDS[before[0]]} at {show_time(before[1])}",
    )


def _event(
    event: VisitEvent, times: Mapping[str, datetime | None], now: datetime
) -> Problem | None:
    words, at = _EVENT_WORDS[event.what], event.at
    start, end = times.get("infusion_start"), times.get("infusion_end")
    said = f"{words} at {show_time(at)}"
    if start is not None and at < start:
        return Problem(str(event.id), f"{said} is before the infusion began at {show_time(start)}")
    if end is not None and at > end:
        return Problem(str(event.id), f"{said} is after the infusion ended at {show_time(end)}")
    if at > now:
        return Problem(str(event.id), f"{said} is in the future, it is {show_time(now)}")
    return None

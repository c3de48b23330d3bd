"""The check that the nurses on shift can look after the visit."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from ivig_scheduler.domain.clearance.candidate import Candidate
from ivig_scheduler.domain.clearance.conflict import Finding, Place, Suggestion
from ivig_scheduler.domain.clearance.suggestions import later_starts
from ivig_scheduler.domain.facts import ClinicFacts
from ivig_scheduler.domain.nurse_counts import Limit, Shortage
from ivig_scheduler.domain.nurse_day import NurseDay
from ivig_scheduler.domain.nurse_search import Attendance
from ivig_scheduler.domain.nursing import attendance, moment_of_second
from ivig_scheduler.domain.wording import count, listed, show_hours, show_time

_WHERE = "nurses on shift"
_NOUNS = {Limit.PATIENTS: "patient", Limit.POINTS: "acuity point", Limit.STARTS: "start"}


def nurse_capacity(candidate: Candidate, facts: ClinicFacts) -> Iterator[Finding]:
    """All visits of the day can be shared out among its nurses, this one with them.

    Those that are too many without it already do not count (see `NurseDay`), but are told.
    """
    day = facts.nurse_day(candidate.start.date())
    if day is None:
        return
    visit = attendance(candidate.start, candidate.end, candidate.acuity_points)
    if day.has_room(visit, candidate.appointment_id):
        return
    shortage = day.find_counted_shortage(visit, candidate.appointment_id)
    if shortage is None:
        yield Finding(
            "the nurses on shift cannot share out the visits",
            who=_on_shift(day, candidate.start),
            where=_WHERE,
            suggest=partial(_explain, visit, candidate, facts, day),
        )
        return
    yield Finding(
        _tell(shortage, candidate, facts) + _tell_over(shortage, visit, candidate, day),
        None if shortage.seconds is None else shortage.seconds // 60,
        _on_shift(day, moment_of_second(shortage.moment)),
        _WHERE,
        partial(_suggest_start, candidate, facts, day),
    )


def _tell(shortage: Shortage, candidate: Candidate, facts: ClinicFacts) -> str:
    if shortage.limit is Limit.SHIFT:
        hours = show_hours(candidate.start, candidate.end)
        return f"no nurse is on shift without a break from {hours}"
    who = "those who can stay to the end" if shortage.is_of_hours else "nurses on shift"
    return f"{_count(shortage, facts, 'from')}, {who} take {shortage.takes}"


def _tell_over(shortage: Shortage, visit: Attendance, candidate: Candidate, day: NurseDay) -> str:
    """Return how many are too many without this visit; "" where it brings the shortage."""
    if not shortage.is_pooled or shortage.is_of_hours:
        over = day.count_over(visit, candidate.appointment_id)
        return f", besides {count(over, 'visit')} too many already" if over else ""
    return f", {shortage.before} too many already" if shortage.before else ""


def _count(shortage: Shortage, facts: ClinicFacts, side: str) -> str:
    told = count(shortage.number, _NOUNS[shortage.limit])
    moment = show_time(moment_of_second(shortage.moment))
    if shortage.limit is Limit.STARTS:
        spacing = facts.settings.whole("nurse.spacing")
        return f"{told} within {spacing} min {side} {moment}"
    return f"{told} at {moment}"


def _explain(
    visit: Attendance, candidate: Candidate, facts: ClinicFacts, day: NurseDay
) -> Suggestion:
    """Return the next start with enough nurses; the words say first what does not fit where.

    Finding that out takes longer than that there is no room.
    """
    place, words = _suggest_start(candidate, facts, day)
    shortage = day.find_shortage(visit, candidate.appointment_id)
    if shortage is None:
        return place, words
    over = _tell_over(shortage, visit, candidate, day)
    first = f"{_count(shortage, facts, 'up to')} do not fit{over}"
    return place, f"{first}, {words}" if words else first


def _on_shift(day: NurseDay, moment: datetime) -> str:
    names = [
        duty.name
        for duty in day.duties
        if any(starts <= moment < ends for starts, ends in duty.spans)
    ]
    return listed(names) if names else "nobody"


def _suggest_start(candidate: Candidate, facts: ClinicFacts, day: NurseDay) -> Suggestion:
    """Return the next start that day at which the nurses plainly suffice, in whatever chair."""
    stay: timedelta = candidate.end - candidate.start
    besides: UUID | None = candidate.appointment_id
    for start in later_starts(candidate, facts):
        if day.has_plain_room(attendance(start, start + stay, candidate.acuity_points), besides):
            return Place(start), f"enough from {show_time(start)}"
    return None, ""

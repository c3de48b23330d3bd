"""The check that the nurses on shift can look after the visit."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from ivig_scheduler.domain.clearance.candidate import Candidate
from ivig_scheduler.domain.clearance.conflict import Finding, Place, Suggestion
from ivig_scheduler.domain.clearance.suggestions import later_starts
from ivig_scheduler.domain.facts import ClinicFacts
from ivig_scheduler.domain.nurse_day import NurseDay
from ivig_scheduler.domain.nurse_pool import Limit, Shortage
from ivig_scheduler.domain.nursing import attendance, moment_of_second
from ivig_scheduler.domain.wording import count, listed, show_hours, show_time

_NOUNS = {Limit.PATIENTS: "patient", Limit.POINTS: "acuity point", Limit.STARTS: "start"}


def nurse_capacity(candidate: Candidate, facts: ClinicFacts) -> Iterator[Finding]:
    """All visits of the day can be shared out among its nurses, this one with them.

    Where they cannot be without it already, see `NurseDay`. The first moment beyond is named.
    """
    day = facts.nurse_day(candidate.start.date())
    if day is None:
        return
    visit = attendance(candidate.start, candidate.end, candidate.acuity_points)
    shortage = day.find_shortage(visit, candidate.appointment_id)
    if shortage is not None:
        yield Finding(
            _tell(shortage, candidate, facts),
            None if shortage.seconds is None else shortage.seconds // 60,
            _on_shift(day, moment_of_second(shortage.moment)),
            "nurses on shift",
            partial(_suggest_start, candidate, facts, day),
        )


def _tell(shortage: Shortage, candidate: Candidate, facts: ClinicFacts) -> str:
    if shortage.limit is Limit.SHIFT:
        hours = show_hours(candidate.start, candidate.end)
        return f"no nurse is on shift without a break from {hours}"
    told = count(shortage.number, _NOUNS[shortage.limit])
    moment = moment_of_second(shortage.moment)
    when = f"at {show_time(moment)}"
    if shortage.limit is Limit.STARTS:
        spacing = facts.settings.whole("nurse.spacing")
        verb = "from" if shortage.is_pooled else "up to"
        when = f"within {spacing} min {verb} {show_time(moment)}"
    if shortage.is_pooled:
        return f"{told} {when}, nurses on shift take {shortage.takes}"
    return f"{told} {when}, more than can be shared out among the nurses on shift"


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

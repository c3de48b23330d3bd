"""How a visit goes against its plan: when its chair comes free, and what that does to the next."""

from dataclasses import dataclass
from datetime import datetime

from ivig_scheduler.domain.quantities import whole_minutes
from ivig_scheduler.domain.records import Appointment
from ivig_scheduler.domain.terms import CHAIR_FREE, Status

#: The patient has not sat down yet.
_WAITING = frozenset({Status.HELD, Status.BOOKED, Status.CONFIRMED, Status.ARRIVED})


@dataclass(frozen=True, slots=True)
class VisitProgress:
    """A visit as it is expected now; times are the site's.

    `sits_down` is when the patient sat or can sit down, `chair_free` when the chair is clean.
    """

    sits_down: datetime
    chair_free: datetime
    minutes_late: int

    def minutes_into(self, next_start: datetime) -> int:
        """Return by how many minutes the chair comes free too late for a start."""
        return max(0, whole_minutes(self.chair_free - next_start))


def expect_visit(visit: Appointment, now: datetime) -> VisitProgress:
    """Return how a visit is expected to go at the site's wall clock `now`.

    A patient who should sit already is expected to sit down now, on the visit's own day; a visit
    that is over or called off is as it was planned.
    """
    start = visit.start
    if visit.status in CHAIR_FREE or visit.status is Status.DONE:
        return VisitProgress(visit.actual_start or start, visit.held_until, 0)
    if visit.actual_start is not None:
        sits_down = visit.actual_start
    elif visit.status in _WAITING and now.date() == start.date():
        sits_down = max(start, now.replace(second=0, microsecond=0))
    else:
        sits_down = start
    shift = sits_down - start
    return VisitProgress(sits_down, visit.held_until + shift, whole_minutes(shift))

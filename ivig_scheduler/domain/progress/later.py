"""Chairs that come free later than booked: a visit of today runs over, or its patient is late."""

from datetime import datetime, timedelta

from ivig_scheduler.domain.progress.expecting import UNDER_WAY, WAITING, VisitProgress
from ivig_scheduler.domain.records import Appointment
from ivig_scheduler.domain.settings import Settings
from ivig_scheduler.domain.terms import Status


def may_be_later(status: Status, start: datetime, now: datetime) -> bool:
    """Return whether a visit may keep its chair longer than booked: it is of the day and has begun,
    or should have. `now` is the site's wall clock.
    """
    if start.date() != now.date():
        return False
    return status in UNDER_WAY or (status in WAITING and start < now)


def free_later(
    visit: Appointment, progress: VisitProgress, now: datetime, settings: Settings
) -> datetime | None:
    """Return when the chair of a visit is expected to be free, where that is later than booked.

    None where it is not, or by so little that the site's settings let it be: `clock.late_after` of
    a patient who does not sit yet, `clock.over_after` of one who does.
    """
    if not may_be_later(visit.status, visit.start, now) or progress.chair_free <= visit.held_until:
        return None
    if visit.status in UNDER_WAY:
        over, let_be = progress.chair_free - visit.held_until, settings.whole("clock.over_after")
    else:
        over, let_be = progress.sits_down - visit.start, settings.whole("clock.late_after")
    return progress.chair_free if over > timedelta(minutes=let_be) else None

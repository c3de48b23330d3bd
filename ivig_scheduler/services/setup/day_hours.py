"""Hours of a single day that differ from its weekday's: an early closing, an open holiday."""

from dataclasses import replace
from datetime import date, datetime
from uuid import uuid4

from ivig_scheduler.domain.changes import ChangeSet, added, changed, removed
from ivig_scheduler.domain.errors import refuse
from ivig_scheduler.domain.forms import tidied
from ivig_scheduler.domain.records import DayHours
from ivig_scheduler.domain.site_calendar import SiteCalendar
from ivig_scheduler.domain.terms import CHAIR_FREE
from ivig_scheduler.domain.wording import count, show_day, show_time
from ivig_scheduler.services.clinic_facts import load_facts
from ivig_scheduler.services.dispatcher import Work
from ivig_scheduler.storage.reader import Reader


def load_day_hours(store: Reader, first_day: date) -> tuple[DayHours, ...]:
    """Return the days from `first_day` on that have hours of their own, the soonest first."""
    found = (each for each in store.all(DayHours) if each.day >= first_day)
    return tuple(sorted(found, key=lambda each: each.day))


def save_day_hours(work: Work, hours: DayHours, instead_of: DayHours | None = None) -> ChangeSet:
    """Open the site at other hours on one day; hours that day had already are replaced.

    So are those of another day that these stand `instead_of`.
    The label tells how many visits stand outside them. Raises RuleBrokenError for a day that is
    past or closed, and where it closes before it opens.
    """
    kept = tidied(hours)
    if kept.closes <= kept.opens:
        told = f"closing at {show_time(kept.closes)} is not after opening at"
        raise refuse("closes", f"{told} {show_time(kept.opens)}")
    if kept.day < work.today:
        raise refuse("day", f"{show_day(kept.day)} is past")
    calendar = load_facts(work.store, kept.day, kept.day).calendar
    closed = replace(calendar, holidays={}, days={kept.day: kept}).find_closure(kept.day)
    if closed:
        raise refuse("day", f"{show_day(kept.day)} is closed: {closed}; remove the closure first")
    span = f"{show_time(kept.opens)} to {show_time(kept.closes)}"
    label = f"Set the hours of {show_day(kept.day)} to {span}"
    outside = _count_outside(work.store, kept)
    if outside:
        label += f"; {count(outside, 'visit')} outside these hours"
    before = next(iter(work.store.where(DayHours, day=kept.day)), None)
    if before is not None:
        saved = changed(before, kept.model_copy(update={"id": before.id}))
    else:
        saved = added(kept.model_copy(update={"id": uuid4()}) if instead_of else kept)
    gone = removed([instead_of]) if instead_of and instead_of.day != kept.day else ()
    return ChangeSet(label, (*gone, *saved))


def close_early(work: Work, day: date, closes_at: datetime, reason: str) -> ChangeSet:
    """Close the site early on a day on which it is open.

    Raises RuleBrokenError where it is closed, or closes by then anyway.
    """
    calendar = load_facts(work.store, day, day).calendar
    hours = calendar.open_hours(day)
    if hours is None:
        raise refuse("day", f"{show_day(day)} is closed: {calendar.find_closure(day)}")
    opens, closes = hours
    if closes_at >= closes:
        raise refuse("closes", f"the site closes at {show_time(closes)} that day anyway")
    if not reason.strip():
        raise refuse("reason", "say why the site closes early")
    return save_day_hours(
        work, DayHours(day=day, opens=opens.time(), closes=closes_at.time(), reason=reason)
    )


def remove_day_hours(work: Work, hours: DayHours) -> ChangeSet:
    """Open the site at its weekday's hours again."""
    return ChangeSet(f"Set the hours of {show_day(hours.day)} back to the usual", removed([hours]))


def _count_outside(store: Reader, hours: DayHours) -> int:
    span = SiteCalendar(days={hours.day: hours}).open_hours(hours.day)
    if span is None:
        return 0
    opens, closes = span
    return sum(
        1
        for each in store.appointments_on(hours.day)
        if each.status not in CHAIR_FREE and (each.start < opens or each.end > closes)
    )

"""The infusion centre: its name and place, hours and closures."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import chain
from zoneinfo import ZoneInfo, available_timezones

from ivig_scheduler.domain.changes import Change, ChangeSet, added, changed, removed
from ivig_scheduler.domain.errors import Problem, RuleBrokenError, refuse
from ivig_scheduler.domain.forms import tidied
from ivig_scheduler.domain.records import Closure, OpeningHours, Site
from ivig_scheduler.domain.settings import Settings
from ivig_scheduler.domain.terms import CHAIR_FREE
from ivig_scheduler.domain.wording import count, show_day, show_days, show_time, show_weekday
from ivig_scheduler.services.dispatcher import Work
from ivig_scheduler.services.setup.holiday_years import find_missing_years
from ivig_scheduler.services.setup.public_holidays import find_place_problem
from ivig_scheduler.services.site_settings import load_settings
from ivig_scheduler.storage.reader import Reader


@dataclass(frozen=True)
class SiteSheet:
    """The site with its week (by weekday), closures (soonest first) and settings."""

    site: Site
    hours: tuple[OpeningHours, ...]
    closures: tuple[Closure, ...]
    settings: Settings


def load_site(store: Reader) -> Site:
    """Return the site. Raises RuleBrokenError in a database that holds no clinic yet."""
    site = store.site()
    if site is None:
        raise refuse("site", "this database holds no clinic yet: set one up first")
    return site


def load_site_sheet(store: Reader) -> SiteSheet:
    """Return all that the site's page shows."""
    hours = sorted(store.all(OpeningHours), key=lambda each: each.weekday)
    closures = sorted(store.all(Closure), key=lambda each: (each.first_day, each.last_day))
    return SiteSheet(load_site(store), tuple(hours), tuple(closures), load_settings(store))


def zones() -> tuple[str, ...]:
    """Return the names of all time zones."""
    return tuple(sorted(available_timezones()))


def check_site(site: Site) -> None:
    """Raise RuleBrokenError for a zone, country or subdivision that nobody knows."""
    problems: list[Problem] = []
    try:
        ZoneInfo(site.zone)
    except (OSError, ValueError, LookupError):
        problems.append(
            Problem(
                "zone",
                f"the time zone '{site.zone}' is unknown: choose one like America/New_York",
            )
        )
    place = find_place_problem(site.country, site.subdivision)
    problems.extend([place] if place else [])
    if problems:
        raise RuleBrokenError(*problems)


def edit_site(work: Work, before: Site, after: Site) -> ChangeSet:
    """Change the site's name, zone or country; visits keep their wall-clock times.

    The holidays of a new country are looked up and kept with it.
    """
    kept = tidied(after)
    check_site(kept)
    years = find_missing_years(work.store, kept, work.today)
    return ChangeSet("Edit the site", (*changed(before, kept), *added(*years)))


def save_opening_hours(work: Work, hours: tuple[OpeningHours, ...]) -> ChangeSet:
    """Replace the week by `hours`; a weekday without hours is closed.

    Raises RuleBrokenError where a day closes before it opens or is given twice.
    """
    _check_hours(hours)
    known = {each.weekday: each for each in work.store.all(OpeningHours)}
    wanted = {each.weekday: each for each in hours}
    gone = removed(each for day, each in sorted(known.items()) if day not in wanted)
    kept = chain.from_iterable(
        _day_changes(known.get(day), each) for day, each in sorted(wanted.items())
    )
    return ChangeSet("Save the opening hours", (*gone, *kept))


def _day_changes(before: OpeningHours | None, after: OpeningHours) -> tuple[Change, ...]:
    if before is None:
        return added(after)
    times = {"opens": after.opens, "closes": after.closes}
    return changed(before, before.model_copy(update=times))


def _check_hours(hours: Iterable[OpeningHours]) -> None:
    problems: list[Problem] = []
    seen: set[int] = set()
    for each in map(tidied, hours):
        day = show_weekday(each.weekday)
        if each.closes <= each.opens:
            problems.append(
                Problem(
                    f"hours.{each.weekday}",
                    f"{day}: closing at {show_time(each.closes)} is not after opening at "
                    f"{show_time(each.opens)}",
                )
            )
        if each.weekday in seen:
            problems.append(Problem(f"hours.{each.weekday}", f"{day} is given twice: keep one"))
        seen.add(each.weekday)
    if problems:
        raise RuleBrokenError(*problems)


def add_closure(work: Work, closure: Closure) -> ChangeSet:
    """Close the site for some days. The label tells how many visits stand on them."""
    kept = tidied(closure)
    _check_closure(work.store, kept)
    return ChangeSet(_closure_label("Close", work.store, kept), added(kept))


def edit_closure(work: Work, before: Closure, after: Closure) -> ChangeSet:
    """Change the days or the reason of a closure."""
    kept = tidied(after)
    _check_closure(work.store, kept)
    return ChangeSet(_closure_label("Close", work.store, kept), changed(before, kept))


def remove_closure(work: Work, closure: Closure) -> ChangeSet:
    """Open the site again on the days of a closure."""
    days = show_days(closure.first_day, closure.last_day)
    return ChangeSet(f"Remove the closure of {days}", removed([closure]))


def _check_closure(store: Reader, closure: Closure) -> None:
    if closure.last_day < closure.first_day:
        raise refuse(
            "last_day",
            f"the last day {show_day(closure.last_day)} is before the first day "
            f"{show_day(closure.first_day)}",
        )
    for other in store.all(Closure):
        same = (other.first_day, other.last_day) == (closure.first_day, closure.last_day)
        if same and other.id != closure.id:
            raise refuse(
                "first_day",
                f"{show_days(other.first_day, other.last_day)} is closed already: {other.reason}",
            )


def _closure_label(verb: str, store: Reader, closure: Closure) -> str:
    label = f"{verb} {show_days(closure.first_day, closure.last_day)}"
    stand = count_visits(store, closure.first_day, closure.last_day)
    return f"{label}; {count(stand, 'visit')} booked on those days" if stand else label


def count_visits(store: Reader, first_day: date, last_day: date) -> int:
    """Return how many visits hold a chair on those days, both inclusive."""
    start = datetime.combine(first_day, time())
    end = datetime.combine(last_day, time()) + timedelta(days=1)
    visits = store.appointments_between(start, end)
    return sum(1 for visit in visits if visit.status not in CHAIR_FREE)

"""The public holidays a site goes by, kept year by year beside its other facts."""

from collections.abc import Iterable, Mapping
from datetime import date

from ivig_scheduler.domain.changes import ChangeSet, added
from ivig_scheduler.domain.records import Holiday, HolidayYear, Site
from ivig_scheduler.services.dispatcher import Work
from ivig_scheduler.services.setup.public_holidays import public_holidays
from ivig_scheduler.storage.reader import Reader

#: The years around the present one that are looked up ahead of any need.
YEARS_BEHIND, YEARS_AHEAD = 1, 3


def keep_holidays(work: Work) -> ChangeSet:
    """Look up the years around today that are not kept yet; nothing where all are."""
    site = work.store.site()
    missing = find_missing_years(work.store, site, work.today) if site else ()
    return ChangeSet("Look up public holidays", added(*missing))


def find_missing_years(store: Reader, site: Site, today: date) -> tuple[HolidayYear, ...]:
    """Return the years around `today` a site's country needs and the database does not keep."""
    if not site.country:
        return ()
    known = {each.year for each in _kept(store, site)}
    wanted = range(today.year - YEARS_BEHIND, today.year + YEARS_AHEAD + 1)
    return tuple(_look_up(site, year) for year in wanted if year not in known)


def load_holidays(store: Reader, site: Site, years: Iterable[int]) -> Mapping[date, str]:
    """Return the holidays of those years by day; a year that is not kept is looked up."""
    if not site.country:
        return {}
    kept = {each.year: each for each in _kept(store, site)}
    found = (kept.get(year) or _look_up(site, year) for year in sorted(set(years)))
    return {each.day: each.name for year in found for each in year.holidays}


def _kept(store: Reader, site: Site) -> tuple[HolidayYear, ...]:
    return store.where(HolidayYear, country=site.country, subdivision=site.subdivision)


def _look_up(site: Site, year: int) -> HolidayYear:
    found = public_holidays(site.country, site.subdivision, (year,))
    return HolidayYear(
        country=site.country,
        subdivision=site.subdivision,
        year=year,
        holidays=tuple(Holiday(day, name) for day, name in sorted(found.items())),
    )
